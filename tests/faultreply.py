"""A request to the fault server and the means to answer it. See faultserver.py."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

PAGE = b"<!DOCTYPE html><html><head><title>A page</title></head><body><p>Some words on a page.</p></body></html>"


@dataclass(frozen=True)
class Request:
    """A request as it came: the full target, the path alone, the query, the headers with lower-case names."""

    target: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    number: int  # of earlier requests for the same path
    arrived: float = field(default_factory=time.monotonic)


class Reply:
    """The connection, with what the faults need to send."""

    def __init__(self, connection: socket.socket, stopped: threading.Event) -> None:
        self.connection = connection
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.stopped = stopped

    def raw(self, data: bytes) -> None:
        self.connection.sendall(data)

    def head(self, status: str = "200 OK", *lines: str, version: str = "HTTP/1.1") -> None:
        text = "\r\n".join((f"{version} {status}", *lines, "", ""))
        self.raw(text.encode("utf-8"))

    def page(self, body: bytes = PAGE, *lines: str, status: str = "200 OK", kind: str | None = "text/html") -> None:
        typed = (f"Content-Type: {kind}",) if kind else ()
        self.head(status, *typed, f"Content-Length: {len(body)}", *lines)
        self.raw(body)

    def drip(self, data: bytes, seconds: float = 0.05) -> None:
        """One byte after the other, then silence, until the client or the test has had enough."""
        for number in range(len(data)):
            self.raw(data[number : number + 1])
            if self.stopped.wait(seconds):
                return
        self.stopped.wait(30)

    def reset(self) -> None:
        """Close with RST."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        self.connection.close()


Handler = Callable[[Reply, Request], None]
FAULTS: dict[str, Handler] = {}


def fault(path: str) -> Callable[[Handler], Handler]:
    """Register the handler of a path."""

    def register(handler: Handler) -> Handler:
        FAULTS[path] = handler
        return handler

    return register
