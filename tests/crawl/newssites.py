"""News sites on loopback for the crawl tests: one address of 127.0.0.0/8 a site, with the faults of real ones.

Every article has words of its own, made from a seeded vocabulary, so that an article is known by its text wherever it
was fetched. ``SITES.requests`` is the servers' own log.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from typing import Self

from faultserver import FaultServer, Reply, Request

_CONSONANTS, _VOWELS = "bcdfghjklmnprstvw", "aeiou"
FAULTS = ("slow", "reset", "500", "429", "truncated", "duplicate", "changed", "moved")


@cache
def vocabulary() -> tuple[str, ...]:
    chance = random.Random(7)
    syllables = [one + two for one in _CONSONANTS for two in _VOWELS]
    return tuple("".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(3000))


def sentences(seed: str, count: int) -> list[str]:
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        words = chance.choices(vocabulary(), k=chance.randint(9, 18))
        found.append(" ".join(words).capitalize() + ".")
    return found


def article(seed: str, title: str, links: tuple[str, ...] = (), extra: str = "") -> bytes:
    """A news page whose words follow from ``seed`` alone."""
    lines = sentences(seed, 24)
    paragraphs = "".join(f"<p>{' '.join(lines[start : start + 4])}</p>\n" for start in range(0, len(lines), 4))
    if extra:
        paragraphs += f"<p>{extra}</p>"
    menu = "".join(f'<li><a href="{link}">{link.strip("/").replace("/", " ")}</a></li>' for link in links)
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title><meta charset='utf-8'>"
        f"<meta property='og:type' content='article'></head><body>"
        f"<nav><ul><li><a href='/'>Home</a></li>{menu}</ul></nav>"
        f"<main><article><h1>{title}</h1><p class='byline'>By Ada Example</p>{paragraphs}</article></main>"
        "<footer><p>Imprint and contact</p></footer></body></html>"
    ).encode()


def feed(links: list[str], base: str) -> bytes:
    items = "".join(f"<item><title>{link}</title><link>{base}{link}</link></item>" for link in links)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{items}</channel></rss>".encode()


@dataclass(frozen=True)
class Seen:
    """One request as a server saw it; ``at`` on the monotonic clock."""

    host: str
    path: str
    at: float


class NewsSites:
    """``sites`` servers on 127.0.0.2, 127.0.0.3 ...; ``pages`` articles each, the faults spread over them.

    ``version`` is what changing pages show; ``faulty`` False leaves every fault out.
    """

    def __init__(self, sites: int, pages: int, faulty: bool = True, robots: bytes | None = None) -> None:
        self.pages, self.faulty, self.robots = pages, faulty, robots
        self.servers = [FaultServer(f"127.0.0.{number}") for number in range(2, sites + 2)]
        self.version = 1
        self._stack = ExitStack()
        self._lock = threading.Lock()
        for number, server in enumerate(self.servers):
            self._furnish(number, server)

    def __enter__(self) -> Self:
        for server in self.servers:
            self._stack.enter_context(server)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def feeds(self) -> list[str]:
        return [server.url("/feed.xml") for server in self.servers]

    @property
    def seen(self) -> list[Seen]:
        return [Seen(f"{s.host}:{s.port}", r.path, r.arrived) for s in self.servers for r in tuple(s.requests)]

    def fault_of(self, number: int) -> str:
        return FAULTS[number % 12] if self.faulty and number % 12 < len(FAULTS) else ""

    def expected(self) -> int:
        """Different articles on all sites."""
        return sum(self.fault_of(number) != "duplicate" for number in range(self.pages)) * len(self.servers) + (
            any(self.fault_of(number) == "duplicate" for number in range(self.pages))
            * sum(self.fault_of(number) == "duplicate" for number in range(self.pages))
        )

    def _furnish(self, site: int, server: FaultServer) -> None:
        links = [f"/{'old' if self.fault_of(n) == 'moved' else 'news'}/story-{n}-{site}" for n in range(self.pages)]
        if self.faulty:
            links += ["/news/loop-a", "/news/missing-story"]
            server.route("/news/loop-a", _redirect("/news/loop-b"))
            server.route("/news/loop-b", _redirect("/news/loop-a"))
        server.route("/feed.xml", self._feed(server, links))
        if self.robots is not None:
            server.route("/robots.txt", self.robots, kind="text/plain")
        for number in range(self.pages):
            fault = self.fault_of(number)
            path = f"/news/story-{number}-{site}"
            server.route(path, self._page(site, number, fault))
            if fault == "moved":
                server.route(f"/old/story-{number}-{site}", _redirect(path))

    def _feed(self, server: FaultServer, links: list[str]) -> Callable[[Reply, Request], None]:
        return lambda reply, request: reply.page(feed(links, server.url("")), kind="application/rss+xml")

    def _page(self, site: int, number: int, fault: str) -> Callable[[Reply, Request], None]:
        # A duplicate has the same words on every site.
        seed = f"shared-{number}" if fault == "duplicate" else f"{site}-{number}"
        body = article(seed, f"Story {seed.replace('-', ' ')} of the day")

        def answer(reply: Reply, request: Request) -> None:
            sent = body
            if fault == "changed":
                extra = f"Update number {self.version}: {sentences(f'update-{self.version}-{seed}', 1)[0]}"
                sent = article(seed, f"Story {seed.replace('-', ' ')} of the day", extra=extra)
            etag = f'"{number}-{self.version if fault == "changed" else 0}"'
            if request.headers.get("if-none-match") == etag:
                reply.head("304 Not Modified", f"ETag: {etag}")
            elif not _misbehaved(fault, reply, request, sent):
                reply.page(sent, f"ETag: {etag}")

        return answer


def _misbehaved(fault: str, reply: Reply, request: Request, body: bytes) -> bool:
    """The first request of a faulty page goes wrong. False when the page is to be sent after all."""
    if fault == "slow":
        time.sleep(0.2)
    if request.number or fault not in ("reset", "500", "429", "truncated"):
        return False
    if fault == "reset":
        reply.reset()
    elif fault == "500":
        reply.page(b"<p>oops</p>", status="500 Internal Server Error")
    elif fault == "429":
        reply.page(b"<p>slower</p>", "Retry-After: 1", status="429 Too Many Requests")
    else:
        reply.head("200 OK", "Content-Type: text/html", f"Content-Length: {len(body)}", "Connection: close")
        reply.raw(body[: len(body) // 2])
        reply.connection.close()
    return True


def _redirect(path: str) -> Callable[[Reply, Request], None]:
    return lambda reply, _: reply.page(b"", f"Location: {path}", status="302 Found")
