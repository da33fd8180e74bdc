"""requests and urllib3, made to connect only where the guard allows and to stay on the leash.

A connection resolves its host itself, judges every address of the answer and connects to the very address that was
judged, so a name that changes its answer between check and use (DNS rebinding) gains nothing. TLS still verifies
against the name. A name with any forbidden address is refused whole: answers that mix public and private addresses
are how rebinding looks.
"""

from __future__ import annotations

import socket
import ssl
import time
import warnings
from functools import lru_cache
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import certifi
import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.ssl_ import create_urllib3_context

from ..errors import ConfigError, ConnectionFailed, RefusedAddress
from .leash import Transient, current
from .resolve import Candidate, resolve
from .sockets import LeashedSocket, LeashedSSLSocket

# Of a cookie that it cannot read ("max-age" without a number) the standard library tells with a traceback on standard
# error, and goes on without it.
warnings.filterwarnings("ignore", "http.cookiejar bug!", UserWarning)

POOLS = 64
CONNECTIONS_A_HOST = 8


def check(host: str, candidates: list[Candidate]) -> None:
    """Raises RefusedAddress when the guard objects to any of the addresses of ``host``."""
    leash = current()
    for *_, address in candidates:
        if reason := leash.guard.objection(address[0]):
            where = f"{host} ({address[0]})" if host != address[0] else host
            advice = "allow_private (--allow-private) opens your own networks, if you mean it"
            raise leash.error(RefusedAddress, f"leads to {where}, which is not a public address: {reason}", advice)


def connect(host: str, port: int, *, guarded: bool) -> socket.socket:
    """A connection to one of the checked addresses of ``host``. Raises FetchError, Transient."""
    candidates = resolve(host.strip("[]"), port)
    if guarded:
        check(host.strip("[]"), candidates)
    stop = time.monotonic() + current().connect_seconds()
    failure: OSError | None = None
    for position, candidate in enumerate(candidates):
        # A dead address must leave time for the others.
        share = (stop - time.monotonic()) / (len(candidates) - position)
        try:
            return _open(candidate, max(share, 0.001))
        except OSError as error:
            failure = error
    raise _refusal(host, port, failure) from failure


def _open(candidate: Candidate, seconds: float) -> socket.socket:
    family, kind, protocol, _, address = candidate
    sock = LeashedSocket(family, kind, protocol)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(seconds)
        sock.connect(address)
    except OSError:
        sock.close()
        raise
    return sock


def _refusal(host: str, port: int, error: OSError | None) -> Exception:
    if isinstance(error, TimeoutError):
        return current().slow_to_connect(f"connection to {host} port {port}")
    reason = f"does not accept a connection on {host} port {port} ({error.strerror if error else 'no address'})"
    return Transient(current().error(ConnectionFailed, reason, "Check the address or try again later"))


def _connected(connection: HTTPConnection) -> socket.socket:
    """To the server of the page, or to the proxy, which the user has named: the guard need not judge it."""
    if connection.proxy is None:
        return connect(connection._dns_host, connection.port, guarded=True)
    try:
        return connect(connection._dns_host, connection.port, guarded=False)
    except (ConnectionFailed, Transient) as failure:
        current().blame_proxy(failure.error if isinstance(failure, Transient) else failure)
        raise


class _PlainConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(self)


class _TLSConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(self)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _PlainConnection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


_POOL_CLASSES = {"http": _PlainPool, "https": _TLSPool}


@lru_cache(maxsize=4)
def tls_context(ca_bundle: str) -> ssl.SSLContext:
    """The TLS context: always verifies, against ``ca_bundle`` (a PEM file) or certifi's. Raises ConfigError.

    Reading the certificates takes 20 ms, so fetchers share the context.
    """
    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    context.sslsocket_class = LeashedSSLSocket
    try:
        context.load_verify_locations(ca_bundle or certifi.where())
    except OSError as error:  # ssl.SSLError is one
        reason = f"cannot be read as PEM certificates ({error.strerror or error})"
        raise ConfigError(
            f"fetch.ca_bundle {ca_bundle}", reason, "Name a file with certificates in PEM form"
        ) from error
    return context


class GuardedAdapter(HTTPAdapter):
    """Transport of a Session. Verification cannot be switched off, whatever ``verify`` says."""

    def __init__(self, ca_bundle: str = "") -> None:
        self._context = tls_context(ca_bundle)
        super().__init__(pool_connections=POOLS, pool_maxsize=CONNECTIONS_A_HOST)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        self.poolmanager = PoolManager(
            num_pools=connections, maxsize=maxsize, block=block, ssl_context=self._context, **options
        )
        self.poolmanager.pool_classes_by_scheme = _POOL_CLASSES

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        if proxy.lower().startswith("socks"):
            advice = "Unset the proxy variables or leave fetch.proxies_from_environment off"
            raise ConfigError(current().proxy, "is a SOCKS proxy; only http and https proxies work", advice)
        options |= {"ssl_context": self._context, "proxy_ssl_context": self._context}
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = _POOL_CLASSES
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """The context has its certificates already; loading them anew for each connection costs 15 ms."""
        conn.cert_reqs = "CERT_REQUIRED"


class Session(requests.Session):
    """A requests session that knows nothing of the environment, keeps no cookies and follows nothing by itself."""

    def __init__(self, adapter: HTTPAdapter) -> None:
        super().__init__()
        self.trust_env = False  # neither proxies nor .netrc
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))  # a trip keeps its own
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: requests would read the whole body of a redirect, however large, even when told not to follow it."""
        return
