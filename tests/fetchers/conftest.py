"""A misbehaving server, a fetcher with small limits, and names that resolve as a test says."""

from __future__ import annotations

import dataclasses
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from faultserver import FaultServer

from scraper.config import FetchConfig
from scraper.fetchers import Fetcher, Guard

LIMITS = FetchConfig(
    total_seconds=5.0,
    connect_seconds=2.0,
    max_bytes=1_000_000,
    retries=2,
    backoff_seconds=0.01,
    allow_private=True,
)

_REQUEST = (
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=good.test "
    "-addext subjectAltName=DNS:good.test,IP:127.0.0.1"
)


class OnlyThis(Guard):
    """Takes one loopback address for public, so that the guard can be seen at work without leaving the machine."""

    def objection(self, address: str) -> str | None:
        return None if address == "127.0.0.1" else super().objection(address)


@pytest.fixture
def make_fetcher() -> Iterator[Callable[..., Fetcher]]:
    """A fetcher with the limits above, changed by keyword."""
    made: list[Fetcher] = []

    def make(**changes: Any) -> Fetcher:
        made.append(Fetcher(dataclasses.replace(LIMITS, **changes)))
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()


@pytest.fixture
def fetcher(make_fetcher: Callable[..., Fetcher]) -> Fetcher:
    return make_fetcher()


@pytest.fixture
def guarded(make_fetcher: Callable[..., Fetcher]) -> Fetcher:
    """Treats 127.0.0.1 as public and everything else as it is."""
    made = make_fetcher(allow_private=False)
    made.guard = OnlyThis()
    return made


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """Host names to the answers that the resolver gives, one list of addresses a look-up; the last one stays.

    An empty answer means that the name does not exist.
    """
    table: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        if host not in table:
            return real(host, port, *args, **kwargs)
        answers = table[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [found for address in addresses for found in real(address, port, *args, **kwargs)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return table


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for good.test and 127.0.0.1, with its key in the same file."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("openssl is not installed")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    key = path.with_name("key.pem")
    subprocess.run(
        [openssl, *_REQUEST.split(), "-keyout", str(key), "-out", str(path)],
        check=True,
        capture_output=True,
    )
    path.write_text(path.read_text() + key.read_text())
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[FaultServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with FaultServer(tls=context) as running:
        yield running
