"""``scraper crawl``: one run of a job, and what a user can ask about it."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from .crawl_view import view_of
from .job import loaded
from .telling import Teller, one_line, tell

if TYPE_CHECKING:
    from types import FrameType

    from ..crawl.events import Event, Summary
    from ..crawl.job import Job

_STOPPED_BY = {signal.SIGINT: 130, signal.SIGTERM: 0}  # a service that is stopped has not failed


@click.command()
@click.argument("job", metavar="JOB.toml")
@click.option("--dry-run", is_flag=True, help="List what would be fetched; only sources are.")
@click.option("--status", is_flag=True, help="Show how the job stands; fetch nothing.")
@click.option("--retry-failed", is_flag=True, help="Try again now what failed in earlier runs.")
@click.option("--recrawl", is_flag=True, help="Fetch and clean every known page again.")
@click.option("--repair", is_flag=True, help="Bring files and state together again, then stop.")
@click.option("--allow-private", is_flag=True, help="Fetch from loopback and private networks too.")
@click.option("--warc", is_flag=True, help="Keep every exchange in WARC files.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
@click.option("--log-json", is_flag=True, help="Events as JSON Lines on standard error; lists and status as JSON.")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a defect.")
@click.pass_context
def crawl(ctx: click.Context, /, **options: Any) -> None:
    """Run a crawl job once: discover, fetch politely, clean, and add what is new or changed.

    The run ends by itself and can be repeated, stopped and killed at will: nothing is lost, nothing is written twice.
    While another run of the job is at work, this one does nothing. Articles, state and report.html are in the
    directory that the job names.

    \b
    Examples:
      scraper job new https://example.org/
      scraper crawl example-org.toml
      scraper crawl example-org.toml --status

    \b
    Exit codes: 0 done (pages that failed are told, and tried again in later runs) or another run is at work;
    1 damaged state or full disk; 2 wrong usage or job file; 3 nothing at all could be fetched; 130 interrupted.
    """
    job = _job(options)
    ctx.exit(_act(job, options))


def _job(options: dict[str, Any]) -> Job:
    job = loaded(options["job"])
    fetch = job.config.fetch
    fetch = dataclasses.replace(fetch, allow_private=fetch.allow_private or options["allow_private"])
    config = dataclasses.replace(job.config, fetch=fetch)
    return dataclasses.replace(job, config=config, warc=job.warc or options["warc"])


def _act(job: Job, options: dict[str, Any]) -> int:
    """What the options ask for; a run unless they ask for something else. Returns the exit code."""
    from ..crawl import status

    if options["status"]:
        from .crawl_status import show_status

        return show_status(status.status_of(job), options["log_json"])
    if options["dry_run"]:
        from .crawl_status import show_plan

        with _stopping() as (stop, _):
            return show_plan(status.plan(job, stop), options["log_json"])
    teller = Teller(options["quiet"] or options["log_json"])
    if options["repair"]:
        return _repair(job, teller)
    for wanted, change in (("retry_failed", status.retry_failed), ("recrawl", status.recrawl)):
        if options[wanted]:
            teller.note(f"{change(job):,} pages are due again")
    return _run(job, options, teller)


def _repair(job: Job, teller: Teller) -> int:
    from ..crawl.repair import repair

    done = repair(job)
    if done.aside:
        teller.note(f"the damaged state is kept as {done.aside}")
    for path in done.lines_aside:
        teller.note(f"damaged lines were taken out and are kept in {path}")
    teller.note(f"{done.lines:,} lines read, {done.unreadable:,} unreadable; {done.articles:,} articles are known now")
    return 1 if done.unreadable else 0


def _run(job: Job, options: dict[str, Any], teller: Teller) -> int:
    from ..crawl.run import run_job

    heard = Heard()
    with _stopping() as (stop, signals), view_of(options["quiet"], options["log_json"]) as view:
        summary = run_job(job, _both(heard, view), stop)
    if options["log_json"]:
        tell(json.dumps({"kind": "summary", **dataclasses.asdict(summary)}, ensure_ascii=False))
    if summary.ended == "locked":
        teller.note(summary.words)
        return 0
    silence = _silence(job, heard)
    _tell(job, summary, silence, teller)
    if summary.ended == "stopped" and signals:
        return _STOPPED_BY[signals[0]]
    return 3 if silence else 0


def _both(first: Callable[[Event], None], second: Callable[[Event], None]) -> Callable[[Event], None]:
    def watch(event: Event) -> None:
        first(event)
        second(event)

    return watch


@dataclass(slots=True)
class Heard:
    """Whether any server has answered at all. ``mute``: what was said of those that have not."""

    answers: int = 0
    mute: list[str] = field(default_factory=list)

    def __call__(self, event: Event) -> None:
        """Note one event."""
        if event.status is not None:
            self.answers += 1
        elif event.outcome in ("failed", "retry") or (event.outcome == "source" and event.page_kind == "robots"):
            self.mute.append(event.words)


def _silence(job: Job, heard: Heard) -> str:
    """What is said of the servers when none has answered; nothing when one has, or when nothing was to be asked.

    A site that is down is not asked in every run. Those in between must not look like good ones.
    """
    from ..crawl.silent import silent_hosts

    if heard.answers or heard.mute:
        return "" if heard.answers else heard.mute[0]
    hosts = silent_hosts(job)
    more = f" and {len(hosts) - 1:,} more hosts" if len(hosts) > 1 else ""
    return f"all that is due waits for {hosts[0]}{more}, silent when last asked" if hosts else ""


def _tell(job: Job, summary: Summary, silence: str, teller: Teller) -> None:
    """Write the report, and say where everything is and what needs a look."""
    from ..errors import FetchError
    from ..report.crawl_data import gather
    from ..report.crawl_page import OUTCOMES, duration, render
    from ..saving import write_file

    idle = "nobody could be asked" if silence else "nothing was due"
    counted = [f"{summary.outcomes[name]:,} {words}" for name, words in OUTCOMES.items() if summary.outcomes.get(name)]
    teller.note(f"{job.name}: {', '.join(counted) or idle} in {duration(summary.seconds)}")
    for failure in summary.failures[:5]:
        teller.note(f"failed: {one_line(failure.words)}")
    if silence:
        teller.error(FetchError(job.name, f"no server answered: {silence}", "Check the network and the job's sources"))
    report = gather(job.output.folder, job.name)
    path = job.output.folder / "report.html"
    write_file(path, render(report).encode())
    for drift in report.drift:
        teller.note(f"drift: {drift.host}: {drift.words}")
    if summary.queued:
        teller.note(f"{summary.queued:,} pages wait for the next run")
    teller.note(f"articles: {job.output.folder / 'articles.jsonl'}; report: {path}")


@contextlib.contextmanager
def _stopping() -> Iterator[tuple[threading.Event, list[signal.Signals]]]:
    """An event that the first Ctrl-C or SIGTERM sets, and the signals that came. A second one ends at once."""
    stop = threading.Event()
    came: list[signal.Signals] = []

    def ask(number: int, _: FrameType | None) -> None:
        if came:
            signal.signal(number, signal.default_int_handler)
            raise KeyboardInterrupt
        came.append(signal.Signals(number))
        stop.set()
        with contextlib.suppress(OSError):  # nobody listens. Not through sys.stderr: the signal may come in its midst
            os.write(2, b"stopping: the pages in flight are finished; once more stops at once\n")

    before = {number: signal.signal(number, ask) for number in _STOPPED_BY}
    try:
        yield stop, came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
