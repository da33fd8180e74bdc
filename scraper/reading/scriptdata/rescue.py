"""A page that prints nearly nothing, and sends its story in the data of its scripts."""

from __future__ import annotations

from lxml import etree

from ..head import parse_jsonld
from ..tree import Walk
from .choosing import choose
from .claims import claims_of
from .finding import candidates
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
    if prose(seen.blocks, _MOST_PRINTED) > _MOST_PRINTED:
        return False
    texts = script_texts(root)
    rows, raw = rows_of(text for text in texts if is_pushing(text))
    data = [value for text in texts if not is_pushing(text) for value in values(text)]
    found = candidates([*data, *rows], raw)
    story = choose(found, claims_of(root, parse_jsonld(seen.jsonld)), printed_of(seen.blocks))
    if story is None:
        return False
    plant(root, seen, story.fragment, story.printed)
    return True
