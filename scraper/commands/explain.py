"""``scraper explain``: what was kept, moved and removed, by which rule, with the words."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import config_of, shared
from .sources import gather, is_address, means_several, unreachable
from .tasks import Explain, Load, Source
from .telling import Teller

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..config import Config
    from ..workers import Outcome


@click.command()
@click.argument("source", metavar="SOURCE")
@click.option("--json", "as_json", is_flag=True, help="The whole ledger as JSON.")
@click.option("--html", "page", metavar="FILE", help="Write a page that shows it all side by side; opens from disk.")
@shared
@click.pass_context
def explain(ctx: click.Context, /, **options: Any) -> None:
    """Show where every word of a page went: kept, moved to a field, or removed, and by which rule.

    SOURCE is one URL, one file, or - for standard input.

    \b
    Examples:
      scraper explain https://example.org/story
      scraper explain page.html --html explained.html
      scraper explain page.html --json > ledger.json
      scraper explain page.html --disable signup/call
    """
    words = (options["source"],)
    if means_several(words):
        raise click.UsageError("explain takes one page: name one of the files.")
    if options["url"] and is_address(options["source"]):
        raise click.UsageError("--url is for a file or standard input: a URL is its own address.")
    ctx.exit(_run(config_of(options), options))


def _run(config: Config, options: dict[str, Any]) -> int:
    from ..workers import Limits, Order, clean_many

    words = (options["source"],)
    views = tuple(view for view, wanted in _views(options).items() if wanted)
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    task = Explain(config, views, shutil.get_terminal_size((100, 24)).columns, color)
    order = Order(task, Load(config.fetch, options["url"]))
    limits = Limits(1, config.clean_seconds, config.clean_megabytes, config.fetch.total_seconds + 30)
    outcomes: Iterator[Outcome[Source, dict[str, str]]] = clean_many(gather(words, config), order, limits)
    [outcome] = outcomes
    if outcome.error:
        Teller().error(outcome.error, outcome.trace)
        return 3 if unreachable(outcome.error) else 1
    _write(outcome.value or {}, options["page"])
    return 0


def _views(options: dict[str, Any]) -> dict[str, bool]:
    """A table, unless something else is asked for."""
    return {
        "json": options["as_json"],
        "html": bool(options["page"]),
        "table": not (options["as_json"] or options["page"]),
    }


def _write(views: dict[str, str], page: str | None) -> None:
    if page and page != "-":
        from ..saving import write_file

        write_file(Path(page), views.pop("html").encode())
        Teller().note(f"wrote {page}")
    for text in views.values():
        sys.stdout.buffer.write((text.rstrip("\n") + "\n").encode())
    sys.stdout.buffer.flush()
