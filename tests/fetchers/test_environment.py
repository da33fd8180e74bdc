"""Proxies only when asked, .netrc never."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from faultserver import PAGE, FaultServer, mute_port

from scraper.errors import ConfigError, ConnectionFailed, FetchTimeout, RefusedAddress
from scraper.fetchers import Fetcher

MakeFetcher = Callable[..., Fetcher]
Names = dict[str, list[list[str]]]
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, *(name.upper() for name in VARIABLES)):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch, server: FaultServer) -> FaultServer:
    """The server, named as proxy for everything. It answers for any host by path."""
    monkeypatch.setenv("http_proxy", server.url("", host="user:secret@127.0.0.1"))
    monkeypatch.setenv("https_proxy", server.url("", host="user:secret@127.0.0.1"))
    return server


def test_proxies_are_not_used_unasked(proxy: FaultServer, names: Names, make_fetcher: MakeFetcher) -> None:
    names["public.test"] = [["127.0.0.1"]]
    make_fetcher().fetch(proxy.url("/page", host="public.test"))
    assert proxy.requests[0].target == "/page"


def test_a_proxy_is_used_when_asked(proxy: FaultServer, names: Names, make_fetcher: MakeFetcher) -> None:
    names["public.test"] = [["8.8.8.8"]]
    fetcher = make_fetcher(proxies_from_environment=True, allow_private=False)
    assert fetcher.fetch("http://public.test/page").body == PAGE
    assert proxy.requests[0].target == "http://public.test/page"
    assert "proxy-authorization" in proxy.requests[0].headers


def test_no_proxy_is_honoured(
    proxy: FaultServer, names: Names, make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "direct.test")
    names["direct.test"] = [["127.0.0.1"]]
    make_fetcher(proxies_from_environment=True).fetch(proxy.url("/page", host="direct.test"))
    assert proxy.requests[0].target == "/page"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://169.254.169.254/latest", "http://[::1]/", "http://inner.test/"]
)
def test_what_leads_inside_is_refused_before_a_proxy_too(
    proxy: FaultServer, names: Names, make_fetcher: MakeFetcher, url: str
) -> None:
    names["inner.test"] = [["10.0.0.1"]]
    with pytest.raises(RefusedAddress, match="not a public address"):
        make_fetcher(proxies_from_environment=True, allow_private=False).fetch(url)
    assert not proxy.requests


def test_a_name_that_only_the_proxy_knows_is_the_proxys_to_judge(
    proxy: FaultServer, names: Names, make_fetcher: MakeFetcher
) -> None:
    names["unknown.test"] = [[]]
    fetcher = make_fetcher(proxies_from_environment=True, allow_private=False)
    assert fetcher.fetch("http://unknown.test/page").body == PAGE


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            "http://user:secret@127.0.0.1:9",
            "asked through the proxy 127.0.0.1:9 of the environment, which does not accept",
        ),
        (
            "nowhere.test",
            "asked through the proxy nowhere.test of the environment, which has a host name that does not",
        ),
        ("user:secret@127.0.0.1:9", "has a proxy in the environment that is no address: 127.0.0.1:9"),
        ("http://user:secret@127.0.0.1:99999", "has a proxy in the environment that is no address: 127.0.0.1:99999"),
    ],
)
def test_what_is_wrong_with_a_proxy_is_not_told_of_the_page(
    names: Names, make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch, written: str, words: str
) -> None:
    names["public.test"], names["nowhere.test"] = [["8.8.8.8"]], [[]]
    monkeypatch.setenv("all_proxy", written)
    for scheme in ("http", "https"):
        with pytest.raises(ConnectionFailed, match=words) as caught:
            make_fetcher(proxies_from_environment=True).fetch(f"{scheme}://public.test/")
        assert caught.value.advice.startswith("Correct the variables that name it, or do without --proxy-from-env")
        assert "secret" not in str(caught.value)


def test_a_proxy_that_refuses_the_tunnel(proxy: FaultServer, names: Names, make_fetcher: MakeFetcher) -> None:
    names["public.test"] = [["8.8.8.8"]]
    with pytest.raises(ConnectionFailed, match="through the proxy") as caught:
        make_fetcher(proxies_from_environment=True).fetch("https://public.test/page")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_deadline_holds_for_a_silent_proxy(
    names: Names, make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    names["public.test"] = [["8.8.8.8"]]
    with mute_port() as port:
        monkeypatch.setenv("all_proxy", f"http://127.0.0.1:{port}")
        with pytest.raises(FetchTimeout):
            make_fetcher(proxies_from_environment=True, total_seconds=0.3).fetch(f"{scheme}://public.test/")


def test_socks_proxies_are_refused_in_words(
    names: Names, make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    names["public.test"] = [["8.8.8.8"]]
    monkeypatch.setenv("all_proxy", "socks5://user:secret@127.0.0.1:1080")
    with pytest.raises(ConfigError, match=r"127\.0\.0\.1:1080: is a SOCKS proxy") as caught:
        make_fetcher(proxies_from_environment=True).fetch("http://public.test/")
    assert "secret" not in str(caught.value)


def test_netrc_is_not_read(
    server: FaultServer, make_fetcher: MakeFetcher, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login user password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    make_fetcher(proxies_from_environment=True).fetch(server.url("/page"))
    assert "authorization" not in server.requests[0].headers
