"""``scraper fixture check``: does the same still come of every page?"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .fixture_options import case_config, cases_of, each_case, fixture_options, jobs_option, screen
from .fixture_tasks import CheckCase
from .telling import Teller

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..config import Config
    from ..regression.check import Outcome


@click.command()
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@click.option("--json", "as_json", is_flag=True, help="What differs as JSON.")
@click.option("--junit", metavar="FILE", help="Write JUnit XML, for CI services.")
@click.option("--html", "page", metavar="FILE", help="Write a page that shows it all; opens from disk.")
@click.option("--quiet", "-q", is_flag=True, help="Only the last line and errors.")
@jobs_option
@fixture_options
@click.pass_context
def check(ctx: click.Context, /, **options: Any) -> None:
    """Clean every case again and tell what differs from what is expected.

    A CASE is a name, a pattern ('german-*') or a path; without one all are checked. Pages come from disk alone: the
    network is never touched.

    \b
    Examples:
      scraper fixture check
      scraper fixture check german-news --html differences.html
      scraper fixture check --junit report.xml --quiet

    \b
    Exit codes: 0 all agree; 1 something differs or could not be checked; 2 wrong usage or configuration.
    """
    config = case_config(options)
    folders = cases_of(options, options["cases"])
    begun = time.monotonic()
    found = list(_told(folders, config, options))
    _write(found, options, time.monotonic() - begun)
    ctx.exit(1 if any(outcome.failed for outcome in found) else 0)


def outcomes(folders: Sequence[Path], config: Config, jobs: int | None) -> Iterator[Outcome]:
    """What came of every case, in order. One that hangs, crashes or bloats is an outcome with an error."""
    from ..regression.check import Outcome

    for done in each_case(folders, CheckCase(config), config, jobs):
        yield done.value or Outcome(done.source.name, error=done.error)


def _told(folders: Sequence[Path], config: Config, options: dict[str, Any]) -> Iterator[Outcome]:
    """Each case is told as soon as it is done."""
    from ..report.fixture_terminal import render_case

    aloud = not (options["as_json"] or options["quiet"])
    bar = len(folders) if not aloud or not sys.stdout.isatty() else None
    with Teller(options["quiet"], bar) as teller:
        for outcome in outcomes(folders, config, options["jobs"]):
            if aloud and (outcome.failed or outcome.known):
                click.echo(render_case(outcome, *screen()))
            elif outcome.error:
                teller.error(outcome.error)
            teller.advance()
            yield outcome


def _write(found: Sequence[Outcome], options: dict[str, Any], seconds: float) -> None:
    from ..report import fixture_html, fixture_json, fixture_junit
    from ..report.fixture_terminal import render_summary
    from ..saving import write_file

    if options["junit"]:
        write_file(Path(options["junit"]), fixture_junit.render(found, seconds))
    if options["page"]:
        write_file(Path(options["page"]), fixture_html.render(found).encode())
        Teller(options["quiet"]).note(f"wrote {options['page']}")
    if options["as_json"]:
        click.echo(json.dumps(fixture_json.as_dict(found), ensure_ascii=False, indent=2))
    else:
        click.echo(render_summary(found, *screen()), nl=False)
    if not options["as_json"]:
        _advise(found, Teller(options["quiet"]))


def _advise(found: Sequence[Outcome], teller: Teller) -> None:
    """Which command takes what is there now."""
    stale = {outcome.case: {line.field for line in outcome.stale} for outcome in found if outcome.stale}
    differing = [it.case for it in found if {one.field for one in it.differences} - stale.get(it.case, set())]
    for cases, what, command in (
        (differing, "what is right as it is now", "accept"),
        (list(stale), "when the known failures are as they should be", "known"),
    ):
        if cases:
            teller.note(f"{what}: scraper fixture {command} {cases[0] if len(cases) == 1 else 'CASE'}")
