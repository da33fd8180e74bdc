"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

Part = tuple[Literal["same", "lost", "gained"], str]

# A word, a stretch of white space, or one sign; scripts that set no spaces between words go character by character.
_TOKENS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\s+|\w+|.", re.DOTALL
)
_MOST_PAIRS = 4_000_000  # of tokens that are compared: beyond it the middle counts as changed whole


def word_diff(expected: str, actual: str) -> tuple[Part, ...]:
    """Parts in order: ``same`` and ``lost`` joined give ``expected``, ``same`` and ``gained`` joined ``actual``.

    White space between two changed words belongs to the change. Of texts that are both very long and very different
    only the common beginning and end are found.
    """
    old, new = _TOKENS.findall(expected), _TOKENS.findall(actual)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    parts: list[Part] = [("same", "".join(old[:head])), *middle, ("same", "".join(old[len(old) - tail :]))]
    return tuple(_joined([part for part in parts if part[1]]))


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _middle(old: Sequence[str], new: Sequence[str]) -> list[Part]:
    if len(old) * len(new) > _MOST_PAIRS:
        return [("lost", "".join(old)), ("gained", "".join(new))]
    parts: list[Part] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", "".join(old[i:j])))
        else:
            parts += [("lost", "".join(old[i:j])), ("gained", "".join(new[k:m]))]
    return [part for part in parts if part[1]]


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Changes with nothing but white space between them are one change: lost, then gained."""
    joined: list[Part] = []
    lost = gained = ""
    for number, (kind, text) in enumerate(parts):
        between = kind == "same" and text.isspace() and bool(lost or gained) and number + 1 < len(parts)
        lost += text if between or kind == "lost" else ""
        gained += text if between or kind == "gained" else ""
        if kind == "same" and not between:
            joined += [*_change(lost, gained), ("same", text)]
            lost = gained = ""
    return [*joined, *_change(lost, gained)]


def _change(lost: str, gained: str) -> list[Part]:
    parts: tuple[Part, ...] = (("lost", lost), ("gained", gained))
    return [part for part in parts if part[1]]
