"""What is hostile or broken ends a page, never a run; what makes keeping impossible ends a run and loses nothing."""

from __future__ import annotations

import dataclasses
import os
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from crawling import FETCH, Crawl, crawl, job_for, later, lines
from faultserver import FAULTS, FaultServer, Reply, Request
from newssites import article, feed

from scraper.config import Config
from scraper.crawl import fetching
from scraper.crawl.discover import choice, links
from scraper.crawl.job import Limits
from scraper.crawl.repair import repair
from scraper.crawl.robots import MAX_BYTES
from scraper.crawl.run import run_job
from scraper.crawl.status import plan, recrawl, retry_failed, status_of
from scraper.errors import JobError, OutputError, ScraperError
from scraper.fetchers.leash import Most

STORIES = 12
QUERIES = {"/coded": "?coding=br", "/bomb": "?coding=gzip", "/chain": "?left=12", "/status": "?code=418"}
QUERIES |= {"/redirect": "?to=/page", "/redirect-bomb": "?to=/page"}


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        for number in range(STORIES):
            running.route(f"/{number}", article(f"story-{number}", f"Story {number}"))
        yield running


def stories(server: FaultServer) -> list[str]:
    return [server.url(f"/{number}") for number in range(STORIES)]


# --------------------------------------------------------------------------- hostile servers


def test_no_misbehaviour_of_a_server_ends_or_hangs_a_run(tmp_path: Path, server: FaultServer) -> None:
    config = Config(fetch=dataclasses.replace(FETCH, total_seconds=1.0, retries=0, max_bytes=200_000))
    urls = [server.url(path + QUERIES.get(path, "")) for path in sorted(FAULTS)] + stories(server)
    job = job_for(tmp_path, *urls, config=config, workers=16, obey_robots=False, per_host=16)
    runs = [crawl(job, now=later(days)) for days in (0, 1, 2)]  # a resting host is asked again by a later run
    assert {run.summary.ended for run in runs} == {"finished"}
    assert runs[0].summary.seconds < 20
    hashes = [line["content_hash"] for line in lines(tmp_path)]
    assert len(set(hashes)) == len(hashes)
    with sqlite3.connect(tmp_path / "state.sqlite") as connection:
        states = dict(connection.execute("SELECT url, state FROM pages").fetchall())
    assert "leased" not in states.values()
    assert {states[url] for url in stories(server)} == {"done"}


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">%s]><rss version="2.0"><channel><title>&j;</title>
<item><link>http://127.0.0.1/x</link><title>&j;</title></item></channel></rss>""" % b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)


@pytest.mark.parametrize(
    "body",
    [BOMB, b"<rss><channel><item>", b"\x00\xff" * 500, b"", b"<?xml version='1.0'?><urlset>" + b"<url>" * 50_000],
    ids=["entity bomb", "torn", "noise", "empty", "deep"],
)
@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_a_hostile_source_ends_itself(tmp_path: Path, server: FaultServer, body: bytes, kind: str) -> None:
    server.route("/source", body, kind="application/xml")
    job = job_for(tmp_path, server.url("/source"), kind=kind)
    job = dataclasses.replace(job, sources=(*job.sources, *job_for(tmp_path, *stories(server)).sources))
    result = crawl(job)
    assert result.summary.articles == STORIES
    assert result.summary.seconds < 20


def test_a_page_of_ten_thousand_links_brings_no_more_than_the_limit(tmp_path: Path, server: FaultServer) -> None:
    links = [f"/news/story-about-number-{number}-of-many" for number in range(10_000)]
    server.route("/feed", feed(links, server.url("")), kind="application/rss+xml")
    job = job_for(tmp_path, server.url("/feed"), kind="feed", limits=Limits(pages=1, links_per_page=2000))
    result = crawl(job)
    assert result.summary.queued <= 2000
    assert next(event.links for event in result.events if event.page_kind == "feed" and event.outcome) == 2000


def sitemap(server: FaultServer, count: int) -> bytes:
    """``count`` addresses, each said to have changed a minute after the one before; stories first."""
    moments = (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=number) for number in range(count))
    entries = "".join(
        f"<url><loc>{server.url(f'/{number}')}</loc><lastmod>{moment.isoformat()}</lastmod></url>"
        for number, moment in enumerate(moments)
    )
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>".encode()


def told_of(result: Crawl, kind: str) -> str:
    return next(event.words for event in result.events if event.page_kind == kind and event.outcome)


def test_a_sitemap_may_be_larger_than_a_page(tmp_path: Path, server: FaultServer) -> None:
    body = sitemap(server, 5000)
    server.route("/map", body, kind="application/xml")
    config = Config(fetch=dataclasses.replace(FETCH, max_bytes=len(body) // 2))
    job = job_for(tmp_path, server.url("/map"), kind="sitemap", config=config, limits=Limits(1, links_per_page=9999))
    assert told_of(crawl(job), "sitemap").endswith("leads to 5000 new pages")


def test_a_sitemap_that_names_more_than_is_taken_says_so(tmp_path: Path, server: FaultServer) -> None:
    server.route("/map", sitemap(server, 30), kind="application/xml")
    limits = Limits(pages=1, links_per_page=29)
    job = job_for(tmp_path, server.url("/map"), kind="sitemap", limits=limits)
    assert "leads to 29 new pages; it names more" in told_of(crawl(job), "sitemap")
    all_of_them = dataclasses.replace(limits, links_per_page=30)
    job = job_for(tmp_path / "all", server.url("/map"), kind="sitemap", limits=all_of_them)
    assert told_of(crawl(job), "sitemap").endswith("leads to 30 new pages")


def test_an_endless_sitemap_is_read_as_far_as_its_limit(
    tmp_path: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "FETCHED_BYTES", 1_000_000)
    monkeypatch.setitem(fetching._MOST, "sitemap", Most(1_000_001, cut=True))
    monkeypatch.setattr(choice, "MOST_ENTRIES", 3000)
    sent = threading.Event()

    def endless(reply: Reply, _: Request) -> None:
        reply.head("200 OK", "Content-Type: application/xml", "Connection: close")
        reply.raw(sitemap(server, 30).removesuffix(b"</urlset>"))
        for _ in range(1000):
            reply.raw(b"<url><loc>http://127.0.0.1/a</loc></url>" * 2500)
        sent.set()

    server.route("/map", endless)
    result = crawl(job_for(tmp_path, server.url("/map"), kind="sitemap", limits=Limits(pages=1)))
    assert "leads to 30 new pages; it names more" in told_of(result, "sitemap")
    assert not sent.is_set()  # the 100 MB were never taken


def test_a_robots_txt_that_is_too_long_is_obeyed_as_far_as_it_is_read(tmp_path: Path, server: FaultServer) -> None:
    rules = b"User-agent: *\nDisallow: /3\n" + b"# and so on\n" * 100_000
    server.route("/robots.txt", rules, kind="text/plain")
    config = Config(fetch=dataclasses.replace(FETCH, max_bytes=200_000))
    assert len(rules) > 2 * MAX_BYTES > config.fetch.max_bytes
    outcomes = crawl(job_for(tmp_path, *stories(server), config=config)).outcomes()
    assert outcomes["/3"] == "denied"
    assert outcomes["/4"] == "new"


# --------------------------------------------------------------------------- disks


def test_a_full_disk_ends_the_run_and_the_next_goes_on(tmp_path: Path, server: FaultServer) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("needs the right to mount a small file system; the store's own test fakes a full disk")
    try:
        (small / "ballast").write_bytes(b"x" * 40_000)
        job = job_for(small, *stories(server), obey_robots=False)
        with pytest.raises(OutputError, match="cannot be written"):
            crawl(job)
        written = lines(small)
        assert len(written) < STORIES
        (small / "ballast").unlink()
        subprocess.run(["mount", "-o", "remount,size=4m", small], check=True)
        assert crawl(job).summary.ended == "finished"
        assert lines(small)[: len(written)] == written
        hashes = [line["content_hash"] for line in lines(small)]
        assert len(hashes) == len(set(hashes)) == STORIES
    finally:
        subprocess.run(["umount", "-l", small], check=True)


def test_an_output_that_cannot_be_made(tmp_path: Path, server: FaultServer) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="cannot be made a directory"):
        crawl(job_for(tmp_path / "file" / "out", *stories(server)))
    assert server.requests == []


def test_an_articles_file_that_cannot_be_written(tmp_path: Path, server: FaultServer) -> None:
    (tmp_path / "articles.jsonl").mkdir()
    with pytest.raises(ScraperError, match=r"articles\.jsonl"):
        crawl(job_for(tmp_path, *stories(server)))


# --------------------------------------------------------------------------- damage and repair


def test_a_damaged_state_is_repaired_from_the_articles(tmp_path: Path, server: FaultServer) -> None:
    job = job_for(tmp_path, *stories(server))
    crawl(job)
    before = lines(tmp_path)
    (tmp_path / "state.sqlite").write_bytes(b"damage " * 1000)
    for suffix in ("-wal", "-shm"):
        (tmp_path / f"state.sqlite{suffix}").unlink(missing_ok=True)
    with pytest.raises(JobError, match="--repair"):
        crawl(job)
    repaired = repair(job)
    assert (repaired.lines, repaired.unreadable, repaired.articles) == (STORIES, 0, STORIES)
    assert repaired.aside
    assert repaired.aside.read_bytes() == b"damage " * 1000
    assert crawl(job).summary.outcomes == {"source": 1, "unchanged": STORIES}
    assert lines(tmp_path) == before


def test_a_lost_state_is_repaired_too(tmp_path: Path, server: FaultServer) -> None:
    job = job_for(tmp_path, *stories(server))
    crawl(job)
    (tmp_path / "state.sqlite").unlink()
    with pytest.raises(JobError, match=r"state.sqlite does not know it.*--repair"):
        crawl(job)
    repair(job)
    server.route("/0", lambda reply, _: reply.page(b"", status="410 Gone"))
    assert crawl(job).summary.outcomes == {"source": 1, "unchanged": STORIES - 1, "gone": 1}


def test_lines_that_another_program_cut_are_written_again(tmp_path: Path, server: FaultServer) -> None:
    job = job_for(tmp_path, *stories(server))
    crawl(job)
    path = tmp_path / "articles.jsonl"
    whole = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(whole[:5]) + whole[5][:100])
    with pytest.raises(JobError, match="another program cut or moved it"):
        crawl(job)
    repaired = repair(job)
    assert (repaired.lines, repaired.articles, repaired.aside) == (5, 5, None)
    assert crawl(job).summary.articles == STORIES - 5
    assert len({line["content_hash"] for line in lines(tmp_path)}) == len(lines(tmp_path)) == STORIES


def test_repair_keeps_revisions_and_retirements(tmp_path: Path, server: FaultServer) -> None:
    job = job_for(tmp_path, *stories(server)[:2])
    crawl(job)
    server.route("/0", article("story-0", "Story 0", extra="A new last paragraph of some words, just in."))
    server.route("/1", lambda reply, _: reply.page(b"", status="410 Gone"))
    crawl(job, now=later(1))
    (tmp_path / "state.sqlite").unlink()
    assert repair(job).articles == 1
    server.route("/1", article("story-1", "Story 1"))
    crawl(job)
    assert [line["crawl"]["revision"] for line in lines(tmp_path)] == [1, 1, 2, 2]


def test_there_must_be_something_to_repair(tmp_path: Path) -> None:
    with pytest.raises(JobError, match="nothing to repair"):
        repair(job_for(tmp_path / "nowhere"))


# --------------------------------------------------------------------------- asking and telling


def test_status_and_the_ways_to_try_again(tmp_path: Path, server: FaultServer) -> None:
    server.route("/bad", lambda reply, _: reply.page(b"", status="403 Forbidden"))
    job = job_for(tmp_path, *stories(server), server.url("/bad"))
    with pytest.raises(JobError, match="never run"):
        status_of(job)
    summary = crawl(job).summary
    status = status_of(job)
    assert (status.articles, status.pages["failed"], status.due, status.running) == (STORIES, 1, 0, "")
    assert status.last == summary
    assert [failure.url for failure in status.failures] == [server.url("/bad")]
    assert retry_failed(job) == 1
    server.route("/bad", article("good", "Good"))
    assert crawl(job).outcomes() == {"/bad": "new"}
    assert recrawl(job) == STORIES + 1
    again = crawl(job)
    assert again.summary.outcomes == {"unchanged": STORIES + 1}
    assert again.summary.seconds_cleaning > 0


def test_a_plan_asks_sources_only_and_keeps_nothing(tmp_path: Path, server: FaultServer) -> None:
    server.route("/feed.xml", feed(["/0", "/1", "/private/2"], server.url("")), kind="application/rss+xml")
    server.route("/robots.txt", b"User-agent: *\nDisallow: /private", kind="text/plain")
    job = job_for(tmp_path / "out", server.url("/feed.xml"), kind="feed")
    planned = [(entry.url, entry.why) for entry in plan(job)]
    assert planned == [(server.url("/feed.xml"), "source"), (server.url("/0"), "new"), (server.url("/1"), "new")]
    assert not (tmp_path / "out").exists()
    assert {request.path for request in server.requests} == {"/robots.txt", "/feed.xml"}
    crawl(job)
    before = (tmp_path / "out" / "articles.jsonl").read_bytes()
    assert [entry.why for entry in plan(job)] == ["source"]
    assert (tmp_path / "out" / "articles.jsonl").read_bytes() == before
    assert crawl(job).summary.articles == 0


def test_what_is_damaged_while_running_is_told(tmp_path: Path, server: FaultServer) -> None:
    job = job_for(tmp_path, *stories(server), delay_seconds=0.05)

    def spoil(event: object) -> None:
        if getattr(event, "outcome", None) == "new":
            with sqlite3.connect(tmp_path / "state.sqlite") as connection:
                connection.execute("DROP TABLE IF EXISTS bands")
            connection.close()

    with pytest.raises(JobError, match="does not hold what was expected"):
        crawl(job, watch=spoil)
    assert os.path.getsize(tmp_path / "articles.jsonl") > 0


def test_nothing_of_a_run_is_left_running(tmp_path: Path, server: FaultServer) -> None:
    job = job_for(tmp_path, *stories(server)[:2])
    before = set(threading.enumerate())  # another test may have left what outlasts the grace of its run
    run_job(job, lambda _: None, threading.Event())
    children = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "args="], check=True, capture_output=True, text=True
    )
    assert "scraper.workers" not in children.stdout
    left = [thread for thread in set(threading.enumerate()) - before if thread.is_alive()]
    assert not [thread for thread in left if thread.name.startswith("fetch-")]
