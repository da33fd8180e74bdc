"""``scraper clean``: sources in, articles out."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import config_of, shared
from .sources import gather, is_address, means_several, unreachable
from .tasks import Clean, Cleaned, Load, Source
from .telling import Teller

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..config import Config
    from ..workers import Limits, Order, Outcome

_SUFFIXES = {"json": "json", "jsonl": "jsonl", "text": "txt", "markdown": "md", "html": "html", "jsonld": "jsonld"}
_BETWEEN_DOCUMENTS = "\f\n"  # a form feed: no text of a page holds one


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--output", "-o", metavar="DIR", help="Write one file a source into this directory.")
@click.option("--format", "-f", type=click.Choice(list(_SUFFIXES)), default="json", help="What to write [json].")
@click.option("--jobs", "-j", metavar="N", type=click.IntRange(min=1), help="Processes [one a core].")
@click.option("--quiet", "-q", is_flag=True, help="No notes and no progress bar; errors are still told.")
@shared
@click.pass_context
def clean(ctx: click.Context, /, **options: Any) -> None:
    """Clean pages: each SOURCE becomes one article.

    A SOURCE is a URL, an HTML or text file, a web archive (.mhtml, .webarchive), a directory or glob of them, a WARC
    file (each response is a source of its own), or - for standard input. One source gives one JSON object; several
    give JSON Lines, in the order of the sources.

    \b
    Examples:
      scraper clean https://example.org/story
      scraper clean saved/ --output articles/
      scraper clean 'pages/**/*.html' --jobs 4 > articles.jsonl
      curl -s https://example.org/story | scraper clean - --url https://example.org/story
      scraper clean page.html --format markdown

    \b
    Exit codes: 0 all done; 1 something failed and was reported, the rest was done;
    2 wrong usage or configuration; 3 nothing could be fetched or read.
    """
    job = Job(config_of(options), options, means_several(options["sources"]))
    job.check()
    ctx.exit(job.run(gather(options["sources"], job.config)))


@dataclass
class Job:
    """One run of the command. ``several``: whether the output is that of several sources."""

    config: Config
    options: dict[str, Any]
    several: bool
    written: int = 0
    failed: int = 0
    unreachable: int = 0
    told: bool = False

    def check(self) -> None:
        """Raises click.UsageError for options that do not go together, OutputError for a bad directory."""
        if self.options["url"] and (self.several or is_address(self.options["sources"][0])):
            raise click.UsageError("--url is for one file or standard input; a URL is its own address.")
        if self.options["format"] == "html" and self.several and not self.options["output"]:
            raise click.UsageError("Several HTML documents cannot go to one stream: add --output DIR.")
        if self.options["output"]:
            from ..saving import make_folder

            make_folder(Path(self.options["output"]))

    def run(self, sources: Sequence[Source]) -> int:
        """Clean all sources and write what comes of them. Returns the exit code."""
        from ..workers import clean_many

        outcomes: Iterator[Outcome[Source, Cleaned]] = clean_many(sources, self._order(), self._limits(len(sources)))
        bar = self.options["output"] or not sys.stdout.isatty()
        with Teller(self.options["quiet"], len(sources) if self.several and bar else None) as teller:
            for outcome in outcomes:
                self._take(outcome, teller)
                teller.advance()
        if self.several:
            teller.note(f"{self.written} cleaned, {self.failed} failed")
        if self.failed and self.unreachable == len(sources):
            return 3
        return 1 if self.failed else 0

    def _order(self) -> Order:
        from ..workers import Order

        form = self.options["format"]
        one_line = form == "jsonl" or (self.several and not self.options["output"])
        return Order(Clean(self.config, form, one_line), Load(self.config.fetch, self.options["url"]))

    def _limits(self, sources: int) -> Limits:
        from ..workers import Limits

        jobs = min(self.options["jobs"] or os.cpu_count() or 1, sources)
        config = self.config
        return Limits(jobs, config.clean_seconds, config.clean_megabytes, config.fetch.total_seconds + 30)

    def _take(self, outcome: Outcome[Source, Cleaned], teller: Teller) -> None:
        from ..errors import ConfigError, OutputError

        error = outcome.error
        if isinstance(error, ConfigError):
            raise error  # it is wrong for every source
        if outcome.value:
            try:
                self._write(outcome.source, outcome.value)
            except OutputError as problem:
                if not self.options["output"]:
                    raise  # standard output takes no other source either
                error = problem
            else:
                self._remark(outcome.source, outcome.value, teller)
                self.written += 1
        if error:
            teller.error(error, outcome.trace)
            self.failed += 1
            self.unreachable += unreachable(error)

    def _write(self, source: Source, cleaned: Cleaned) -> None:
        text = cleaned.text.rstrip("\n") + "\n"
        if self.options["output"]:
            from ..saving import file_name, write_file

            name = file_name(source.name, f".{_SUFFIXES[self.options['format']]}")
            write_file(Path(self.options["output"], name), text.encode())
            return
        if self.written and self.options["format"] in ("text", "markdown"):
            text = _BETWEEN_DOCUMENTS + text
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()

    def _remark(self, source: Source, cleaned: Cleaned, teller: Teller) -> None:
        """Nobody should take an index page or an error page for an article, or a page without its links for whole."""
        if cleaned.kind in ("listing", "not_article"):
            why = f" ({cleaned.warnings[0]})" if cleaned.warnings else ""
            teller.note(f"{source} is judged {cleaned.kind}{why}")
        if cleaned.rootless and not self.told:
            self.told = True  # of the others it is as true
            which = "its address with --url" if not self.several else "the address of a page with --url, one at a time"
            teller.note(f"{source}: relative links and pictures are left out; to have them, say {which}")
