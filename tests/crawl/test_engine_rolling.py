"""A page that shows the newest article, whichever it is: it takes no article away from the page that keeps it."""

from __future__ import annotations

from pathlib import Path

from crawling import crawl, job_for, later, lines
from faultserver import FaultServer
from newssites import article

from scraper.crawl.export import Selection, selected
from scraper.crawl.job import Job


def show(server: FaultServer, top: int, count: int) -> None:
    """``/news/1`` to ``/news/count``, and ``/top`` with the words of number ``top``."""
    for number in range(1, count + 1):
        server.route(f"/news/{number}", article(f"story {number}", f"Story {number}"))
    server.route("/top", article(f"story {top}", f"Story {top}"))


def job_of(folder: Path, server: FaultServer, *paths: str) -> Job:
    return job_for(folder, *(server.url(path) for path in paths))


def exported(folder: Path) -> list[tuple[str, str]]:
    """(path, title) of what ``export`` gives."""
    found = selected(folder, Selection())
    return sorted((one.page.partition("/")[2].split("/", 2)[2], one.article["title"]) for one in found)


def test_what_a_rolling_page_has_shown_is_written_when_it_shows_another(tmp_path: Path, server: FaultServer) -> None:
    for day in range(5):
        show(server, day + 1, day + 1)
        news = [f"/news/{number}" for number in range(1, day + 2)]
        crawl(job_of(tmp_path, server, "/top", *news), now=later(day))
    crawl(job_of(tmp_path, server, "/top", *news), now=later(5))
    assert exported(tmp_path) == [
        *((f"news/{number}", f"Story {number}") for number in range(1, 5)),
        ("top", "Story 5"),
    ]


def test_a_rolling_page_that_comes_after_the_article_writes_nothing_twice(tmp_path: Path, server: FaultServer) -> None:
    show(server, 1, 2)
    crawl(job_of(tmp_path, server, "/top", "/news/1"))
    crawl(job_of(tmp_path, server, "/news/2"))
    show(server, 2, 2)
    job = job_of(tmp_path, server, "/top", "/news/1", "/news/2")
    assert crawl(job, now=later(1)).outcomes()["/top"] == "duplicate"
    crawl(job, now=later(2))
    both = [("news/1", "Story 1"), ("news/2", "Story 2")]
    assert exported(tmp_path) == both
    notices = [(it["notice"], it["page"].rpartition("/")[2]) for it in lines(tmp_path, "notices")]
    assert notices == [("duplicate", "1"), ("retired", "top"), ("duplicate", "top")]

    server.route("/news/2", lambda reply, _: reply.page(b"", status="410 Gone"))
    crawl(job, now=later(30))
    crawl(job, now=later(60))
    assert exported(tmp_path) == [("news/1", "Story 1"), ("top", "Story 2")]
    written = [line["crawl"] for line in lines(tmp_path) if line["crawl"]["page"].endswith("/top")]
    assert [crawl["revision"] for crawl in written] == [1, 2]
    assert "title" in written[1]["changed"]["fields"]


def test_an_edited_article_stays_its_own_and_keeps_its_duplicates(tmp_path: Path, server: FaultServer) -> None:
    show(server, 1, 1)
    job = job_of(tmp_path, server, "/news/1", "/top")
    crawl(job)
    server.route("/news/1", article("story 1", "Story 1", extra="A new last paragraph of some words, just in."))
    assert crawl(job, now=later(1)).outcomes() == {"/news/1": "changed", "/top": "unchanged", "/robots.txt": "source"}
    assert exported(tmp_path) == [("news/1", "Story 1")]


def test_an_article_whose_duplicate_took_its_place_does_not_come_twice(tmp_path: Path, server: FaultServer) -> None:
    show(server, 1, 1)
    job = job_of(tmp_path, server, "/news/1", "/top")
    crawl(job)
    server.route("/news/1", lambda reply, _: reply.page(b"", status="404 Not Found"))
    crawl(job, now=later(1))
    crawl(job, now=later(1.01))
    show(server, 1, 1)
    assert crawl(job, now=later(3)).outcomes()["/news/1"] == "duplicate"
    assert exported(tmp_path) == [("top", "Story 1")]
