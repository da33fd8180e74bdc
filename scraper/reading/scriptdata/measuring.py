"""How much of a candidate is prose, and how much of that the page prints already."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from ...letters import letters
from ...model import Block
from .planting import Fragment
from .prose import prose, prose_of, words

_FEWEST_WORDS = 80  # of a story that the page does not print
_MANY_TIMES = 3  # as much as the prose that the page prints beside the story
_PAGE_LETTERS = 200_000
_SHORT_WORDS = 8
_RUN = 16  # letters
_PRINTED = 0.9  # of the runs of a block: the page prints it
_CODE = re.compile(
    r'"\s?[:,]\s?["\[{]|\bfunction ?\w{0,40}\(|=>|[=!]==|&&|\|\||[;{] ?\}|\);|\b(?:const|let|var) \w{1,40} ?='
    r"|[{;] [\w-]{1,40}: [^;]{1,80};"
)
_CODE_SIGNS = '"(=&|};'  # each match has one of them
_MUCH_CODE = 3
_OPENING = 20  # blocks


class Printed(NamedTuple):
    """What the page prints: the words of its visible prose, its texts, and each run of some letters of them."""

    prose: float
    texts: tuple[str, ...]
    runs: Set[str]

    def share(self, text: str) -> float:
        """How much of a text, letters only, the page prints."""
        chunks = [text[start : start + _RUN] for start in range(0, max(1, len(text) - _RUN + 1), _RUN)]
        return sum(chunk in self.runs for chunk in chunks) / len(chunks)


class Story(NamedTuple):
    """A candidate, measured.

    ``printed``: how many blocks at its start the page prints; ``again``, ``missing``: words of prose that it prints,
    and that it does not; ``enough``: the latter are many, and most of it is prose; ``opening``: the first letters.
    What is not enough is not looked at further: ``printed`` is 0 and ``opening`` empty.
    """

    fragment: Fragment
    printed: int
    again: float
    missing: float
    enough: bool
    opening: str


def printed_of(blocks: Sequence[Block]) -> Printed:
    """What the blocks of a page print. Hidden ones count as well: a script may be all that shows them."""
    texts = tuple(block.text for block in blocks)
    plain = letters(" ".join(texts)[: _PAGE_LETTERS * 2])[:_PAGE_LETTERS]
    runs = {plain[start : start + _RUN] for start in range(len(plain) - _RUN + 1)}
    return Printed(prose(blocks), texts, runs)


def measured(fragment: Fragment, printed: Printed) -> Story:
    """A candidate beside what the page prints."""
    told = [(block.text, count) for block in fragment.blocks if (count := prose_of(block)) and not _is_code(block)]
    everything = sum(count for _, count in told)
    again = sum(count * printed.share(letters(text)) for text, count in told)
    missing, others = everything - again, max(0.0, printed.prose - again)
    is_much = missing >= max(_FEWEST_WORDS, _MANY_TIMES * others, again)
    if not is_much or everything < sum(words(block.text) for block in fragment.blocks) / 2:
        return Story(fragment, 0, again, missing, enough=False, opening="")
    opening = letters(" ".join(block.text for block in fragment.blocks[:_OPENING])[:2000])
    return Story(fragment, _leading(fragment, printed), again, missing, enough=True, opening=opening)


def _is_code(block: Block) -> bool:
    if sum(map(block.text.count, _CODE_SIGNS)) < _MUCH_CODE:
        return False
    return len(_CODE.findall(block.text)) >= _MUCH_CODE


def _leading(fragment: Fragment, printed: Printed) -> int:
    """How many blocks at the start the page prints, up to the last one of them that is no short line."""
    leading = 0
    for number, block in enumerate(fragment.blocks, 1):
        if words(block.text) >= _SHORT_WORDS:
            if printed.share(letters(block.text)) < _PRINTED:
                break
            leading = number
    return leading
