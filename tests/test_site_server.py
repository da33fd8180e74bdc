"""The bundled news site and its server: what a crawler meets there is what is said about it."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from lxml import html

from docs.site_server import Server, address, load_site, serve

SITE = load_site()
PAGES = sorted(path for path in SITE.folder.rglob("*.html") if path.name != "404.html")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve() as running:
        yield running


def get(server: Server, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(address(server) + path.lstrip("/"), headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status, dict(reply.headers), reply.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def test_pages_carry_the_servers_address(server: Server) -> None:
    status, headers, body = get(server, "/")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert SITE.serving["origin"].encode() not in body
    for name in ("/feed.xml", "/sitemap-articles.xml", "/robots.txt"):
        assert address(server).encode() in get(server, name)[2]


def test_conditional_requests(server: Server) -> None:
    _, headers, _ = get(server, "/local/")
    status, again, body = get(server, "/local/", **{"If-None-Match": headers["etag"]})
    assert (status, body, again["etag"]) == (304, b"", headers["etag"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/local/2025/09/ferry-fares-4402", 410),
        ("/culture/2025/09/harvest-supper-4431", 500),
        ("/local/2025/09/mill-fire-4420", 404),
        ("/serving.toml", 404),
        ("/../../pyproject.toml", 404),
        ("/%2e%2e/%2e%2e/README.md", 404),
        ("/events/never", 404),
    ],
)
def test_what_is_not_there(server: Server, path: str, status: int) -> None:
    assert get(server, path)[0] == status


def test_the_old_address_leads_to_the_new_one(server: Server) -> None:
    answer = SITE.answer("/local/old/ferry-timetable", "http://here")
    assert (answer.status, answer.location) == (301, "http://here/local/2025/10/ferry-timetable-returns-4471")


def test_the_calendar_has_no_end(server: Server) -> None:
    path = "/events/2025/11"
    for _ in range(30):
        path = html.fromstring(get(server, path)[2]).xpath("string(//a/@href)")
    assert path == "/events/2028/05"


@pytest.mark.parametrize("name", ["feed.xml", "sitemap.xml", "sitemap-articles.xml", "sitemap-news.xml"])
def test_feeds_and_sitemaps_are_well_formed(name: str) -> None:
    root = ElementTree.fromstring((SITE.folder / name).read_bytes())
    assert len(list(root.iter())) > 4


def test_links_lead_somewhere() -> None:
    """But for those that are broken on purpose and the parts of a site that nobody needs here."""
    nowhere = (
        "/search",
        "/subscribe",
        "/support",
        "/cookies",
        "/newsletters",
        "/people/",
        "/topic/",
        "/images/",
        "/events/",
        "/news/",
    )
    missing = set()
    for page in PAGES:
        for link in html.fromstring(page.read_bytes()).xpath("//a/@href"):
            path = urlsplit(link).path
            if link.startswith("/") and not path.startswith(nowhere) and SITE.answer(path, "").status == 404:
                missing.add(path)
    assert missing == {"/local/2025/09/mill-fire-4420"}


def test_the_readme_counts_right() -> None:
    text = (Path(SITE.folder) / "README.md").read_text()
    articles = [page for page in PAGES if page.parent.name.isdigit() and "tide-tables" not in page.name]
    dated = [page for page in articles if "live-" not in page.name and "premium" not in page.parts]
    assert f"| articles | {len(dated)}," in text
