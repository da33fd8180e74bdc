"""What people are told on standard error: errors, notes, progress. Standard output is for data alone."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Self

import click

if TYPE_CHECKING:
    from rich.progress import Progress, Task

    from ..errors import ScraperError


class Teller:
    """Writes to standard error. Given a ``total`` it shows a progress bar while its ``with`` block runs."""

    def __init__(self, quiet: bool = False, total: int | None = None) -> None:
        self._quiet = quiet
        self._total = total
        self._progress: Progress | None = None

    def error(self, error: ScraperError, trace: str = "") -> None:
        """One line, and the traceback if it is wanted."""
        if trace and debugging():
            self._say(trace.rstrip())
        self._say(f"{click.style('error:', fg='red', bold=True)} {one_line(str(error))}")

    def note(self, text: str) -> None:
        """One line that --quiet silences."""
        if not self._quiet:
            self._say(f"{click.style('note:', fg='yellow')} {one_line(text)}")

    def advance(self) -> None:
        """One source more is done."""
        if self._progress:
            self._progress.advance(self._progress.task_ids[0])

    def _say(self, line: str) -> None:
        if self._progress:
            from rich.text import Text

            self._progress.console.print(Text.from_ansi(line), soft_wrap=True)
        else:
            tell(line)

    def __enter__(self) -> Self:
        if self._total is not None and not self._quiet and sys.stderr.isatty():
            self._progress = _progress()
            self._progress.add_task("cleaning", total=self._total)
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress:
            self._progress.stop()
            self._progress = None


def tell(line: str) -> None:
    """One line on standard error. When it cannot be written the work goes on: nothing needs what is told."""
    try:
        click.echo(line, err=True)
    except OSError:  # a full disk, a reader that has left; there is nobody to tell it to
        mute()


def mute() -> None:
    """Say nothing from now on: what is still to be written must not fail at exit."""
    sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")


def debugging() -> bool:
    """Whether tracebacks are wanted."""
    return "--debug" in sys.argv


def one_line(text: str) -> str:
    """``text`` without line breaks and without what could steer a terminal."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text).split())


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.finished_speed or task.speed or 0.0:.1f}/s")

    columns: tuple[Any, ...] = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate())
    console = Console(stderr=True)
    return Progress(*columns, TimeRemainingColumn(), console=console, transient=True, redirect_stdout=False)
