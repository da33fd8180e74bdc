"""``scraper fixture refresh``: what the site changed, what the cleaning changed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from .fixture_options import case_config, cases_of, fixture_options, screen
from .fixture_tasks import RefreshCase
from .telling import Teller

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..config import Config
    from ..workers import Outcome
    from .fixture_tasks import Compared


@click.command()
@click.argument("case", metavar="CASE")
@click.option("--save", is_flag=True, help="Store the live page and take what comes of it as expected.")
@click.option("--allow-private", is_flag=True, help="Fetch from loopback and private networks too.")
@fixture_options
@click.pass_context
def refresh(ctx: click.Context, /, **options: Any) -> None:
    """Fetch the live page of a case and tell apart what the site changed and what the cleaning changed.

    The site: the stored page against the live one, both cleaned now. The cleaning: what is expected against the stored
    page cleaned now. Nothing is written without --save, and with it only while the cleaning agrees, so that the two
    never mix. A pin that the live page breaks keeps failing.

    \b
    Examples:
      scraper fixture refresh german-news
      scraper fixture refresh german-news --save

    \b
    Exit codes: 0 nothing changed, or saved; 1 something changed; 2 wrong usage; 3 the page could not be fetched.
    """
    config = case_config(options)
    fetch = dataclasses.replace(config.fetch, allow_private=options["allow_private"] or config.fetch.allow_private)
    folders = cases_of(options, (options["case"],))
    if len(folders) > 1:
        raise click.UsageError("refresh takes one case at a time.")
    found = _compared(folders[0], dataclasses.replace(config, fetch=fetch), options["save"])
    _show(folders[0].name, found)
    if options["save"]:
        Teller().note(f"wrote the live page and what comes of it to {folders[0]}")
        ctx.exit(1 if any(one.kind == "pin" for one in found.site) else 0)
    ctx.exit(1 if found.site or found.cleaning else 0)


def _compared(folder: Path, config: Config, keep: bool) -> Compared:
    """Raises FetchError and what else goes wrong."""
    from ..errors import FixtureError
    from ..workers import Limits, Order, clean_many

    run = RefreshCase(config, keep)
    limits = Limits(1, 2 * config.clean_seconds, config.clean_megabytes, config.fetch.total_seconds + 30)
    outcomes: Iterator[Outcome[Path, Compared]] = clean_many((folder,), Order(run, run.load_live), limits)
    [done] = outcomes
    if done.value is None:
        raise done.error or FixtureError(folder.name, "could not be compared")
    return done.value


def _show(name: str, found: Compared) -> None:
    from ..report.fixture_terminal import render_differences

    same = "the page is the same, byte for byte" if found.same_bytes else "the page changed, the result did not"
    for title, differences, otherwise in (
        (f"What the site changed ({name})", found.site, same),
        (f"What the cleaning changed ({name})", found.cleaning, "nothing"),
    ):
        click.echo(render_differences(title, differences, *screen()).rstrip("\n"))
        if not differences:
            click.echo(f"  {otherwise}")
