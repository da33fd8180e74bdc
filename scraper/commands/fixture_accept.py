"""``scraper fixture accept``: the new output becomes the expected one."""

from __future__ import annotations

from typing import Any

import click

from ..errors import Defect
from .fixture_options import case_config, cases_of, each_case, fixture_options, jobs_option
from .fixture_tasks import AcceptCase
from .telling import Teller


@click.command()
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@click.option("--field", "fields", metavar="FIELD", multiple=True, help="Take only this field. Repeatable.")
@jobs_option
@fixture_options
@click.pass_context
def accept(ctx: click.Context, /, **options: Any) -> None:
    """Take what comes of the cases now as what is expected, and show what is taken.

    A pin is never accepted away: a broken one keeps failing until it is mended or taken out.
    """
    folders = cases_of(options, options["cases"])
    options["case_config"] = case_config(options)
    failed = 0
    for done in each_case(folders, AcceptCase(options["case_config"], options["fields"]), options):
        if done.value is None:
            Teller().error(done.error or Defect(done.source.name, "gave nothing"), done.trace)
            failed += 1
            continue
        for one in done.value.taken:
            click.echo(f"{done.source.name}: {one.field}: {one.kind}: {one.expected!r} -> {one.actual!r} {one.by}")
        if done.value.new:
            click.echo(f"{done.source.name}: new")
        for one in done.value.left:
            click.echo(f"{done.source.name}: still differs: {one.field}: {one.expected!r}")
            failed += one.kind == "pin"
    ctx.exit(1 if failed else 0)
