"""TLS through a proxy, and TLS to the proxy itself: verified and on the same deadline."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faultserver import PAGE, FaultServer, Reply, Request

from scraper.errors import FetchTimeout, TLSError
from scraper.fetchers import Fetcher

MakeFetcher = Callable[..., Fetcher]
Names = dict[str, list[list[str]]]


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


def _tunnel(reply: Reply, request: Request) -> None:
    """What a proxy does on CONNECT, always to 127.0.0.1."""
    with socket.create_connection(("127.0.0.1", int(request.target.rpartition(":")[2]))) as upstream:
        reply.head("200 Connection established", version="HTTP/1.0")
        thread = threading.Thread(target=_copy, args=(upstream, reply.connection), daemon=True)
        thread.start()
        _copy(reply.connection, upstream)
        thread.join(5)


@pytest.fixture(params=["http", "https"])
def proxy(
    request: pytest.FixtureRequest, secure: FaultServer, names: Names, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FaultServer]:
    """A proxy, plain or with TLS, that tunnels to the server ``secure``; good.test is a name for it."""
    names["good.test"] = names["bad.test"] = [["127.0.0.1"]]
    for name in ("no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with FaultServer(tls=secure.tls if request.param == "https" else None) as running:
        for name in ("good.test", "bad.test"):
            running.routes[f"{name}:{secure.port}"] = running.routes[str(secure.port)] = _tunnel
        monkeypatch.setenv("https_proxy", running.url(""))
        yield running


def test_a_page_through_a_tunnel(
    proxy: FaultServer, secure: FaultServer, make_fetcher: MakeFetcher, certificate: Path
) -> None:
    fetcher = make_fetcher(proxies_from_environment=True, ca_bundle=str(certificate))
    assert fetcher.fetch(secure.url("/page", host="good.test")).body == PAGE
    assert proxy.requests[0].target == f"good.test:{secure.port}"
    with pytest.raises(TLSError, match=r"Hostname mismatch.*bad\.test"):
        fetcher.fetch(secure.url("/page", host="bad.test"))


def test_the_deadline_holds_in_a_tunnel(
    proxy: FaultServer, secure: FaultServer, make_fetcher: MakeFetcher, certificate: Path
) -> None:
    fetcher = make_fetcher(
        proxies_from_environment=True, ca_bundle=str(certificate), total_seconds=0.5, connect_seconds=9.0
    )
    with pytest.raises(FetchTimeout):
        fetcher.fetch(secure.url("/drip-body", host="good.test"))


def test_the_certificate_of_the_proxy_is_verified_too(
    proxy: FaultServer, secure: FaultServer, make_fetcher: MakeFetcher
) -> None:
    with pytest.raises(TLSError, match="does not verify"):
        make_fetcher(proxies_from_environment=True).fetch(secure.url("/page", host="good.test"))
    assert not secure.requests
