"""A site to crawl for the speed benchmark: many host names on loopback, one process that only sends what it holds.

``python -m benchmarks.crawl_site FOLDER HOSTS``: serves ``FOLDER/*.html`` spread over HOSTS addresses (127.0.0.2 ...),
with a sitemap for each, and prints its port. ``/log`` of any host gives, as JSON, what was asked since the last time.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .synthetic import page_of_bytes

_SIZES = (20_000, 90_000)  # bytes of the smallest and the largest page made


@dataclass
class Site:
    """What every host sends, by path; ``asked`` counts by status, ``first`` and ``last`` are on the monotonic clock."""

    replies: Mapping[str, tuple[bytes, str]]
    sitemaps: Mapping[str, bytes]
    asked: dict[str, int] = field(default_factory=dict)
    first: float = 0.0
    last: float = 0.0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until the client closes it."""
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
                host = writer.get_extra_info("sockname")[0]
                writer.write(self._answer(host, head.split(" ", 2)[1], head.lower()))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # how every client leaves
        finally:
            writer.close()

    def _answer(self, host: str, path: str, head: str) -> bytes:
        if path == "/log":
            told = {"asked": self.asked, "first": self.first, "last": self.last}
            self.asked, self.first = {}, 0.0
            return _reply("200 OK", "application/json", json.dumps(told).encode())
        self.last = time.monotonic()
        self.first = self.first or self.last
        if path == "/sitemap.xml":
            return self._count("200 OK", "application/xml", self.sitemaps[host])
        body, etag = self.replies.get(path, (b"", ""))
        if not body:
            return self._count("404 Not Found", "text/plain", b"none")
        if f"if-none-match: {etag}" in head:
            return self._count("304 Not Modified", "text/html", b"", etag)
        return self._count("200 OK", "text/html; charset=utf-8", body, etag)

    def _count(self, status: str, kind: str, body: bytes, etag: str = "") -> bytes:
        self.asked[status[:3]] = self.asked.get(status[:3], 0) + 1
        return _reply(status, kind, body, etag)


def _reply(status: str, kind: str, body: bytes, etag: str = "") -> bytes:
    named = f"ETag: {etag}\r\n" if etag else ""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{named}Content-Length: {len(body)}\r\n\r\n".encode() + body


def write_pages(folder: Path, count: int) -> None:
    """``count`` different news pages of 20 to 90 kB into ``folder``."""
    least, most = _SIZES
    for number in range(count):
        (folder / f"{number:06d}.html").write_bytes(page_of_bytes(least + number * (most - least) // count))


def addresses(hosts: int) -> list[str]:
    """The names of the hosts."""
    return [f"127.0.0.{number}" for number in range(2, hosts + 2)]


async def _main(folder: Path, hosts: int) -> None:
    bodies = {f"/story/{path.stem}.html": path.read_bytes() for path in sorted(folder.glob("*.html"))}
    replies = {path: (body, f'"{hashlib.sha256(body).hexdigest()[:16]}"') for path, body in bodies.items()}
    site = Site(replies, {})
    server = await asyncio.start_server(site.serve, "127.0.0.2", 0)
    port = server.sockets[0].getsockname()[1]
    for host in addresses(hosts)[1:]:
        await asyncio.start_server(site.serve, host, port)
    site.sitemaps = {
        host: _sitemap([f"http://{host}:{port}{path}" for path in list(replies)[number::hosts]])
        for number, host in enumerate(addresses(hosts))
    }
    print(port, flush=True)
    await server.serve_forever()


def _sitemap(urls: list[str]) -> bytes:
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>".encode()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1]), int(sys.argv[2])))
