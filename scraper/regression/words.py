"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal

Part = tuple[Literal["same", "lost", "gained"], str]

# A word, a stretch of white space, or one sign; scripts that set no spaces between words go character by character.
_TOKENS = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\s+|\w+|.", re.DOTALL
)


def word_diff(expected: str, actual: str) -> tuple[Part, ...]:
    """Parts in order: ``same`` and ``lost`` joined give ``expected``, ``same`` and ``gained`` joined ``actual``."""
    old, new = _TOKENS.findall(expected), _TOKENS.findall(actual)
    parts: list[Part] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", "".join(old[i:j])))
            continue
        if i < j:
            parts.append(("lost", "".join(old[i:j])))
        if k < m:
            parts.append(("gained", "".join(new[k:m])))
    return tuple(parts)
