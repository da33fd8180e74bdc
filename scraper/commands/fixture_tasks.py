"""What the workers do with cases. The parent imports this file too, so the pipeline is imported where it runs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..config import Config

if TYPE_CHECKING:
    from ..model import Page
    from ..pipeline import Result
    from ..regression.add import Added, Storing
    from ..regression.case import Case
    from ..regression.check import Outcome
    from ..regression.compare import Difference
    from ..regression.known import Stale
    from ..regression.pins import Pin
    from .tasks import Load, Source


@dataclass(frozen=True, slots=True)
class CheckCase:
    """Folder of a case -> what came of it."""

    config: Config

    def __call__(self, folder: Path) -> Outcome:
        from ..regression.check import check_case

        return check_case(folder, self.config)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted of a case; ``new`` when nothing was expected before, ``summary`` says then what it is.

    ``broken`` pins and the fields in ``left`` differ as before.
    """

    taken: tuple[Difference, ...]
    broken: tuple[Difference, ...]
    left: tuple[str, ...]
    new: bool
    summary: str


@dataclass(frozen=True, slots=True)
class AcceptCase:
    """Folder of a case -> what was accepted, of ``fields`` only those."""

    config: Config
    fields: tuple[str, ...]

    def __call__(self, folder: Path) -> Accepted:
        from ..pipeline import clean
        from ..regression.accept import accept
        from ..regression.case import load_case
        from ..regression.compare import compare
        from ..regression.fields import PINS

        case = load_case(folder)
        result = clean(case.page, self.config)
        taken = accept(case, result, self.fields)
        left = compare(load_case(folder), result)
        open_fields = [one.field for one in left if one.field != PINS and one.field not in case.known]
        return Accepted(
            taken,
            tuple(one for one in left if one.field == PINS and PINS not in case.known),
            tuple(dict.fromkeys(open_fields)),
            case.expected is None or case.ledger is None,
            _summary(result),
        )


def _summary(result: Result) -> str:
    article, counts = result.article, result.conservation
    kind = article.kind.replace("_", " ")
    return f"{kind}, {article.title or 'no title'}, {article.word_count:,} words, {counts.removed:,} removed"


@dataclass(frozen=True, slots=True)
class Numbered:
    """The lines of known.txt that were changed, ``number`` as it was, and all that differs in the case."""

    changed: tuple[Stale, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class NumberCase:
    """Folder of a case -> its known.txt says how many differences there are."""

    config: Config

    def __call__(self, folder: Path) -> Numbered:
        from ..regression.check import check_case
        from ..regression.known import read_known, write_numbers

        if not read_known(folder):  # most cases have no such file, and cleaning takes time
            return Numbered((), ())
        outcome = check_case(folder, self.config)
        if outcome.error:
            raise outcome.error
        differences = (*outcome.differences, *outcome.known)
        return Numbered(write_numbers(folder, Counter(one.field for one in differences)), differences)


@dataclass(frozen=True, slots=True)
class HoldsWords:
    """Folder of a case -> whether its page has the words."""

    words: str

    def __call__(self, folder: Path) -> bool:
        from ..regression.case import load_page
        from ..regression.pinning import stands_in

        return stands_in(load_page(folder), self.words)


@dataclass(frozen=True, slots=True)
class Tried:
    """Whether the words of a pin stand in the page, else the ``nearest`` sentence; in words whether it holds now."""

    stands: bool
    nearest: str
    state: str


@dataclass(frozen=True, slots=True)
class TryPin:
    """Folder of a case -> what would come of a pin there."""

    config: Config
    pin: Pin

    def __call__(self, folder: Path) -> Tried:
        from ..pipeline import clean
        from ..regression.case import load_page
        from ..regression.compare_ledger import taker
        from ..regression.ledger import ledger_of
        from ..regression.pinning import nearest, stands_in
        from ..regression.pins import broken

        page = load_page(folder)
        if not stands_in(page, self.pin.words):
            return Tried(False, nearest(page, self.pin.words), "")
        result = clean(page, self.config)
        if not broken((self.pin,), result.article):
            return Tried(True, "", "it holds")
        by = taker(ledger_of(result), self.pin.words) if self.pin.kind == "KEEP" else ""
        return Tried(True, "", f"it is broken now{f', the words are taken by {by}' if by else ''}: check fails")


@dataclass(frozen=True, slots=True)
class AddPage:
    """(source, folder) -> the case that was made of it."""

    load: Load
    config: Config
    storing: Storing

    def load_page(self, named: tuple[Source, Path]) -> tuple[Page, Path]:
        """The page of the source; nothing is fetched for a case that is there already."""
        from ..regression.add import check_free

        source, folder = named
        check_free(folder, self.storing)
        return self.load(source)[1], folder

    def __call__(self, loaded: tuple[Page, Path]) -> Added:
        from ..regression.add import add

        page, folder = loaded
        return add(folder, page, self.config, self.storing)


@dataclass(frozen=True, slots=True)
class Compared:
    """What ``regression.refresh.Refreshed`` tells, without the pages."""

    site: tuple[Difference, ...]
    cleaning: tuple[Difference, ...]
    same_bytes: bool


@dataclass(frozen=True, slots=True)
class RefreshCase:
    """Folder of a case -> its live page compared, and stored with ``keep``."""

    config: Config
    keep: bool

    def load_live(self, folder: Path) -> tuple[Case, Page]:
        """The case and the page as it is now."""
        from ..fetchers import fetch
        from ..regression.case import load_case
        from ..regression.refresh import address_of

        case = load_case(folder)
        return case, fetch(address_of(case), self.config)

    def __call__(self, loaded: tuple[Case, Page]) -> Compared:
        from ..regression.refresh import refresh, save

        found = refresh(*loaded, self.config)
        if self.keep:
            save(loaded[0], found)
        return Compared(found.site, found.cleaning, found.same_bytes)
