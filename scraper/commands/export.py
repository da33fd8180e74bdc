"""``scraper export``: what a job has written, in another form."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from .job import loaded
from .telling import Teller

_TOLD = 10  # damaged lines, one by one


@click.command()
@click.argument("job", metavar="JOB")
@click.option("--since", metavar="WHEN", help="Fetched since a date, a moment, or for an age: 2026-03-01, 24h, 7d.")
@click.option(
    "--format", "-f", "form", type=click.Choice(["jsonl", "parquet", "csv", "files"]), default="jsonl",
    help="What to write [jsonl].",
)  # fmt: skip
@click.option("--output", "-o", metavar="PATH", help="The file, or for files the directory [standard output].")
@click.option("--revisions", is_flag=True, help="Every revision of an article, not only its newest.")
@click.option("--retired", is_flag=True, help="Articles whose page is gone, too.")
@click.option("--quiet", "-q", is_flag=True, help="No note of how many there were.")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a defect.")
@click.pass_context
def export(ctx: click.Context, /, **options: Any) -> None:
    """Write the articles of a job as JSON Lines, Parquet, CSV or one JSON file an article.

    JOB is a job file or the directory with a job's output. A crawl may be running meanwhile.

    \b
    Examples:
      scraper export coast.toml > articles.jsonl
      scraper export coast.toml --since 24h --format csv -o today.csv
      scraper export output/coast --format parquet -o coast.parquet
      scraper export coast.toml --format files -o articles/

    \b
    Exit codes: 0 done; 1 damaged lines were told and left out; 2 wrong usage or job file.
    """
    from ..crawl.export import Selection, moment
    from ..crawl.export import export as write
    from ..crawl.segments import Damaged

    if options["form"] in ("files", "parquet") and options["output"] in (None, "-"):
        raise click.UsageError(f"--format {options['form']} needs --output PATH.")
    since = moment(options["since"]) if options["since"] else None
    selection = Selection(since, options["revisions"], options["retired"])
    to_file = options["output"] not in (None, "-")
    target = Path(options["output"]) if to_file else sys.stdout.buffer
    teller, spoilt = Teller(options["quiet"]), list[Damaged]()
    count = write(folder_of(options["job"]), selection, options["form"], target, spoilt.append)
    for error in spoilt[:_TOLD]:
        teller.error(error)
    if len(spoilt) > _TOLD:
        teller.note(f"{len(spoilt) - _TOLD:,} more lines are damaged")
    teller.note(f"{count:,} article{'' if count == 1 else 's'}{f' in {target}' if to_file else ''}")
    ctx.exit(1 if spoilt else 0)


def folder_of(job: str) -> Path:
    """The directory with a job's output: the one named, or the one that a job file names."""
    path = Path(job)
    return path if path.is_dir() else loaded(job).output.folder
