"""Servers that break off, lie about lengths or do not speak HTTP."""

from __future__ import annotations

import pytest
from faultserver import PAGE, FaultServer, Reply, Request

from scraper.errors import ConnectionFailed
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
