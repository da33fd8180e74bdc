"""robots.txt after RFC 9309, and what pages ask of robots."""

from __future__ import annotations

import time
from pathlib import Path
from unittest import mock

import pytest
from crawling import crawl, job_for, lines, story
from faultserver import FaultServer
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from scraper.crawl import robotrules
from scraper.crawl.job import Politeness
from scraper.crawl.politeness import delay_of
from scraper.crawl.robots import (
    AGENT,
    FORGIVEN_SECONDS,
    FRESH_SECONDS,
    MAX_BYTES,
    UNREACHABLE_SECONDS,
    page_directives,
    robots_for,
)
from scraper.model import Page

NOW = 1_700_000_000.0
HOST = "https://example.org"


def allowed(text: str, path: str, agent: str = AGENT) -> bool:
    return robots_for(200, text.encode(), NOW).allows(HOST + path, agent)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 301, 308])
def test_without_rules_everything_is_allowed(status: int) -> None:
    robots = robots_for(status, b"User-agent: *\nDisallow: /", NOW)
    assert robots.allows(HOST + "/a")
    assert robots.expires_at == NOW + FRESH_SECONDS <= NOW + 86400


@pytest.mark.parametrize("status", [500, 502, 503, 599, 429, 0])
def test_a_server_that_fails_is_left_alone_for_a_while(status: int) -> None:
    robots = robots_for(status, b"User-agent: *\nAllow: /", NOW)
    assert robots.unreachable
    assert not robots.allows(HOST + "/a")
    assert robots.expires_at == NOW + UNREACHABLE_SECONDS


def test_after_thirty_days_without_an_answer_there_are_no_rules() -> None:
    first = robots_for(503, None, NOW)
    later = robots_for(0, None, NOW + FORGIVEN_SECONDS - 1, first)
    assert not later.allows(HOST + "/a")
    assert robots_for(0, None, NOW + FORGIVEN_SECONDS, later).allows(HOST + "/a")
    answered = robots_for(200, b"", NOW + FORGIVEN_SECONDS, later)
    assert not robots_for(500, None, NOW + FORGIVEN_SECONDS + 1, answered).allows(HOST + "/a")


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /private/", "/private/a", False),
        ("User-agent: *\nDisallow: /private/", "/public", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),  # 2.2.2: the longest match decides
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),  # equal length: allow
        ("User-agent: *\nDisallow: /*.php$", "/x/y.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/x/y.php?z", True),
        ("User-agent: *\nDisallow: /a%3Cd", "/a<d", False),
        ("User-agent: *\nDisallow: /ü", "/%C3%BC", False),
        ("USER-AGENT: ARTICLE-SCRAPER\nDISALLOW: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: article-scraper\nDisallow:", "/a", True),  # the own group alone
        ("User-agent: otherbot\nUser-agent: article-scraper\nDisallow: /a", "/a", False),
        (
            "User-agent: article-scraper\nDisallow: /a\n\nUser-agent: article-scraper\nDisallow: /b",
            "/b",
            False,
        ),  # merged
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\r\nDisallow: /a # why\r\n", "/a", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("<!DOCTYPE html><title>Not found</title><p>User agents may not enter.", "/a", True),
    ],
)
def test_rules(text: str, path: str, wanted: bool) -> None:
    assert allowed(text, path) is wanted


def test_at_least_500_kib_are_read_and_no_more_than_the_bound() -> None:
    rules = "User-agent: *\nDisallow: /private\n"
    padding = "# " + "x" * 97 + "\n"
    assert not allowed(padding * (500 * 1024 // 100) + rules, "/private")
    assert allowed(padding * (MAX_BYTES // 100 + 1) + rules, "/private")


def test_a_rule_that_the_bound_cuts_in_two_is_left_out() -> None:
    head = b"User-agent: *\nDisallow: /b\n# "
    rules = head + b"x" * (MAX_BYTES - len(head) - len(b"\nDisallow: /a")) + b"\nDisallow: /a/very/private/place\n"
    robots = robots_for(200, rules, NOW)
    assert rules[:MAX_BYTES].endswith(b"\nDisallow: /a")
    assert robots.allows("https://example.org/a/public")
    assert not robots.allows("https://example.org/b")


def test_delays() -> None:
    def delay(lines: str) -> float | None:
        return robots_for(200, f"User-agent: *\n{lines}".encode(), NOW).delay()

    assert delay("Disallow: /x") is None
    assert delay("Crawl-delay: 2.5") == 2.5
    assert delay("Request-rate: 1/10") == 10
    assert delay("Crawl-delay: 3\nRequest-rate: 1/10") == 10
    assert delay("Crawl-delay: -4") is None
    assert delay("Crawl-delay: soon") is None
    assert delay("Crawl-delay: inf") is None
    assert robots_for(404, b"User-agent: *\nCrawl-delay: 9", NOW).delay() is None


@pytest.mark.parametrize("number", ["nan", "inf", "-1", "1e400", "9" * 400, "9" * 5000, "1e308"])
def test_a_delay_that_is_no_sensible_number_does_not_stop_the_crawl(number: str) -> None:
    for line in (f"Crawl-delay: {number}", f"Request-rate: 1/{number}", f"Request-rate: {number}/1"):
        robots = robots_for(200, f"User-agent: *\n{line}\nDisallow: /x".encode(), NOW)
        assert 1.0 <= delay_of(Politeness(), robots.delay()) <= Politeness().max_crawl_delay, line
        assert not robots.allows(HOST + "/x")


def test_a_rate_of_hundreds_of_digits_costs_its_host_nothing_and_the_others_neither(
    tmp_path: Path, server: FaultServer, other: FaultServer
) -> None:
    server.route("/robots.txt", f"User-agent: *\nRequest-rate: 1/1{'0' * 400}".encode(), kind="text/plain")
    job = job_for(tmp_path, story(server, "/1", "one"), story(other, "/2", "two"))
    assert crawl(job).summary.articles == len(lines(tmp_path)) == 2


def test_sitemaps_are_of_the_whole_file_and_come_once() -> None:
    text = b"Sitemap: https://example.org/a.xml\nUser-agent: x\nDisallow: /\nsitemap: https://example.org/b.xml\n"
    text += b"Sitemap: https://Example.org/b.xml#x\nSitemap: /c.xml\nSitemap: :\n"
    assert robots_for(200, text, NOW).sitemaps == ("https://example.org/a.xml", "https://example.org/b.xml")
    assert robots_for(503, text, NOW).sitemaps == ()


LINES = st.lists(
    st.tuples(
        st.sampled_from(
            ["User-agent", "Disallow", "Allow", "Crawl-delay", "Request-rate", "Sitemap", "Visit-time", "Host"]
        ),
        st.sampled_from([": ", " ", ":", "::"]),
        st.text(max_size=12)
        | st.sampled_from(["*", "/", "/a*b$", "1/0", "1/10s 0000-2500", "nan", "-1", "%", "$", "1e400"]),
    ).map("".join),
    max_size=12,
)


@given(st.one_of(st.binary(max_size=300), LINES.map(lambda lines: "\n".join(lines).encode("utf-8", "replace"))))
def test_whatever_the_bytes_are_there_is_an_answer(body: bytes) -> None:
    robots = robots_for(200, body, NOW)
    assert robots.allows(HOST + "/a?b=%zz") in (True, False)
    assert (robots.delay() or 0.0) >= 0.0
    assert all(isinstance(line, str) for line in robots.sitemaps)


NAMES = st.sampled_from(["*", AGENT, "article", "a*rticle*", "Scraper", "**", "x" + AGENT, "bot", "Art # ours", ""])
PATHS = st.lists(
    st.sampled_from(["/", "a", "b", "ab", "*", "$", "%3C", "%e4", "ü", "?", "=", "/section/", "index.html", ".."]),
    max_size=6,
).map(lambda parts: "/" + "".join(parts))
FILES = st.lists(
    st.builds("User-agent: {}".format, NAMES)
    | st.builds("user agent {}".format, NAMES)
    | st.builds("{}: {}".format, st.sampled_from(["Allow", "Disallow"]), PATHS)
    | st.sampled_from(["Crawl-delay: 3", "Sitemap: https://example.org/s.xml", "", "Disallow:", "# x"]),
    max_size=25,
).map(lambda lines: "\n".join(["User-agent: *", *lines]))


@given(FILES, st.lists(PATHS.map(lambda path: path.replace("*", "")), min_size=1, max_size=8))
def test_ways_around_the_cost_change_no_answer(text: str, paths: list[str]) -> None:
    plain = Protego.parse(text)
    with mock.patch.object(robotrules, "_MANY", 0):
        quick = robotrules.Rules(text, AGENT)
    slow = robotrules.Rules(text, AGENT)
    for path in [*paths, "/robots.txt"]:
        assert quick.allow(HOST + path) == slow.allow(HOST + path) == plain.can_fetch(HOST + path, AGENT), path
    assert slow.delay == plain.crawl_delay(AGENT)
    assert list(slow.sitemaps) == list(plain.sitemaps)


def test_no_file_takes_long_to_ask() -> None:
    """Milliseconds an address, where each took a fifth of a second; a tenth of one to read, where it took gigabytes."""
    text = "User-agent: *\nDisallow: /n\n" + "".join(f"Disallow: /*x{number}*y\n" for number in range(24_000))
    long = robots_for(200, text.encode(), NOW)
    names = "".join(f"User-agent: a{number}\n" for number in range(15_000))
    many = robots_for(200, f"{names}User-agent: *\n".encode() + b"Disallow: /n\n" * 15_000, NOW)
    assert not many.allows(HOST + "/n")
    assert long.allows(HOST + "/x7")
    begun = time.perf_counter()
    for number in range(50):
        assert not long.allows(f"{HOST}/n/{number}/{'x' * 1900}")
        assert not long.allows(f"{HOST}/{number}/{'x' * 1900}12345/y")
    assert time.perf_counter() - begun < 5.0


def page(body: str, **headers: str) -> Page:
    return Page(body.encode(), headers={name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('<meta name="robots" content="noindex, nofollow">', {"noindex", "nofollow"}),
        ("<META CONTENT='NoIndex' NAME=Robots>", {"noindex"}),
        ('<meta name="robots" content="none">', {"noindex", "nofollow"}),
        ('<meta name="article-scraper" content="noindex">', {"noindex"}),
        ('<meta name="otherbot" content="noindex">', set()),
        ('<!-- <meta name="robots" content="noindex"> -->', set()),
        ('<script>var t = \'<meta name="robots" content="noindex">\'</script>', set()),
        ('<meta name="robots" content="index,follow,max-snippet:-1">', {"index", "follow", "max-snippet:-1"}),
        ('<meta name="description" content="robots that noindex">', set()),
        ("", set()),
    ],
)
def test_robots_meta(body: str, wanted: set[str]) -> None:
    assert page_directives(page(f"<html><head>{body}</head>")) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("noindex", {"noindex"}),
        ("NOINDEX, nofollow", {"noindex", "nofollow"}),
        ("otherbot: noindex, nofollow", set()),
        ("otherbot: noindex, article-scraper: nofollow", {"nofollow"}),
        ("article-scraper: none", {"noindex", "nofollow"}),
        ("unavailable_after: 25 jun 2010 15:00:00 pst", {"unavailable_after: 25 jun 2010 15:00:00 pst"}),
    ],
)
def test_robots_header(value: str, wanted: set[str]) -> None:
    assert page_directives(page("", x_robots_tag=value)) == wanted


@given(st.binary(max_size=200).map(lambda tail: b"<meta name=robots content=" + tail), st.text(max_size=40))
def test_directives_of_any_bytes(body: bytes, header: str) -> None:
    assert all(word == word.lower() for word in page_directives(Page(body, headers={"x-robots-tag": header})))
