"""TLS: always verified, against the name, never tried again without."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from faultserver import PAGE, FaultServer, mute_port

from scraper.errors import ConfigError, ConnectionFailed, FetchTimeout, RefusedAddress, TLSError
from scraper.fetchers import Fetcher

MakeFetcher = Callable[..., Fetcher]
Names = dict[str, list[list[str]]]


def test_a_self_signed_certificate_is_refused_for_good(secure: FaultServer, make_fetcher: MakeFetcher) -> None:
    with pytest.raises(TLSError, match=r"does not verify: self.signed certificate") as caught:
        make_fetcher().fetch(secure.url("/page"))
    assert "ca_bundle" in caught.value.advice
    assert secure.connections == 1
    assert not secure.requests


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_the_environment_does_not_weaken_it(
    secure: FaultServer, make_fetcher: MakeFetcher, certificate: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(certificate))
    with pytest.raises(TLSError):
        make_fetcher().fetch(secure.url("/page"))


def test_not_even_requests_can_switch_it_off(secure: FaultServer, make_fetcher: MakeFetcher) -> None:
    fetcher = make_fetcher()
    fetcher._session.verify = False
    with pytest.raises(TLSError):
        fetcher.fetch(secure.url("/page"))


def test_a_trusted_authority_passes(secure: FaultServer, make_fetcher: MakeFetcher, certificate: Path) -> None:
    fetcher = make_fetcher(ca_bundle=str(certificate))
    assert fetcher.fetch(secure.url("/page")).body == PAGE
    assert fetcher.fetch(secure.url("/redirect?to=/page")).body == PAGE
    assert secure.connections < 3


def test_the_certificate_must_be_for_the_name(
    secure: FaultServer, make_fetcher: MakeFetcher, certificate: Path, names: Names
) -> None:
    names["good.test"] = names["good.test."] = names["bad.test"] = [["127.0.0.1"]]
    fetcher = make_fetcher(ca_bundle=str(certificate))
    assert fetcher.fetch(secure.url("/page", host="good.test")).body == PAGE
    assert fetcher.fetch(secure.url("/page", host="good.test.")).body == PAGE
    with pytest.raises(TLSError, match=r"Hostname mismatch.*bad\.test"):
        fetcher.fetch(secure.url("/page", host="bad.test"))


def test_the_guard_comes_before_the_handshake(secure: FaultServer, make_fetcher: MakeFetcher) -> None:
    with pytest.raises(RefusedAddress):
        make_fetcher(allow_private=False).fetch(secure.url("/page"))
    assert secure.connections == 0


def test_faults_are_the_same_with_tls(secure: FaultServer, make_fetcher: MakeFetcher, certificate: Path) -> None:
    fetcher = make_fetcher(ca_bundle=str(certificate), total_seconds=0.4, retries=0)
    for path in ("/drip-header", "/drip-body", "/silent"):
        begun = time.monotonic()
        with pytest.raises(FetchTimeout):
            fetcher.fetch(secure.url(path))
        assert time.monotonic() - begun < 3
    with pytest.raises(ConnectionFailed, match=r"cut short|broke"):
        fetcher.fetch(secure.url("/short"))


def test_a_handshake_that_is_never_answered(make_fetcher: MakeFetcher) -> None:
    with mute_port() as port:
        with pytest.raises(FetchTimeout, match=r"TLS handshake within 0\.4 s"):
            make_fetcher(connect_seconds=0.4, retries=0).fetch(f"https://127.0.0.1:{port}/")
        with pytest.raises(FetchTimeout, match=r"within 0\.3 s"):
            make_fetcher(total_seconds=0.3).fetch(f"https://127.0.0.1:{port}/")


def test_a_handshake_that_drips(make_fetcher: MakeFetcher) -> None:
    """A record that announces 16 KB and comes a byte at a time."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def drip() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"\x16\x03\x03\x3f\x00")
                while not stop.wait(0.02):
                    connection.sendall(b"\x02")

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        begun = time.monotonic()
        with pytest.raises(FetchTimeout):
            make_fetcher(total_seconds=0.4, retries=0).fetch(f"https://127.0.0.1:{listener.getsockname()[1]}/")
        assert time.monotonic() - begun < 3
        stop.set()
        thread.join(2)


def test_plain_http_where_tls_was_expected(server: FaultServer, make_fetcher: MakeFetcher) -> None:
    server.route("/page", PAGE)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(TLSError, match="does not complete the TLS handshake"):
            make_fetcher().fetch(f"https://127.0.0.1:{listener.getsockname()[1]}/")


def test_a_handshake_that_is_cut_off_is_tried_again(make_fetcher: MakeFetcher) -> None:
    accepted = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hang_up() -> None:
            for _ in range(3):
                connection, _ = listener.accept()
                accepted.append(connection.recv(1))
                connection.close()

        threading.Thread(target=hang_up, daemon=True).start()
        with pytest.raises(ConnectionFailed, match="during the TLS handshake"):
            make_fetcher().fetch(f"https://127.0.0.1:{listener.getsockname()[1]}/")
    assert len(accepted) == 3


def test_a_bundle_that_is_none(make_fetcher: MakeFetcher, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("no certificate")
    for path in (empty, tmp_path / "missing.pem"):
        with pytest.raises(ConfigError, match="ca_bundle"):
            make_fetcher(ca_bundle=str(path))
