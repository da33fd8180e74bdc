"""Rendering: scripts fill the page in, and nothing that a page tries gets past the guard, the limits or the clock."""

from __future__ import annotations

import builtins
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from faultserver import FaultServer, Reply, Request

from scraper.config import FetchConfig
from scraper.errors import ConfigError, FetchError
from scraper.fetchers.bare import is_shell
from scraper.fetchers.browser import Renderer, find_chromium
from scraper.fetchers.guard import Guard
from scraper.model import Page

needs_chromium = pytest.mark.skipif(not find_chromium(), reason="needs Debian's chromium: apt-get install chromium")
CONFIG = FetchConfig(allow_private=True, total_seconds=8, max_bytes=2_000_000)
WORDS = "<p>" + "words that are there without any script " * 12 + "</p>"


@pytest.mark.parametrize(
    ("body", "shell"),
    [
        ("<div id=app></div><script src=/app.js></script>", True),
        ("<noscript>" + WORDS + "</noscript><script>go()</script>", True),
        ("<script>" + "many words of code " * 100 + "</script>", True),
        (WORDS + "<script>go()</script>", False),
        ("<p>Short, and all there is.</p>", False),
        ("", False),
        ("<!-- <script> -->", False),
    ],
)
def test_shells(body: str, shell: bool) -> None:
    assert is_shell(Page(body.encode())) == shell


def test_a_shell_in_many_levels_is_judged_at_once() -> None:
    begun = time.monotonic()
    is_shell(Page(b"<div>" * 200_000 + b"<script>x</script>"))
    assert time.monotonic() - begun < 5


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("playwright"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigError, match=r"article-scraper\[browser\]"):
        Renderer(CONFIG)


def test_a_missing_chromium_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(ConfigError, match="no Chromium"):
        Renderer(CONFIG)


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer(CONFIG) as running:
        yield running


def page(server: FaultServer, body: str) -> Page:
    url = server.url("/shell")
    return Page(body.encode(), url, url, "text/html", "utf-8", 200)


@needs_chromium
def test_scripts_fill_the_page_in(renderer: Renderer, server: FaultServer) -> None:
    server.route("/data.json", b'{"story": "The tide turns at noon."}', "application/json")
    script = "fetch('/data.json').then(r => r.json()).then(d => document.body.append(d.story))"
    done = renderer.render(page(server, f"<title>Größe</title><body><script>{script}</script>"))
    assert "The tide turns at noon." in done.body.decode()
    assert "Größe" in done.body.decode()
    assert (done.charset, done.media_type, done.status) == ("utf-8", "text/html", 200)
    assert server.seen("/shell") == []  # it was fetched already
    [asked] = server.seen("/data.json")
    assert asked.headers["user-agent"].startswith("article-scraper/")


@needs_chromium
def test_every_request_passes_the_guard(
    renderer: Renderer, server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def closed(self: Guard, address: str) -> str:
        asked.append(address)
        return "closed for this test"

    monkeypatch.setattr(Guard, "objection", closed)
    target = server.url("/secret")
    body = (
        f"<body><p id=told>none</p><img src='{target}?image'><iframe src='{target}?frame'></iframe>"
        f"<link rel=stylesheet href='{target}?style'><script src='{target}?script'></script>"
        f"<script>fetch('{target}?fetch').then(() => told.textContent = 'LEAK', () => told.textContent = 'refused');"
        f"navigator.sendBeacon('{target}?beacon', 'x'); new WebSocket('{target.replace('http', 'ws')}?socket');"
        f"new EventSource('{target}?events'); new Worker('{target}?worker');</script>"
    )
    done = renderer.render(page(server, body)).body.decode()
    assert "refused" in done
    assert server.requests == []
    assert server.connections == 0
    assert set(asked) == {"127.0.0.1"}  # by the script and the fetch; the rest is not even tried


@needs_chromium
def test_a_page_cannot_go_elsewhere(renderer: Renderer, server: FaultServer) -> None:
    done = renderer.render(page(server, "<p>here</p><script>location = '/elsewhere'</script>"))
    assert "here" in done.body.decode()
    assert server.requests == []


@needs_chromium
def test_robots_are_asked(server: FaultServer) -> None:
    server.route("/open.js", b"document.body.append('open')", "text/javascript")
    server.route("/closed.js", b"document.body.append('closed')", "text/javascript")
    with Renderer(CONFIG, allowed=lambda url: "closed" not in url) as renderer:
        done = renderer.render(page(server, "<body><script src=/open.js></script><script src=/closed.js></script>"))
    assert b"open<script" in done.body
    assert [request.path for request in server.requests] == ["/open.js"]


@needs_chromium
@pytest.mark.parametrize(
    "script", ["for(;;);", "setTimeout(() => {for(;;);}, 30)", "let a = []; for(;;) a.push(new Array(1e6).fill(1))"]
)
def test_a_page_that_hangs_is_left(renderer: Renderer, server: FaultServer, script: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchError):
        renderer.render(page(server, f"<body><script>{script}</script>"))
    assert time.monotonic() - begun < 30
    after = renderer.render(page(server, "<body><script>document.body.append('alive')</script>"))
    assert b"alive" in after.body


@needs_chromium
def test_dialogs_and_polling_do_not_hold_it(renderer: Renderer, server: FaultServer) -> None:
    server.route("/tick", b"tick", "text/plain")
    script = "alert(1); confirm(2); document.body.append('on'); setInterval(() => fetch('/tick'), 100)"
    assert b"on" in renderer.render(page(server, f"<body><script>{script}</script>")).body
    assert 1 < len(server.seen("/tick")) <= 60


@needs_chromium
def test_pages_leave_nothing_behind(renderer: Renderer, server: FaultServer) -> None:
    body = "<body><script>document.body.append(localStorage.seen || 'first'); localStorage.seen = 'again'</script>"
    assert b"</script>first" in renderer.render(page(server, body)).body
    assert b"</script>first" in renderer.render(page(server, body)).body


_RENDERS = """
import signal, sys
from scraper.config import FetchConfig
from scraper.fetchers.browser import Renderer
from scraper.model import Page
signal.signal(signal.SIGINT, lambda *_: None)  # as a crawl does: the page in flight is finished
body = b"<body><script>fetch('/slow').then(reply => reply.text()).then(text => document.body.append(text))</script>"
with Renderer(FetchConfig(allow_private=True, total_seconds=20)) as renderer:
    print(renderer.render(Page(body, sys.argv[1], sys.argv[1], "text/html", "utf-8", 200)).body.decode())
"""


@needs_chromium
def test_ctrl_c_in_a_terminal_does_not_end_the_page_in_flight(server: FaultServer) -> None:
    """A terminal tells every process of the program: this one, the driver and Chromium."""
    reached = threading.Event()

    def slow(reply: Reply, request: Request) -> None:
        reached.set()
        time.sleep(1.0)
        reply.page(b"all of it", kind="text/plain")

    server.route("/slow", slow)
    words = [sys.executable, "-c", _RENDERS, server.url("/shell")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert reached.wait(30)
        os.killpg(process.pid, signal.SIGINT)
        told, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "all of it" in told
