"""Responses kept in WARC files, pages rendered by a browser, redirects and cookies: what the fetching threads do."""

from __future__ import annotations

import dataclasses
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from crawling import crawl, job_for, later, lines, story
from fastwarc.warc import ArchiveIterator
from faultserver import FaultServer, Reply, Request
from newssites import article

from scraper.config import FetchConfig
from scraper.errors import ConfigError, FetchTimeout, OutputError
from scraper.fetchers import browser
from scraper.fetchers.warc import read_record, recorded
from scraper.model import Page
from scraper.pipeline import clean

SHELL = b"<html><head><script src='/app.js'></script></head><body><div id='root'></div></body></html>"


def test_every_response_can_be_cleaned_again_from_the_archive(tmp_path: Path, server: FaultServer) -> None:
    job = job_for(tmp_path, *(story(server, f"/{number}", str(number)) for number in range(3)), warc=True)
    crawl(job)
    (path,) = (tmp_path / "warc").iterdir()
    pages = [read_record(place) for place in recorded(str(path)) if not isinstance(place, Exception)]
    again = {clean(page).article.content_hash for page in pages if page.url != server.url("/robots.txt")}
    assert again == {line["content_hash"] for line in lines(tmp_path)}


def test_the_archive_holds_every_exchange_in_its_order(tmp_path: Path, server: FaultServer) -> None:
    server.route("/old", lambda reply, _: reply.page(b"moved", "Location: /story", status="301 Moved Permanently"))
    server.route("/lost", lambda reply, _: reply.page(b"<p>no such page", status="404 Not Found"))
    server.route("/ill", lambda reply, _: reply.page(b"<p>oops", status="500 Internal Server Error"))
    server.route("/picture", b"\x89PNG\r\n\x1a\n" + b"x" * 50, kind="image/png")
    story(server)
    urls = [server.url(path) for path in ("/old", "/lost", "/ill", "/picture")]
    crawl(job_for(tmp_path, *urls, warc=True, workers=1))
    (path,) = (tmp_path / "warc").iterdir()
    found = [record for record in records(path) if record["WARC-Type"] != "warcinfo"]
    assert [record["WARC-Type"] for record in found] == ["request", "response"] * (len(found) // 2)
    assert [record["WARC-Target-URI"] for record in found[::2]] == [server.url(r.path) for r in server.requests]
    heads = {record["WARC-Target-URI"].rpartition("/")[2]: record["content"] for record in found[1::2]}
    assert heads["old"].startswith(b"HTTP/1.1 301 Moved Permanently\r\n")
    assert heads["old"].endswith(b"\r\n\r\nmoved")
    assert heads["lost"].endswith(b"\r\n\r\n<p>no such page")
    assert heads["ill"].startswith(b"HTTP/1.1 500 ")
    assert heads["picture"].endswith(b"x" * 50)
    assert heads["story"].count(b"<h1>") == 1
    assert found[0]["content"].startswith(b"GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"\r\nUser-Agent: article-scraper/" in found[0]["content"]
    assert [place.url for place in recorded(str(path)) if not isinstance(place, Exception)] == [server.url("/story")]


def records(path: Path) -> list[dict[str, Any]]:
    with path.open("rb") as stream:
        return [
            {**dict(record.headers), "content": record.reader.read()}
            for record in ArchiveIterator(stream, parse_http=False)
        ]


def test_an_archive_that_is_full_ends_the_run(
    tmp_path: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OutputError("warc", os.strerror(errno.ENOSPC))

    monkeypatch.setattr("scraper.crawl.fetching.WarcWriter.record", full)
    with pytest.raises(OutputError, match="No space left"):
        crawl(job_for(tmp_path, story(server), warc=True))


class FakeRenderer:
    """Stands in for Chromium: what the scripts of the shell would show."""

    def __init__(self, config: FetchConfig, allowed: Callable[[str], bool]) -> None:
        self.allowed = allowed

    def render(self, page: Page) -> Page:
        assert page.url
        assert not self.allowed(page.url.replace("/shell", "/private"))
        assert self.allowed("https://elsewhere.example/data")
        if page.url.endswith("/hangs"):
            raise FetchTimeout(page.url, "was not rendered within 3 s")
        return dataclasses.replace(page, body=article("rendered", "Rendered"))

    def close(self) -> None:
        return


def test_an_empty_shell_is_rendered_when_the_job_allows_it(
    tmp_path: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "Renderer", FakeRenderer)
    server.route("/robots.txt", b"User-agent: *\nDisallow: /private", kind="text/plain")
    server.route("/shell", lambda reply, _: reply.page(SHELL, 'ETag: "shell"'))
    server.route("/shell/hangs", SHELL)
    urls = [server.url("/shell"), server.url("/shell/hangs"), story(server, "/plain", "plain")]
    assert crawl(job_for(tmp_path / "without", *urls)).outcomes()["/shell"] == "not_article"
    job = job_for(tmp_path / "with", *urls, browser=True)
    result = crawl(job)
    assert result.outcomes() | {"/robots.txt": ""} == {
        "/robots.txt": "", "/shell": "new", "/shell/hangs": "failed", "/plain": "new",
    }  # fmt: skip
    assert "empty without scripts, and was not rendered" in result.summary.failures[0].words
    assert sorted(line["title"] for line in lines(tmp_path / "with")) == ["Rendered", "Title of plain"]
    crawl(job, now=later(1))
    assert "if-none-match" not in server.seen("/shell")[-1].headers  # the shell stays the same, what it shows may not


def test_what_is_not_installed_is_said_before_anything_is_asked(
    tmp_path: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser, "find_chromium", lambda: None)
    with pytest.raises(ConfigError, match="no Chromium"):
        crawl(job_for(tmp_path, story(server), browser=True))
    assert server.requests == []


def test_a_redirect_on_the_same_host_waits_for_its_turn_and_keeps_its_cookies(
    tmp_path: Path, server: FaultServer
) -> None:
    def wall(reply: Reply, request: Request) -> None:
        if "seen=1" in request.headers.get("cookie", ""):
            reply.page(article("one", "One"))
        else:
            reply.page(b"", "Location: /story", "Set-Cookie: seen=1", status="302 Found")

    server.route("/story", wall)
    assert crawl(job_for(tmp_path, server.url("/story"), delay_seconds=0.3)).outcomes()["/story"] == "new"
    first, second = server.seen("/story")
    assert second.arrived - first.arrived >= 0.3


def test_a_defect_in_a_thread_is_told_as_the_failure_of_its_page(
    tmp_path: Path, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scraper.crawl.fetching._conditions", lambda entry: 1 / 0)
    result = crawl(job_for(tmp_path, story(server), obey_robots=False))
    assert result.summary.failures[0].words.endswith("could not be fetched (ZeroDivisionError: division by zero).")
