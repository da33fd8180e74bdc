"""How a job stands and what a run would fetch, on standard output: for people, or as JSON."""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from typing import TYPE_CHECKING

import click

from .telling import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..crawl.events import HostProgress, PlanEntry, Status

_WIDTH_OF_A_FILE = 120


def show_plan(entries: Sequence[PlanEntry], as_json: bool) -> int:
    """One address a line, with its kind and why it is asked for, separated by tabs."""
    for entry in entries:
        if as_json:
            click.echo(json.dumps(dataclasses.asdict(entry), ensure_ascii=False))
        else:
            click.echo("\t".join(one_line(part) for part in (entry.url, entry.kind, entry.why)))
    return 0


def show_status(status: Status, as_json: bool) -> int:
    """The totals, the hosts and the last failures."""
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(status), ensure_ascii=False))
        return 0
    from rich.console import Console
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else _WIDTH_OF_A_FILE, highlight=False, emoji=False)
    for line in _lines(status):
        console.print(Text(line), soft_wrap=True)
    if status.hosts:
        console.print(_table(status.hosts))
    for failure in status.failures[:10]:
        console.print(Text(f"failed: {one_line(failure.words)}", "red"), soft_wrap=True)
    return 0


def _lines(status: Status) -> list[str]:
    pages = ", ".join(f"{number:,} {state}" for state, number in sorted(status.pages.items())) or "none yet"
    found = f"{status.articles:,} articles in {status.revisions:,} revisions, {status.duplicates:,} duplicates"
    due = f"due now: {status.due:,}"
    if not status.due and status.next_due:
        due = f"next due: {_moment(status.next_due)}"
    last = f"last run: {_moment(status.last.started)}, {status.last.words}" if status.last else "last run: none"
    running = f"running: {status.running}" if status.running else "running: no"
    return [one_line(f"job: {status.job}"), running, last, f"articles: {found}", f"pages: {pages}", due]


def _table(hosts: Sequence[HostProgress]) -> object:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    table.add_column("host", no_wrap=True, overflow="ellipsis", max_width=44)
    for name in ("pages", "articles", "failed", "due"):
        table.add_column(name, justify="right")
    table.add_column("now")
    for host in hosts:
        state = "rests" if host.rests else ""
        until = f"{state or 'waits'} until {_moment(host.waits_until)}" if host.waits_until > time.time() else state
        counts = (str(host.done), str(host.articles), str(host.errors), str(host.queued))
        table.add_row(Text(one_line(host.host)), *counts, until)
    return table


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))
