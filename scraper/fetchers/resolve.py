"""Names to socket addresses, within the connect limit."""

from __future__ import annotations

import socket
import threading
from typing import Any

from ..errors import ConnectionFailed
from .leash import Transient, current

# (family, type, protocol, canonical name, socket address), as socket.getaddrinfo gives them.
Candidate = tuple[int, int, int, str, tuple[Any, ...]]

_PERMANENT = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def resolve(host: str, port: int) -> list[Candidate]:
    """All addresses of ``host``. Raises ConnectionFailed, Transient, FetchTimeout.

    getaddrinfo cannot be interrupted, so it runs in a thread that is left behind when time is up; the system's own
    limit (commonly 5 to 30 s) ends it.
    """
    answer: list[list[Candidate] | Exception] = []
    thread = threading.Thread(target=_ask, args=(host, port, answer), name=f"resolve {host}", daemon=True)
    limit = current().connect_seconds()
    thread.start()
    thread.join(limit)
    if not answer:
        raise current().slow_to_connect("look-up of its name")
    if isinstance(answer[0], Exception):
        raise _failure(host, answer[0]) from answer[0]
    return answer[0]


def _ask(host: str, port: int, answer: list[list[Candidate] | Exception]) -> None:
    try:
        answer.append(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    except (OSError, ValueError) as error:
        answer.append(error)


def _failure(host: str, error: Exception) -> Exception:
    if isinstance(error, ValueError):
        return current().error(ConnectionFailed, f"has a host name that cannot exist: {host}", "Check the address")
    reason = f"has a host name that does not resolve: {host} ({getattr(error, 'strerror', None) or error})"
    failure = current().error(ConnectionFailed, reason, "Check the address and the network")
    return failure if getattr(error, "errno", None) in _PERMANENT else Transient(failure)
