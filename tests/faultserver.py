"""A web server on loopback that misbehaves on purpose, one fault a path (faults.py lists them).

    with FaultServer() as server:
        fetch(server.url("/drip-body"), ...)

Every connection has a thread; ``server.requests`` lists the requests seen, oldest first. Paths take options in the
query: ``/redirect?to=...``, ``/bomb?coding=br``. Add a page or a fault of your own with ``server.route``.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from faultreply import Handler, Reply, Request
from faults import FAULTS, PAGE, missing

__all__ = ["FAULTS", "PAGE", "FaultServer", "Reply", "Request", "dead_port", "deaf_port", "mute_port"]


class FaultServer:
    """Listens on 127.0.0.1 (or ``host``) while its ``with`` block runs; ``tls``: a server context for https."""

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self._listener = socket.create_server((host, 0), backlog=64)
        self.tls = tls
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.routes = dict(FAULTS)
        self.requests: list[Request] = []
        self.connections = 0
        self.host = host
        self.port: int = self._listener.getsockname()[1]

    def url(self, target: str = "/", host: str | None = None) -> str:
        return f"{'https' if self.tls else 'http'}://{host or self.host}:{self.port}{target}"

    def route(self, path: str, handler: Handler | bytes, kind: str = "text/html") -> None:
        """Serve ``path`` with a handler, or with a page of these bytes."""
        if isinstance(handler, bytes):
            body = handler
            self.routes[path] = lambda reply, _: reply.page(body, kind=kind)
        else:
            self.routes[path] = handler

    def seen(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, name="faultserver", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in tuple(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        self._open.add(connection)
        # A client that gives up is what many of the faults provoke.
        with contextlib.suppress(OSError, ValueError), contextlib.ExitStack() as stack:
            stack.callback(self._open.discard, connection)
            stack.callback(connection.close)
            if self.tls:
                connection = stack.enter_context(self.tls.wrap_socket(connection, server_side=True))
            while (head := _read_head(connection)) and not self._stopped.is_set():
                request = self._note(head)
                self.routes.get(request.path, missing)(Reply(connection, self._stopped), request)

    def _note(self, head: str) -> Request:
        line, *rest = head.split("\r\n")
        target = line.split(" ")[1]
        parts = urlsplit(target)
        headers = {name.lower(): value.strip() for name, _, value in (item.partition(":") for item in rest if item)}
        with self._lock:
            request = Request(target, parts.path, dict(parse_qsl(parts.query)), headers, len(self.seen(parts.path)))
            self.requests.append(request)
        return request


def _read_head(connection: socket.socket) -> str:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return ""
        data += piece
    return data.partition(b"\r\n\r\n")[0].decode("latin-1")


@contextlib.contextmanager
def deaf_port() -> Iterator[int]:
    """A port of 127.0.0.1 whose queue is full: connecting to it waits for ever."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    port = listener.getsockname()[1]
    waiting = []
    for _ in range(4):
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex(("127.0.0.1", port))
        waiting.append(client)
    try:
        yield port
    finally:
        for item in (*waiting, listener):
            item.close()


@contextlib.contextmanager
def mute_port() -> Iterator[int]:
    """A port of 127.0.0.1 that accepts connections and never says a word: no answer, no TLS handshake."""
    listener = socket.create_server(("127.0.0.1", 0))
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


@contextlib.contextmanager
def dead_port() -> Iterator[int]:
    """A port of 127.0.0.1 that refuses connections: bound, not listening."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        yield holder.getsockname()[1]
