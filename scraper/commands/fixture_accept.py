"""``scraper fixture accept``: the new output becomes the expected one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .fixture_options import case_config, cases_of, each_case, fixture_options, jobs_option, screen
from .fixture_tasks import AcceptCase
from .telling import Teller

if TYPE_CHECKING:
    from .fixture_tasks import Accepted


@click.command()
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@click.option("--field", "fields", metavar="FIELD", multiple=True, help="Take only this field. Repeatable.")
@click.option("--quiet", "-q", is_flag=True, help="Do not show what is taken; errors are still told.")
@jobs_option
@fixture_options
@click.pass_context
def accept(ctx: click.Context, /, **options: Any) -> None:
    """Take what comes of the cases now as what is expected, and show what is taken.

    A pin is never accepted away: a broken one keeps failing until it is mended or taken out. Fields that are known to
    fail (known.txt) keep what is expected of them unless they are named with --field.

    \b
    Examples:
      scraper fixture accept german-news
      scraper fixture accept --field title --field authors
      scraper fixture accept 'wire-*' --field removals

    \b
    Exit codes: 0 done; 1 a pin is broken or a case could not be cleaned; 2 wrong usage or configuration.
    """
    config = case_config(options)
    _check(options["fields"])
    folders = cases_of(options, options["cases"])
    run = AcceptCase(config, options["fields"])
    teller, failed, taken = Teller(options["quiet"]), 0, 0
    for done in each_case(folders, run, config, options["jobs"]):
        name, accepted = done.source.name, done.value
        if done.error:
            teller.error(done.error, done.trace)
        if accepted:
            taken += bool(accepted.taken or accepted.new)
            _tell(name, accepted, options["quiet"])
        failed += done.error is not None or bool(accepted and accepted.broken)
    teller.note(f"{taken} of {len(folders)} accepted" + (f", {failed} failed" if failed else ""))
    ctx.exit(1 if failed else 0)


def _check(fields: tuple[str, ...]) -> None:
    """Raises click.UsageError for what is no field."""
    from ..errors import FixtureError
    from ..regression.accept import check_fields

    try:
        check_fields(fields)
    except FixtureError as error:
        raise click.UsageError(str(error)) from error


def _tell(name: str, accepted: Accepted, quiet: bool) -> None:
    from ..report.fixture_terminal import render_differences

    heads = [f"{name}  new: {accepted.summary}"] if accepted.new else []
    if accepted.taken:
        heads.append(render_differences(f"{name}  accepted", accepted.taken, *screen()).rstrip("\n"))
    if not quiet:
        for text in heads:
            click.echo(text)
    if accepted.broken:
        click.echo(render_differences(name, accepted.broken, *screen()).rstrip("\n"))
    if accepted.left and not quiet:
        click.echo(f"{name}  not taken: {', '.join(accepted.left)}")
