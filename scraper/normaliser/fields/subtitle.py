"""The standfirst: the summary printed between headline and body."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Candidate, Verdict
from ..folding import plain, squashed
from .clues import Clues, Marked
from .jsonld import first
from .moving import whole

_WORDS = range(3, 90)
_BELOW = 10


def read_subtitle(
    clues: Clues, heading: Marked | None, description: str | None
) -> tuple[str | None, tuple[Candidate, ...], tuple[Verdict, ...]]:
    """What is marked as subtitle below the headline, or stands there and says what the description says."""
    candidates = [*_visible(clues, heading, description), *_stated(clues)]
    moves = tuple(
        whole(clues.block(item.block), "subtitle", "subtitle", "between headline and body", f"source {item.raw[:60]}")
        for item in candidates
        # What the content model takes for the first paragraph stays one: it is the subtitle all the same.
        if item.block is not None and not clues.is_body(item.block)
    )
    return (str(candidates[0].value) if candidates else None), tuple(candidates), moves


def _visible(clues: Clues, heading: Marked | None, description: str | None) -> Iterator[Candidate]:
    if heading is None:
        return
    stop = min(heading.node.last + _BELOW, len(clues.document.blocks))
    marked = {
        number: item
        for item in clues.marked.get("subtitle", ())
        for number in range(item.node.first, item.node.last + 1)
    }
    summary = squashed(description or "")
    for number in range(heading.node.last + 1, stop):
        block = clues.block(number)
        if block.hidden or len(block.text.split()) not in _WORDS or _in_figure(clues, number):
            continue
        text = squashed(block.text)
        same = (
            summary
            and len(text) > 20
            and (text in summary or summary.rstrip("….") in text)
            and len(text) < 1.6 * len(summary)
        )
        item = marked.get(number)
        if (item and number <= max(clues.first, heading.node.last + 3)) or (same and number <= clues.first):
            yield Candidate("subtitle", plain(block.text), block.text, "visible", number, 0, len(block.text))
            return


def _in_figure(clues: Clues, number: int) -> bool:
    """The text below a picture is its caption."""
    chain = clues.document.ancestors(clues.block(number).node)[:6]
    return any(node.tag in ("figure", "figcaption") or "caption" in node.attrs.get("class", "") for node in chain)


def _stated(clues: Clues) -> Iterator[Candidate]:
    for item in clues.articles[:1]:
        for key in ("alternativeHeadline", "alternateName"):
            if text := first(item.get(key)):
                yield Candidate("subtitle", text, text, "jsonld")
