"""Addresses: one form to fetch, one key for one page, one clock for one host."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.crawl.address import MAX_LENGTH, host_key, key_of, normalise, same_site
from scraper.crawl.traps import family_of, trap_of


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("HTTP://Example.ORG:80/a/../b/%7euser#part", "http://example.org/b/%7euser"),
        ("  https://example.org \n", "https://example.org/"),
        ("https://example.org/a\tb\nc", "https://example.org/abc"),
        ("https://example.org/ü?q=ö", "https://example.org/%C3%BC?q=%C3%B6"),
        ("https://пример.example/статья", "https://xn--e1afmkfd.example/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://example.org:8443/a/", "https://example.org:8443/a/"),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("https://example.org/a?b=2&a=1&a=&c", "https://example.org/a?b=2&a=1&a=&c"),
        ("https://example.org/a?utm_source=x&id=7&fbclid=y&at_campaign=z", "https://example.org/a?id=7"),
        ("https://example.org/a?PHPSESSID=0123456789abcdef&id=7", "https://example.org/a?id=7"),
        ("https://example.org/a?sid=7f0c3a8be1d24f5596c1d0e2f3a4b5c6", "https://example.org/a"),
        ("https://example.org/a;jsessionid=0A1B2C?id=7", "https://example.org/a?id=7"),
        ("https://example.org/(S(lit3py55t21z5v55vlm25s55))/a.aspx", "https://example.org/a.aspx"),
        ("https://example.org/a//b", "https://example.org/a//b"),
    ],
)
def test_the_address_that_is_fetched(written: str, normal: str) -> None:
    assert normalise(written) == normal


@pytest.mark.parametrize(
    "query",
    [
        "cid=17",
        "sid=17",
        "ref=17",
        "eid=17",
        "galleryid=17",
        "reference=17",
        "keyword=a",
        "s=politics",
        "media=17",
        "p=17",
    ],
)
def test_a_parameter_that_may_name_the_page_is_kept(query: str) -> None:
    """Each is the number of an article somewhere: dropping it would make all articles of that site one page."""
    assert normalise(f"https://example.org/show?{query}") == f"https://example.org/show?{query}"
    assert key_of(f"https://example.org/show?{query}") != key_of("https://example.org/show")


@pytest.mark.parametrize(
    "written",
    ["", "#top", "javascript:void(0)", "mailto:a@example.org", "ftp://example.org/a", "data:text/html,x", "/a", "//x/a",
     "http://", "http://[::1", "http://exa mple.org/", "http://example.org:99999/", "http://example..org/",
     "https://example.org/" + "a" * MAX_LENGTH, "http://\ud800.example/"],
)  # fmt: skip
def test_what_cannot_be_fetched_has_no_address(written: str) -> None:
    assert normalise(written) is None


def test_relative_addresses_are_resolved() -> None:
    base = "https://example.org/news/today.html"
    assert normalise("../sport/a.html", base) == "https://example.org/sport/a.html"
    assert normalise("//cdn.example.net/a", base) == "https://cdn.example.net/a"
    assert normalise("?page=2", base) == "https://example.org/news/today.html?page=2"


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/news/story-1",
        "https://www.example.org/news/story-1/",
        "https://m.example.org/news/story-1",
        "https://amp.example.org/news/story-1",
        "https://example.org/news/story-1/amp/",
        "https://example.org/amp/news/story-1",
        "https://example.org/news/story-1.amp",
        "https://example.org/news/story-1?amp",
        "https://example.org/news/story-1?outputType=amp",
        "https://example.org/news/story-1?utm_medium=rss#comments",
        "https://example.org/news/story-1/index.html",
        "https://example.org/news//story-1?print=1",
        "https://example.org/news/%73tory-1",
        "https://example-org.cdn.ampproject.org/c/s/example.org/news/story-1/amp/",
        "https://viewer.example.com/amp/s/www.example.org/news/story-1",
    ],
)
def test_one_page_has_one_key(other: str) -> None:
    assert key_of(other) == key_of("https://example.org/news/story-1") == "example.org/news/story-1"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://example.org:8443/a"),
        ("https://example.org/a", "https://news.example.org/a"),
        ("https://example.org/amplifiers", "https://example.org/lifiers"),
        ("https://m.org/a", "https://example.org/a"),
        ("https://www.org/a", "https://org/a"),
        ("https://example.org/camp", "https://example.org/c"),
    ],
)
def test_different_pages_have_different_keys(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_the_order_of_parameters_makes_no_other_page() -> None:
    assert key_of("https://example.org/a?x=1&y=2") == key_of("https://example.org/a?y=2&x=1")


def test_hosts_share_a_clock_whatever_the_scheme() -> None:
    assert host_key("http://Example.org/a") == host_key("https://example.org:443/b") == "example.org"
    assert host_key("http://127.0.0.1:8080/") == "127.0.0.1:8080"
    assert host_key("http://[::1]:8080/") == "[::1]:8080"
    assert host_key("not an address") == ""


def test_a_site_is_a_host_and_what_is_below_it() -> None:
    assert same_site("https://www.example.org/", "https://news.example.org/a")
    assert same_site("https://m.example.org/", "http://example.org/")
    assert not same_site("https://example.org/", "https://badexample.org/")
    assert not same_site("https://a.example.org/", "https://b.example.org/")
    assert not same_site("", "")


PIECES = [
    *("http://", "www.", "m.", "amp", "/", ".html", "?", "=", "&", "utm_a", ";sid=", "..", ".", "%2e", "x", "#", ":80"),
    *("example.org", "/c/s/", "(S(", "))", "index.html", "?print=1"),
]
HOSTS = st.sampled_from(["example.org", "www.m.example.org", "[::1]", "a:b@example.org:80"])
PARTS = [st.text(max_size=30)] * 3
URLS = st.one_of(
    st.text(max_size=60),
    st.builds("{}://{}/{}?{}#{}".format, st.sampled_from(["http", "HTTPS"]), HOSTS | st.text(max_size=12), *PARTS),
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
)


@given(URLS, st.one_of(st.none(), URLS))
def test_whatever_is_written_an_address_is_sound(written: str, base: str | None) -> None:
    """Normalising twice changes nothing, the key of the normal form is the key, and the fetcher takes the address."""
    key, host = key_of(written), host_key(written)
    assert isinstance(key, str)
    assert isinstance(host, str)
    found = normalise(written, base)
    if found is not None:
        assert normalise(found) == found
        assert key_of(normalise(written) or written) == key
        assert urlsplit(found).scheme in ("http", "https")
        assert host_key(found)
        assert isinstance(trap_of(found, 2024), str | None)
        assert family_of(found).startswith(urlsplit(found).netloc)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://example.org/" + "a/b/" * 10, "parts in its path"),
        ("https://example.org/news/a/a/a", "repeats"),
        ("https://example.org/x/y/x/y/x/y/z", "repeats"),
        ("https://example.org/list?" + "&".join(f"f{n}=1" for n in range(9)), "parameters"),
        ("https://example.org/list?f=1&f=2&f=3&f=4", "again and again"),
        ("https://example.org/list?f=" + "x" * 400, "unusual length"),
        ("https://example.org/calendar?month=5", "calendar"),
        ("https://example.org/termine?month=5&year=1981", "calendar"),
        ("https://example.org/events/calendar/2019/05/", "calendar"),
        ("https://example.org/archive/2041/05/", "future"),
    ],
)
def test_traps_are_named(address: str, reason: str) -> None:
    assert reason in (trap_of(address, 2024) or "")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/2024/05/12/a-story",
        "https://example.org/news/world/europe/germany/berlin/2024/may/12/a-story",
        "https://example.org/show?id=1&section=2&lang=en",
        "https://example.org/news/news/a-story",
        "https://example.org/plan-2041/05/",
        "https://example.org/archive/2025/01/a-story",
        "https://example.org/calendar-of-a-revolution",
    ],
)
def test_articles_are_no_traps(address: str) -> None:
    assert trap_of(address, 2024) is None


def test_a_family_is_one_page_with_other_values() -> None:
    one, other = (
        family_of("https://example.org/list?color=red&size=1"),
        family_of("https://example.org/list?size=2&color=b"),
    )
    assert one == other != family_of("https://example.org/list?size=2")
