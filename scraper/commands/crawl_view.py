"""What a person, a log or a program sees of a crawl while it runs. Everything goes to standard error.

Nothing needs it: where it cannot be written, the crawl goes on without.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from typing import TYPE_CHECKING, Any, Protocol, Self

from .telling import mute, one_line, tell

if TYPE_CHECKING:
    from rich.console import Console, Group
    from rich.live import Live

    from ..crawl.events import Event, HostProgress, Progress

_QUIETLY_TOLD = ("fetch", "progress")  # said by the page that comes of it, and every minute
_PROGRESS_SECONDS = 60.0
_COLUMNS = {"pages": 6, "articles": 8, "errors": 6, "queued": 6, "a minute": 8, "left": 8}  # and their widths


class View(Protocol):
    """Shows events as they come, from one thread."""

    def __call__(self, event: Event) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...


def view_of(quiet: bool, as_json: bool) -> View:
    """A screen on a terminal, lines elsewhere; JSON lines or nothing when asked for."""
    if quiet:
        return Silent()
    if as_json:
        return JsonLines()
    return Screen() if sys.stderr is not None and sys.stderr.isatty() else Lines()  # None: it was closed at the start


class Silent:
    """Nothing."""

    def __call__(self, event: Event) -> None:
        """Say nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to close."""


class Lines(Silent):
    """One line an event: the time, what happened, the words."""

    def __init__(self) -> None:
        self._told = 0.0

    def __call__(self, event: Event) -> None:
        self._told = self._told or event.at
        if event.kind == "progress" and event.at - self._told >= _PROGRESS_SECONDS:
            self._told = event.at
        elif event.kind in _QUIETLY_TOLD:
            return
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(event.at))
        what = "" if event.kind == "page" else f"{event.kind}: "  # the words of a page begin with its outcome
        tell(f"{moment} {what}{one_line(event.words)}")


class JsonLines(Silent):
    """One JSON object an event, without the keys that have no value."""

    def __call__(self, event: Event) -> None:
        told = {name: value for name, value in dataclasses.asdict(event).items() if value not in (None, "", 0)}
        tell(json.dumps(told, ensure_ascii=False))


class Screen(Silent):
    """A table of hosts that follows the run, with what went wrong above it."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console: Console = Console(stderr=True)
        self._live: Live | None = None

    def __call__(self, event: Event) -> None:
        try:
            self._show(event)
        except OSError:  # the terminal is gone
            self.__exit__()
            mute()

    def _show(self, event: Event) -> None:
        if event.kind == "progress" and event.progress and self._live:
            self._live.update(board(event.progress, self._rows()))
        elif event.kind in ("note", "host") or event.outcome in ("failed", "changed"):
            from rich.text import Text

            style = "red" if event.outcome == "failed" else "yellow"
            self._console.print(Text(one_line(event.words), style), soft_wrap=True)

    def _rows(self) -> int:
        return max(3, self._console.size.height - 8)

    def __enter__(self) -> Self:
        from rich.live import Live

        self._live = Live(console=self._console, transient=True, refresh_per_second=4)
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        live, self._live = self._live, None
        if live:
            try:
                live.stop()
            except OSError:  # the terminal is gone
                mute()


def board(progress: Progress, rows: int) -> Group:
    """The totals, and a table of the busiest hosts, at most ``rows``."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 0, 0, 1), header_style="bold", expand=True)
    table.add_column("host", no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column("now", no_wrap=True, width=9)
    for name, width in _COLUMNS.items():
        table.add_column(name, justify="right", no_wrap=True, width=width)
    busy = sorted(progress.hosts, key=lambda host: (-host.in_flight, -host.queued, -host.done, host.host))
    for host in busy[:rows]:
        errors = Text(str(host.errors), "red" if host.errors else "")
        counts = (str(host.done), str(host.articles), errors, str(host.queued))
        table.add_row(Text(one_line(host.host)), _now(host), *counts, *_pace(host, progress))
    rest = f"… and {len(busy) - rows} more hosts" if len(busy) > rows else ""
    head = Text(totals(progress), "bold", no_wrap=True, overflow="ellipsis")
    return Group(head, table, *([Text(rest)] if rest else []))


def totals(progress: Progress) -> str:
    """The whole run on one line."""
    left = "" if progress.seconds_left is None else f", about {span(progress.seconds_left)} left"
    return (
        f"{span(progress.seconds)}{left} · {progress.done:,} pages · {progress.articles:,} articles"
        f" · {progress.errors:,} errors · {progress.queued:,} queued · {progress.rate:.1f} pages/s"
    )


def _now(host: HostProgress) -> Any:
    from rich.text import Text

    if host.rests:
        return Text("rests", "yellow")
    if host.in_flight:
        return Text(f"fetches {host.in_flight}", "green")
    return Text("waits" if host.queued else "done", "dim")


def _pace(host: HostProgress, progress: Progress) -> tuple[str, str]:
    minutes = max(progress.seconds, 1.0) / 60
    done = host.done / minutes
    left = max(host.queued * host.delay, host.queued / done * 60 if done else 0.0)
    return f"{done:.0f}", span(left) if host.queued and not host.rests else ""


def span(seconds: float) -> str:
    """Seconds as ``8 s``, ``4:05``, ``1:02:30``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes}:{rest:02d}" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
