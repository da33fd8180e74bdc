"""Truth text -> a label for every block: body, not body, or not to be learned from.

The words of the page are aligned with the words of the truth, in order: first by 4-word shingles that occur once in
both (patience diff, B. Cohen), then by longest matching runs between them. A block is body when most of its words are
matched; a short one when all are, in one run.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt

from scraper.letters import INVISIBLE

Labels = npt.NDArray[np.float64]  # 1 body, 0 not body, nan not to be learned from
Range = tuple[int, int, int, int]  # page[from:to] against truth[from:to]

_TOKEN = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_LONG = 6
_SMALL = 60_000  # cells that a direct comparison may take
_LARGE = 8_000_000


def tokens(text: str) -> list[str]:
    """Lower-case words; characters of scripts without spaces are words of their own."""
    found = []
    for word in _TOKEN.findall(INVISIBLE.sub("", text.lower())):
        if word.isascii() or not _UNSPACED.search(word):
            found.append(word)
        else:
            found += list(word)
    return found


def label_blocks(texts: Sequence[str], truth: str) -> Labels:
    """Labels of a page's blocks against the text of its article."""
    split = [tokens(text) for text in texts]
    page = [word for words in split for word in words]
    place = align(page, tokens(truth))
    labels = np.zeros(len(texts))
    start = 0
    for number, words in enumerate(split):
        found = place[start : start + len(words)]
        start += len(words)
        share = float((found >= 0).mean()) if len(words) else 0.0
        if len(words) >= _LONG:
            labels[number] = share > 0.5
        else:
            labels[number] = share == 1.0 and found[-1] - found[0] == len(words) - 1
    copies = {tuple(words) for words, label in zip(split, labels, strict=True) if label and len(words) >= _LONG}
    for number, words in enumerate(split):
        if not labels[number] and tuple(words) in copies:
            labels[number] = np.nan
    return labels


def align(page: Sequence[str], truth: Sequence[str]) -> npt.NDArray[np.int64]:
    """For each word of the page the place of its partner in the truth, -1 for none; partners are in order."""
    place = np.full(len(page), -1, np.int64)
    waiting: list[Range] = [(0, len(page), 0, len(truth))]
    while waiting:
        a0, a1, b0, b1 = waiting.pop()
        if a0 >= a1 or b0 >= b1:
            continue
        cells = (a1 - a0) * (b1 - b0)
        anchors = _anchors(page, truth, (a0, a1, b0, b1)) if cells > _SMALL else []
        if anchors:
            for a, b in anchors:
                place[a] = b
            waiting += _gaps(anchors, (a0, a1, b0, b1))
        elif cells <= _LARGE:
            for a, b, size in SequenceMatcher(None, page[a0:a1], truth[b0:b1], autojunk=False).get_matching_blocks():
                place[a0 + a : a0 + a + size] = np.arange(b0 + b, b0 + b + size)
    return place


def _anchors(page: Sequence[str], truth: Sequence[str], where: Range) -> list[tuple[int, int]]:
    """Pairs of places of shingles that occur once on each side, the longest run that is in order on both."""
    a0, a1, b0, b1 = where
    for size in (4, 2):
        once_a, once_b = _once(page, a0, a1, size), _once(truth, b0, b1, size)
        pairs = sorted((a, once_b[shingle]) for shingle, a in once_a.items() if shingle in once_b)
        if pairs:
            return _rising(pairs)
    return []


def _once(words: Sequence[str], start: int, stop: int, size: int) -> dict[tuple[str, ...], int]:
    shingles = [tuple(words[i : i + size]) for i in range(start, stop - size + 1)]
    counts = Counter(shingles)
    return {shingle: start + i for i, shingle in enumerate(shingles) if counts[shingle] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Longest increasing subsequence by the second member (patience sorting)."""
    tops: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for number, (_, b) in enumerate(pairs):
        pile = bisect_left(tops, b)
        back.append(at[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(b)
            at.append(number)
        else:
            tops[pile], at[pile] = b, number
    chain = []
    number = at[-1]
    while number >= 0:
        chain.append(pairs[number])
        number = back[number]
    return chain[::-1]


def _gaps(anchors: Sequence[tuple[int, int]], where: Range) -> Iterator[Range]:
    a, b = where[0], where[2]
    for next_a, next_b in [*anchors, (where[1], where[3])]:
        if next_a > a and next_b > b:
            yield a, next_a, b, next_b
        a, b = next_a + 1, next_b + 1


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
