"""Second signals: what must stand beside a phrase before it may take words out.

A phrase alone is weak evidence: an article may be *about* newsletters. Each signal is independent of the wording.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ...model import Block, Document
from ...tagged import tagged
from .prose import Prose

_CHROME_TAGS = {"nav", "footer", "aside", "form", "button", "header", "dialog", "select", "label", "menu"}
_CONTROLS = ("input", "select", "textarea")
ENTRIES = frozenset(("li", "td", "th", "dt", "dd", "option"))  # short whatever they say
_TEXT_BLOCKS = 6  # an element of fewer blocks is no text that a block could close
CERTAIN = 4  # so many signals beside a phrase, and it was never wrong on thousands of annotated pages

_MARKUP = "the markup says the same"
_MOSTLY = "the phrase is most of the block"
_OUTSIDE = "it stands outside the running text"
_CLOSES = "it closes the text"
_TITLES = "titles stand there too"  # takes back what the place tells, unless the phrase is nearly all there is


def count(agreeing: tuple[str, ...]) -> int:
    """How many independent signals these are: two that tell of the place are one; above the text it tells nothing."""
    if _TITLES in agreeing:
        return len(agreeing) - 2
    return len(agreeing) - (_OUTSIDE in agreeing and _CLOSES in agreeing)


class Signals:
    """Signals of the blocks of one document; built once, asked for the few blocks that have a phrase."""

    def __init__(self, document: Document, prose: Prose) -> None:
        self._document = document
        self._texts = Counter([block.text for block in document.blocks if len(block.text) < 200])
        self._controls = _near_controls(document)
        self._prose = prose
        self._known: dict[int, tuple[str, ...]] = {}

    def of(self, block: Block, phrase_chars: int, cleaner_markup: bool) -> tuple[str, ...]:
        """Names of the signals that hold for a block in which a phrase of ``phrase_chars`` characters was found."""
        known = self._known.get(block.index)
        if known is None:
            known = self._known[block.index] = self._of_block(block)
        if phrase_chars * 2 > len(block.text) and block.tag not in ENTRIES:
            known = (_MOSTLY, *known)
        elif self._prose.comes_before(block.index):
            known = (_TITLES, *known)
        return (_MARKUP, *known) if cleaner_markup else known

    def _of_block(self, block: Block) -> tuple[str, ...]:
        """Names of the signals that hold whatever the phrase is."""
        in_chrome, closes = self._by_place(block)
        found = []
        if block.marks and block.link_chars * 2 > len(block.text):
            found.append("most of it is links")
        if in_chrome:
            found.append("it stands in page furniture")
        if block.index in self._controls:
            found.append("it is next to a form control")
        if self._texts[block.text] > 1:
            found.append("it is repeated on the page")
        if self._prose.outside(block.index):
            found.append(_OUTSIDE)
        if closes:
            found.append(_CLOSES)
        if block.hidden:
            found.append("it is hidden")
        return tuple(found)

    def _by_place(self, block: Block) -> tuple[bool, bool]:
        """Whether a block stands in page furniture, and whether it closes a text.

        It is then one of the last two blocks of the innermost element that is long enough to be a text.
        """
        nodes, number = self._document.nodes, block.node
        in_chrome, text = False, None
        while number >= 0 and not (in_chrome and text):
            node = nodes[number]
            in_chrome = in_chrome or node.tag in _CHROME_TAGS
            if text is None and node.last - node.first >= _TEXT_BLOCKS - 1:
                text = node
            number = node.parent
        return in_chrome, text is not None and text.last - block.index <= 1


def _near_controls(document: Document) -> frozenset[int]:
    """Blocks inside, just before or just after a field. Buttons are everywhere and say nothing."""
    places = {node.first for node in tagged(document, *_CONTROLS) if node.attrs.get("type") != "hidden"}
    return frozenset(_around(places))


def _around(places: Iterable[int]) -> list[int]:
    return [place + offset for place in places for offset in (-2, -1, 0, 1)]
