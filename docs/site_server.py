"""Serve ``fixtures/site`` on loopback: ``python -m docs.site_server``, which prints the address and runs until Ctrl-C.

Conditional requests (RFC 9110 section 13) are answered with 304, so a second crawl sees what a real site shows.
"""

from __future__ import annotations

import hashlib
import mimetypes
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent / "fixtures" / "site"
PORT = 8642  # the same address in every run: a second crawl finds its pages again
_TEXT = (".html", ".xml", ".json", ".txt", ".js")
_TYPES = {".xml": "application/xml; charset=utf-8", ".json": "application/feed+json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for one path. ``modified``: seconds since 1970, 0 when unknown."""

    status: int
    body: bytes
    kind: str = "text/html; charset=utf-8"
    modified: float = 0.0
    location: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """A folder with a ``serving.toml``. ``changed``: paths whose body is another one, for tests of what changes."""

    folder: Path
    serving: dict[str, Any]
    changed: dict[str, bytes] = field(default_factory=dict)

    def answer(self, path: str, origin: str) -> Answer:
        """The answer for a path without query. ``origin`` is this server's own, as ``http://127.0.0.1:8642``."""
        if target := self.serving["redirect"].get(path):
            return Answer(301, b"", location=origin + target)
        if status := self.serving["status"].get(path):
            return Answer(status, f"<h1>{status}</h1>".encode())
        if path in self.changed:
            return Answer(200, self._own(self.changed[path], origin))
        for prefix, words in self.serving["calendar"].items():
            if path.startswith(f"{prefix}/"):
                return _month(path, prefix, words)
        file = self._file(path)
        if not file:
            return Answer(404, self._own((self.folder / "404.html").read_bytes(), origin))
        kind = _TYPES.get(file.suffix) or f"{mimetypes.guess_type(file.name)[0]}; charset=utf-8"
        body = file.read_bytes()
        return Answer(200, self._own(body, origin) if file.suffix in _TEXT else body, kind, file.stat().st_mtime)

    def _file(self, path: str) -> Path | None:
        plain = unquote(path).lstrip("/")
        names = (f"{plain}index.html",) if not plain or plain.endswith("/") else (plain, f"{plain}.html")
        for name in names:
            file = (self.folder / name).resolve()
            if file.is_relative_to(self.folder.resolve()) and file.is_file() and file.suffix in _TEXT:
                return file
        return None

    def _own(self, body: bytes, origin: str) -> bytes:
        return body.replace(self.serving["origin"].encode(), origin.encode())


def load_site(folder: Path = ROOT) -> Site:
    """The site of a folder."""
    return Site(folder, tomllib.loads((folder / "serving.toml").read_text(encoding="utf-8")))


def _month(path: str, prefix: str, words: str) -> Answer:
    try:
        year, month = (int(part) for part in path.removeprefix(prefix).strip("/").split("/"))
    except ValueError:
        return Answer(404, b"<h1>No such month</h1>")
    later = f"{prefix}/{year + month // 12}/{month % 12 + 1:02d}"
    body = f'<title>Calendar</title><h1>{month:02d}/{year}</h1><p>{words}</p><a href="{later}">Next month</a>'
    return Answer(200, body.encode())


class Handler(BaseHTTPRequestHandler):
    """GET and HEAD of one Site, which ``serve`` puts into ``site``."""

    protocol_version = "HTTP/1.1"
    site: Site
    log: list[tuple[str, int]]

    def do_GET(self) -> None:
        """Answer, with 304 when the caller has the same bytes already."""
        host = self.headers.get("host") or "127.0.0.1"
        answer = self.site.answer(urlsplit(self.path).path, f"http://{host}")
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        if answer.status == 200 and self.headers.get("if-none-match") == tag:
            answer = Answer(304, b"", answer.kind)
        self.log.append((self.path, answer.status))
        self.send_response(answer.status)
        if answer.location:
            self.send_header("location", answer.location)
        if answer.status in (200, 304):
            self.send_header("etag", tag)
        if answer.modified:
            self.send_header("last-modified", formatdate(answer.modified, usegmt=True))
        self.send_header("content-type", answer.kind)
        self.send_header("content-length", str(len(answer.body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(answer.body)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what was asked is in ``log``."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that hangs up is nothing to tell; all else is."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(site: Site | None = None, port: int = 0) -> Iterator[Server]:
    """A server of the site while the block runs; ``port`` 0 takes a free one. ``RequestHandlerClass.log`` has paths."""
    handler = type("SiteHandler", (Handler,), {"site": site or load_site(), "log": []})
    server = Server(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def address(server: Server) -> str:
    """Where a server listens, with a slash at the end."""
    return f"http://127.0.0.1:{server.server_port}/"


def main() -> None:
    """Serve until interrupted."""
    with serve(port=PORT) as server:
        print(address(server), flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


if __name__ == "__main__":
    main()
