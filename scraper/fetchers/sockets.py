"""Sockets on the leash: each operation gets the time that is left of the whole fetch, each byte is counted.

Overridden are the operations that http.client, urllib3 and ssl use on a connection. They raise the errors of
errors.py directly (or Transient): urllib3 hands on what it does not know.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from typing import Any, TypeVar

from ..errors import ConnectionFailed, TLSError
from .leash import Transient, current

_Result = TypeVar("_Result")


def _timed(sock: socket.socket, operation: Callable[..., _Result], *args: Any) -> _Result:
    leash = current()
    sock.settimeout(leash.seconds_left())
    try:
        return operation(*args)
    except TimeoutError as error:
        raise leash.timed_out() from error


class LeashedSocket(socket.socket):
    """A TCP socket bound to the fetch that runs in the current thread."""

    def recv(self, *args: Any) -> bytes:
        data = _timed(self, super().recv, *args)
        current().count(len(data))
        return data

    def recv_into(self, *args: Any) -> int:
        return current().count(_timed(self, super().recv_into, *args))

    def send(self, *args: Any) -> int:
        return _timed(self, super().send, *args)

    def sendall(self, *args: Any) -> None:
        _timed(self, super().sendall, *args)


class LeashedSSLSocket(LeashedSocket, ssl.SSLSocket):
    """The same with TLS. The handshake has the connect limit; a certificate that does not verify is final."""

    def do_handshake(self, block: bool = False) -> None:
        try:
            self.settimeout(current().connect_seconds())
            super().do_handshake(block)
        except OSError as error:
            self.close()
            raise _handshake_failure(error) from error
        except BaseException:
            self.close()  # ssl does so for OSError only
            raise


def _handshake_failure(error: OSError) -> Exception:
    """The error to raise for what went wrong in a TLS handshake."""
    leash = current()
    if isinstance(error, TimeoutError):
        return leash.slow_to_connect("TLS handshake")
    if isinstance(error, ssl.SSLCertVerificationError):
        advice = "Check the address; the certificate of a private authority goes into fetch.ca_bundle"
        return leash.error(TLSError, f"has a certificate that does not verify: {error.verify_message}", advice)
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return leash.error(TLSError, f"does not complete the TLS handshake: {error.reason}", "Check scheme and port")
    reason = f"closed the connection during the TLS handshake ({error.strerror or error})"
    return Transient(leash.error(ConnectionFailed, reason, "Try again later"))
