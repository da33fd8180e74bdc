"""The published JSON Schema (draft 2020-12) of an article's JSON."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

SCHEMA_VERSION = "1.0"


def schema() -> dict[str, Any]:
    """JSON Schema of ``Article.to_dict()``: every key required, no other key allowed."""
    text = files(__package__).joinpath(f"article-{SCHEMA_VERSION}.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
