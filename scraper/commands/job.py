"""``scraper job``: write a job file, check one."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .telling import Teller

if TYPE_CHECKING:
    from ..crawl.job import Job


def loaded(file: str) -> Job:
    """The job of a file. Tells every mistake in it and exits with 2 when there is one."""
    from ..crawl.jobfile import load_job, mistakes
    from ..errors import JobError

    try:
        found = mistakes(file)
    except JobError as error:  # it cannot be read at all
        found = [error]
    for mistake in found:
        Teller().error(mistake)
    if found:
        raise click.exceptions.Exit(2)
    return load_job(file)


@click.group()
def job() -> None:
    """Write and check the files of crawl jobs."""


@job.command()
@click.argument("url", metavar="URL")
@click.option(
    "--output", "-o", metavar="FILE", help="Where to write it [the host's name, .toml]; - for standard output."
)
@click.option("--allow-private", is_flag=True, help="Fetch from loopback and private networks too.")
@click.option("--contact", metavar="ADDRESS", default="", help="Who fetches: put into the User-Agent header.")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a defect.")
def new(url: str, output: str | None, allow_private: bool, contact: str) -> None:
    """Write a job file for a site, with a comment on every option.

    Its home page and robots.txt are fetched to see which feeds and sitemaps it names.

    \b
    Examples:
      scraper job new https://example.org/
      scraper job new example.org --output jobs/example.toml
    """
    from ..config import DEFAULT
    from ..crawl.newjob import job_text, look_at, suggested_name
    from ..errors import JobError
    from ..saving import write_file

    site = look_at(url, dataclasses.replace(DEFAULT.fetch, allow_private=allow_private, contact=contact))
    teller = Teller()
    for note in site.notes:
        teller.note(note)
    path = Path(output or f"{suggested_name(site)}.toml")
    text = job_text(site, str(path))
    if output == "-":
        click.echo(text, nl=False)
        return
    if path.exists():
        raise JobError(str(path), "is there already", "Name another file with --output, or remove it")
    write_file(path, text.encode())
    teller.note(f"wrote {path}; next: scraper crawl {path}")


@job.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a defect.")
@click.pass_context
def check(ctx: click.Context, /, **options: Any) -> None:
    """Check job files: every mistake with its line, the reason and what to do.

    \b
    Exit codes: 0 all are right; 2 at least one is not.
    """
    teller, wrong = Teller(), 0
    for file in options["files"]:
        try:
            checked = loaded(file)
        except click.exceptions.Exit:
            wrong += 1
            continue
        sources = f"{len(checked.sources)} source{'' if len(checked.sources) == 1 else 's'}"
        teller.note(f"{file} is right: job {checked.name}, {sources}, output in {checked.output.folder}")
    ctx.exit(2 if wrong else 0)
