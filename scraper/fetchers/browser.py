"""Pages that are empty until a script has run, rendered with the system's Chromium (the extra ``browser``).

Chromium itself never connects to anything: it gets no name resolved and a proxy that is not there, and each of its
requests is carried out by a Fetcher, so the guard, the limits and the User-Agent are those of every other fetch.
Documents, scripts and data (GET) are fetched; images, fonts, styles, media, frames, sockets and workers are not.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from ..config import FetchConfig
from ..errors import ConfigError, ConnectionFailed, FetchError, FetchTimeout, TooLarge
from ..model import Page
from .agent import user_agent
from .http import Fetcher
from .leash import Transient

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Request, Route
    from playwright.sync_api import Page as Tab

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
_WANTED = {"document", "script", "xhr", "fetch"}
_REQUESTS = 60  # of one page
_SETTLE_SECONDS = 5.0  # for scripts to fall silent
_OFFLINE = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:1",
    "--proxy-bypass-list=<-loopback>",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--js-flags=--max-old-space-size=512",  # MiB that the scripts of a page may hold
)


def find_chromium() -> str | None:
    """The program named in CHROMIUM, else the system's; None when there is none."""
    names = (os.environ.get("CHROMIUM", ""), *PROGRAMS)
    return next((found for name in names if name and (found := shutil.which(name))), None)


@dataclass
class Rendering:
    """One page under way: what it may still ask for."""

    plain: Page
    fetcher: Fetcher
    allowed: Callable[[str], bool]
    ends: float
    opened: bool = False
    requests: int = 0
    bytes: int = 0

    def answer(self, route: Route, request: Request) -> None:
        """Carry out one request of the page, or refuse it."""
        if request.is_navigation_request() and request.frame.parent_frame is None:
            self._navigate(route)
            return
        reply = self._fetched(request)
        if reply is None:
            route.abort()
        else:
            route.fulfill(status=200, body=reply.body, content_type=_content_type(reply), headers=_cors(request))

    def _navigate(self, route: Route) -> None:
        """The page was fetched already. Where its scripts want to go is not followed: with 204 a browser stays."""
        if self.opened:
            route.fulfill(status=204)
            return
        self.opened = True
        route.fulfill(status=200, body=self.plain.body, content_type=_content_type(self.plain))

    def _fetched(self, request: Request) -> Page | None:
        main = request.frame.parent_frame is None
        if request.method != "GET" or request.resource_type not in _WANTED or not main:
            return None
        self.requests += 1
        if self.requests > _REQUESTS or time.monotonic() > self.ends or not self.allowed(request.url):
            return None
        try:
            reply = self.fetcher.fetch(request.url, types=None)
        except (FetchError, Transient):
            return None  # as a browser does: the page goes on without it
        self.bytes += len(reply.body)
        return reply if self.bytes <= self.fetcher.config.max_bytes else None


def _content_type(page: Page) -> str:
    kind = page.media_type or "text/html"
    return f"{kind}; charset={page.charset}" if page.charset else kind


def _cors(request: Request) -> dict[str, str]:
    """Scripts may read what they ask for, as they may where the servers allow it: the page has no secrets here."""
    return {"access-control-allow-origin": request.headers.get("origin", "*")}


class Renderer:
    """Renders pages one at a time, from any thread. Starts Chromium when the first page comes.

    ``allowed`` is asked for every address that a page's scripts want (robots.txt). Raises ConfigError without
    Playwright or Chromium. Each page gets a context of its own: no cookies, no storage, no service workers.
    """

    def __init__(self, config: FetchConfig, allowed: Callable[[str], bool] = lambda url: True) -> None:
        try:
            import playwright.sync_api as playwright  # noqa: PLC0415 - an extra
        except ImportError as error:
            advice = "Install it with: pip install 'article-scraper[browser]'"
            raise ConfigError("browser", "needs the package playwright, which is not installed", advice) from error
        program = find_chromium()
        if not program:
            advice = "Install Debian's chromium, or name a program in the variable CHROMIUM"
            raise ConfigError("browser", "no Chromium was found on this system", advice)
        self._api, self._program, self._allowed = playwright, program, allowed
        self._fetcher = Fetcher(replace(config, retries=0))
        self._seconds = min(config.total_seconds, 30.0)
        self._closed = False
        self._driver: Any = None
        self._browser: Browser | None = None
        self._thread = ThreadPoolExecutor(1, "browser")  # Playwright lives in one thread

    def render(self, page: Page) -> Page:
        """``page`` with the body that its scripts make of it. Raises FetchTimeout, TooLarge, ConnectionFailed."""
        return self._thread.submit(self._render, page).result()

    def _render(self, page: Page) -> Page:
        if self._closed:
            raise ConnectionFailed(page.url or "page", "was not rendered: the run has ended", "Run it again")
        url = page.final_url or page.url
        if not url:
            raise ConnectionFailed("page", "has no address, so its scripts cannot run", "Give one with --url")
        rendering = Rendering(page, self._fetcher, self._allowed, time.monotonic() + self._seconds)
        context: BrowserContext | None = None
        try:
            context = self._started().new_context(
                user_agent=user_agent(self._fetcher.config.contact), service_workers="block", accept_downloads=False
            )
            body = self._visit(context, url, rendering)
            context.close()
        except self._api.TimeoutError as error:
            self._stop_browser()
            reason = f"was not rendered within {self._seconds:g} s"
            raise FetchTimeout(url, reason, "Its plain page is all there is") from error
        except self._api.Error as error:
            self._stop_browser()
            said = str(error).partition("\n")[0]
            raise ConnectionFailed(url, f"could not be rendered ({said})", "Try again later") from error
        if len(body) > self._fetcher.config.max_bytes:
            raise TooLarge(url, f"is {len(body):,} bytes when rendered", "Raise fetch.max_bytes if it must be so large")
        return replace(page, body=body, media_type="text/html", charset="utf-8")

    def _visit(self, context: BrowserContext, url: str, rendering: Rendering) -> bytes:
        """Load, wait for silence, read the tree. Every step has a limit that the driver keeps, not the page."""
        context.set_default_timeout(self._seconds * 1000)
        context.route("**/*", rendering.answer)
        context.route_web_socket("**/*", lambda socket: socket.close())
        tab = context.new_page()
        tab.on("dialog", lambda dialog: dialog.dismiss())
        tab.goto(url, wait_until="commit")
        self._settle(tab)
        found: str = tab.locator("html").evaluate("element => '<!DOCTYPE html>' + element.outerHTML", timeout=5000)
        return found.encode("utf-8", "replace")

    def _settle(self, tab: Tab) -> None:
        try:
            tab.wait_for_load_state("networkidle", timeout=_SETTLE_SECONDS * 1000)
        except self._api.TimeoutError:
            return  # a page that polls for ever is read as it is now

    def _started(self) -> Browser:
        if self._driver is None:
            self._driver = self._api.sync_playwright().start()
        if self._browser is None or not self._browser.is_connected():
            sandbox = os.geteuid() != 0  # Chromium refuses its sandbox to root
            self._browser = self._driver.chromium.launch(
                executable_path=self._program,
                chromium_sandbox=sandbox,
                args=list(_OFFLINE),
                handle_sigint=False,  # Ctrl-C reaches all processes of a terminal, and ends no page in flight
                handle_sigterm=False,
                handle_sighup=False,
            )
        return self._browser

    def _stop_browser(self) -> None:
        """A page may have hung it: the next one gets a new browser."""
        browser, self._browser = self._browser, None
        if browser is not None:
            browser.close()

    def close(self) -> None:
        """End Chromium and the thread after the page at hand; pages that wait for it are not rendered any more."""
        self._closed = True
        self._thread.submit(self._end).result()
        self._thread.shutdown()
        self._fetcher.close()

    def _end(self) -> None:
        self._stop_browser()
        if self._driver is not None:
            self._driver.stop()
            self._driver = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
