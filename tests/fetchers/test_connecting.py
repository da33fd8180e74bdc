"""The guard judges the address that is connected to, on every hop."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from urllib.parse import quote

import pytest
from faultserver import FaultServer, dead_port, deaf_port

from scraper.config import Config
from scraper.errors import ConnectionFailed, FetchTimeout, RefusedAddress
from scraper.fetchers import Fetcher, fetch

Names = dict[str, list[list[str]]]


def test_loopback_is_refused_by_default(server: FaultServer) -> None:
    with pytest.raises(RefusedAddress, match=r"127\.0\.0\.1.*loopback.*--allow-private"):
        fetch(server.url("/page"))
    assert server.connections == 0


def test_allow_private_reaches_it(server: FaultServer, fetcher: Fetcher) -> None:
    assert fetcher.fetch(server.url("/page")).status == 200


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_other_spellings_of_loopback_are_refused(server: FaultServer, host: str) -> None:
    with pytest.raises(RefusedAddress, match="not a public address"):
        fetch(server.url("/page", host=host))
    assert server.connections == 0


def test_a_name_for_a_private_address_is_refused(names: Names, server: FaultServer) -> None:
    for host in ("intranet.test", "intranet.test."):
        names[host] = [["127.0.0.1"]]
        with pytest.raises(RefusedAddress, match=r"intranet\.test\.? \(127\.0\.0\.1\)"):
            fetch(server.url("/page", host=host))
    assert server.connections == 0


def test_one_private_address_among_public_ones_refuses_the_name(
    names: Names, guarded: Fetcher, server: FaultServer
) -> None:
    names["mixed.test"] = [["127.0.0.1", "10.0.0.7"]]
    with pytest.raises(RefusedAddress, match=r"10\.0\.0\.7.*private"):
        guarded.fetch(server.url("/page", host="mixed.test"))
    assert server.connections == 0


def test_rebinding_gains_nothing(names: Names, guarded: Fetcher, server: FaultServer) -> None:
    """One look-up a connection: the address that was judged is the one connected to."""
    names["rebind.test"] = [["127.0.0.1"], ["127.0.0.2"]]
    assert guarded.fetch(server.url("/page", host="rebind.test")).status == 200
    assert names["rebind.test"] == [["127.0.0.2"]]
    guarded.close()
    with pytest.raises(RefusedAddress, match=r"127\.0\.0\.2"):
        guarded.fetch(server.url("/page", host="rebind.test"))


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}/page",
        "http://[::1]:{port}/page",
        "http://[::ffff:127.0.0.2]:{port}/page",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "//192.168.0.1/",
        "http://2130706434:{port}/page",
        "http://public.test@127.0.0.2:{port}/page",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1:{port}/_GET",
        "http://127.0.0.1:25/",
        "http://[broken/",
    ],
)
def test_a_redirect_is_judged_like_the_first_address(guarded: Fetcher, server: FaultServer, target: str) -> None:
    location = quote(target.format(port=server.port), safe="")
    with pytest.raises(RefusedAddress, match="redirected to") as caught:
        guarded.fetch(server.url(f"/redirect?to={location}"))
    assert caught.value.subject.startswith(server.url("/redirect"))
    assert [request.path for request in server.requests] == ["/redirect"]


def test_a_later_hop_is_judged_too(names: Names, guarded: Fetcher, server: FaultServer) -> None:
    names["second.test"] = [["127.0.0.1"]]
    names["third.test"] = [["192.168.7.7"]]
    third = quote(f"http://third.test:{server.port}/", safe="")
    second = quote(server.url(f"/redirect?to={third}", host="second.test"), safe="")
    with pytest.raises(RefusedAddress, match=r"third\.test.*192\.168\.7\.7"):
        guarded.fetch(server.url(f"/redirect?to={second}"))
    assert len(server.requests) == 2


def test_outside_of_a_fetch_the_session_connects_nowhere(server: FaultServer, fetcher: Fetcher) -> None:
    with pytest.raises(LookupError):
        fetcher._session.get(server.url("/page"))
    assert server.connections == 0


def test_the_next_address_is_tried_when_one_does_not_answer(
    names: Names, fetcher: Fetcher, server: FaultServer
) -> None:
    names["dual.test"] = [["::1", "127.0.0.1"]]
    page = fetcher.fetch(server.url("/page", host="dual.test"))
    assert page.status == 200
    assert server.requests[0].headers["host"] == f"dual.test:{server.port}"


def test_refused_connections_are_tried_again_and_named(make_fetcher: Callable[..., Fetcher]) -> None:
    with dead_port() as port, pytest.raises(ConnectionFailed, match=rf"port {port} \(Connection refused\) \(3 tries\)"):
        make_fetcher().fetch(f"http://127.0.0.1:{port}/")


def test_a_connection_that_is_never_answered_ends(make_fetcher: Callable[..., Fetcher]) -> None:
    with deaf_port() as port, pytest.raises(FetchTimeout, match=r"connection to .* within 0\.4 s"):
        make_fetcher(connect_seconds=0.4, retries=0).fetch(f"http://127.0.0.1:{port}/")


def test_a_name_that_does_not_exist(monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher) -> None:
    lookups = []

    def fail(host: str, *_: object, **__: object) -> None:
        lookups.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(ConnectionFailed, match=r"does not resolve: nowhere\.test \(Name or service not known\)"):
        fetcher.fetch("http://nowhere.test/")
    assert lookups == ["nowhere.test"]  # asking again would not help


def test_a_name_server_that_fails_for_now_is_asked_again(monkeypatch: pytest.MonkeyPatch, fetcher: Fetcher) -> None:
    lookups = []

    def fail(host: str, *_: object, **__: object) -> None:
        lookups.append(host)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(ConnectionFailed, match="Temporary failure"):
        fetcher.fetch("http://slow.test/")
    assert len(lookups) == 3


def test_a_name_server_that_hangs(monkeypatch: pytest.MonkeyPatch, make_fetcher: Callable[..., Fetcher]) -> None:
    release = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: release.wait(20) and [])
    with pytest.raises(FetchTimeout, match="look-up of its name"):
        make_fetcher(connect_seconds=0.2, retries=0).fetch("http://hang.test/")
    with pytest.raises(FetchTimeout, match=r"within 0\.3 s"):
        make_fetcher(total_seconds=0.3).fetch("http://hang.test/")
    release.set()


def test_a_label_too_long_for_dns(fetcher: Fetcher) -> None:
    with pytest.raises(ConnectionFailed, match="cannot exist"):
        fetcher.fetch(f"http://{'a' * 70}.test/")


def test_fetch_takes_its_limits_from_the_configuration(server: FaultServer, fetcher: Fetcher) -> None:
    page = fetch(server.url("/page"), Config(fetch=fetcher.config))
    assert page.status == 200
