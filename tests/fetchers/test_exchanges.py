"""What a Fetcher tells of its exchanges: every one, in order, without secrets, and why a body is not whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from faultserver import PAGE, FaultServer, Reply, Request

from scraper.errors import FetchError, OutputError
from scraper.fetchers import Fetcher
from scraper.fetchers.exchange import Exchange

from .conftest import LIMITS


@pytest.fixture
def seen() -> list[Exchange]:
    return []


@pytest.fixture
def watched(seen: list[Exchange]) -> Iterator[Callable[..., Fetcher]]:
    """A fetcher whose exchanges are noted."""
    made: list[Fetcher] = []

    def make(**changes: float) -> Fetcher:
        made.append(Fetcher(dataclasses.replace(LIMITS, **changes), seen.append))
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()


def test_every_hop_and_every_try_is_told(
    server: FaultServer, watched: Callable[..., Fetcher], seen: list[Exchange]
) -> None:
    server.route("/a", lambda reply, _: reply.page(b"go on", "Location: /b", status="302 Found"))
    server.route(
        "/b",
        lambda reply, request: reply.page(
            PAGE if request.number else b"oops", status="200 OK" if request.number else "503 Service Unavailable"
        ),
    )
    page = watched().fetch(server.url("/a"))
    assert [(one.url, one.status, one.body) for one in seen] == [
        (server.url("/a"), 302, b"go on"), (server.url("/b"), 503, b"oops"), (server.url("/b"), 200, page.body),
    ]  # fmt: skip
    assert {one.truncated for one in seen} == {""}
    assert dict(seen[0].headers)["Location"] == "/b"


def test_secrets_are_left_out(server: FaultServer, watched: Callable[..., Fetcher], seen: list[Exchange]) -> None:
    address = server.url("/page").replace("//", "//ada:secret@")
    watched().fetch(address, headers={"Cookie": "session=1", "X-Asked": "yes"})
    assert "authorization" in server.requests[0].headers
    head = seen[0].request.decode()
    assert head.startswith(f"GET /page HTTP/1.1\r\nHost: {server.host}:{server.port}\r\n")
    assert "X-Asked: yes\r\n" in head
    assert not any(word in head for word in ("session=1", "Authorization", "secret"))
    assert "secret" not in seen[0].url


def broken_off(reply: Reply, _: Request) -> None:
    reply.head("200 OK", "Content-Type: text/html", "Content-Length: 999", "Connection: close")
    reply.raw(b"<p>Hello")
    reply.connection.close()


@pytest.mark.parametrize(
    ("path", "why"),
    [("/drip-body", "time"), ("/short-body", "disconnect"), ("/big", "length"), ("/page", "")],
)
def test_why_a_body_is_not_whole(
    server: FaultServer, watched: Callable[..., Fetcher], seen: list[Exchange], path: str, why: str
) -> None:
    server.route("/big", b"<p>word " * 30_000)
    server.route("/short-body", broken_off)
    with suppress(FetchError):
        watched(total_seconds=0.5, retries=0, max_bytes=200_000).fetch(server.url(path))
    assert [one.truncated for one in seen] == [why]


def test_an_error_page_without_end_is_cut(
    server: FaultServer, watched: Callable[..., Fetcher], seen: list[Exchange]
) -> None:
    body = b"x" * (3 * 1024 * 1024)
    server.route("/lost", lambda reply, _: reply.page(body, status="404 Not Found"))
    with pytest.raises(FetchError, match="404"):
        watched(max_bytes=10_000_000).fetch(server.url("/lost"))
    assert (len(seen[0].body), seen[0].truncated) == (1024 * 1024, "length")


def test_what_cannot_be_kept_ends_the_fetch(server: FaultServer) -> None:
    def full(_: Exchange) -> None:
        raise OutputError("warc", "no space")

    with Fetcher(LIMITS, full) as fetcher, pytest.raises(OutputError):
        fetcher.fetch(server.url("/missing"))
