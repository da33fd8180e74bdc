"""``scraper job new``: the written file is a right job, and says what the site offers."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import fields, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scraper.config import FetchConfig, HostConfig
from scraper.crawl.job import Limits, Output, Politeness, Source
from scraper.crawl.jobfile import load_job, mistakes
from scraper.crawl.newjob import Site, job_text, look_at
from scraper.errors import JobError

HOME = b"""<!DOCTYPE html><html><head><title>The Valley Courier</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed.xml">
<link rel="alternate" type="application/atom+xml" href="/sport/atom.xml">
<link rel="alternate" hreflang="fr" href="/fr/">
<link rel="alternate" type="application/rss+xml" href="https://elsewhere.example/feed">
</head><body><h1>The Valley Courier</h1><p>News from the valley.</p></body></html>"""
LOCAL = FetchConfig(allow_private=True, retries=0, total_seconds=5)


class Handler(BaseHTTPRequestHandler):
    """A small site. ``answers`` maps paths to (status, body)."""

    answers: dict[str, tuple[int, bytes]] = {}  # noqa: RUF012 - set by each test through the server

    def do_GET(self) -> None:
        status, body = self.answers.get(self.path, (404, b"not found"))
        self.send_response(status)
        self.send_header("Content-Type", "text/plain" if self.path.endswith("txt") else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    address = f"http://127.0.0.1:{server.server_port}/"
    robots = f"User-agent: *\nDisallow: /private\nSitemap: {address}sitemap.xml\n"
    monkeypatch.setattr(Handler, "answers", {"/": (200, HOME), "/robots.txt": (200, robots.encode())})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()


def test_a_site_is_asked_for_its_feeds_and_sitemaps(home: str, tmp_path: Path) -> None:
    site = look_at(home, LOCAL)
    assert site == Site(home, (f"{home}feed.xml", f"{home}sport/atom.xml"), (f"{home}sitemap.xml",), fetch=LOCAL)
    path = tmp_path / "job.toml"
    path.write_text(job_text(site, "job.toml"), encoding="utf-8")
    assert mistakes(path) == []
    assert load_job(path).sources == (Source("site", home),)
    uncommented = re.sub(
        r'^# (feed = |sitemap = |    "|\])', r"\1", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    path.write_text(uncommented, encoding="utf-8")
    assert {source.kind for source in load_job(path).sources} == {"site", "feed", "sitemap"}


def test_what_cannot_be_found_out_is_said(home: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(Handler.answers, "/robots.txt", (200, b"User-agent: *\nDisallow: /"))
    assert "its robots.txt keeps robots out" in look_at(home, LOCAL).notes[0]
    monkeypatch.setitem(Handler.answers, "/robots.txt", (404, b""))
    monkeypatch.setitem(Handler.answers, "/", (403, b""))
    assert "403" in look_at(home, LOCAL).notes[0]
    closed = look_at("http://127.0.0.1:1/", replace(LOCAL, connect_seconds=1))
    assert "cannot be had" in closed.notes[-1]
    path = tmp_path / "job.toml"
    path.write_text(job_text(closed), encoding="utf-8")
    assert mistakes(path) == []
    assert "# Not found out:" in path.read_text(encoding="utf-8")


def test_how_the_site_was_asked_holds_for_the_job(tmp_path: Path) -> None:
    path = tmp_path / "a job.toml"
    path.write_text(
        job_text(Site("http://127.0.0.1/", fetch=replace(LOCAL, contact='"me"')), "a\njob"), encoding="utf-8"
    )
    assert (load_job(path).config.fetch.contact, load_job(path).config.fetch.allow_private) == ('"me"', True)


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(JobError, match="Write it as a browser shows it"):
        look_at("mailto:desk@example.org")
    with pytest.raises(JobError):
        look_at("", LOCAL)


def test_the_template_shows_every_key_with_the_value_that_holds_without_it() -> None:
    text = job_text(Site("https://www.example.org/"))
    assert 'name = "example-org"' in text
    shown = dict(re.findall(r"^# (\w+) = ([^\s#]+|\"[^\"]*\")", text, re.MULTILINE))
    defaults = {field.name: field.default for part in (Limits, Politeness) for field in fields(part)}
    for name, value in defaults.items():
        assert shown[name].lower() in (str(value).lower(), str(value).removesuffix(".0"))
    assert {field.name for part in (Output, HostConfig) for field in fields(part)} - set(shown) <= {"disable"}
    assert {"language", "allow", "deny", "feed", "sitemap", "section", "urls", "urls_file", "contact"} <= set(shown)


@pytest.mark.parametrize("host", ["www.example.org", "127.0.0.1:8080", "xn--e1afmkfd.example", "[::1]:80", "a" * 70])
def test_every_host_gives_a_name_that_a_job_may_have(host: str, tmp_path: Path) -> None:
    path = tmp_path / "job.toml"
    path.write_text(job_text(Site(f"https://{host}/")), encoding="utf-8")
    assert mistakes(path) == []
