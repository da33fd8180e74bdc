"""The pytest plugin: folders of fixtures are collected as tests, one for each output field of each case.

``pytest fixtures/`` cleans every case once and compares; ``--scraper-accept`` takes what came of it as expected. A
case is what ``case.py`` says, found by its ``article.json`` (or, when that is missing, by the next of its files), so
nothing happens in folders that are no cases. The pipeline is imported when the first case is cleaned, not before:
every pytest of every project that has this package installed loads this file.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .config import Config
    from .pipeline import Result
    from .regression.case import Case
    from .regression.check import Outcome
    from .regression.difference import Difference

_MARKS = ("article.json", "removals.json", "page.json", "pins.txt", "known.txt")  # the first one there stands for all
_WHOLE = "case"  # the name of the one test of a case that cannot be compared field by field
_ACCEPTED = pytest.StashKey[list[tuple[str, str, tuple["Difference", ...]]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("scraper", "saved pages and what must come of them (article-scraper)")
    group.addoption("--scraper-accept", action="store_true", help="take what comes of the saved pages as expected")
    group.addoption("--scraper-config", metavar="FILE", help="clean with this file, not with scraper.toml of the cases")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_ACCEPTED] = []
    if config.option.scraper_accept and getattr(config.option, "numprocesses", None):
        raise pytest.UsageError("--scraper-accept writes files, so it works in one process: add -n 0")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.name in _MARKS and _stands_for_a_case(file_path):
        return CaseFile.from_parent(parent, path=file_path)
    return None


def _stands_for_a_case(path: Path) -> bool:
    """Whether a file is the first mark of a folder with a page, or with another mark where the page is lost."""
    marks = [name for name in _MARKS if path.with_name(name).is_file()]
    return marks[0] == path.name and (_has_page(path.parent) or len(marks) > 1)


def _has_page(folder: Path) -> bool:
    return any(any(folder.glob(pattern)) for pattern in ("page.html*", "page.txt*"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What was accepted, so that nobody accepts unseen."""
    accepted = config.stash.get(_ACCEPTED, [])
    if config.option.scraper_accept:
        terminalreporter.section("accepted by --scraper-accept")
        for case, field, differences in accepted:
            terminalreporter.write_line(_told(f"{case}: {field}", differences, config))
        cases = {case for case, _, _ in accepted}
        terminalreporter.write_line(f"{len(accepted)} fields in {len(cases)} cases" if accepted else "nothing differed")


def _told(title: str, differences: tuple[Difference, ...], config: pytest.Config) -> str:
    from .report.fixture_terminal import render_differences

    terminal = config.get_terminal_writer()
    return render_differences(title, differences, terminal.fullwidth, terminal.hasmarkup).rstrip("\n")


class CaseFile(pytest.File):
    """One case. Its page is cleaned once in a process, when the first of its tests runs."""

    @property
    def folder(self) -> Path:
        return self.path.parent

    def collect(self) -> Iterator[pytest.Item]:
        """A test a field; a single one when the case is broken or expects nothing yet."""
        from .errors import ScraperError
        from .regression.case import load_case
        from .regression.fields import FIELDS

        self.extra_keyword_matches.add(self.folder.name)
        try:
            case = load_case(self.folder)
        except ScraperError as error:
            yield WholeCase.from_parent(self, name=_WHOLE, trouble=error)
            return
        if case.expected is None or case.ledger is None:
            yield WholeCase.from_parent(self, name=_WHOLE)
            return
        yield from (FieldOfCase.from_parent(self, name=field) for field in FIELDS)

    @cached_property
    def settings(self) -> Config:
        """Raises ConfigError."""
        from .regression.case import config_of

        given = self.config.option.scraper_config
        return config_of(self.folder.parent, self.config.invocation_params.dir / given if given else None)

    @cached_property
    def outcome(self) -> Outcome:
        from .regression.check import check_case

        return check_case(self.folder, self.settings)

    @cached_property
    def trouble(self) -> Exception | None:
        """Why there is nothing to compare: the case's own error, or a defect met on the way."""
        try:
            return self.outcome.error
        except Exception as error:  # noqa: BLE001 - it is raised again, once, by the first test of the case
            return error

    @cached_property
    def result(self) -> Result:
        from .pipeline import clean

        return clean(self.case().page, self.settings)

    def case(self) -> Case:
        """As it is on the disk now."""
        from .regression.case import load_case

        return load_case(self.folder)

    def accept(self, field: str = "") -> None:
        """Take what came of a field, or of all fields, as expected."""
        from .regression.accept import accept

        case = self.case()
        fields = (field,) if field else ()
        taken = accept(case, self.result, fields)
        if taken or not field:
            self.config.stash[_ACCEPTED].append((case.name, field or "all fields", taken))


class Differs(Exception):
    """What a person is to read; no traceback helps."""


class CaseItem(pytest.Item):
    """What the tests of a case share."""

    parent: CaseFile

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        from .errors import ScraperError

        if isinstance(excinfo.value, Differs | ScraperError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"{self.path.parent.name}: {self.name}"


class WholeCase(CaseItem):
    """The one test of a case that cannot be compared: it fails and says why, or accepts what there is to accept."""

    def __init__(self, *, trouble: Exception | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._trouble = trouble

    def runtest(self) -> None:
        if self._trouble:
            raise self._trouble
        if self.config.option.scraper_accept:
            self.parent.accept()
        elif self.parent.trouble:
            raise self.parent.trouble


class FieldOfCase(CaseItem):
    """One output field of a case, the ledger (``removals``) or the pins."""

    def runtest(self) -> None:
        self._check_trouble()
        outcome = self.parent.outcome
        differences = tuple(it for it in (*outcome.differences, *outcome.known) if it.field == self.name)
        title = f"{self.path.parent.name}: {self.name}"
        for line in outcome.stale:
            if line.field == self.name:
                raise Differs(f"{_told(title, differences, self.config)}\n{line}")
        if not differences:
            return
        known = self.parent.case().known.get(self.name)
        if known and not self.config.option.runxfail:
            pytest.xfail(known.reason)
        if self.config.option.scraper_accept and not known and self.name != "pins":
            self.parent.accept(self.name)
            return
        raise Differs(_told(title, differences, self.config))

    def _check_trouble(self) -> None:
        """The first test of a case that could not be cleaned says why; the others point to it."""
        trouble = self.parent.trouble
        if trouble is None:
            return
        if self.parent.stash.setdefault(_SAID, self.name) == self.name:
            raise trouble
        pytest.skip(f"{self.path.parent.name} could not be cleaned: see its first test")


_SAID = pytest.StashKey[str]()
