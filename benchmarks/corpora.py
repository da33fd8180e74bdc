"""Annotated pages from disk: our own layout, and those the two public benchmarks publish."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SETS = ("news", "publishers", "wcxb", "snippets", "dates")


@dataclass(frozen=True, slots=True)
class Truth:
    """One annotated page. A field is None where the set does not annotate it, so it is not scored.

    ``source`` is the address as annotated, which may be a note instead of one; ``url`` only an address. ``page`` is the
    file with the archived bytes, gzip-compressed or plain. ``wanted`` and ``unwanted`` are snippets that must and must
    not be in the body. ``date`` is text as annotated, with or without time and zone.
    """

    set: str
    id: str
    page: Path
    url: str | None = None
    page_type: str = "unknown"
    text: str | None = None
    title: str | None = None
    authors: tuple[str, ...] | None = None
    date: str | None = None
    captions: tuple[str, ...] | None = None
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    source: str = ""

    @property
    def key(self) -> str:
        return f"{self.set}/{self.id}"

    def html(self) -> bytes:
        data = self.page.read_bytes()
        return gzip.decompress(data) if self.page.suffix == ".gz" else data


def load(folder: Path, names: tuple[str, ...] = SETS) -> list[Truth]:
    """All annotated pages below ``folder``, in a fixed order.

    Understood: ``<set>/truth.jsonl`` with ``<set>/pages/<id>.html.gz`` (``names`` selects the sets); the
    article-extraction benchmark (``ground-truth.json``, ``html/<id>.html.gz``); WCXB (``ground-truth/<id>.json``,
    ``html/<id>.html[.gz]``). Raises FileNotFoundError when the folder is none of these.
    """
    if (folder / "ground-truth.json").is_file():
        return list(_article_benchmark(folder))
    if (folder / "ground-truth").is_dir():
        return list(_wcxb(folder))
    found = [truth for name in names if (folder / name / "truth.jsonl").is_file() for truth in _ours(folder, name)]
    if not found:
        raise FileNotFoundError(f"{folder}: no <set>/truth.jsonl for {', '.join(names)}, and no ground-truth in it")
    return found


def sample(pages: list[Truth], count: int) -> list[Truth]:
    """``count`` pages spread evenly over ``pages``: the same ones every time."""
    if not 0 < count < len(pages):
        return pages
    return [pages[index * len(pages) // count] for index in range(count)]


def _ours(folder: Path, name: str) -> Iterator[Truth]:
    for line in (folder / name / "truth.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        images = row.get("images")
        yield Truth(
            set=name,
            id=row["id"],
            page=folder / name / "pages" / f"{row['id']}.html.gz",
            url=_address(row.get("url")),
            source=row.get("url") or "",
            page_type=row.get("page_type") or "unknown",
            text=row.get("text") or None,  # a few pages are annotated as having no text: not scored, as WCXB does
            title=row.get("title") or None,
            authors=_names(row.get("authors")),
            date=_date(row.get("date")),
            captions=None if images is None else _distinct(image.get("caption") for image in images),
            wanted=tuple(row.get("with") or ()),
            unwanted=tuple(row.get("without") or ()),
        )


def _article_benchmark(folder: Path) -> Iterator[Truth]:
    rows = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for ident, row in rows.items():
        page = folder / "html" / f"{ident}.html.gz"
        yield Truth("benchmark", ident, page, _address(row.get("url")), "article", row.get("articleBody") or "")


def _wcxb(folder: Path) -> Iterator[Truth]:
    for file in sorted((folder / "ground-truth").glob("*.json")):
        row = json.loads(file.read_text(encoding="utf-8"))
        truth: Mapping[str, Any] = row.get("ground_truth") or row
        plain, packed = (folder / "html" / f"{file.stem}{suffix}" for suffix in (".html", ".html.gz"))
        yield Truth(
            set="wcxb",
            id=file.stem,
            page=packed if packed.is_file() else plain,
            url=_address(row.get("url")),
            page_type=_page_type(row),
            text=truth.get("main_content") or truth.get("text") or truth.get("articleBody") or None,
            title=truth.get("title") or None,
            authors=_names(truth.get("author") or truth.get("authors")),
            date=_date(truth.get("publish_date") or truth.get("date")),
            wanted=tuple(truth.get("with") or ()),
            unwanted=tuple(truth.get("without") or ()),
        )


def _page_type(row: Mapping[str, Any]) -> str:
    found = row.get("page_type") or (row.get("_internal") or {}).get("page_type") or "unknown"
    return str(found.get("primary", "unknown") if isinstance(found, Mapping) else found)


def _address(url: str | None) -> str | None:
    """Some sets keep a note in place of the address; only real ones are passed on."""
    return url if url and url.startswith(("http://", "https://")) else None


def _date(value: str | None) -> str | None:
    """``NaT`` is how one set writes "not annotated"."""
    return None if not value or value == "NaT" else value


def _names(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return None
    return (value,) if isinstance(value, str) else tuple(value)


def _distinct(captions: Iterator[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(caption.strip() for caption in captions if caption and caption.strip()))
