"""Options that the commands about fixtures share, and the cases that they name."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .telling import Teller

if TYPE_CHECKING:
    from ..config import Config
    from ..workers import Outcome

_Command = TypeVar("_Command", bound=Callable[..., Any])
_ROOT = "fixtures/pages"
_OPTIONS = (
    click.option("--fixtures", metavar="DIR", default=_ROOT, help=f"Where the cases are [{_ROOT}]."),
    click.option("--config", metavar="FILE", help="Configuration in TOML [scraper.toml beside the cases]."),
    click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a defect."),
)
jobs_option = click.option("--jobs", "-j", metavar="N", type=click.IntRange(min=1), help="Processes [one a core].")


def fixture_options(command: _Command) -> _Command:
    """--fixtures, --config, --debug."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def case_config(options: Mapping[str, Any]) -> Config:
    """The configuration that the cases are cleaned with. Raises ConfigError."""
    from ..regression.case import config_of

    return config_of(Path(options["fixtures"]), Path(options["config"]) if options["config"] else None)


def cases_of(options: Mapping[str, Any], names: Sequence[str]) -> tuple[Path, ...]:
    """The folders of the cases that are named. What names none is wrong usage: exit code 2."""
    from ..errors import FixtureError
    from ..regression.case import find_cases

    try:
        return find_cases(Path(options["fixtures"]), names)
    except FixtureError as error:
        Teller().error(error)
        raise click.exceptions.Exit(2) from error


def each_case(
    folders: Sequence[Path], run: Callable[[Path], Any], config: Config, jobs: int | None
) -> Iterator[Outcome[Path, Any]]:
    """``run`` on every folder, in processes that can be killed; outcomes in the order of the folders."""
    from ..workers import Limits, Order, clean_many

    count = min(jobs or os.cpu_count() or 1, len(folders))
    limits = Limits(count, config.clean_seconds, config.clean_megabytes)
    return clean_many(folders, Order(run), limits, lambda folder: folder.name)


def screen() -> tuple[int, bool]:
    """Columns of the terminal, and whether colours are wanted (https://no-color.org)."""
    return shutil.get_terminal_size((100, 24)).columns, sys.stdout.isatty() and not os.environ.get("NO_COLOR")
