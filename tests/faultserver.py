"""A web server on loopback that misbehaves on purpose, one fault a path.

    with FaultServer() as server:
        fetch(server.url("/drip-body"), ...)

Every connection has a thread; ``server.requests`` lists the requests seen (path, headers), oldest first. Paths take
options in the query: ``/redirect?to=...``, ``/bomb?coding=br``. Add a page or a fault with ``server.route``.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Self
from urllib.parse import parse_qsl, urlsplit

PAGE = b"<!DOCTYPE html><html><head><title>A page</title></head><body><p>Some words on a page.</p></body></html>"
BOMB_SIZE = 64 * 1024 * 1024


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


class FaultServer:
    """Listens on 127.0.0.1 (or ``host``) while its ``with`` block runs; ``tls``: a server context for https."""

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self._listener = socket.create_server((host, 0), backlog=64)
        self._tls = tls
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.routes = dict(FAULTS)
        self.requests: list[Request] = []
        self.connections = 0
        self.host = host
        self.port: int = self._listener.getsockname()[1]

    def url(self, target: str = "/", host: str | None = None) -> str:
        return f"{'https' if self._tls else 'http'}://{host or self.host}:{self.port}{target}"

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
        with self._lock:
            for connection in self._open:
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
        with self._lock:
            self._open.add(connection)
        # A client that gives up is what many of the faults provoke.
        with contextlib.suppress(OSError, ValueError), contextlib.ExitStack() as stack:
            stack.callback(connection.close)
            if self._tls:
                connection = stack.enter_context(self._tls.wrap_socket(connection, server_side=True))
            while (head := _read_head(connection)) and not self._stopped.is_set():
                request = self._note(head)
                self.routes.get(request.path, _missing)(Reply(connection, self._stopped), request)

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


def _missing(reply: Reply, _: Request) -> None:
    reply.page(b"<p>No such page.</p>", status="404 Not Found")


def bomb(coding: str, size: int = BOMB_SIZE) -> bytes:
    """A small body that decodes to ``size`` zero bytes; ``gzip,gzip`` is a bomb in a bomb."""
    name, _, inner = coding.partition(",")
    data = bomb(inner, size) if inner else bytes(size)
    if name == "br":
        import brotli

        return bytes(brotli.compress(data, quality=1))
    if name == "deflate":
        return zlib.compress(data)
    return gzip.compress(data) if name == "gzip" else data


# ----------------------------------------------------------------------------- pages


@fault("/")
@fault("/page")
def _page(reply: Reply, request: Request) -> None:
    reply.page(kind=request.query.get("type", "text/html; charset=utf-8"))


@fault("/no-type")
def _no_type(reply: Reply, _: Request) -> None:
    reply.page(kind=None)


@fault("/pdf")
def _pdf(reply: Reply, request: Request) -> None:
    reply.page(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", kind=request.query.get("type", "application/pdf") or None)


@fault("/wrong-charset")
def _wrong_charset(reply: Reply, _: Request) -> None:
    reply.page("<p>Žluťoučký kůň</p>".encode(), kind='text/html; Charset="KOI8-Q"')


@fault("/old")
def _http10(reply: Reply, _: Request) -> None:
    """HTTP/1.0: no length, the end of the connection is the end of the page."""
    reply.head("200 OK", "Content-Type: text/html", version="HTTP/1.0")
    reply.raw(PAGE)
    reply.connection.close()


@fault("/conditional")
def _conditional(reply: Reply, request: Request) -> None:
    if request.headers.get("if-none-match") == '"v1"':
        reply.head("304 Not Modified", 'ETag: "v1"')
    else:
        reply.page(PAGE, 'ETag: "v1"')


@fault("/coded")
def _coded(reply: Reply, request: Request) -> None:
    """The page in the content coding ``coding``; ``sent`` names another one in the header."""
    coding = request.query["coding"]
    coded = {"gzip": gzip.compress, "deflate": zlib.compress, "raw": _raw_deflate, "br": _brotli}.get(coding)
    reply.page(coded(PAGE) if coded else PAGE, f"Content-Encoding: {request.query.get('sent', coding)}")


def _raw_deflate(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return engine.compress(data) + engine.flush()


def _brotli(data: bytes) -> bytes:
    import brotli

    return bytes(brotli.compress(data))


# ----------------------------------------------------------------------------- slow


@fault("/drip-header")
def _drip_header(reply: Reply, _: Request) -> None:
    reply.drip(b"HTTP/1.1 200 OK\r\nX-Padding: " + b"x" * 10_000)


@fault("/drip-body")
def _drip_body(reply: Reply, _: Request) -> None:
    reply.head("200 OK", "Content-Type: text/html", "Content-Length: 100000")
    reply.drip(PAGE * 100)


@fault("/drip-chunks")
def _drip_chunks(reply: Reply, _: Request) -> None:
    reply.head("200 OK", "Content-Type: text/html", "Transfer-Encoding: chunked")
    reply.drip(b"1\r\nx\r\n" * 1000)


@fault("/silent")
def _silent(reply: Reply, _: Request) -> None:
    reply.stopped.wait(30)


@fault("/stall")
def _stall(reply: Reply, _: Request) -> None:
    """Half a page, then nothing."""
    reply.head("200 OK", "Content-Type: text/html", "Content-Length: 100000")
    reply.raw(PAGE)
    reply.stopped.wait(30)


# ----------------------------------------------------------------------------- broken


@fault("/reset")
def _reset(reply: Reply, _: Request) -> None:
    reply.reset()


@fault("/reset-body")
def _reset_body(reply: Reply, _: Request) -> None:
    reply.head("200 OK", "Content-Type: text/html", "Content-Length: 100000")
    reply.raw(PAGE)
    time.sleep(0.05)
    reply.reset()


@fault("/hang-up")
def _hang_up(reply: Reply, _: Request) -> None:
    reply.connection.close()


@fault("/short")
def _short(reply: Reply, _: Request) -> None:
    reply.head("200 OK", "Content-Type: text/html", f"Content-Length: {len(PAGE) + 100}")
    reply.raw(PAGE)
    reply.connection.close()


@fault("/short-gzip")
def _short_gzip(reply: Reply, _: Request) -> None:
    """A compressed page that ends in the middle, with no length to tell."""
    reply.head("200 OK", "Content-Type: text/html", "Content-Encoding: gzip", "Connection: close")
    reply.raw(gzip.compress(PAGE * 50)[:-20])
    reply.connection.close()


@fault("/bad-chunk")
def _bad_chunk(reply: Reply, _: Request) -> None:
    reply.head("200 OK", "Content-Type: text/html", "Transfer-Encoding: chunked")
    reply.raw(b"10\r\n<p>words words</p\r\nnot a size\r\n>")
    reply.connection.close()


@fault("/short-chunks")
def _short_chunks(reply: Reply, _: Request) -> None:
    reply.head("200 OK", "Content-Type: text/html", "Transfer-Encoding: chunked")
    reply.raw(b"5\r\n<p>wo\r\n")
    reply.connection.close()


@fault("/two-lengths")
def _two_lengths(reply: Reply, _: Request) -> None:
    reply.head("200 OK", "Content-Type: text/html", "Content-Length: 5", "Content-Length: 7")
    reply.raw(PAGE)


@fault("/not-http")
def _not_http(reply: Reply, _: Request) -> None:
    reply.raw(b"220 mail.example ESMTP ready\r\n")
    reply.connection.close()


# ----------------------------------------------------------------------------- too much


@fault("/bomb")
def _bomb(reply: Reply, request: Request) -> None:
    coding = request.query.get("coding", "gzip")
    reply.page(bomb(coding), f"Content-Encoding: {coding.replace(' ', '')}")


@fault("/huge")
def _huge(reply: Reply, _: Request) -> None:
    """More bytes than any limit, with no length."""
    reply.head("200 OK", "Content-Type: text/html", "Connection: close")
    while not reply.stopped.is_set():
        reply.raw(PAGE * 100)


@fault("/announced")
def _announced(reply: Reply, _: Request) -> None:
    reply.head("200 OK", "Content-Type: text/html", "Content-Length: 99999999999")
    reply.stopped.wait(30)


@fault("/header-flood")
def _header_flood(reply: Reply, _: Request) -> None:
    reply.head("200 OK", *(f"X-Flood-{number}: water" for number in range(5000)))


@fault("/huge-header")
def _huge_header(reply: Reply, _: Request) -> None:
    reply.head("200 OK", "X-Huge: " + "x" * 1_000_000)


@fault("/endless-trailer")
def _endless_trailer(reply: Reply, _: Request) -> None:
    reply.head("200 OK", "Content-Type: text/html", "Transfer-Encoding: chunked")
    reply.raw(b"0\r\n")
    while not reply.stopped.is_set():
        reply.raw(b"X-Trailer: " + b"x" * 1000 + b"\r\n")


# ----------------------------------------------------------------------------- elsewhere and later


@fault("/redirect")
def _redirect(reply: Reply, request: Request) -> None:
    """To ``to``, with ``status``; ``cookie`` is set on the way."""
    cookies = (f"Set-Cookie: {request.query['cookie']}",) if "cookie" in request.query else ()
    location = f"Location: {request.query['to']}"
    reply.page(b"", location, *cookies, status=f"{request.query.get('status', '302')} Elsewhere")


@fault("/redirect-bomb")
def _redirect_bomb(reply: Reply, request: Request) -> None:
    """A redirect whose own body never ends."""
    reply.head("302 Found", f"Location: {request.query['to']}", "Connection: close")
    while not reply.stopped.is_set():
        reply.raw(b"x" * 10_000)


@fault("/loop")
def _loop(reply: Reply, request: Request) -> None:
    reply.page(b"", f"Location: /loop?turn={1 - int(request.query.get('turn', '0'))}", status="302 Found")


@fault("/chain")
def _chain(reply: Reply, request: Request) -> None:
    """``left`` more redirects, then a page."""
    left = int(request.query["left"])
    if left:
        reply.page(b"", f"Location: /chain?left={left - 1}", status="301 Moved Permanently")
    else:
        reply.page()


@fault("/cookie-wall")
def _cookie_wall(reply: Reply, request: Request) -> None:
    """Redirects to itself until its cookie comes back."""
    if "seen=yes" in request.headers.get("cookie", ""):
        reply.page()
    else:
        reply.page(b"", "Location: /cookie-wall", "Set-Cookie: seen=yes; Path=/", status="302 Found")


@fault("/status")
def _status(reply: Reply, request: Request) -> None:
    reply.page(b"<p>Sorry.</p>", status=f"{request.query['code']} Sorry")


@fault("/busy")
def _busy(reply: Reply, request: Request) -> None:
    """``code`` for the first ``times`` requests, then a page. ``after``: Retry-After in seconds; ``form=date``: a date."""
    if request.number >= int(request.query.get("times", "1")):
        reply.page()
        return
    lines = []
    if after := request.query.get("after"):
        as_date = request.query.get("form") == "date"
        now = int(time.time())
        lines = [f"Retry-After: {formatdate(now + int(after), usegmt=True) if as_date else after}"]
        lines += [f"Date: {formatdate(now, usegmt=True)}"]
    reply.page(b"<p>Busy.</p>", *lines, status=f"{request.query.get('code', '503')} Busy")


@fault("/flaky")
def _flaky(reply: Reply, request: Request) -> None:
    """Resets the first ``times`` connections, then serves a page."""
    if request.number < int(request.query.get("times", "1")):
        reply.reset()
    else:
        reply.page()


# ----------------------------------------------------------------------------- addresses that never answer


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
