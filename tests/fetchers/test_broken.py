"""Servers that break off, lie about lengths or do not speak HTTP."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest
from faultserver import PAGE, FaultServer, Reply, Request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.errors import ConnectionFailed, ScraperError
from scraper.fetchers import Fetcher

BROKEN = {
    "/reset": "broke the connection off",
    "/reset-body": "broke the connection off",
    "/hang-up": "closed the connection without an answer",
    "/short": "is cut short",
    "/short-gzip": "ends in the middle of its gzip stream",
    "/bad-chunk": "sends a broken chunk",
    "/short-chunks": "is cut short",
    "/coded?coding=none&sent=gzip": "is not valid gzip",
    "/coded?coding=none&sent=deflate": "is not valid deflate",
    "/coded?coding=none&sent=br": "is not valid brotli",
}


@pytest.mark.parametrize(("path", "reason"), BROKEN.items())
def test_a_broken_answer_is_an_error_after_some_tries(
    server: FaultServer, fetcher: Fetcher, path: str, reason: str
) -> None:
    with pytest.raises(ConnectionFailed, match=reason) as caught:
        fetcher.fetch(server.url(path))
    assert "(3 tries)" in str(caught.value)
    assert caught.value.subject == server.url(path)
    assert caught.value.advice
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("path", "reason"), [("/not-http", "does not answer in HTTP"), ("/two-lengths", "contradictory")]
)
def test_what_no_second_try_can_mend(server: FaultServer, fetcher: Fetcher, path: str, reason: str) -> None:
    with pytest.raises(ConnectionFailed, match=reason):
        fetcher.fetch(server.url(path))
    assert len(server.requests) == 1


def test_a_page_that_comes_whole_at_the_third_try(server: FaultServer, fetcher: Fetcher) -> None:
    def mended(reply: Reply, request: Request) -> None:
        if request.number == 0:
            reply.reset()
        elif request.number == 1:
            reply.head("200 OK", "Content-Type: text/html", f"Content-Length: {len(PAGE)}")
            reply.raw(PAGE[:20])
            reply.connection.close()
        else:
            reply.page()

    server.route("/mended", mended)
    assert fetcher.fetch(server.url("/mended")).body == PAGE


def test_a_kept_connection_that_the_server_closed_meanwhile(server: FaultServer, fetcher: Fetcher) -> None:
    def once(reply: Reply, _: Request) -> None:
        reply.page()
        reply.connection.close()

    server.route("/once", once)
    for _ in range(3):
        assert fetcher.fetch(server.url("/once")).body == PAGE


def test_http_1_0_ends_with_the_connection(server: FaultServer, fetcher: Fetcher) -> None:
    assert fetcher.fetch(server.url("/old")).body == PAGE


def test_a_byte_at_a_time_is_no_fault_in_itself(server: FaultServer, fetcher: Fetcher) -> None:
    def patient(reply: Reply, _: Request) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nwords":
            reply.raw(bytes([byte]))

    server.route("/patient", patient)
    assert fetcher.fetch(server.url("/patient")).body == b"words"


HEADS = [
    "HTTP/1.1 200 OK",
    "HTTP/1.0 200",
    "HTTP/1.1 302 Found",
    "HTTP/1.1 503 Busy",
    "HTTP/1.1 999 ?",
    "HTTP/1.1 -1 ?",
    "?",
]
LINES = [
    "Content-Type: text/html; charset=\xff\x1b",
    "Content-Length: 10",
    "Content-Length: -1",
    "Transfer-Encoding: chunked",
]
LINES += [
    "Content-Encoding: gzip",
    "Content-Encoding: \x00",
    "Location: http://[",
    "Location: \xff",
    "Location: //",
    "X: \x00",
]
LINES += [
    "Retry-After: 99999999999999999999",
    "Set-Cookie: =; Max-Age=99999999999999",
    " folded: x",
    "no colon",
    ": empty",
]
BODIES = [
    "",
    "<p>words</p>",
    "5\r\nwords\r\n0\r\n\r\n",
    "-5\r\nwords",
    "-1\r\nwords",
    "F" * 30 + "\r\nwords",
    "+5\r\nwords\r\n0\r\n\r\n",
]


def _answer(head: str, lines: list[str], body: str, noise: bytes) -> bytes:
    return "\r\n".join((head, *lines, "", body)).encode("latin-1") + noise


ANSWERS = st.builds(
    _answer,
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(LINES), max_size=4),
    st.sampled_from(BODIES),
    st.binary(max_size=4),
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answer=ANSWERS)
def test_any_answer_is_a_page_or_one_of_our_errors(server: FaultServer, fetcher: Fetcher, answer: bytes) -> None:
    def reply_with_it(reply: Reply, _: Request) -> None:
        reply.raw(answer)
        reply.connection.close()

    fetcher.config = dataclasses.replace(fetcher.config, retries=0, total_seconds=2.0)
    server.routes |= {"/": reply_with_it, "/answer": reply_with_it}
    try:
        page = fetcher.fetch(server.url("/answer"))
    except ScraperError as error:
        assert str(error).isprintable()  # noqa: PT017 - every kind of error will do
    else:
        assert page.status is not None


def test_a_cookie_that_cannot_be_read_is_no_traceback(server: FaultServer) -> None:
    server.routes |= {"/crumbs": lambda reply, _: reply.page(PAGE, "Set-Cookie: a=b; max-age")}
    code = "from scraper.config import FetchConfig; from scraper.fetchers import Fetcher; import sys;"
    code += "print(Fetcher(FetchConfig(allow_private=True)).fetch(sys.argv[1]).status)"
    command = [sys.executable, "-c", code, server.url("/crumbs")]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (run.stdout, run.stderr) == ("200\n", "")


def test_the_bytes_of_earlier_tries_do_not_count(server: FaultServer, fetcher: Fetcher) -> None:
    """Seven times almost the whole limit: each try has the allowance of one page."""

    def short(reply: Reply, _: Request) -> None:
        reply.head("200 OK", "Content-Type: text/html", "Content-Length: 950001")
        reply.raw(b"x" * 950_000)
        reply.connection.close()

    server.route("/long-short", short)
    fetcher.config = dataclasses.replace(fetcher.config, retries=6)
    with pytest.raises(ConnectionFailed, match=r"cut short.*\(7 tries\)"):
        fetcher.fetch(server.url("/long-short"))
