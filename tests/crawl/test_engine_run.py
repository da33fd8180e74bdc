"""Whole runs on servers of 127.0.0.0/8: what each answer of a site leads to, in this run and in the next one."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from crawling import crawl, job_for, later, lines, story
from faultserver import FaultServer, Reply, Request
from newssites import article, feed

from scraper.content import Content, judge_content
from scraper.crawl.job import Source
from scraper.crawl.state import State, open_state
from scraper.output import Article

# --------------------------------------------------------------------------- articles


def test_an_article_is_written_with_where_it_came_from(tmp_path: Path, server: FaultServer) -> None:
    server.route("/feed.xml", feed(["/story"], server.url("")), kind="application/rss+xml")
    url = story(server)
    result = crawl(job_for(tmp_path, server.url("/feed.xml"), kind="feed"))
    (line,) = lines(tmp_path)
    assert line.pop("crawl") == {
        "revision": 1, "changed": None, "page": url, "found_on": server.url("/feed.xml"), "run": 1,
    }  # fmt: skip
    assert Article.from_dict(line).title == "Title of one"
    assert result.summary.outcomes == {"source": 2, "new": 1}
    assert (result.summary.ended, result.summary.articles, result.summary.queued) == ("finished", 1, 0)


def test_an_unchanged_page_is_not_cleaned_or_written_again(tmp_path: Path, server: FaultServer) -> None:
    url = story(server)
    job = job_for(tmp_path, url)
    crawl(job)
    again = crawl(job, now=later(1))
    assert again.outcomes()["/story"] == "unchanged"
    assert again.summary.seconds_cleaning == 0
    assert len(lines(tmp_path)) == 1
    assert crawl(job, now=later(1.2)).summary.requests == 0  # not due: it did not change


def test_validators_are_sent_and_304_is_believed(tmp_path: Path, server: FaultServer) -> None:
    def conditional(reply: Reply, request: Request) -> None:
        if request.headers.get("if-none-match") == '"v1"' and "if-modified-since" in request.headers:
            reply.head("304 Not Modified", 'ETag: "v1"')
        else:
            reply.page(article("one", "One"), 'ETag: "v1"', "Last-Modified: Mon, 02 Jan 2023 03:04:05 GMT")

    server.route("/story", conditional)
    job = job_for(tmp_path, server.url("/story"))
    crawl(job)
    for day in (1, 10, 100):
        again = crawl(job, now=later(day))
        assert again.outcomes()["/story"] == "unchanged"
        assert [event.status for event in again.events if event.url.endswith("/story") and event.outcome] == [304]


def test_a_changed_article_gets_a_revision_that_says_what_changed(tmp_path: Path, server: FaultServer) -> None:
    job = job_for(tmp_path, story(server))
    crawl(job)
    story(server, extra="The minister has resigned after all, her office said in the evening.")
    assert crawl(job, now=later(1)).outcomes()["/story"] == "changed"
    first, second = lines(tmp_path)
    assert second["crawl"]["revision"] == 2
    assert second["crawl"]["changed"]["blocks_added"] == [len(second["blocks"]) - 1]
    assert second["crawl"]["changed"]["blocks_removed"] == 0
    assert second["id"] == first["id"]


def test_other_bytes_with_the_same_article_are_no_revision(tmp_path: Path, server: FaultServer) -> None:
    job = job_for(tmp_path, story(server))
    crawl(job)
    server.route("/story", article("one", "Title of one") + b"<!-- built at noon -->")
    assert crawl(job, now=later(1)).outcomes()["/story"] == "unchanged"
    assert len(lines(tmp_path)) == 1


@pytest.mark.parametrize(("status", "looks"), [("404 Not Found", 2), ("410 Gone", 1)])
def test_a_page_that_is_gone_is_retired_once(tmp_path: Path, server: FaultServer, status: str, looks: int) -> None:
    job = job_for(tmp_path, story(server))
    crawl(job)
    server.route("/story", lambda reply, _: reply.page(b"gone", status=status))
    for day in (1, 3, 10, 400):
        crawl(job, now=later(day))
    (notice,) = lines(tmp_path, "notices")
    assert (notice["notice"], notice["id"]) == ("retired", lines(tmp_path)[0]["id"])
    assert len(server.seen("/story")) == 1 + looks


def test_an_article_that_comes_back_is_written_again(tmp_path: Path, server: FaultServer) -> None:
    job = job_for(tmp_path, story(server))
    crawl(job)
    server.route("/story", lambda reply, _: reply.page(b"gone", status="404 Not Found"))
    crawl(job, now=later(1))
    story(server)
    crawl(job, now=later(3))
    assert [line["crawl"]["revision"] for line in lines(tmp_path)] == [1, 2]


def test_near_duplicates_on_other_hosts_point_to_the_first(
    tmp_path: Path, server: FaultServer, other: FaultServer
) -> None:
    first, second = (
        story(server, "/a"),
        story(other, "/b", extra="A footnote was added to this story in the evening, as all the others were."),
    )
    crawl(job_for(tmp_path, first))
    result = crawl(job_for(tmp_path, first, second))
    assert result.outcomes()["/b"] == "duplicate"
    (line,), (notice,) = lines(tmp_path), lines(tmp_path, "notices")
    assert (notice["duplicate_of"], notice["first_url"], notice["page"]) == (line["id"], first, second)
    assert notice["by"] == "simhash"


def test_pages_without_articles_or_not_to_be_kept(tmp_path: Path, server: FaultServer) -> None:
    body = article("one", "Title of one")
    server.route("/meta", body.replace(b"<head>", b"<head><meta name='robots' content='noindex'>"))
    server.route("/header", lambda reply, _: reply.page(article("two", "Two"), "X-Robots-Tag: noindex"))
    server.route("/empty", b"<html><body><p>Nothing.</p></body></html>")
    server.route("/german", article("three", "Three").replace(b"lang='en'", b"lang='de'"))
    urls = [server.url(path) for path in ("/meta", "/header", "/empty")]
    outcomes = crawl(job_for(tmp_path, *urls)).outcomes()
    assert outcomes == {"/robots.txt": "source", "/meta": "noindex", "/header": "noindex", "/empty": "not_article"}
    assert lines(tmp_path) == []


def test_what_a_feed_or_the_job_names_needs_less_to_be_an_article(
    tmp_path: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubtful(*page: Any, article_from: float, with_reasons: bool) -> Content:
        content = judge_content(*page, article_from=article_from, with_reasons=with_reasons)
        return replace(content, articleness=0.2, is_article=article_from <= 0.2)

    monkeypatch.setattr("scraper.judge.judge_content", doubtful)
    for name in ("named", "listed", "found"):
        story(server, f"/{name}", name)
    server.route("/feed.xml", feed(["/listed"], server.url("")), kind="application/rss+xml")
    server.route("/sitemap.txt", server.url("/found").encode(), kind="text/plain")
    sources = ("urls", "/named"), ("feed", "/feed.xml"), ("sitemap", "/sitemap.txt")
    job = job_for(tmp_path, sources=tuple(Source(kind, server.url(path)) for kind, path in sources))
    outcomes = crawl(job).outcomes()
    assert [outcomes[path] for path in ("/named", "/listed", "/found")] == ["new", "new", "not_article"]
    assert all("probability 0.20 only" in line["quality"]["warnings"][0] for line in lines(tmp_path))
    for number, (options, kept) in enumerate(
        [({"article_from": 0.18}, 3), ({"article_from": 0.4}, 0), ({"strict": True}, 0)]
    ):
        folder = tmp_path / str(number)
        changed = replace(job, config=replace(job.config, **options), output=replace(job.output, folder=folder))
        assert crawl(changed).summary.outcomes.get("new", 0) == kept, options


def test_when_the_first_is_gone_its_duplicate_takes_its_place(
    tmp_path: Path, server: FaultServer, other: FaultServer
) -> None:
    first, second = story(server, "/a"), story(other, "/b")
    crawl(job_for(tmp_path, first))
    job = job_for(tmp_path, first, second)
    crawl(job)
    server.route("/a", lambda reply, _: reply.page(b"gone", status="410 Gone"))
    crawl(job, now=later(1))
    crawl(job, now=later(1.01))
    assert [line["crawl"]["page"] for line in lines(tmp_path)] == [first, second]
    assert [notice["notice"] for notice in lines(tmp_path, "notices")] == ["duplicate", "retired"]


# --------------------------------------------------------------------------- failures


def test_what_fails_for_a_moment_comes_again_in_the_same_run(tmp_path: Path, server: FaultServer) -> None:
    def flaky(reply: Reply, request: Request) -> None:
        if request.number < 2:
            reply.page(b"", status="500 Internal Server Error")
        else:
            reply.page(article("one", "One"))

    server.route("/story", flaky)
    result = crawl(job_for(tmp_path, server.url("/story")))
    assert result.summary.outcomes == {"source": 1, "retry": 2, "new": 1}


def test_what_fails_for_good_is_told_and_tried_by_later_runs(tmp_path: Path, server: FaultServer) -> None:
    server.route("/story", lambda reply, _: reply.page(b"", status="500 Internal Server Error"))
    job = job_for(tmp_path, server.url("/story"))
    result = crawl(job)
    assert result.summary.outcomes == {"source": 1, "retry": 2, "failed": 1}
    assert [failure.url for failure in result.summary.failures] == [server.url("/story")]
    assert "500" in result.summary.failures[0].words
    assert crawl(job).summary.requests == 0
    assert crawl(job, now=later(0.5)).summary.outcomes == {"failed": 1}


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_holds_for_the_whole_host(tmp_path: Path, server: FaultServer, form: str) -> None:
    def busy(reply: Reply, request: Request) -> None:
        if request.number:
            reply.page(article("busy", "Busy"))
        else:
            value = "2" if form == "seconds" else formatdate(time.time() + 2, usegmt=True)
            date = f"Date: {formatdate(time.time(), usegmt=True)}"
            reply.page(b"", f"Retry-After: {value}", date, status="429 Too Many Requests")

    server.route("/busy", busy)
    urls = [server.url("/busy"), *(story(server, f"/{number}", str(number)) for number in range(3))]
    crawl(job_for(tmp_path, *urls))
    (refused,), later_ones = server.seen("/busy")[:1], server.requests[2:]
    assert min(request.arrived for request in later_ones) - refused.arrived >= 1.9
    assert len(lines(tmp_path)) == 4


def test_a_host_that_asks_for_more_patience_than_a_run_has_is_left(tmp_path: Path, server: FaultServer) -> None:
    server.route("/story", lambda reply, _: reply.page(b"", "Retry-After: 3600", status="503 Service Unavailable"))
    job = job_for(tmp_path, server.url("/story"))
    result = crawl(job)
    assert (result.summary.ended, result.summary.seconds < 5) == ("finished", True)
    assert crawl(job, now=later(0.5 / 24)).summary.requests == 0
    assert crawl(job, now=later(1.1 / 24)).summary.requests == 1


def test_a_dead_host_rests_and_costs_the_others_nothing(
    tmp_path: Path, server: FaultServer, other: FaultServer
) -> None:
    for number in range(8):
        other.route(f"/{number}", lambda reply, _: reply.reset())
    dead = [other.url(f"/{number}") for number in range(8)]
    alive = [story(server, f"/{number}", str(number)) for number in range(5)]
    job = job_for(tmp_path, *dead, *alive, obey_robots=False)
    result = crawl(job)
    assert result.summary.outcomes["new"] == 5
    assert len(other.requests) == 5  # then it rests
    assert [event.host for event in result.events if event.kind == "host"] == [f"127.0.0.2:{other.port}"]
    assert crawl(job).summary.requests == 0
    assert len(other.requests) == 5


def test_a_slow_host_does_not_hold_up_the_others(tmp_path: Path, server: FaultServer, other: FaultServer) -> None:
    def slow(reply: Reply, request: Request) -> None:
        time.sleep(1.0)
        reply.page(article(request.path, "Slow"))

    for number in range(3):
        other.route(f"/{number}", slow)
    urls = [other.url(f"/{number}") for number in range(3)]
    urls += [story(server, f"/{number}", str(number)) for number in range(12)]
    finished: list[str] = []
    crawl(
        job_for(tmp_path, *urls, obey_robots=False, workers=2),
        watch=lambda event: finished.append(event.host) if event.outcome else None,
    )
    assert finished[:12].count(f"127.0.0.1:{server.port}") == 12 - finished[:12].count(f"127.0.0.2:{other.port}") >= 11


def test_a_redirect_to_another_host_waits_for_its_turn_and_is_that_page(
    tmp_path: Path, server: FaultServer, other: FaultServer
) -> None:
    target = story(other, "/there")
    server.route("/here", lambda reply, _: reply.page(b"", f"Location: {target}", status="302 Found"))
    other.route("/robots.txt", b"User-agent: *\nDisallow: /private", kind="text/plain")
    result = crawl(job_for(tmp_path, server.url("/here"), target))
    assert result.outcomes()["/here"] == "redirected"
    assert [request.path for request in other.requests] == ["/robots.txt", "/there"]
    assert [line["crawl"]["page"] for line in lines(tmp_path)] == [target]


def test_redirects_in_a_circle_over_hosts_end(tmp_path: Path, server: FaultServer, other: FaultServer) -> None:
    server.route("/a", lambda reply, _: reply.page(b"", f"Location: {other.url('/b')}", status="302 Found"))
    other.route("/b", lambda reply, _: reply.page(b"", f"Location: {server.url('/a')}", status="302 Found"))
    result = crawl(job_for(tmp_path, server.url("/a")))
    assert result.summary.ended == "finished"
    assert (len(server.seen("/a")), len(other.seen("/b"))) == (1, 1)


def test_a_redirect_out_of_what_the_job_allows(tmp_path: Path, server: FaultServer, other: FaultServer) -> None:
    server.route("/a", lambda reply, _: reply.page(b"", f"Location: {other.url('/shop')}", status="302 Found"))
    result = crawl(job_for(tmp_path, server.url("/a"), deny=("/shop",)))
    assert result.outcomes()["/a"] == "unwanted"
    assert other.requests == []


def test_no_query_of_a_page_looks_at_all_pages(
    tmp_path: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cost of a page must not grow with the job: outside of the start and the progress nothing scans a table."""
    asked: dict[str, Any] = {}
    for name in ("run", "one", "all"):
        real = getattr(State, name)

        def noting(self: State, sql: str, values: Any = (), real: Any = real) -> Any:
            asked[sql] = values
            return real(self, sql, values)

        monkeypatch.setattr(State, name, noting)
    server.route("/feed.xml", feed(["/0?a=1&b=2", "/1", "/2"], server.url("")), kind="application/rss+xml")
    for number in range(3):
        story(server, f"/{number}", f"seed {number // 2}")
    job = job_for(tmp_path, server.url("/feed.xml"), kind="feed")
    crawl(job)
    server.route("/1", lambda reply, _: reply.page(b"", status="404 Not Found"))
    crawl(job, now=later(2))
    scans = set()
    with closing(open_state(tmp_path)) as state:
        for sql, values in tuple(asked.items()):
            for row in state.all(f"EXPLAIN QUERY PLAN {sql}", values):
                if row["detail"].startswith("SCAN"):
                    scans.add(sql[:30])
    assert len(asked) > 30
    assert scans == {
        "UPDATE pages SET due = iif(vis", "UPDATE pages SET etag = NULL, ", "SELECT host, asked, wait, stri",
        "SELECT host, min(due), count(*", "UPDATE families SET pages = ? ",
        "\nWITH RECURSIVE way (source, p", "SELECT id, key FROM pages WHER", "UPDATE pages SET due = min(due",
    }  # fmt: skip
