"""What the fault server serves: one path a page or fault. See faultserver.py."""

from __future__ import annotations

import gzip
import time
import zlib
from email.utils import formatdate

import brotli
from faultreply import FAULTS, PAGE, Reply, Request, fault

__all__ = ["FAULTS", "PAGE", "bomb", "missing"]

BOMB_SIZE = 16 * 1024 * 1024


def missing(reply: Reply, _: Request) -> None:
    reply.page(b"<p>No such page.</p>", status="404 Not Found")


def bomb(coding: str, size: int = BOMB_SIZE) -> bytes:
    """A small body that decodes to ``size`` zero bytes; ``br,gzip`` is a brotli bomb in gzip, as the header says it."""
    inner, _, name = coding.rpartition(",")
    data = bomb(inner, size) if inner else bytes(size)
    if name == "br":
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
    """``code`` the first ``times``, then a page. ``after``: Retry-After in seconds; ``form=date``: as a date."""
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
