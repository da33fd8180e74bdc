"""How fast does a job crawl, and how fast is Scrapy with trafilatura: ``python -m benchmarks.crawl_speed``.

Both crawl one site on loopback, by turns, with politeness off and robots.txt obeyed, on the same cores. Ours is the
command ``scraper crawl`` as users call it, durable state and report included.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from .accuracy import FILE, FOLDER, listed
from .corpora import SETS, load, sample
from .crawl_site import addresses, write_pages

_JOB = """\
name = "speed"
jobs = {jobs}
workers = 16
[sources]
sitemap = {sitemaps}
[limits]
links_per_page = 1000000
[politeness]
delay_seconds = 0
per_host = 8
[output]
folder = "out"
[fetch]
allow_private = true
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl: wall and CPU seconds from the start of the program to its end, articles written, seconds until the
    first request arrived, and requests by status. ``shares``: of ours, seconds of fetching, cleaning and writing."""

    name: str
    seconds: float
    cpu_seconds: float
    articles: int
    first_request: float
    asked: dict[str, int]
    shares: dict[str, float] = dataclasses.field(default_factory=dict)

    def rate(self, pages: int) -> float:
        """Pages a second."""
        return pages / self.seconds


@click.command()
@click.option("--pages", default=600, show_default=True, help="Pages of the site.")
@click.option("--hosts", default=8, show_default=True, help="Host names it is spread over.")
@click.option("--rounds", default=3, show_default=True, help="Turns; the best of each is compared.")
@click.option("--jobs", default=os.cpu_count() or 1, show_default=True, help="Our cleaning processes.")
@click.option("--corpora", type=FOLDER, help="Serve annotated real pages of this folder instead of made ones.")
@click.option("--set", "sets", default="news", show_default=True, callback=listed(SETS), help="Sets of --corpora.")
@click.option("--peer/--no-peer", default=True, help="Run Scrapy with trafilatura as well.")
@click.option("--json", "json_file", type=FILE, help="Write every run here.")
def main(**options: Any) -> None:
    """Crawl one site with ours and with Scrapy and trafilatura, by turns; then ours again over unchanged pages."""
    with tempfile.TemporaryDirectory(prefix="crawl-speed-") as name:
        folder = Path(name)
        pages = _furnish(folder / "pages", options)
        with _served(folder / "pages", options["hosts"]) as sitemaps:
            runs = list(_runs(folder, sitemaps, options))
    _show(Console(width=None if sys.stdout.isatty() else 120), runs, pages)
    if options["json_file"]:
        found = {"pages": pages, "runs": [dataclasses.asdict(run) for run in runs]}
        options["json_file"].write_text(json.dumps(found, indent=1), encoding="utf-8")


def _furnish(folder: Path, options: dict[str, Any]) -> int:
    """Fill the folder that is served; returns the number of pages."""
    folder.mkdir()
    if not options["corpora"]:
        write_pages(folder, options["pages"])
        return int(options["pages"])
    found = sample(load(options["corpora"], options["sets"]), options["pages"])
    for number, truth in enumerate(found):
        (folder / f"{number:06d}.html").write_bytes(truth.html())
    return len(found)


@contextmanager
def _served(folder: Path, hosts: int) -> Iterator[list[str]]:
    """The addresses of the sitemaps of a server process."""
    command = [sys.executable, "-m", "benchmarks.crawl_site", str(folder), str(hosts)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            yield [f"http://{host}:{port}/sitemap.xml" for host in addresses(hosts)]
        finally:
            server.kill()


def _runs(folder: Path, sitemaps: list[str], options: dict[str, Any]) -> Iterator[Run]:
    """By turns, so that a busy machine is busy for both."""
    job = folder / "job.toml"
    job.write_text(_JOB.format(jobs=options["jobs"], sitemaps=json.dumps(sitemaps)))
    ours = [sys.executable, "-m", "scraper", "crawl", str(job), "--quiet"]
    for turn in range(options["rounds"]):
        if options["peer"]:
            output = folder / f"peer-{turn}.jsonl"
            command = [sys.executable, "-m", "benchmarks.crawl_peer", str(output), *sitemaps]
            yield _timed("scrapy", command, sitemaps[0], output)
        shutil.rmtree(folder / "out", ignore_errors=True)
        yield _with_shares(_timed("ours", ours, sitemaps[0], folder / "out" / "articles.jsonl"), folder)
        _make_due(folder, "kind <> 'page'")
        yield _timed("nothing due", ours, sitemaps[0], folder / "out" / "articles.jsonl")
        _make_due(folder, "kind <> 'robots'")
        yield _timed("unchanged", ours, sitemaps[0], folder / "out" / "articles.jsonl")


def _make_due(folder: Path, which: str) -> None:
    """As if the time to visit the pages again had come."""
    with closing(sqlite3.connect(folder / "out" / "state.sqlite")) as state, state:
        state.execute(f"UPDATE pages SET due = 0 WHERE {which}")


def _timed(name: str, command: list[str], site: str, output: Path) -> Run:
    _log(site)
    before, begun = os.times(), time.monotonic()
    subprocess.run(command, check=True)
    seconds, after, log = time.monotonic() - begun, os.times(), _log(site)
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    lines = sum(1 for _ in output.open("rb"))
    return Run(name, seconds, cpu, lines, log["first"] - begun if log["first"] else seconds, log["asked"])


def _with_shares(run: Run, folder: Path) -> Run:
    with closing(sqlite3.connect(folder / "out" / "state.sqlite")) as state:
        summary = json.loads(state.execute("SELECT summary FROM runs ORDER BY id DESC LIMIT 1").fetchone()[0])
    kinds = ("fetching", "cleaning", "writing")
    return dataclasses.replace(run, shares={kind: summary[f"seconds_{kind}"] for kind in kinds})


def _log(site: str) -> dict[str, Any]:
    """What the site was asked since the last call."""
    with urllib.request.urlopen(site.replace("/sitemap.xml", "/log")) as reply:
        found: dict[str, Any] = json.load(reply)
    return found


def _show(console: Console, runs: list[Run], pages: int) -> None:
    best = {run.name: run for run in sorted(runs, key=lambda run: -run.seconds)}  # the fastest of each comes last
    table = Table(title=f"{pages} pages, best of {sum(run.name == 'ours' for run in runs)}", title_justify="left")
    for name in ("run", "pages/s", "seconds", "CPU ms/page", "first request s", "articles", "requests by status"):
        table.add_column(name, justify="right" if name != "run" else "left")
    for name in ("scrapy", "ours", "nothing due", "unchanged"):
        if run := best.get(name):
            asked = " ".join(f"{status}:{count}" for status, count in sorted(run.asked.items()))
            table.add_row(
                run.name, f"{run.rate(pages):.1f}", f"{run.seconds:.2f}", f"{run.cpu_seconds / pages * 1e3:.1f}",
                f"{run.first_request:.2f}", str(run.articles), asked,
            )  # fmt: skip
    console.print(table)
    for line in _findings(best, pages):
        console.print(line, highlight=False)


def _findings(best: dict[str, Run], pages: int) -> Iterator[str]:
    ours, shares = best["ours"], best["ours"].shares
    if peer := best.get("scrapy"):
        yield f"pages/s against Scrapy + trafilatura: {ours.rate(pages) / peer.rate(pages):.2f} times"
        yield f"CPU a page against Scrapy + trafilatura: {ours.cpu_seconds / peer.cpu_seconds:.2f} times"
    total = sum(shares.values())
    yield "seconds " + ", ".join(f"{kind} {shares[kind]:.1f} ({shares[kind] / total:.0%})" for kind in shares)
    yield f"unchanged pages cost {best['unchanged'].seconds / ours.seconds:.1%} of the first run"
    yield f"a run with nothing due but the sources takes {best['nothing due'].seconds:.2f} s"


if __name__ == "__main__":
    main()
