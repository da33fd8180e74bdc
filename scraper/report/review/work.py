"""What the worker processes do for the review: everything that reads or cleans a page, or needs its result."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from ...config import Config
from ...fetchers.warc import read_record
from ...model import Page
from ...output import Article
from ...pipeline import Result, clean
from ...regression.accept import accept
from ...regression.add import Storing, add
from ...regression.case import Case, load_case
from ...regression.check import settled
from ...regression.compare import compare
from ...regression.pins import Pin, broken
from .blocks_view import folded, pin_of
from .filters import Summary
from .items import ArticleItem, Item, PageItem
from .look import Against, Look, article_alone, look_at, summary_of
from .proposals import Advice, Wanted, Wish, advise
from .units import units_of


@dataclass(frozen=True, slots=True)
class Ask:
    """A request. ``what``: ``look``, ``summary``, ``advice`` (for ``unit`` and ``wish``), ``accept``."""

    what: str
    item: Item
    unit: int = 0
    wish: Wish = "KEEP"


def name_of(ask: Ask) -> str:
    """What a request is about, for errors."""
    return ask.item.name


@dataclass(frozen=True, slots=True)
class Review:
    """Ask -> Look, Summary, Advice, or how many differences were accepted."""

    config: Config

    def __call__(self, ask: Ask) -> Look | Summary | Advice | int:
        """Raises ScraperError."""
        if isinstance(ask.item, ArticleItem):
            look = article_alone(ask.item.name, Article.from_json(ask.item.text))
            return look.summary if ask.what == "summary" else look
        if isinstance(ask.item, PageItem):
            return self._page(ask, read_record(ask.item.place, self.config.fetch.max_bytes), ask.item)
        return self._case(ask, load_case(ask.item.folder))

    def _case(self, ask: Ask, case: Case) -> Look | Summary | Advice | int:
        result = clean(case.page, self._config(ask))
        if ask.what == "accept":
            return len(accept(case, result))
        if ask.what == "advice":
            return self._advice(ask, case, result)
        return _seen(ask, result, against_of(case, result))

    def _page(self, ask: Ask, page: Page, item: PageItem) -> Look | Summary | Advice | int:
        if ask.what == "accept":
            add(item.folder, page, self._config(ask), Storing())
            return 0
        return _seen(ask, clean(page, self._config(ask)), Against())

    def _config(self, ask: Ask) -> Config:
        """The reasons of the content model take time: only who looks at a page wants them."""
        return dataclasses.replace(self.config, reasons=ask.what == "look", strict=False)

    def _advice(self, ask: Ask, case: Case, result: Result) -> Advice:
        unit = units_of(result.cut)[ask.unit]
        pin = pin_of(unit, case.pins) or Pin(ask.wish, folded(unit.text))
        wanted = Wanted(case.page, self._config(ask), unit, ask.wish, lambda article: not broken((pin,), article))
        return advise(wanted, result)


def _seen(ask: Ask, result: Result, against: Against) -> Look | Summary:
    return (look_at if ask.what == "look" else summary_of)(ask.item.name, result, against)


def against_of(case: Case, result: Result) -> Against:
    """A case beside what came of it."""
    settled_now = settled(case, compare(case, result))
    return Against(
        expected=case.expected is not None and case.ledger is not None,
        differences=settled_now.differences,
        known=settled_now.known,
        stale=settled_now.stale,
        pins=case.pins,
        broken=broken(case.pins, result.article),
    )
