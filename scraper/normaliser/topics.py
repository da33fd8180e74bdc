"""Section, kicker, tags and description."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..model import Candidate, Verdict
from .clues import Clues, Marked
from .folding import plain, squashed
from .jsonld import first, strings, types
from .moving import whole
from .wordlist import table

_SPLIT = re.compile(r"\s*[,;|、，；]\s*")
_MOST_TAGS = 40
_LONGEST_TAG = 60
_KICKER_WORDS = 7
_ABOVE = 4  # blocks above the headline in which a kicker stands


def read_description(clues: Clues) -> tuple[str | None, tuple[Candidate, ...]]:
    candidates = []
    for name, content in clues.metas(table("sources")["description"]):
        if text := plain(content):
            candidates.append(
                Candidate("description", text, content, "opengraph" if name.startswith("og:") else "meta")
            )
    for item in clues.articles[:1]:
        if text := first(item.get("description")):
            candidates.append(Candidate("description", text, text, "jsonld"))
    return (str(candidates[0].value) if candidates else None), tuple(candidates)


def read_section(clues: Clues) -> tuple[str | None, tuple[Candidate, ...]]:
    candidates = [
        Candidate("section", plain(content), content, "meta")
        for _, content in clues.metas(table("sources")["section"])
        if plain(content)
    ]
    for item in clues.articles:
        candidates += [Candidate("section", text, text, "jsonld") for text in strings(item.get("articleSection"))]
    candidates += [Candidate("section", text, text, "jsonld") for text in _breadcrumb(clues.document.jsonld)]
    named = [item for item in candidates if "://" not in str(item.value) and len(str(item.value)) <= _LONGEST_TAG]
    return (str(named[0].value) if named else None), tuple(candidates)


def _breadcrumb(objects: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The step before the article itself in a breadcrumb."""
    for item in objects:
        steps = item.get("itemListElement")
        if "breadcrumblist" in types(item) and isinstance(steps, list):
            names = [first(step.get("name")) or first(step.get("item")) for step in steps if isinstance(step, dict)]
            middle = [name for name in names[1:-1] if name and "://" not in name]
            yield from middle[-1:]


def read_tags(clues: Clues) -> tuple[tuple[str, ...], tuple[Candidate, ...], tuple[Verdict, ...]]:
    """Tags as stated, else keywords, else what the page lists as its tags; and the visible lists, which move."""
    stated = [plain(content) for _, content in clues.metas(table("sources")["tag"])]
    stated += [text for item in clues.articles for text in strings(item.get("keywords"))]
    visible, moves = _visible_tags(clues)
    keywords = [plain(content) for _, content in clues.metas(table("sources")["keywords"])]
    candidates = [
        Candidate("tags", _split(texts), "; ".join(texts), source)
        for texts, source in ((stated, "meta"), (visible, "visible"), (keywords, "meta"))
        if texts
    ]
    values = candidates[0].value if candidates else []
    return tuple(values), tuple(candidates), moves


def _split(texts: Iterable[str]) -> list[str]:
    tags: dict[str, str] = {}
    for text in texts:
        for part in _SPLIT.split(text):
            tag = part.strip(" #\"'[]")
            if tag and len(tag) <= _LONGEST_TAG and "://" not in tag and ":" not in tag[:12]:
                tags.setdefault(squashed(tag), tag)
    return list(tags.values())[:_MOST_TAGS]


def _visible_tags(clues: Clues) -> tuple[list[str], tuple[Verdict, ...]]:
    """Links marked as tags below the body."""
    names: list[str] = []
    moves: dict[int, Verdict] = {}
    for item in clues.marked.get("tags", ()):
        if item.node.first <= clues.last or clues.first > clues.last:
            continue
        for number in range(item.node.first, item.node.last + 1):
            block = clues.block(number)
            links = [block.text[mark.start : mark.end] for mark in block.marks if mark.kind == "link"]
            few = len(block.text.split()) <= 8 * max(1, len(links))
            if links and few and block.link_chars >= 0.6 * len(block.text):
                names += links
                moves[number] = whole(block, "tags", "tag-list", f"marked as {item.label}", "below the body")
    return names, tuple(moves.values())


def read_kicker(clues: Clues, heading: Marked | None) -> tuple[str | None, tuple[Candidate, ...], tuple[Verdict, ...]]:
    """The short line above the headline."""
    if heading is None:
        return None, (), ()
    top = heading.node.first
    for item in reversed(clues.marked.get("section", ())):
        if not top - _ABOVE <= item.node.first <= item.node.last <= top or not item.text:
            continue
        inside = item.node.first == top
        if len(item.text.split()) > _KICKER_WORDS or (inside and item.node.start >= heading.node.start):
            continue
        candidate = Candidate(
            "kicker", plain(item.text), item.text, "visible", item.node.first, item.node.start, item.node.end
        )
        moves = tuple(
            whole(clues.block(number), "kicker", "kicker", f"marked as {item.label}", "above the headline")
            for number in range(item.node.first, item.node.last + 1)
            if number < top and not clues.is_body(number)
        )
        return plain(item.text), (candidate,), moves
    return None, (), ()
