"""``scraper fixture check``: does the same still come of every page?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .fixture_options import case_config, cases_of, each_case, fixture_options, jobs_option
from .fixture_tasks import CheckCase
from .telling import Teller

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ..regression.check import Outcome


@click.command()
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@jobs_option
@fixture_options
@click.pass_context
def check(ctx: click.Context, /, **options: Any) -> None:
    """Clean every case again and tell what differs from what is expected.

    \b
    Exit codes: 0 all agree; 1 something differs or could not be cleaned; 2 wrong usage.
    """
    folders = cases_of(options, options["cases"])
    options["case_config"] = case_config(options)
    failed = 0
    for outcome in outcomes(folders, options):
        if outcome.error:
            Teller().error(outcome.error)
        for one in (*outcome.differences, *outcome.known):
            click.echo(f"{outcome.case}: {one.field}: {one.kind}: {one.expected!r} -> {one.actual!r} {one.by}")
        for field in outcome.stale:
            click.echo(f"{outcome.case}: {field} does not differ any more: take the line out of known.txt")
        failed += outcome.failed
    click.echo(f"{len(folders)} cases, {failed} failed")
    ctx.exit(1 if failed else 0)


def outcomes(folders: Sequence[Path], options: dict[str, Any]) -> Iterator[Outcome]:
    """What came of every case, in order."""
    from ..regression.check import Outcome

    for done in each_case(folders, CheckCase(options["case_config"]), options):
        yield done.value or Outcome(done.source.name, error=done.error)
