"""A page that prints nearly nothing, and sends its story in the data of its scripts."""

from __future__ import annotations

from lxml import etree

from ..head import parse_jsonld
from ..tree import Walk
from .choosing import NEXT_TO_NOTHING, choose
from .claims import claims_of
from .finding import Candidate, candidates
from .measuring import printed_of
from .planting import plant
from .prose import prose
from .rows import is_pushing, rows_of
from .scripts import script_texts, values

TOLD = "taken from the data of the page's scripts: the page itself prints little or nothing of its text"
_MOST_PRINTED = 250  # words of prose; a page that shows more has printed its text, or a good part
_FEWEST_CHARS = 200  # of scripts; fewer hold no story


def rescued(root: etree._Element, seen: Walk) -> bool:
    """Add the story to the tree when the page does not print it. Says whether there was one; then walk again.

    Costs an ordinary page a count of its words, up to the first few paragraphs.
    """
    if seen.script_chars + sum(map(len, seen.jsonld)) < _FEWEST_CHARS:
        return False
    shown = prose(seen.blocks, _MOST_PRINTED)
    if shown > _MOST_PRINTED:
        return False
    claims = claims_of(root, parse_jsonld(seen.jsonld))
    if shown > NEXT_TO_NOTHING and not claims.is_article:
        return False
    found = _found(root)
    if not found and not claims.bodies:
        return False
    story = choose(found, claims, printed_of(seen.blocks))
    if story is None:
        return False
    plant(root, seen, story.fragment, story.printed)
    return True


def _found(root: etree._Element) -> list[Candidate]:
    texts = script_texts(root)
    rows, raw = rows_of(text for text in texts if is_pushing(text))
    data = [value for text in texts if not is_pushing(text) for value in values(text)]
    return candidates([*data, *rows], raw)
