"""robots.txt, the limits of a job, starting and stopping: whole runs on servers of 127.0.0.0/8."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from crawling import crawl, job_for, later, lines, story
from faultserver import FaultServer
from newssites import feed, sentences

from scraper.crawl.events import Event
from scraper.crawl.job import Limits
from scraper.crawl.lock import locked
from scraper.crawl.run import run_job


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


@pytest.fixture
def other() -> Iterator[FaultServer]:
    with FaultServer("127.0.0.2") as running:
        yield running


# --------------------------------------------------------------------------- robots.txt


def test_robots_txt_is_asked_first_once_and_obeyed(tmp_path: Path, server: FaultServer) -> None:
    server.route("/robots.txt", b"User-agent: *\nDisallow: /private\nCrawl-delay: 0.3", kind="text/plain")
    urls = [story(server, path, path) for path in ("/a", "/b", "/private/c")]
    job = job_for(tmp_path, *urls)
    assert crawl(job).outcomes() == {"/robots.txt": "source", "/a": "new", "/b": "new", "/private/c": "denied"}
    assert [request.path for request in server.requests] == ["/robots.txt", "/a", "/b"]
    assert server.requests[2].arrived - server.requests[1].arrived >= 0.3
    crawl(job, now=later(0.5))
    assert len(server.seen("/robots.txt")) == 1
    crawl(job, now=later(1.1))
    assert len(server.seen("/robots.txt")) == 2


def test_a_host_whose_robots_txt_fails_is_not_asked(tmp_path: Path, server: FaultServer, other: FaultServer) -> None:
    server.route("/robots.txt", lambda reply, _: reply.page(b"", status="500 Internal Server Error"))
    urls = [story(server), story(other, "/there", "there")]
    result = crawl(job_for(tmp_path, *urls))
    assert {request.path for request in server.requests} == {"/robots.txt"}
    assert result.outcomes()["/there"] == "new"
    server.route("/robots.txt", b"", kind="text/plain")
    assert crawl(job_for(tmp_path, *urls), now=later(1 / 24)).outcomes()["/story"] == "new"


def test_robots_txt_of_another_host_counts_for_the_first(
    tmp_path: Path, server: FaultServer, other: FaultServer
) -> None:
    other.route("/rules.txt", b"User-agent: *\nDisallow: /story", kind="text/plain")
    server.route(
        "/robots.txt", lambda reply, _: reply.page(b"", f"Location: {other.url('/rules.txt')}", status="301 x")
    )
    assert crawl(job_for(tmp_path, story(server))).outcomes()["/story"] == "denied"


def test_robots_txt_that_redirects_for_ever_is_none(tmp_path: Path, server: FaultServer) -> None:
    server.route("/robots.txt", lambda reply, _: reply.page(b"", "Location: /robots.txt", status="302 Found"))
    assert crawl(job_for(tmp_path, story(server))).outcomes()["/story"] == "new"


def test_robots_txt_can_be_disobeyed(tmp_path: Path, server: FaultServer) -> None:
    server.route("/robots.txt", b"User-agent: *\nDisallow: /", kind="text/plain")
    result = crawl(job_for(tmp_path, story(server), obey_robots=False))
    assert result.outcomes() == {"/story": "new"}


# --------------------------------------------------------------------------- limits


def test_the_page_limit_ends_a_run_and_the_next_goes_on(tmp_path: Path, server: FaultServer) -> None:
    urls = [story(server, f"/{number}", str(number)) for number in range(5)]
    job = job_for(tmp_path, *urls, limits=Limits(pages=2))
    assert [crawl(job).summary.ended for _ in range(4)] == ["pages", "pages", "finished", "finished"]
    assert len(lines(tmp_path)) == 5


def test_the_byte_budget_ends_a_run(tmp_path: Path, server: FaultServer) -> None:
    urls = [story(server, f"/{number}", str(number)) for number in range(30)]
    result = crawl(job_for(tmp_path, *urls, megabytes=0.02))
    assert result.summary.ended == "bytes"
    assert 20_000 <= result.summary.bytes < 60_000
    assert result.summary.queued > 0


def test_the_global_rate_holds_over_all_hosts(tmp_path: Path, server: FaultServer, other: FaultServer) -> None:
    urls = [story(one, f"/{number}", f"{one.host}{number}") for one in (server, other) for number in range(4)]
    crawl(job_for(tmp_path, *urls, requests_per_second=10, obey_robots=False))
    moments = sorted(request.arrived for request in (*server.requests, *other.requests))
    assert moments[-1] - moments[0] >= 0.1 * (len(urls) - 1) - 0.05


def test_depth_bounds_the_links_of_sections(tmp_path: Path, server: FaultServer) -> None:
    links = "".join(f'<li><a href="/news/{n}-{"-".join(sentences(str(n), 1)[0].split())[:40]}">'
                    f'{sentences(str(n), 1)[0]}</a></li>' for n in range(6))  # fmt: skip
    server.route("/section", f"<html><body><main><ul>{links}</ul></main></body></html>".encode())
    job = job_for(tmp_path, server.url("/section"), kind="section", limits=Limits(depth=0))
    assert crawl(job).summary.outcomes == {"source": 2}
    job = job_for(tmp_path, server.url("/section"), kind="section", limits=Limits(depth=1))
    assert crawl(job).summary.outcomes["gone"] == 6


# --------------------------------------------------------------------------- starting, stopping


def test_a_second_start_says_who_is_at_work(tmp_path: Path, server: FaultServer) -> None:
    job = job_for(tmp_path, story(server))
    with locked(tmp_path) as holder:
        assert holder == ""
        summary = run_job(job, lambda _: None, threading.Event())
    assert summary.ended == "locked"
    assert "by process" in summary.words
    assert server.requests == []
    assert crawl(job).summary.articles == 1


def test_a_stop_finishes_what_is_in_flight(tmp_path: Path, server: FaultServer) -> None:
    stop = threading.Event()

    def stop_at_first(event: Event) -> None:
        if event.outcome == "new":
            stop.set()

    urls = [story(server, f"/{number}", str(number)) for number in range(8)]
    job = job_for(tmp_path, *urls, delay_seconds=0.05)
    result = crawl(job, watch=stop_at_first, stop=stop)
    assert result.summary.ended == "stopped"
    asked = len(server.requests) - 1
    assert len(lines(tmp_path)) == asked < 8
    assert crawl(job).summary.articles == 8 - asked


def test_a_clock_set_back_a_year_holds_nobody_up(tmp_path: Path, server: FaultServer) -> None:
    job = job_for(tmp_path, story(server), delay_seconds=0.2)
    crawl(job, now=later(365))
    assert crawl(job_for(tmp_path, server.url("/story"), story(server, "/new", "new"))).outcomes()["/new"] == "new"
    assert crawl(job, now=later(2)).outcomes()["/story"] == "unchanged"


def test_changed_patterns_make_unchanged_sources_be_read_again(tmp_path: Path, server: FaultServer) -> None:
    server.route("/feed.xml", feed(["/news/a", "/sport/b"], server.url("")), kind="application/rss+xml")
    story(server, "/news/a", "a")
    story(server, "/sport/b", "b")
    job = job_for(tmp_path, server.url("/feed.xml"), kind="feed", deny=("/sport/",))
    assert crawl(job).summary.articles == 1
    assert crawl(job).summary.articles == 0
    assert crawl(job_for(tmp_path, server.url("/feed.xml"), kind="feed")).summary.articles == 1
