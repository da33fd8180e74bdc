"""``scraper rule``: see what a rule would strip before anyone keeps it, then keep it."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from .fixture_options import case_config, cases_of, fixture_options, jobs_option, screen
from .rule_add import add
from .rule_tasks import Source, TryOn
from .telling import Teller

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..config import Config
    from ..regression.trial import Hit
    from ..regression.trial_words import Kind, Proposal
    from ..workers import Outcome


@click.group()
def rule() -> None:
    """Try a rule on saved pages before it is kept; write it into a configuration or a cleaner.

    \b
    Examples:
      scraper rule try '.story-promo'
      scraper rule try 'get our app' --cleaner promotion
      scraper rule add '.story-promo' --host example.org
    """


@rule.command("try")
@click.argument("words", metavar="WORDS")
@click.option("--cleaner", metavar="NAME", default="", help="As a rule of this cleaner [of a host's section].")
@click.option("--rule", "of_rule", metavar="RULE", default="", help="As one more word or selector of this rule.")
@click.option("--host", metavar="HOST", default="", help="Only on pages of this host.")
@click.option("--css", "kind", flag_value="css", help="WORDS are a CSS selector.")
@click.option("--phrase", "kind", flag_value="phrase", help="WORDS are a phrase.")
@click.option("--job", metavar="JOB", help="On the pages that this job keeps (warc = true), too.")
@click.option("--json", "as_json", is_flag=True, help="As JSON: one object a place.")
@jobs_option
@fixture_options
@click.pass_context
def try_(ctx: click.Context, /, **options: Any) -> None:
    """Show every block that a rule would strip, in all cases and in a job's stored pages, by site.

    WORDS are a CSS selector, or a phrase: what can be read as a selector of HTML elements is taken as one. A phrase
    belongs to a cleaner; without --rule each of its word lists is tried. Nothing is written.

    \b
    What becomes of the words of a place:
      LOST      they are body today, the rule would strip them
      removed   they are stripped already, by the rule that is named
      moved     they go to a field
      kept      the rule finds them, and they stay: too little beside them says the same, or they are surely body
      beside    other words that would go too; back: others that would come back

    \b
    Examples:
      scraper rule try 'aside.recirc, .story-promo' --host example.org
      scraper rule try 'sign up for our letter' --cleaner signup --rule call
      scraper rule try '[class*=newsletter]' --cleaner signup --job news.toml
    """
    from ..regression.trial_words import proposal

    kind: Kind | None = options["kind"]
    made = proposal(options["words"], kind, cleaner=options["cleaner"], rule=options["of_rule"], host=options["host"])
    teller = Teller()
    if not kind:
        what = "a CSS selector" if made.kind == "css" else "a phrase"
        other = "--phrase" if made.kind == "css" else "--css"
        teller.note(f"'{made.words}' is taken as {what}; {other} says otherwise")
    sources = [Source(folder.name, folder) for folder in cases_of(options, ())]
    sources += _stored(options["job"]) if options["job"] else []
    failed, hits = _run(sources, made, case_config(options), options)
    _show(hits, len(sources), options["as_json"], teller)
    ctx.exit(1 if failed else 0)


def _stored(job: str) -> Iterator[Source]:
    """The newest of each page that a job keeps. Raises JobError when it keeps none."""
    from ..crawl.sample import kept_places
    from ..errors import JobError
    from .job import loaded

    places = kept_places(loaded(job).output.folder)
    if not places:
        raise JobError(job, "keeps no pages", "Put warc = true into it, or crawl once with --warc")
    return (Source(url, place) for url, place in places.items())


def _run(sources: list[Source], made: Proposal, config: Config, options: dict[str, Any]) -> tuple[int, list[Hit]]:
    """(pages that could not be read, places) in the order of the sources."""
    import os

    from ..workers import Limits, Order, clean_many

    jobs = min(options["jobs"] or os.cpu_count() or 1, len(sources))
    limits = Limits(jobs, config.clean_seconds, config.clean_megabytes)
    failed, hits = 0, list[Any]()
    with Teller(total=len(sources) if not sys.stdout.isatty() else None) as teller:
        outcomes: Iterator[Outcome[Source, tuple[Hit, ...]]] = clean_many(
            sources, Order(TryOn(config, made)), limits, lambda source: source.name
        )
        for outcome in outcomes:
            if outcome.error:
                teller.error(outcome.error, outcome.trace)
                failed += 1
            hits += outcome.value or ()
            teller.advance()
    return failed, hits


def _show(hits: list[Hit], pages: int, as_json: bool, teller: Teller) -> None:
    from dataclasses import asdict

    from .rule_view import render

    if as_json:
        click.echo(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=2))
    elif hits:
        click.echo(render(hits, *screen()))
    lost = [hit for hit in hits if hit.fate == "lost"]
    where = len({(hit.site, hit.page) for hit in lost})
    teller.note(
        f"places: {len(hits)}, on {len({hit.page for hit in hits})} of {pages} pages;"
        f" body today: {len(lost)} (words: {sum(hit.words for hit in lost)}, pages: {where})"
    )


rule.add_command(add)
