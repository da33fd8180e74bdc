"""``scraper fixture add``: a page becomes a case."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .fixture_options import case_config, fixture_options, jobs_option
from .fixture_tasks import AddPage
from .options import page_address
from .sources import gather, is_address, unreachable
from .tasks import Load, Source
from .telling import Teller

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..config import Config
    from ..regression.add import Added
    from ..workers import Outcome


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--name", metavar="NAME", help="What to call the case [made from the address or path].")
@click.option("--url", metavar="URL", callback=page_address, help="The address a file came from.")
@click.option("--slim", is_flag=True, help="Strip scripts, styles and comments if the result stays the same.")
@click.option("--gzip", "compressed", is_flag=True, help="Store the page compressed; large ones always are.")
@click.option("--replace", is_flag=True, help="Put it in the place of a case of this name; pins stay.")
@click.option("--from-warc", metavar="FILE", help="Pages of a WARC file: the SOURCEs, else all.")
@click.option("--from-job", metavar="JOB", help="Pages of a crawl job: spread over sites, lowest quality first.")
@click.option("--sample", metavar="N", type=click.IntRange(min=1), help="How many pages of the job or WARC file.")
@click.option("--allow-private", is_flag=True, help="Fetch from loopback and private networks too.")
@jobs_option
@fixture_options
@click.pass_context
def add(ctx: click.Context, /, **options: Any) -> None:
    """Save pages as cases: the page as received, the article and the ledger that come of it now.

    A SOURCE is a URL or a file. Look at what came of it (scraper review, or article.json), then pin what you are sure
    of.

    \b
    Examples:
      scraper fixture add https://example.org/story
      scraper fixture add saved.html --url https://example.org/story --name story
      scraper fixture add --from-warc pages.warc.gz --sample 10
      scraper fixture add --from-job news.toml --sample 20 --slim

    \b
    Exit codes: 0 done; 1 a page failed, the others were added; 2 wrong usage; 3 nothing could be fetched or read.
    """
    _check(options)
    config = case_config(options)
    if options["allow_private"]:
        config = dataclasses.replace(config, fetch=dataclasses.replace(config.fetch, allow_private=True))
    named = list(_named(_sources(options, config), options))
    ctx.exit(_told(_added(named, config, options), len(named)))


def _check(options: dict[str, Any]) -> None:
    """Raises click.UsageError for options that do not go together and for a bad name."""
    from ..errors import FixtureError
    from ..regression.add import check_name

    sources, several = options["sources"], options["from_warc"] or options["from_job"]
    if options["from_warc"] and options["from_job"]:
        raise click.UsageError("--from-warc and --from-job do not go together.")
    if options["from_job"] and sources:
        raise click.UsageError("--from-job chooses the pages itself: leave out SOURCE, or add the URL alone.")
    if not (sources or several):
        raise click.UsageError("Give a URL or a file, or --from-warc or --from-job.")
    if options["sample"] and not several:
        raise click.UsageError("--sample goes with --from-warc or --from-job.")
    if (options["name"] or options["url"]) and len(sources) != 1:
        raise click.UsageError("--name and --url are for one SOURCE.")
    if options["url"] and (several or is_address(sources[0])):
        raise click.UsageError("--url is for a file; a URL is its own address.")
    try:
        check_name(options["name"] or "made")
    except FixtureError as error:
        raise click.UsageError(str(error)) from error


def _sources(options: dict[str, Any], config: Config) -> Sequence[Source]:
    if options["from_job"]:
        return _of_job(options["from_job"], options["sample"] or 10)
    if not options["from_warc"]:
        return gather(options["sources"], config)
    found = gather((options["from_warc"],), config)
    wanted = options["sources"]
    missing = sorted({*wanted} - {source.name for source in found})
    if missing:
        raise click.UsageError(f"{options['from_warc']} holds no page {missing[0]}.")
    chosen = [source for source in found if not wanted or source.name in wanted]
    return chosen[: options["sample"] or len(chosen)]


def _of_job(file: str, count: int) -> list[Source]:
    """Pages out of the job's WARC files when it has them, else fetched again."""
    from ..crawl.sample import choose, kept_places, stored_pages
    from .job import loaded

    folder = loaded(file).output.folder
    places = kept_places(folder)
    chosen = choose(stored_pages(folder), count)
    return [Source(page.url, places.get(page.final_url) or places.get(page.url)) for page in chosen]


def _named(sources: Sequence[Source], options: dict[str, Any]) -> Iterator[tuple[Source, Path]]:
    """Each source with the folder of its case. A name that was made goes to one source of a run; of a WARC file or
    job it must be free as well."""
    from ..regression.add import case_name, distinct_name

    root, used = Path(options["fixtures"]), set()
    chosen = bool(options["from_warc"] or options["from_job"])
    for source in sources:
        name = options["name"] or case_name(source.name)
        if not options["name"] and (name in used or (chosen and not options["replace"] and (root / name).exists())):
            name = distinct_name(source.name)
        used.add(name)
        yield source, root / name


def _added(
    named: Sequence[tuple[Source, Path]], config: Config, options: dict[str, Any]
) -> Iterator[Outcome[tuple[Source, Path], Added]]:
    from ..regression.add import Storing
    from ..workers import Limits, Order, clean_many

    storing = Storing(options["compressed"], options["slim"], options["replace"])
    run = AddPage(Load(config.fetch, options["url"]), config, storing)
    jobs = max(1, min(options["jobs"] or os.cpu_count() or 1, len(named)))
    seconds = config.clean_seconds * (4 if storing.slim else 1)  # slimming cleans again for each kind of part
    limits = Limits(jobs, seconds, config.clean_megabytes, config.fetch.total_seconds + 30)
    return clean_many(named, Order(run, run.load_page), limits, lambda one: one[0].name)


def _told(outcomes: Iterator[Outcome[tuple[Source, Path], Added]], count: int) -> int:
    """Tell of each; the exit code."""
    teller, failed, lost = Teller(), 0, 0
    for done in outcomes:
        if done.value:
            article = done.value.article
            facts = [article.kind.replace("_", " "), f"{article.word_count:,} words", done.value.slimmed]
            teller.note(f"wrote {done.value.folder} ({', '.join(fact for fact in facts if fact)})")
        if done.error:
            teller.error(done.error, done.trace)
            failed += 1
            lost += unreachable(done.error)
    if not count:
        teller.note("there was nothing to add")
    return 3 if failed and lost == count else 1 if failed else 0
