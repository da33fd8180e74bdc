"""The file of a content model: one compressed ``.npz`` without pickles, half precision."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from scraper.content.features import Odds
from scraper.content.network import Network
from scraper.content.trees import Forest


@dataclass(frozen=True, slots=True)
class Parts:
    """All that a model is made of."""

    network: Network
    page: Forest
    odds: Odds


def save(path: Path, parts: Parts) -> None:
    """Write what ``scraper.content.model.Model.load`` reads."""
    page = parts.page
    arrays: dict[str, Any] = {f"net_{name}": value for name, value in _arrays(parts.network).items()}
    arrays |= {"page_column": page.column.astype(np.int16), "page_border": page.border}
    arrays |= {"page_leaf": page.leaf.astype(np.float16), "page_bias": np.float64(page.bias)}
    tables = {"words": parts.odds.words, "classes": parts.odds.classes, "page": parts.odds.page}
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, odds=np.frombuffer(text.encode(), np.uint8), **arrays)


def _arrays(net: Network) -> dict[str, Any]:
    arrays: dict[str, Any] = {"mean": net.mean, "scale": net.scale, "bias": np.float64(net.bias)}
    for name in ("enter", "enter_bias", "leave", "direct"):
        arrays[name] = getattr(net, name).astype(np.float16)
    for number, layer in enumerate(net.layers):
        for name in ("weight", "bias", "gain"):
            arrays[f"layer{number}_{name}"] = getattr(layer, name).astype(np.float16)
    return arrays
