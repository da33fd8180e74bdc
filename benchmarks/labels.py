"""Truth text -> a label for every block: body, not body, or not to be learned from.

A long block is body when more than half of its 4-word shingles occur in the truth. A short one is body when its words
stand in the truth between the words of the body blocks around it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.float64]  # 1 body, 0 not body, nan not to be learned from

_TOKEN = re.compile(r"\w+")
_SHINGLE = 4
_LONG = 6
_SLACK = 60  # tokens a short block may stray from its neighbours' place in the truth


def tokens(text: str) -> list[str]:
    """Lower-case words; characters of scripts without spaces are words of their own."""
    found = []
    for word in _TOKEN.findall(text.lower()):
        if word.isascii() or not re.search(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]", word):
            found.append(word)
        else:
            found += list(word)
    return found


def label_blocks(texts: Sequence[str], truth: str) -> Labels:
    """Labels of a page's blocks against the text of its article."""
    wanted = tokens(truth)
    split = [tokens(text) for text in texts]
    places = _places(wanted)
    labels = np.zeros(len(texts))
    where: dict[int, tuple[int, int]] = {}
    for number, words in enumerate(split):
        if len(words) >= _LONG:
            hits = [places[tuple(words[i : i + _SHINGLE])] for i in range(len(words) - _SHINGLE + 1)]
            known = [hit for hit in hits if hit]
            if len(known) * 2 > len(hits):
                labels[number] = 1
                where[number] = (known[0][0], known[-1][-1] + _SHINGLE)
    _drop_copies(split, labels, where)
    _label_short(split, wanted, labels, where)
    return labels


def _places(wanted: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start in range(len(wanted) - _SHINGLE + 1):
        places[tuple(wanted[start : start + _SHINGLE])].append(start)
    return defaultdict(list, places)


def _drop_copies(split: Sequence[Sequence[str]], labels: Labels, where: dict[int, tuple[int, int]]) -> None:
    """Of several blocks with the same words, the one with most body around it is body; others teach nothing."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number in where:
        groups[tuple(split[number])].append(number)
    for copies in groups.values():
        if len(copies) < 2:
            continue
        around = {n: labels[max(0, n - 4) : n + 5].sum() for n in copies}
        best = max(copies, key=lambda n: (around[n], -n))
        for copy in copies:
            if copy != best:
                labels[copy] = np.nan
                del where[copy]


def _label_short(
    split: Sequence[Sequence[str]], wanted: Sequence[str], labels: Labels, where: dict[int, tuple[int, int]]
) -> None:
    if not where:
        whole = " ".join(wanted)
        for number, words in enumerate(split):
            labels[number] = float(bool(words) and f" {' '.join(words)} " in f" {whole} ")
        return
    ordered = sorted(where)
    first, last = ordered[0], ordered[-1]
    for number, words in enumerate(split):
        if not words or len(words) >= _LONG or not first - 12 <= number <= last + 12:
            continue
        before = max((where[n][1] for n in ordered if n < number), default=0)
        after = min((where[n][0] for n in ordered if n > number), default=len(wanted))
        low, high = max(0, before - 2), min(len(wanted), max(after, before) + 2, before + _SLACK)
        window = wanted[low:high]
        if _contains(window, words):
            labels[number] = 1


def _contains(window: Sequence[str], words: Sequence[str]) -> bool:
    size = len(words)
    return any(list(window[i : i + size]) == list(words) for i in range(len(window) - size + 1))


def label_by_snippets(texts: Sequence[str], wanted: Sequence[str], unwanted: Sequence[str]) -> Labels:
    """Labels where only sentences are known: blocks that hold one, all others not to be learned from."""
    labels = np.full(len(texts), np.nan)
    keep = [" ".join(tokens(text)) for text in wanted]
    drop = [" ".join(tokens(text)) for text in unwanted]
    for number, text in enumerate(texts):
        plain = " ".join(tokens(text))
        if not plain:
            continue
        if any(snippet in plain or (len(plain) > 30 and plain in snippet) for snippet in keep if snippet):
            labels[number] = 1
        elif any(snippet in plain or plain in snippet for snippet in drop if snippet):
            labels[number] = 0
    return labels
