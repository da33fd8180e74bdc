"""The standfirst: the summary printed between headline and body.

It moves to its field. Where custom differs, and many standfirsts are the first sentence of the story, the content model
may keep it in the body as well: in English, and outside the news. (Of 58 on annotated news pages in other languages one
was body.)
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Block, Candidate, Verdict
from ..folding import plain, squashed
from ..people.authors import Authorship
from ..people.notes import is_about
from ..people.shapes import has_role
from .clues import Clues, Marked, in_caption
from .jsonld import first, types
from .moving import whole

_WORDS = range(3, 90)
_BELOW = 10


def read_subtitle(
    clues: Clues, heading: Marked | None, about: tuple[str | None, str | None], writing: Authorship
) -> tuple[str | None, tuple[Candidate, ...], tuple[Verdict, ...]]:
    """What is marked as subtitle below the headline, or stands there and says what the description says.

    ``about``: the page's description and its language. What says who wrote the article (``writing``) is none.
    """
    description, language = about
    is_news = any(kind.endswith("newsarticle") for item in clues.document.jsonld for kind in types(item))
    may_stay = language is None or language.startswith("en") or not is_news
    candidates = [*_visible(clues, heading, description, writing), *_stated(clues)]
    moves = tuple(
        whole(clues.block(item.block), "subtitle", "subtitle", "between headline and body", f"source {item.raw[:60]}")
        for item in candidates
        if item.block is not None and not (may_stay and clues.is_body(item.block))
    )
    return (str(candidates[0].value) if candidates else None), tuple(candidates), moves


def _visible(clues: Clues, heading: Marked | None, description: str | None, writing: Authorship) -> Iterator[Candidate]:
    if heading is None:
        return
    stop = min(heading.node.last + _BELOW, len(clues.document.blocks))
    marked = {
        number for item in clues.marked.get("subtitle", ()) for number in range(item.node.first, item.node.last + 1)
    }
    summary = squashed(description or "")
    for number in range(heading.node.last + 1, stop):
        block = clues.block(number)
        if block.hidden or len(block.text.split()) not in _WORDS or in_caption(clues, block):
            continue
        if _is_on_authors(block, writing):
            continue
        beside_heading = number in marked and number <= max(clues.first, heading.node.last + 3)
        above_body = number <= clues.first and not _is_paragraph(clues, number)
        if beside_heading or (above_body and _says(block.text, summary)):
            yield Candidate("subtitle", plain(block.text), block.text, "visible", number, 0, len(block.text))
            return


def _is_on_authors(block: Block, writing: Authorship) -> bool:
    """Whether a block begins with a byline, or tells what one of the authors does."""
    if any(byline.block == block.index and byline.opened and not byline.start for byline in writing.visible):
        return True
    return has_role(block.text) and any(is_about(block.text, author.name) for author in writing.authors)


def _says(text: str, summary: str) -> bool:
    """Whether a block is the page's description (squashed) or a part of it, or little more."""
    form = squashed(text) if summary else ""
    within = form in summary or summary.rstrip("….") in form
    return within and 20 < len(form) < 1.6 * len(summary)


def _is_paragraph(clues: Clues, number: int) -> bool:
    """A body block with the same markup as the one below it: its first words are just given as description."""
    if not clues.is_body(number) or number >= clues.last:
        return False
    nodes, (own, below) = clues.document.nodes, (clues.block(number), clues.block(number + 1))
    one, other = nodes[own.node], nodes[below.node]
    kind = (one.tag, one.parent, one.attrs.get("class"))
    return kind == (other.tag, other.parent, other.attrs.get("class")) and not _is_emphatic(own)


def _is_emphatic(block: Block) -> bool:
    return any(mark.kind in ("strong", "em") and mark.end - mark.start >= len(block.text) - 1 for mark in block.marks)


def _stated(clues: Clues) -> Iterator[Candidate]:
    for item in clues.articles[:1]:
        for key in ("alternativeHeadline", "alternateName"):
            if text := first(item.get(key)):
                yield Candidate("subtitle", text, text, "jsonld")
