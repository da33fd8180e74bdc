"""robots.txt, the limits of a job, starting and stopping: whole runs on servers of 127.0.0.0/8."""

from __future__ import annotations

import dataclasses
import threading
import time
from pathlib import Path

import pytest
from crawling import crawl, job_for, later, lines, story
from faultserver import FaultServer
from newssites import article, feed, sentences

from scraper.crawl import books, run
from scraper.crawl.events import Event
from scraper.crawl.job import Limits, Politeness
from scraper.crawl.language import is_language, same_language
from scraper.crawl.lock import locked
from scraper.crawl.robots import AGENT, Robots
from scraper.crawl.run import run_job
from scraper.crawl.status import plan, status_of
from scraper.report.crawl_data import gather

ENGLISH = "".join(
    f"<p>On {day} the council decided that the old bridge over the river is to be shut for the {work}. The mayor said"
    f" that the neighbours had been asked for their opinion in spring, and that most agreed to the {work}."
    f" Nobody knows yet when the first cars will be able to cross the water again after the {work} is over.</p>"
    for day, work in (("Monday", "repair"), ("Tuesday", "painting"), ("Thursday", "market"), ("Friday", "festival"))
)


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


def test_pages_that_robots_txt_allows_again_are_asked_in_the_same_run(tmp_path: Path, server: FaultServer) -> None:
    server.route("/robots.txt", b"User-agent: *\nDisallow: /news/", kind="text/plain")
    server.route("/feed.xml", feed(["/news/a"], server.url("")))
    story(server, "/news/a")
    job = job_for(tmp_path, server.url("/feed.xml"), kind="feed")
    for day in (0, 1, 3, 7, 15, 31):
        crawl(job, now=later(day))
    assert "/news/a" not in crawl(job, now=later(33)).outcomes()  # the same rules forbid the same
    server.route("/robots.txt", b"User-agent: *\nDisallow: /video/", kind="text/plain")
    assert crawl(job, now=later(35)).outcomes()["/news/a"] == "new"


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


def test_a_stop_leaves_what_does_not_come_to_the_next_run(
    tmp_path: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "GRACE_SECONDS", 0.3)
    stop = threading.Event()

    def stop_at_first(event: Event) -> None:
        if event.kind == "fetch":
            stop.set()

    job = job_for(tmp_path, server.url("/silent"), obey_robots=False)
    result = crawl(job, watch=stop_at_first, stop=stop)
    assert result.summary.ended == "stopped"
    assert result.summary.seconds < 3  # the fetch itself may last 5
    server.route("/silent", article("one", "It speaks"))
    again = crawl(job)
    assert "1 pages were in flight" in again.events[0].words
    assert again.outcomes() == {"/silent": "new"}


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


def test_what_was_found_while_the_clock_was_ahead_is_fetched_when_it_is_right(
    tmp_path: Path, server: FaultServer
) -> None:
    urls = [story(server, f"/{number}", str(number)) for number in range(4)]
    job = job_for(tmp_path, *urls, limits=Limits(pages=2))
    assert crawl(job, now=later(365)).summary.articles == 2
    assert crawl(job).summary.articles == 2


def test_changed_patterns_make_unchanged_sources_be_read_again(tmp_path: Path, server: FaultServer) -> None:
    server.route("/feed.xml", feed(["/news/a", "/sport/b"], server.url("")), kind="application/rss+xml")
    story(server, "/news/a", "a")
    story(server, "/sport/b", "b")
    job = job_for(tmp_path, server.url("/feed.xml"), kind="feed", deny=("/sport/",))
    assert crawl(job).summary.articles == 1
    assert crawl(job).summary.articles == 0
    assert crawl(job_for(tmp_path, server.url("/feed.xml"), kind="feed")).summary.articles == 1


def test_what_a_killed_run_has_brought_is_known(
    tmp_path: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "_KEEP_SECONDS", 0.0)
    job = job_for(tmp_path, *(story(server, f"/{number}", f"seed {number}") for number in range(6)), delay_seconds=0.1)
    came: list[str] = []

    def watch(event: Event) -> None:
        came.extend([event.url] if event.outcome == "new" else [])
        if len(came) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crawl(job, watch=watch)
    last = status_of(job).last
    assert last
    assert last.ended == "unfinished"
    assert [line.articles for line in last.hosts] == [last.articles]
    assert 2 <= last.articles <= 3  # a commit before the last word of it
    (row,) = gather(tmp_path, job.name).runs
    assert (row.ended, row.articles) == ("", last.articles)
    assert crawl(job).summary.ended == "finished"
    assert [line.articles for line in gather(tmp_path, job.name).sites] == [6]


# --------------------------------------------------------------------------- patterns, language


def test_what_the_job_denies_is_no_sitemap_of_robots_txt_either(tmp_path: Path, server: FaultServer) -> None:
    robots = "".join(f"Sitemap: {server.url(path)}\n" for path in ("/map-news.xml", "/map-video.xml"))
    server.route("/robots.txt", robots.encode(), kind="text/plain")
    for path in ("/map-news.xml", "/map-video.xml"):
        server.route(path, f"<urlset><url><loc>{story(server, path + '/a', path)}</loc></url></urlset>".encode())
    server.route("/", b"<p>Home")
    crawl(job_for(tmp_path, server.url("/"), kind="site", deny=("map-video.xml$",)))
    assert {request.path for request in server.requests} >= {"/map-news.xml", "/map-news.xml/a"}
    assert server.seen("/map-video.xml") == []


def test_a_feed_that_redirects_to_what_the_job_denies_is_not_followed(tmp_path: Path, server: FaultServer) -> None:
    server.route("/feed", lambda reply, _: reply.page(b"", "Location: /private/feed", status="302 Found"))
    job = job_for(tmp_path, server.url("/feed"), kind="feed", deny=("/private/",), delay_seconds=6)
    assert crawl(dataclasses.replace(job, politeness=Politeness(delay_seconds=6, obey_robots=False))).outcomes() == {
        "/feed": "unwanted"
    }
    assert server.seen("/private/feed") == []


def test_patterns_that_were_added_hold_for_pages_that_are_known(tmp_path: Path, server: FaultServer) -> None:
    paths = [story(server, f"/{part}/{number}", f"{part} {number}").removeprefix(server.url(""))
             for part in ("private", "news") for number in range(3)]  # fmt: skip
    server.route("/feed.xml", feed(paths, server.url("")))
    job = job_for(tmp_path, server.url("/feed.xml"), kind="feed", limits=Limits(pages=2))
    assert crawl(job).summary.articles == 2
    asked = len(server.seen("/private/2"))
    narrow = dataclasses.replace(job, deny=("/private/",), limits=Limits())
    assert {entry.url for entry in plan(narrow)} == {server.url(path) for path in ("/feed.xml", *paths[3:])}
    result = crawl(narrow)
    assert result.outcomes()["/private/2"] == "unwanted"
    assert len(server.seen("/private/2")) == asked
    assert result.summary.articles == 3
    wide = dataclasses.replace(job, limits=Limits())
    assert crawl(wide).outcomes()["/private/2"] == "new"


def test_pages_that_many_rules_forbid_hold_up_neither_other_hosts_nor_a_stop(
    tmp_path: Path, server: FaultServer, other: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Robots.allows

    def slow(self: Robots, url: str, agent: str = AGENT) -> bool:
        time.sleep(0.02 if "/private/" in url else 0)
        return known(self, url, agent)

    monkeypatch.setattr(Robots, "allows", slow)
    server.route("/robots.txt", b"User-agent: *\nDisallow: /private/", kind="text/plain")
    forbidden = [server.url(f"/private/{number}") for number in range(150)]
    stop = threading.Event()
    came: list[str] = []

    def watch(event: Event) -> None:
        came.append(str(event.outcome))
        if came.count("new") == 3:
            stop.set()

    free = [story(other, f"/{number}", str(number)) for number in range(3)]
    result = crawl(job_for(tmp_path, *forbidden, *free), watch=watch, stop=stop)
    assert result.summary.ended == "stopped"
    assert result.summary.outcomes["denied"] < len(forbidden) / 2


@pytest.mark.parametrize("delay", [0.0, 6.0])
def test_a_page_that_redirects_to_what_the_job_denies_is_unwanted(
    tmp_path: Path, server: FaultServer, delay: float
) -> None:
    server.route("/news/1", lambda reply, _: reply.page(b"", "Location: /video/1", status="302 Found"))
    story(server, "/video/1")
    job = job_for(tmp_path, server.url("/news/1"), deny=("/video/",), delay_seconds=delay, obey_robots=False)
    assert crawl(job).outcomes() == {"/news/1": "unwanted"}
    assert server.seen("/video/1") == []


def test_what_the_job_names_is_asked_whatever_its_patterns_say_and_in_all_its_forms(
    tmp_path: Path, server: FaultServer
) -> None:
    server.route("/about", lambda reply, _: reply.page(b"", "Location: /about/", status="301 Moved Permanently"))
    story(server, "/about/")
    assert crawl(job_for(tmp_path, server.url("/about"), allow=("/news/",))).outcomes()["/about"] == "new"


def test_allow_is_about_pages_and_not_about_the_sections_that_lead_to_them(tmp_path: Path, server: FaultServer) -> None:
    title = "The council decides about the new bridge over the river"
    path = "/stories/council-decides-about-the-new-bridge"
    story(server, path)
    server.route("/politics", f"<main><h2><a href='{path}'>{title}</a></h2></main>".encode())
    server.route("/", b"<nav><a href='/politics'>Politics</a></nav><p>Home")
    job = job_for(tmp_path, server.url("/"), kind="site", allow=("/stories/",))
    assert crawl(job).outcomes()[path] == "new"


@pytest.mark.parametrize(
    ("wanted", "outcome"), [("eng", "new"), ("en", "new"), ("deu", "unwanted"), ("de", "unwanted")]
)
def test_a_language_may_be_named_by_two_letters_or_three(
    tmp_path: Path, server: FaultServer, wanted: str, outcome: str
) -> None:
    made_up, _, end = article("one", "The bridge is shut").partition(b"<p>")
    server.route("/story", made_up + ENGLISH.encode() + end.rpartition(b"</p>\n")[2])
    assert crawl(job_for(tmp_path, server.url("/story"), language=wanted)).outcomes()["/story"] == outcome


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("de-AT", "ger", True), ("zh-Hant", "zho", True), ("cmn", "zh", True), ("nb-NO", "no", True), ("nn", "nor", True),
     ("nb", "nn", False), ("iw", "he", True), ("pt-BR", "por", True), ("en", "fr", False), ("", "en", False)],
)  # fmt: skip
def test_languages_are_compared_without_regions_and_spellings(one: str, other: str, same: bool) -> None:
    assert same_language(one, other) is same_language(other, one) is same


@pytest.mark.parametrize(("code", "known"), [("de", True), ("deu", True), ("ger", True), ("gb", False), ("xx", False)])
def test_a_code_that_names_no_language_is_known_as_such(code: str, known: bool) -> None:
    assert is_language(code) is known
