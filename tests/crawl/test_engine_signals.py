"""Ctrl-C and SIGTERM at any moment, whatever the servers do: the command ends in time and the next run goes on.

``CRAWL_SIGNALS=60`` makes it the long version. Children are forked, so that a start costs next to nothing.
"""

from __future__ import annotations

import dataclasses
import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from crawling import FETCH, crawl, job_for, lines
from faultserver import FaultServer, Reply, Request
from newssites import article

from scraper.commands.crawl import crawl as command
from scraper.config import Config
from scraper.crawl.job import Job

SIGNALS = int(os.environ.get("CRAWL_SIGNALS", "6"))
AT_ONCE = 3
TOTAL = 1.5  # seconds that a fetch may last
GRACE = TOTAL + 60.0  # and a page to be cleaned, on a machine with other things to do
HOSTS = 4
PATHS = ("drip-body", "drip-header", "drip-chunks", "silent", "stall", "ill", "asks", "goes", "story")


def redirects(reply: Reply, request: Request) -> None:
    reply.page(b"", f"Location: {request.path}?{request.number}", status="302 Found")


def furnish(server: FaultServer) -> None:
    server.route("/robots.txt", b"", kind="text/plain")
    server.route("/ill", lambda reply, _: reply.page(b"<p>oops", status="503 Service Unavailable"))
    server.route("/asks", lambda reply, _: reply.page(b"", "Retry-After: 30", status="429 Too Many Requests"))
    server.route("/goes", redirects)
    server.route("/story", article(server.host, f"Story of {server.host}"))


@pytest.fixture
def servers() -> Iterator[list[FaultServer]]:
    with ExitStack() as stack:
        running = [stack.enter_context(FaultServer(f"127.0.0.{number}")) for number in range(2, HOSTS + 2)]
        for server in running:
            furnish(server)
        yield running


def job_at(folder: Path, servers: list[FaultServer]) -> Job:
    urls = [server.url(f"/{path}") for server in servers for path in PATHS]
    random.Random(str(folder)).shuffle(urls)
    config = Config(fetch=dataclasses.replace(FETCH, total_seconds=TOTAL))
    return job_for(folder, *urls, config=config, delay_seconds=0.02, max_crawl_delay=0.02)


def started(job: Job, file: Path) -> int:
    """The process id of ``scraper crawl`` for the job."""
    text = "\n".join(f'    "{source.address}",' for source in job.sources)
    fetch = f"total_seconds = {TOTAL}\nallow_private = true\nretries = 2\nbackoff_seconds = 0.05"
    file.write_text(
        f'[sources]\nurls = [\n{text}\n]\n[politeness]\ndelay_seconds = 0.02\n[output]\nfolder = "{job.output.folder}"'
        f"\n[fetch]\n{fetch}\n"
    )
    child = os.fork()
    if child:
        return child
    os.close(2)  # what it says would stand between the dots of the tests
    os.open(file.with_suffix(".log"), os.O_WRONLY | os.O_CREAT)
    try:
        command.main([str(file), "--quiet"], standalone_mode=True)
    except SystemExit as error:
        os._exit(error.code if isinstance(error.code, int) else 70)
    finally:
        os._exit(71)


def seconds_to_end(child: int, most: float) -> tuple[float, int | None]:
    """How long the process took to end, and its exit code; None when it had to be killed."""
    begun = time.monotonic()
    while time.monotonic() - begun < most:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return time.monotonic() - begun, os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return most, None


def wait_for(path: Path) -> None:
    """Until a run holds its lock: it hears signals from then on."""
    ends = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < ends
        time.sleep(0.01)


def leased(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "state.sqlite")) as state:
        assert state.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        # A signal may come before the tables are there.
        if not state.execute("SELECT 1 FROM sqlite_master WHERE name = 'pages'").fetchone():
            return 0
        return int(state.execute("SELECT count(*) FROM pages WHERE state = 'leased'").fetchone()[0])


def test_a_signal_at_any_moment_ends_a_run_in_time(tmp_path: Path, servers: list[FaultServer]) -> None:
    chance = random.Random(int(os.environ.get("CRAWL_SEED", "5")))
    ends: list[tuple[float, int | None]] = []
    for turn in range(0, SIGNALS, AT_ONCE):
        jobs = [job_at(tmp_path / f"{turn}-{number}", servers) for number in range(AT_ONCE)]
        children = [started(job, tmp_path / f"{turn}-{number}.toml") for number, job in enumerate(jobs)]
        for job in jobs:
            wait_for(job.output.folder / "lock")
        time.sleep(chance.uniform(0.0, 1.5))
        for child in children:
            os.kill(child, chance.choice((signal.SIGINT, signal.SIGTERM)))
        ends += [seconds_to_end(child, GRACE) for child in children]
        assert {code for _, code in ends} <= {0, 3, 130}, ends
        assert [leased(job.output.folder) for job in jobs] == [0] * AT_ONCE
    if SIGNALS > 6:
        print(sorted(round(seconds, 1) for seconds, _ in ends))
    for day in range(1, 6):  # hosts that were too slow for a busy machine have rested by the next day
        crawl(jobs[-1], now=lambda day=day: time.time() + day * 86400)
        hashes = [line["content_hash"] for line in lines(jobs[-1].output.folder)]
        if len(hashes) >= HOSTS:
            break
    assert len(set(hashes)) == len(hashes) == HOSTS
