"""What a site makes without end ends, and silences nothing that is wanted."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from crawling import FETCH, crawl, job_for, later
from faultreply import Handler
from faultserver import FaultServer
from newssites import article, feed, sentences

from scraper.crawl import families, hosts
from scraper.crawl.discover import Link
from scraper.crawl.families import FAMILY_LIMIT, Families, in_family
from scraper.crawl.frontier import Frontier
from scraper.crawl.job import Limits, Source
from scraper.crawl.revisit import NEVER
from scraper.crawl.state import open_state


def stories(server: FaultServer, count: int, path: str = "/story") -> list[str]:
    """Addresses of articles that are told apart by a parameter."""
    server.route(path, lambda reply, request: reply.page(article(request.target, f"Title of {request.target}")))
    return [f"{path}?section=news&id={number}" for number in range(count)]


def headlines(paths: list[str]) -> bytes:
    """A section page that links to them."""
    items = "".join(f"<h2><a href='{path.replace('&', '&amp;')}'>{sentences(path, 1)[0]}</a></h2>" for path in paths)
    return f"<html><body><main>{items}</main></body></html>".encode()


# --------------------------------------------------------------------------- families of addresses


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(families, "FAMILY_LIMIT", 4)
    monkeypatch.setattr(families, "_CHANCES", 1)
    return 4


def test_what_the_job_and_its_feeds_name_is_no_trap(tmp_path: Path, server: FaultServer, few: int) -> None:
    named, listed, mapped = (stories(server, few * 2, path) for path in ("/named", "/listed", "/mapped"))
    server.route("/feed", feed([path.replace("&", "&amp;") for path in listed], server.url("")))
    server.route("/map", "\n".join(map(server.url, mapped)).encode(), kind="text/plain")
    sources = [Source("urls", server.url(path)) for path in named]
    sources += [Source("feed", server.url("/feed")), Source("sitemap", server.url("/map"))]
    assert crawl(job_for(tmp_path, sources=tuple(sources))).summary.articles == few * 6


def test_links_to_articles_told_apart_by_parameters_all_come_in_the_end(
    tmp_path: Path, server: FaultServer, few: int
) -> None:
    server.route("/section", headlines(stories(server, few * 2)))
    job = job_for(tmp_path, server.url("/section"), kind="section")
    first = crawl(job)
    assert first.summary.articles == few
    assert first.summary.words.endswith(f", {few} addresses left out that are like many without an article")
    (told,) = (event for event in first.events if event.kind == "note")
    assert "addresses like http://127.0.0.1" in told.words
    again = crawl(job)
    assert again.summary.articles == few
    assert "left out" not in again.summary.words
    assert crawl(job).summary.seconds_cleaning == 0  # the section was taken whole and need not be read again


def test_a_filter_without_articles_is_left_alone_but_for_a_chance_a_week(tmp_path: Path) -> None:
    with closing(open_state(tmp_path)) as state:
        frontier, counted = Frontier(state, 1, NEVER), Families(state)

        def find(numbers: range, parameter: str = "&size=1") -> int:
            urls = [f"https://a.example/list?color={number}{parameter}" for number in numbers]
            taken = [url for url in urls if frontier.knows(url) or not (in_family(url) and counted.refuses(url))]
            for url in taken:
                frontier.add(Link(url, "page"), 1, 0.0)
            return len(taken)

        counted.begin(0.0)
        assert find(range(FAMILY_LIMIT + 50)) == FAMILY_LIMIT
        assert find(range(FAMILY_LIMIT)) == FAMILY_LIMIT  # they are known
        assert find(range(500), "") == 500
        counted.begin(86400.0)
        assert find(range(1000, 1100)) == 0
        counted.begin(8 * 86400.0)
        assert 0 < find(range(2000, 2100)) < 20
        counted.gave_article("https://a.example/list?color=7&size=9")
        assert find(range(3000, 4000)) == FAMILY_LIMIT


# --------------------------------------------------------------------------- sources


def tags(server: FaultServer, count: int) -> None:
    """A home page and lists, each of which leads to all lists and to one article of its own."""
    lists = "".join(f"<li><a href='/topics/{number}'>Topic {number}</a></li>" for number in range(count))
    for path in ("/", *(f"/topics/{number}" for number in range(count))):
        own = f"/news{path}/the-council-decides"
        server.route(own, article(own, f"Title of {own}"))
        server.route(path, headlines([own]).replace(b"<main>", f"<nav><ul>{lists}</ul></nav><main>".encode()))


def is_list(path: str) -> bool:
    return path.startswith("/topics/")


def test_articles_come_before_all_lists_were_read(tmp_path: Path, server: FaultServer) -> None:
    tags(server, 12)
    job = job_for(tmp_path, server.url("/"), kind="site", workers=1, obey_robots=False)
    assert crawl(job).summary.articles == 13
    order = [is_list(request.path) for request in server.requests if request.path != "/"]
    assert order.count(True) == 12
    assert order[:12].count(False) >= 4  # an article that is known by then has the next turn


def test_what_the_job_names_is_read_before_what_others_name(tmp_path: Path, server: FaultServer) -> None:
    server.route("/index.xml", sitemap_index(server, [f"/map-{number}.txt" for number in range(5)]))
    for number in range(5):
        server.route(f"/map-{number}.txt", server.url(stories(server, 1)[0]).encode(), kind="text/plain")
    server.route("/section", headlines([]))
    sources = Source("sitemap", server.url("/index.xml")), Source("section", server.url("/section"))
    crawl(job_for(tmp_path, sources=sources, obey_robots=False, workers=1))
    assert [request.path for request in server.requests[:2]] == ["/index.xml", "/section"]


def sitemap_index(server: FaultServer, paths: list[str]) -> bytes:
    entries = "".join(f"<sitemap><loc>{server.url(path)}</loc></sitemap>" for path in paths)
    return f"<sitemapindex>{entries}</sitemapindex>".encode()


def test_sitemaps_that_lead_to_ever_more_sitemaps_end_for_a_run_and_go_on_in_the_next(
    tmp_path: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosts, "MOST_SOURCES", 10)
    names = [f"/{one}.xml" for one in range(4)] + [f"/{one}-{two}.xml" for one in range(4) for two in range(9)]
    for name in names:
        below = [f"{name[:-4]}-{number}.xml" for number in range(9)]
        server.route(name, sitemap_index(server, below) if name.count("-") < 1 else b"<urlset/>", "application/xml")
    server.route("/top.xml", sitemap_index(server, names[:4]), "application/xml")
    server.route("/story", article("one", "One"))
    sources = Source("sitemap", server.url("/top.xml")), Source("urls", server.url("/story"))
    job = job_for(tmp_path, sources=sources)
    first = crawl(job)
    assert first.summary.outcomes == {"source": 2 + 10, "new": 1}
    assert [event.words for event in first.events if event.kind == "host"] == [
        f"127.0.0.1:{server.port} has very many feeds, sitemaps and sections: the rest of them is left to later runs"
    ]
    for day in range(1, 12):
        crawl(job, now=later(day))
    assert all(server.seen(name) for name in names)


# --------------------------------------------------------------------------- redirects


def test_redirects_over_hosts_to_ever_new_addresses_end_in_all_runs(
    tmp_path: Path, server: FaultServer, other: FaultServer
) -> None:
    def onward(target: FaultServer, number: int) -> Handler:
        return lambda reply, _: reply.page(b"", f"Location: {target.url(f'/{number + 1}')}", status="302 Found")

    for number in range(60):
        here, there = (server, other) if number % 2 else (other, server)
        here.route(f"/{number}", onward(there, number))
    job = job_for(tmp_path, other.url("/0"), limits=Limits(depth=2))
    first = crawl(job)
    assert (first.summary.ended, first.summary.outcomes["failed"]) == ("finished", 1)
    assert "redirects too often" in first.summary.failures[0].words
    for day in (1, 2, 4, 8):
        crawl(job, now=later(day))
    asked = {request.path for request in (*server.requests, *other.requests)} - {"/robots.txt"}
    assert len(asked) == 1 + 2 + FETCH.max_redirects
