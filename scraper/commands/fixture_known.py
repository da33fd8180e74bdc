"""``scraper fixture known``: known.txt says how many differences there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .fixture_options import case_config, cases_of, each_case, fixture_options, jobs_option, screen
from .fixture_tasks import NumberCase
from .telling import Teller

if TYPE_CHECKING:
    from .fixture_tasks import Numbered


@click.command()
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@click.option("--quiet", "-q", is_flag=True, help="Do not show what is changed; errors are still told.")
@jobs_option
@fixture_options
@click.pass_context
def known(ctx: click.Context, /, **options: Any) -> None:
    """Write into known.txt how many differences of each field there are now, and show what that changes.

    A line 'field: reason' that you wrote gets its number, 'field 2: reason'. From then on one difference more fails,
    and so does one less. Where the number rises, the differences of the field are shown: one of them is new. Reasons
    stay as they are; the line of a field that does not differ any more is taken out.

    \b
    Examples:
      scraper fixture known
      scraper fixture known german-news

    \b
    Exit codes: 0 done; 1 a case could not be cleaned or expects nothing; 2 wrong usage or configuration.
    """
    config = case_config(options)
    folders = cases_of(options, options["cases"])
    teller, failed, changed = Teller(options["quiet"]), 0, 0
    for done in each_case(folders, NumberCase(config), config, options["jobs"]):
        if done.value is None:
            failed += 1
            if done.error:
                teller.error(done.error, done.trace)
        elif done.value.changed:
            changed += 1
            if not options["quiet"]:
                click.echo(_told(done.source.name, done.value))
    teller.note(f"{changed} of {len(folders)} changed" + (f", {failed} failed" if failed else ""))
    ctx.exit(1 if failed else 0)


def _told(name: str, numbered: Numbered) -> str:
    """A line for each field, and what differs where more does than was known."""
    from ..report.fixture_terminal import render_differences

    lines = []
    for line in numbered.changed:
        before = "any number" if line.number is None else str(line.number)
        after = f"now {line.found}" if line.found else "now none: the line is taken out"
        lines.append(f"{name}  {line.field}  {before} known, {after}")
        if line.worse:
            found = [one for one in numbered.differences if one.field == line.field]
            lines += render_differences("", found, *screen()).strip("\n").split("\n")
    return "\n".join(lines)
