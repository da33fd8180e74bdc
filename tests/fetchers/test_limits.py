"""Time and size: one deadline for everything, bytes counted after decoding."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import tracemalloc
from collections.abc import Callable

import pytest
from faults import BOMB_SIZE, bomb
from faultserver import PAGE, FaultServer, Reply, Request, mute_port

from scraper.errors import FetchTimeout, TooLarge
from scraper.fetchers import Fetcher
from scraper.fetchers.leash import Most

MakeFetcher = Callable[..., Fetcher]


@pytest.mark.parametrize("coding", ["", "gzip"])
def test_a_fetch_that_may_be_cut_ends_at_its_own_limit(server: FaultServer, fetcher: Fetcher, coding: str) -> None:
    body = b"".join(b"line %d of many\n" % number for number in range(200_000))
    sent = gzip.compress(body, 1) if coding else body

    def endless(reply: Reply, _: Request) -> None:
        reply.head("200 OK", "Content-Type: text/plain", f"Content-Length: {len(sent)}", f"Content-Encoding: {coding}")
        reply.raw(sent)

    server.route("/long", endless)
    with pytest.raises(TooLarge):
        fetcher.fetch(server.url("/long"))
    assert fetcher.fetch(server.url("/long"), most=Most(2_000_000, cut=True)).body == body[:2_000_000]
    assert fetcher.fetch(server.url("/long"), most=Most(len(body))).body == body
    assert fetcher.fetch(server.url("/page")).status == 200  # over a connection of its own: the rest is not read


@pytest.mark.parametrize("path", ["/drip-header", "/drip-body", "/drip-chunks", "/silent", "/stall"])
def test_the_deadline_stops_slow_servers(server: FaultServer, make_fetcher: MakeFetcher, path: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchTimeout, match=r"did not arrive whole within 0\.4 s\. Try"):
        make_fetcher(total_seconds=0.4).fetch(server.url(path))
    assert 0.35 < time.monotonic() - begun < 3
    assert len(server.requests) == 1


def test_the_deadline_holds_for_all_hops_together(server: FaultServer, make_fetcher: MakeFetcher) -> None:
    def slow(reply: Reply, request: Request) -> None:
        time.sleep(0.15)
        reply.page(b"", f"Location: /slow?{request.number}", status="302 Found")

    server.route("/slow", slow)
    with pytest.raises(FetchTimeout, match="redirected to"):
        make_fetcher(total_seconds=0.4).fetch(server.url("/slow"))
    assert 1 < len(server.requests) < 5


def test_a_wait_that_the_deadline_does_not_allow_is_not_begun(server: FaultServer, make_fetcher: MakeFetcher) -> None:
    begun = time.monotonic()
    with pytest.raises(Exception, match="503"):
        make_fetcher(total_seconds=4.0, backoff_seconds=10.0).fetch(server.url("/busy?times=9"))
    assert time.monotonic() - begun < 3


def test_the_deadline_holds_for_decoding_too(server: FaultServer, make_fetcher: MakeFetcher) -> None:
    """A small body, there at once, that keeps a decoder busy for seconds and gives nothing."""
    body = gzip.compress(gzip.compress(b"") * 220_000)
    server.route("/busywork", lambda reply, _: reply.page(body, "Content-Encoding: gzip, gzip"))
    with pytest.raises(FetchTimeout):
        make_fetcher(total_seconds=0.3, max_bytes=10_000_000).fetch(server.url("/busywork"))


def test_a_server_that_accepts_and_says_nothing(make_fetcher: MakeFetcher) -> None:
    with mute_port() as port, pytest.raises(FetchTimeout):
        make_fetcher(total_seconds=0.3).fetch(f"http://127.0.0.1:{port}/")


def test_after_a_timeout_the_next_fetch_has_a_connection_of_its_own(
    server: FaultServer, make_fetcher: MakeFetcher
) -> None:
    fetcher = make_fetcher(total_seconds=0.3)
    with pytest.raises(FetchTimeout):
        fetcher.fetch(server.url("/stall"))
    assert fetcher.fetch(server.url("/page")).body == PAGE
    assert server.connections == 2


def test_nothing_is_left_running(server: FaultServer, make_fetcher: MakeFetcher) -> None:
    with pytest.raises(FetchTimeout):
        make_fetcher(total_seconds=0.3).fetch(server.url("/drip-body"))
    names = [thread.name for thread in threading.enumerate()]
    assert not [name for name in names if name.startswith("resolve")]
    assert socket.getdefaulttimeout() is None


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip,gzip", "br,gzip"])
def test_bombs_stop_at_the_limit(server: FaultServer, make_fetcher: MakeFetcher, coding: str) -> None:
    body = bomb(coding)
    assert len(body) < 300_000 < BOMB_SIZE
    server.route("/armed", lambda reply, _: reply.page(body, f"Content-Encoding: {coding}"))
    fetcher = make_fetcher(max_bytes=300_000)
    tracemalloc.start()
    with pytest.raises(TooLarge, match="more than 300,000 decoded bytes"):
        fetcher.fetch(server.url("/armed"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


def test_a_body_without_end_stops_at_the_limit(server: FaultServer, fetcher: Fetcher) -> None:
    with pytest.raises(TooLarge, match="more than 1,000,000 decoded bytes"):
        fetcher.fetch(server.url("/huge"))


def test_an_announced_body_is_not_even_read(server: FaultServer, fetcher: Fetcher) -> None:
    begun = time.monotonic()
    with pytest.raises(TooLarge, match="announces 99,999,999,999 bytes"):
        fetcher.fetch(server.url("/announced"))
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("path", ["/header-flood", "/huge-header"])
def test_heads_have_a_limit(server: FaultServer, fetcher: Fetcher, path: str) -> None:
    with pytest.raises(TooLarge, match="header lines"):
        fetcher.fetch(server.url(path))
    assert len(server.requests) == 1


def test_what_surrounds_the_body_has_a_limit(server: FaultServer, fetcher: Fetcher) -> None:
    with pytest.raises(TooLarge, match="far more bytes"):
        fetcher.fetch(server.url("/endless-trailer"))


def test_a_body_of_just_the_limit_passes(server: FaultServer, make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher(max_bytes=len(PAGE))
    assert fetcher.fetch(server.url("/page")).body == PAGE
    assert fetcher.fetch(server.url("/coded?coding=gzip")).body == PAGE
    with pytest.raises(TooLarge):
        make_fetcher(max_bytes=len(PAGE) - 1).fetch(server.url("/coded?coding=gzip"))
