"""Exceptions of requests, urllib3 and http.client -> the errors of errors.py.

What the sockets raise is typed already; here is what only the HTTP layer can see.
"""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator

import requests
import urllib3.exceptions as urllib3_errors

from ..errors import ConnectionFailed, TLSError, TooLarge
from .leash import PROXY_ADVICE, Leash, Transient

# Everything that the HTTP layer raises for a failed exchange; ValueError for a negative chunk size.
HTTP_ERRORS = (requests.RequestException, urllib3_errors.HTTPError, http.client.HTTPException, OSError, ValueError)

# First match wins: (exception class, words in its message, reason, may pass when tried again).
_REASONS: tuple[tuple[type[BaseException], str, str, bool], ...] = (
    # The address of the page was parsed before.
    (requests.exceptions.InvalidURL, "", "has a proxy in the environment that is no address: {proxy}", False),
    (urllib3_errors.ProxyError, "", "cannot be reached through the proxy {proxy} of the environment", True),
    (http.client.RemoteDisconnected, "", "closed the connection without an answer", True),
    (http.client.BadStatusLine, "", "does not answer in HTTP", False),
    (http.client.UnknownProtocol, "", "answers in an unknown version of HTTP", False),
    (urllib3_errors.InvalidChunkLength, "", "sends a broken chunk", True),
    (http.client.IncompleteRead, "", "is cut short: fewer bytes came than announced", True),
    (urllib3_errors.ProtocolError, "ended prematurely", "is cut short: the last chunk is missing", True),
    (urllib3_errors.ProtocolError, "chunk", "sends a broken chunk", True),
    (urllib3_errors.InvalidHeader, "", "sends contradictory lengths", False),
    (ssl.SSLError, "", "broke the TLS connection", True),
    (ConnectionError, "", "broke the connection off", True),
    (ValueError, "read length", "sends a broken chunk", True),
)


def translated(error: Exception, leash: Leash) -> Exception:
    """The FetchError for ``error``, wrapped in Transient when another try may help."""
    causes = list(_causes(error))
    if any(isinstance(cause, http.client.LineTooLong) or "got more than" in str(cause) for cause in causes):
        return leash.error(TooLarge, "sends more header lines, or longer ones, than is sane", "Check the address")
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return leash.error(TLSError, f"has a certificate that does not verify: {cause.verify_message}", "")
    for kind, words, reason, may_pass in _REASONS:
        for cause in causes:
            if isinstance(cause, kind) and words in str(cause):
                advice = PROXY_ADVICE if "{proxy}" in reason else "Try again later"
                failure = leash.error(ConnectionFailed, reason.format(proxy=leash.proxy), advice)
                return Transient(failure) if may_pass else failure
    return leash.error(ConnectionFailed, f"could not be fetched ({type(error).__name__}: {error})", "Check the address")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The exception and all that it wraps: requests and urllib3 keep the first cause in ``args`` or ``reason``."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        linked = (*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__)
        waiting += [link for link in linked if isinstance(link, BaseException)]
