"""What is shown of one case: plain data, made where the page is cleaned and sent back from there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..article_view import body_view, facts_view, quality_view
from ..fixture_wording import failing
from .filters import Summary
from .frame import Frame, frame_of
from .units import Unit, units_of

if TYPE_CHECKING:
    from ...output import Article
    from ...pipeline import Result
    from ...regression.compare import Difference
    from ...regression.known import Stale
    from ...regression.pins import Pin


@dataclass(frozen=True, slots=True)
class Against:
    """A case against what is expected of it. ``expected``: whether anything is, apart from the pins.

    ``known``, ``stale``: as in ``regression.check.Outcome``.
    """

    expected: bool = False
    differences: tuple[Difference, ...] = ()
    known: tuple[Difference, ...] = ()
    stale: tuple[Stale, ...] = ()
    pins: tuple[Pin, ...] = ()
    broken: tuple[Pin, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """One page cleaned. ``words``: visible, kept, moved, removed. ``facts``, ``verdict``, ``body``: HTML.

    Without a stored page (``units`` and ``frame`` empty) there is only an article.
    """

    summary: Summary
    url: str
    lang: str
    words: tuple[int, int, int, int]
    verdict: str
    facts: str
    body: str
    units: tuple[Unit, ...] = ()
    frame: Frame | None = None
    against: Against = Against()


def look_at(name: str, result: Result, against: Against) -> Look:
    """Everything there is to show of a page that was cleaned."""
    article, counts = result.article, result.conservation
    units = units_of(result.cut)
    return Look(
        summary=summary_of(name, result, against),
        url=article.final_url or article.url or "",
        lang=article.language or "",
        words=(counts.visible, counts.kept, counts.moved, counts.removed),
        verdict=quality_view(article),
        facts=facts_view(article),
        body=body_view(article),
        units=units,
        frame=frame_of(result.cut, units),
        against=against,
    )


def article_alone(name: str, article: Article) -> Look:
    """What there is to show where the page was not stored."""
    kept = len(article.text.split())
    return Look(
        summary=_summary(name, article),
        url=article.final_url or article.url or "",
        lang=article.language or "",
        words=(kept + article.removed.words, kept, 0, article.removed.words),
        verdict=quality_view(article),
        facts=facts_view(article),
        body=body_view(article),
    )


def summary_of(name: str, result: Result, against: Against) -> Summary:
    """What the list tells of a page that was cleaned."""
    rules: Counter[str] = Counter()
    for removal in result.removals:
        rules[f"{removal.cleaner}/{removal.rule}"] += len(removal.text.split())
    compared = against.expected or against.differences
    count = failing(against.differences, against.stale) if compared else None
    return _summary(name, result.article, count, dict(rules))


def _summary(
    name: str, article: Article, differences: int | None = None, rules: dict[str, int] | None = None
) -> Summary:
    site = article.site.domain or article.site.name or ""
    title = article.title or ""
    return Summary(name, title, site, article.kind, article.quality.score, differences, rules or {})
