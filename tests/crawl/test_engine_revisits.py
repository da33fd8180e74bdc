"""What makes a known page be asked again, and what must not."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from crawling import crawl, job_for, later, story
from faultserver import FaultServer
from newssites import feed

from scraper.crawl.job import Job, Source
from scraper.crawl.status import recrawl

STARTED = int(time.time())
GONE = "404 Not Found", "410 Gone"


def answer(server: FaultServer, path: str, status: str) -> None:
    server.route(path, lambda reply, _: reply.page(b"", status=status))


def hours_ago(hours: float, zone: int = 0) -> datetime:
    """To the second, and seen from ``zone`` hours east of Greenwich."""
    moment = datetime.fromtimestamp(STARTED - hours * 3600, UTC)
    return (moment + timedelta(hours=zone)).replace(tzinfo=None)


def dated_feed(server: FaultServer, date: str, path: str = "/story") -> None:
    """A feed that dates one page."""
    item = f"<item><link>{server.url(path)}</link><pubDate>{date}</pubDate></item>"
    server.route(
        "/feed.xml", f"<rss version='2.0'><channel>{item}</channel></rss>".encode(), kind="application/rss+xml"
    )


def dated_map(server: FaultServer, date: str, path: str = "/story") -> None:
    body = f"<urlset><url><loc>{server.url(path)}</loc><lastmod>{date}</lastmod></url></urlset>"
    server.route("/map.xml", body.encode(), kind="application/xml")


def rss(moment: datetime, zone: str = "+0000") -> str:
    return f"{moment:%a, %d %b %Y %H:%M:%S} {zone}"


@pytest.fixture
def dated(tmp_path: Path, server: FaultServer) -> Job:
    """A job whose one page is dated by a feed and by a sitemap."""
    story(server)
    sources = Source("feed", server.url("/feed.xml")), Source("sitemap", server.url("/map.xml"))
    return job_for(tmp_path, sources=sources)


# --------------------------------------------------------------------------- dates of links


def test_sources_that_date_a_page_differently_do_not_wake_it_in_turn(server: FaultServer, dated: Job) -> None:
    for number in range(4):
        dated_feed(server, rss(hours_ago(50)), f"/story#{number}")
        dated_map(server, f"{hours_ago(49).isoformat()}Z<!--{number}-->")
        crawl(dated)
    assert len(server.seen("/story")) == 1


def test_one_moment_in_two_zones_is_one_date(server: FaultServer, dated: Job) -> None:
    dated_feed(server, rss(hours_ago(5)))
    dated_map(server, f"{hours_ago(5, zone=2).isoformat()}+02:00")
    crawl(dated)
    dated_feed(server, rss(hours_ago(5, zone=-8), "-0800"))
    crawl(dated)
    assert len(server.seen("/story")) == 1


@pytest.mark.parametrize(("hours", "looks"), [(49, 1), (51, 1), (30, 2)])
def test_only_a_date_later_than_all_before_wakes_a_page(
    server: FaultServer, dated: Job, hours: float, looks: int
) -> None:
    dated_feed(server, rss(hours_ago(50)))
    dated_map(server, f"{hours_ago(49).isoformat()}Z")
    crawl(dated)
    dated_feed(server, rss(hours_ago(hours)))
    crawl(dated)
    assert len(server.seen("/story")) == looks


def test_a_date_to_come_hides_no_real_one(server: FaultServer, dated: Job) -> None:
    dated_map(server, "2199-01-01")
    dated_feed(server, rss(hours_ago(50)))
    crawl(dated)
    dated_feed(server, rss(hours_ago(20)))
    crawl(dated)
    assert len(server.seen("/story")) == 2


# --------------------------------------------------------------------------- what was gone


def gone_for_good(job: Job, server: FaultServer, status: str) -> None:
    """Two runs in which /story is gone; then it is there again."""
    answer(server, "/story", status)
    for day in (1, 3):
        crawl(job, now=later(day))
    story(server)


@pytest.mark.parametrize("status", GONE)
def test_a_page_that_is_gone_is_asked_again_for_a_later_date(server: FaultServer, dated: Job, status: str) -> None:
    dated_map(server, f"{hours_ago(49).isoformat()}Z")
    dated_feed(server, rss(hours_ago(50)))
    crawl(dated)
    gone_for_good(dated, server, status)
    assert "/story" not in crawl(dated, now=later(90)).outcomes()
    dated_feed(server, rss(hours_ago(-95 * 24)))
    assert crawl(dated, now=later(96)).outcomes()["/story"] == "changed"


@pytest.mark.parametrize("status", GONE)
def test_a_page_that_is_gone_is_asked_again_when_it_is_named_again(
    tmp_path: Path, server: FaultServer, status: str
) -> None:
    job, without = job_for(tmp_path, story(server)), job_for(tmp_path, story(server, "/other", "other"))
    crawl(job)
    gone_for_good(job, server, status)
    assert "/story" not in crawl(job, now=later(90)).outcomes()
    assert "/story" not in crawl(without, now=later(91)).outcomes()
    assert crawl(job, now=later(92)).outcomes()["/story"] == "changed"


def test_a_page_that_is_gone_is_asked_again_when_the_job_names_what_a_feed_did(
    tmp_path: Path, server: FaultServer
) -> None:
    server.route("/feed.xml", feed(["/story"], server.url("")))
    listed = Source("feed", server.url("/feed.xml"))
    job = job_for(tmp_path, sources=(listed,))
    answer(server, "/story", GONE[1])
    crawl(job)
    job = job_for(tmp_path, sources=(listed, Source("urls", story(server))))
    assert crawl(job).outcomes()["/story"] == "new"
    answer(server, "/story", GONE[1])
    crawl(job, now=later(1))
    assert "/story" not in crawl(job, now=later(90)).outcomes()


@pytest.mark.parametrize("status", GONE)
def test_recrawl_asks_for_what_was_gone(tmp_path: Path, server: FaultServer, status: str) -> None:
    job = job_for(tmp_path, story(server))
    crawl(job)
    gone_for_good(job, server, status)
    assert "/story" not in crawl(job, now=later(90)).outcomes()
    assert recrawl(job) == 1
    assert crawl(job, now=later(90.1)).outcomes()["/story"] == "changed"


@pytest.mark.parametrize("status", GONE)
def test_sources_that_were_found_and_are_gone_are_asked_again_after_a_week(
    tmp_path: Path, server: FaultServer, status: str
) -> None:
    head = b"<link rel='alternate' type='application/rss+xml' href='/feed.xml'>"
    server.route("/", b"<html><head>" + head + b"</head><body><p>Home</body></html>")
    server.route("/robots.txt", f"Sitemap: {server.url('/map.txt')}".encode(), kind="text/plain")
    for path in ("/map.txt", "/feed.xml"):
        answer(server, path, status)
    job = job_for(tmp_path, server.url("/"), kind="site")
    for day in (0, 1, 3, 5):
        crawl(job, now=later(day))
    assert (len(server.seen("/map.txt")), len(server.seen("/feed.xml"))) == (1, 1)
    server.route("/map.txt", story(server, "/mapped", "mapped").encode(), kind="text/plain")
    story(server, "/listed", "listed")
    server.route("/feed.xml", feed(["/listed"], server.url("")))
    assert crawl(job, now=later(8)).summary.articles == 2


# --------------------------------------------------------------------------- what the job names no more


def test_a_source_taken_out_of_the_job_is_left_alone_until_it_is_named_again(
    tmp_path: Path, server: FaultServer, other: FaultServer
) -> None:
    for site in (server, other):
        head = b"<link rel='alternate' type='application/rss+xml' href='/feed.xml'>"
        site.route("/", b"<html><head>" + head + b"</head><body><p>Home</body></html>")
        site.route("/robots.txt", f"Sitemap: {site.url('/map.txt')}".encode(), kind="text/plain")
        site.route("/map.txt", story(site, "/mapped", f"{site.host} mapped").encode(), kind="text/plain")
        story(site, "/listed", f"{site.host} listed")
        site.route("/feed.xml", feed(["/listed"], site.url("")))
    both = job_for(tmp_path, server.url("/"), other.url("/"), kind="site")
    assert crawl(both).summary.articles == 4
    one = job_for(tmp_path, server.url("/"), kind="site")
    for day in (2, 4, 80):
        crawl(one, now=later(day))
    assert [len(other.seen(path)) for path in ("/", "/feed.xml", "/map.txt")] == [1, 1, 1]
    assert len(other.seen("/listed")) > 1  # articles that are known are looked at on
    assert [len(server.seen(path)) for path in ("/", "/feed.xml", "/map.txt")] == [4, 4, 4]
    recrawl(one)
    crawl(one, now=later(81))
    assert len(other.seen("/feed.xml")) == 1
    story(other, "/late", "late")
    other.route("/feed.xml", feed(["/late"], other.url("")))
    assert crawl(both, now=later(82)).outcomes()["/late"] == "new"
    assert len(other.seen("/map.txt")) == 2
