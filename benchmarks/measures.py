"""The measures, each a small pure function of what was found and what is true.

Sources: shingle counts, exact and their averages follow ``evaluate.py`` of Zyte's article-extraction benchmark
(https://github.com/scrapinghub/article-extraction-benchmark); word F1 and snippets follow WCXB (M. Foley, 2026).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple, TypeVar

from dateutil import parser as dateparser

from scraper.letters import INVISIBLE

Item = TypeVar("Item")
_TOKEN = re.compile(r"\w+")
_LONG_CAPTION = 5  # shorter captions ("Reuters", "Photo 2") are found in any text by chance
_CAPTION_MATCH = 0.9


class Counts(NamedTuple):
    """True positives, false positives, false negatives: numbers of items or shares of a page."""

    tp: float
    fp: float
    fn: float

    @property
    def precision(self) -> float:
        return _share(self.tp, self.fp, self.fn)

    @property
    def recall(self) -> float:
        return _share(self.tp, self.fn, self.fp)

    @property
    def f1(self) -> float:
        return f1(self.precision, self.recall)


def _share(hit: float, missed: float, other: float) -> float:
    """hit / (hit + missed); both sides empty is right, only this side empty is wrong."""
    if missed == other == 0:
        return 1.0
    return hit / (hit + missed) if hit + missed else 0.0


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(_alike(text))


def _alike(text: str) -> str:
    """Without invisible characters, accents composed (Unicode NFC): some texts and annotations have it otherwise."""
    text = INVISIBLE.sub("", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def overlap(found: Counter[Item], truth: Counter[Item]) -> Counts:
    """Multiset overlap: items in both, only in ``found``, only in ``truth``."""
    both = (found & truth).total()
    return Counts(both, found.total() - both, truth.total() - both)


def shingle_counts(found: str, truth: str, size: int = 4) -> Counts:
    """Overlap of the runs of ``size`` tokens (``\\w+``), as shares of the page so that long pages weigh no more."""
    raw = overlap(_shingles(found, size), _shingles(truth, size))
    total = sum(raw) or 1.0
    return Counts(*(part / total for part in raw))


def _shingles(text: str, size: int) -> Counter[tuple[str, ...]]:
    """Fewer tokens than ``size`` make one short shingle, an empty text has none."""
    words = tokens(text)
    if not words:
        return Counter()
    return Counter(tuple(words[start : start + size]) for start in range(max(1, len(words) - size + 1)))


def exact(found: str, truth: str) -> bool:
    """The same tokens in the same order, case included."""
    return tokens(found) == tokens(truth)


def word_counts(found: str, truth: str) -> Counts:
    """Overlap of the multisets of lower-case words, order ignored (WCXB)."""
    return overlap(Counter(tokens(found.lower())), Counter(tokens(truth.lower())))


def snippets_found(text: str, snippets: Sequence[str]) -> int:
    """How many of the snippets stand in the text, white space normalised."""
    flat = _spaced(text)
    return sum(_spaced(snippet) in flat for snippet in snippets)


def _spaced(text: str) -> str:
    return " ".join(_alike(text).split())


def folded(text: str) -> tuple[str, ...]:
    """The words of a short field: case, white space, punctuation and compatibility forms ignored."""
    return tuple(tokens(unicodedata.normalize("NFKC", text).casefold()))


def same_title(found: str | None, truth: str) -> bool:
    return found is not None and folded(found) == folded(truth)


def same_authors(found: Sequence[str], truth: Sequence[str]) -> bool:
    """The same set of names; order, repeats, case and punctuation ignored."""
    return {folded(name) for name in found} - {()} == {folded(name) for name in truth} - {()}


def same_day(found: str | None, truth: str) -> bool:
    """The same calendar day, read in the zone the truth is written in, or in UTC.

    Pages and annotators disagree on the zone near midnight, and neither is wrong. A date without a zone is taken as
    written. False when ``found`` is no date; ValueError when ``truth`` is none.
    """
    wanted = _moment(truth)
    if wanted is None:
        raise ValueError(f"not a date: {truth!r}")
    moment = _moment(found or "")
    if moment is None:
        return False
    if moment.tzinfo is None or wanted.tzinfo is None:
        return moment.date() == wanted.date()
    return any(moment.astimezone(zone).date() == wanted.astimezone(zone).date() for zone in (wanted.tzinfo, UTC))


def _moment(text: str) -> datetime | None:
    try:
        return dateparser.parse(text) if text.strip() else None
    except (ValueError, OverflowError):
        return None


def same_caption(found: str, truth: str) -> bool:
    """Nearly the same words, or one holds the other when that is long enough: a credit may be split off."""
    ours, wanted = folded(found), folded(truth)
    if overlap(Counter(ours), Counter(wanted)).f1 >= _CAPTION_MATCH:
        return bool(ours)
    short, long = sorted((ours, wanted), key=len)
    return len(short) >= _LONG_CAPTION and _within(short, long)


def captions_found(found: Sequence[str], truth: Sequence[str]) -> int:
    """How many of the true captions are the caption of some image."""
    return sum(any(same_caption(caption, wanted) for caption in found) for wanted in truth)


def captions_leaked(text: str, true_text: str, captions: Sequence[str]) -> Counts:
    """``tp``: captions that stand whole in our body although they are not in the true one; ``fn``: the others.

    Only captions of five tokens and more count, and only those the true body does not have itself.
    """
    body, true_body = folded(text), folded(true_text)
    wanted = [words for caption in captions if len(words := folded(caption)) >= _LONG_CAPTION]
    foreign = [words for words in wanted if not _within(words, true_body)]
    leaked = sum(_within(words, body) for words in foreign)
    return Counts(leaked, 0, len(foreign) - leaked)


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    return f" {' '.join(short)} " in f" {' '.join(long)} "
