"""What comes out: the page as sent, its type, its charset, its headers; and what is no page."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from faultserver import PAGE, FaultServer, Reply, Request

from scraper.errors import ConfigError, HTTPStatusError, UnsupportedContent
from scraper.fetchers import Fetcher


def test_a_page(server: FaultServer, fetcher: Fetcher) -> None:
    page = fetcher.fetch(server.url("/page"))
    assert page.body == PAGE
    assert (page.media_type, page.charset, page.status) == ("text/html", "utf-8", 200)
    assert page.url == page.final_url == server.url("/page")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", page.fetched_at or "")
    assert page.headers == {"content-type": "text/html; charset=utf-8", "content-length": str(len(PAGE))}


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("text/html", "text/html", None),
        ("TEXT/HTML;CHARSET=Windows-1251", "text/html", "windows-1251"),
        ('text/plain ; format=flowed; charset="utf-8"', "text/plain", "utf-8"),
        ("text/html; charset='koi8-r'", "text/html", "koi8-r"),
        ("text/html;charset=utf-8;", "text/html", "utf-8"),
        ("text/html; charset = utf-8", "text/html", "utf-8"),
        ("text/html; charset=", "text/html", None),
        ("application/xhtml+xml", "application/xhtml+xml", None),
        ("text/html, text/html; charset=utf-8", "text/html", "utf-8"),
        ("html", None, None),
        (" ", None, None),
    ],
)
def test_type_and_charset_as_sent(
    server: FaultServer, fetcher: Fetcher, header: str, media_type: str | None, charset: str | None
) -> None:
    server.route("/typed", lambda reply, _: reply.page(kind=header))
    page = fetcher.fetch(server.url("/typed"))
    assert (page.media_type, page.charset) == (media_type, charset)


def test_a_wrong_charset_is_handed_on_as_it_was_sent(server: FaultServer, fetcher: Fetcher) -> None:
    page = fetcher.fetch(server.url("/wrong-charset"))
    assert page.charset == "koi8-q"
    assert page.body.decode() == "<p>Žluťoučký kůň</p>"


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/png", "application/json", "video/mp4", "application/rss+xml"]
)
def test_other_types_are_named(server: FaultServer, fetcher: Fetcher, kind: str) -> None:
    with pytest.raises(UnsupportedContent, match=rf"{re.escape(kind)}, not HTML") as caught:
        fetcher.fetch(server.url(f"/page?type={kind.replace('+', '%2B')}"))
    assert caught.value.subject.startswith(server.url("/page"))


def test_other_types_are_not_downloaded(server: FaultServer, fetcher: Fetcher) -> None:
    server.route("/film", lambda reply, _: reply.head("200 OK", "Content-Type: video/mp4", "Content-Length: 999999"))
    with pytest.raises(UnsupportedContent, match="video/mp4"):
        fetcher.fetch(server.url("/film"))


def test_a_missing_type_is_found_out_from_the_bytes(server: FaultServer, fetcher: Fetcher) -> None:
    assert fetcher.fetch(server.url("/no-type")).media_type is None
    with pytest.raises(UnsupportedContent, match="is application/pdf, not HTML"):
        fetcher.fetch(server.url("/pdf?type="))


def test_a_false_type_does_not_pass(server: FaultServer, fetcher: Fetcher) -> None:
    with pytest.raises(UnsupportedContent, match="application/pdf sent as text/html"):
        fetcher.fetch(server.url("/pdf?type=text/html"))


def test_a_caller_can_ask_for_other_types(server: FaultServer, fetcher: Fetcher) -> None:
    feed = frozenset({"application/rss+xml"})
    assert fetcher.fetch(server.url("/page?type=application/rss%2Bxml"), types=feed).body == PAGE
    assert fetcher.fetch(server.url("/pdf"), types=None).body.startswith(b"%PDF")
    with pytest.raises(UnsupportedContent):
        fetcher.fetch(server.url("/page"), types=feed)


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP", "deflate", "raw", "br", "identity", "utf-8"])
def test_content_codings(server: FaultServer, fetcher: Fetcher, coding: str) -> None:
    coded = {"x-gzip": "gzip", "GZIP": "gzip"}.get(coding, coding)
    sent = {"raw": "deflate"}.get(coding, coding)
    page = fetcher.fetch(server.url(f"/coded?coding={coded}&sent={sent}"))
    assert page.body == PAGE
    assert page.headers["content-encoding"] == sent


@pytest.mark.parametrize("coding", ["zstd", "compress", "aes128gcm", "gzip, zstd", "gzip,gzip,gzip,gzip,gzip"])
def test_unknown_codings_are_named(server: FaultServer, fetcher: Fetcher, coding: str) -> None:
    with pytest.raises(UnsupportedContent, match="content coding"):
        fetcher.fetch(server.url(f"/coded?coding=none&sent={coding}"))


def test_an_empty_body_in_a_coding_is_empty(server: FaultServer, fetcher: Fetcher) -> None:
    for coding in ("gzip", "deflate", "br"):
        server.route("/empty", lambda reply, _, coding=coding: reply.page(b"", f"Content-Encoding: {coding}"))
        assert fetcher.fetch(server.url("/empty")).body == b""


def test_an_unchanged_page_is_not_sent_again(server: FaultServer, fetcher: Fetcher) -> None:
    etag = fetcher.fetch(server.url("/conditional")).headers["etag"]
    page = fetcher.fetch(server.url("/conditional"), headers={"If-None-Match": etag})
    assert (page.status, page.body) == (304, b"")
    assert page.headers["etag"] == etag


def test_304_without_a_condition_is_an_error(server: FaultServer, fetcher: Fetcher) -> None:
    server.route("/odd", lambda reply, _: reply.head("304 Not Modified"))
    with pytest.raises(HTTPStatusError, match="304"):
        fetcher.fetch(server.url("/odd"))


def test_the_client_says_who_it_is(server: FaultServer, make_fetcher: Callable[..., Fetcher]) -> None:
    make_fetcher(contact="news@example.org").fetch(server.url("/page"))
    make_fetcher().fetch(server.url("/page"))
    named, plain = (request.headers for request in server.requests)
    assert re.fullmatch(r"article-scraper/\d\S* \(\+news@example\.org\)", named["user-agent"])
    assert re.fullmatch(r"article-scraper/\d\S*", plain["user-agent"])
    assert plain["accept-encoding"] == "gzip, deflate, br"
    assert plain["accept"].startswith("text/html")


@pytest.mark.parametrize("contact", ["a\r\nX-Injected: 1", "Ünsinn"])
def test_a_contact_that_no_header_can_carry(make_fetcher: Callable[..., Fetcher], contact: str) -> None:
    with pytest.raises(ConfigError, match=r"fetch\.contact"):
        make_fetcher(contact=contact)


def test_many_threads_share_one_fetcher(server: FaultServer, fetcher: Fetcher) -> None:
    paths = [f"/page?number={number}" for number in range(60)]
    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(lambda path: fetcher.fetch(server.url(path)), paths))
    assert [page.final_url for page in pages] == [server.url(path) for path in paths]
    assert {page.body for page in pages} == {PAGE}
    assert server.connections <= 8


def test_connections_are_kept(server: FaultServer, fetcher: Fetcher) -> None:
    for path in ("/page", "/coded?coding=gzip", "/no-type", "/page"):
        fetcher.fetch(server.url(path))
    assert server.connections == 1


def test_a_connection_is_kept_when_the_page_has_not_changed(server: FaultServer, fetcher: Fetcher) -> None:
    for _ in range(3):
        assert fetcher.fetch(server.url("/conditional"), headers={"If-None-Match": '"v1"'}).status == 304
    assert fetcher.fetch(server.url("/page")).body == PAGE
    assert server.connections == 1


def test_what_follows_a_304_is_not_read_as_the_next_answer(server: FaultServer, fetcher: Fetcher) -> None:
    """No body may follow (RFC 9110, 15.4.5); one that does belongs to nothing."""

    def talkative(reply: Reply, _: Request) -> None:
        reply.head("304 Not Modified", 'ETag: "v1"', "Content-Length: 60")
        reply.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Injected".ljust(60))

    server.route("/talkative", talkative)
    page = fetcher.fetch(server.url("/talkative"), headers={"If-None-Match": '"v1"'})
    assert (page.status, page.body) == (304, b"")
    time.sleep(0.1)  # until all of it is there
    assert fetcher.fetch(server.url("/page")).body == PAGE
