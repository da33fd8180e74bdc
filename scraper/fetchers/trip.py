"""One fetch under way: hops, tries, cookies and credentials of a single page."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urljoin, urlsplit

import requests
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from requests.utils import get_environ_proxies, select_proxy

from ..errors import ConnectionFailed, FetchError, RefusedAddress, TooManyRedirects
from ..model import Page
from .address import Address, parse, public_form
from .bare import onward
from .exchange import SECRET_HEADERS, Record, moment
from .failures import HTTP_ERRORS, translated
from .leash import Leash, Transient
from .resolve import resolve
from .response import Body, exchanged, to_page
from .retry import pause
from .transport import Session, check

_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Ask:
    """What a caller wants besides the address.

    ``headers`` go with every hop, secret ones only to the first origin. ``types``: accepted media types, None for any.
    ``approve`` is called with each redirect target before it is asked and may raise.
    """

    headers: Mapping[str, str]
    types: frozenset[str] | None
    approve: Callable[[str], None] | None = None


def _cookie_jar() -> RequestsCookieJar:
    return RequestsCookieJar(policy=DefaultCookiePolicy(strict_domain=True))


@dataclass(slots=True)
class Trip:
    """Runs one fetch. Cookies live as long as it does: sites that redirect until a cookie comes back work, yet no
    page depends on what was fetched before. ``record`` is given every exchange, redirects and errors too, in order.
    """

    session: Session
    start: Address
    ask: Ask
    leash: Leash
    record: Record | None = None
    cookies: RequestsCookieJar = field(default_factory=_cookie_jar)
    tries: int = 0

    def run(self) -> Page:
        """Follow redirects, those in the markup of an empty page too, to the page. Raises FetchError."""
        hop = self.start
        seen = set()
        for _ in range(self.leash.config.max_redirects + 1):
            state = (hop.url, tuple(sorted((c.domain, c.path, c.name, c.value or "") for c in self.cookies)))
            if state in seen:
                raise self.leash.error(TooManyRedirects, "redirects in a circle", "Check the address in a browser")
            seen.add(state)
            outcome = self._persist(hop)
            if isinstance(outcome, Page):
                target = onward(outcome) if self.ask.types else None  # only who wants a page is a reader
                if target is None:
                    return outcome
                outcome = target
            hop = self._redirect(hop, outcome)
        reason = f"is one redirect too many: {self.leash.config.max_redirects} are allowed"
        raise self.leash.error(TooManyRedirects, reason, "Check the address or raise fetch.max_redirects")

    def _persist(self, hop: Address) -> Page | str:
        """Try one hop until it answers with a page or a redirect target. Raises FetchError."""
        while True:
            try:
                return self._attempt(hop)
            except Transient as failure:
                self.tries += 1
                wait = pause(self.tries, self.leash.config.backoff_seconds, failure.wait)
                if not self._worth_waiting(wait, failure.wait):
                    raise _after(failure.error, self.tries) from failure.__cause__
            time.sleep(wait)

    def _worth_waiting(self, wait: float, asked: float | None) -> bool:
        """A server that asks for more patience than there is gets no early second visit: it said when to come."""
        config = self.leash.config
        patient = asked is None or asked <= config.max_retry_after_seconds
        return self.tries <= config.retries and patient and wait < self.leash.seconds_left()

    def _attempt(self, hop: Address) -> Page | str:
        """Ask once: the page, or the Location of a redirect. Raises FetchError, Transient."""
        self.leash.received = 0
        asked_at = moment()
        try:
            with closing(self._send(hop)) as reply:
                extract_cookies_to_jar(self.cookies, reply.request, reply.raw)  # type: ignore[no-untyped-call]
                body = Body(reply, self.leash)
                try:
                    locations = reply.raw.headers.getlist("location")
                    if reply.status_code in _REDIRECTS and locations:
                        return _utf8(locations[0])
                    return to_page(body, self.ask.types)
                finally:  # whatever it was: it was exchanged
                    if self.record:
                        self.record(exchanged(reply, body, asked_at))
        except HTTP_ERRORS as error:
            raise translated(error, self.leash) from error

    def _send(self, hop: Address) -> requests.Response:
        at_home = not self.session.should_strip_auth(self.start.url, hop.url)  # type: ignore[no-untyped-call]
        headers = {k: v for k, v in self.ask.headers.items() if at_home or k.lower() not in SECRET_HEADERS}
        login = self.start.login if at_home else None
        request = requests.PreparedRequest()  # by the session it would take twice the time: it merges what is not there
        request.prepare("GET", hop.url, {**self.session.headers, **headers}, cookies=self.cookies, auth=login)
        # No timeout: the leash sets one for each operation of the socket.
        return self.session.send(request, stream=True, allow_redirects=False, proxies=self._proxies(hop))

    def _proxies(self, hop: Address) -> dict[str, str]:
        if not self.leash.config.proxies_from_environment:
            return {}
        proxies = get_environ_proxies(hop.url)
        proxy = select_proxy(hop.url, proxies) or ""
        self.leash.proxy = proxy.rpartition("@")[2]
        if proxy:
            self._check_behind_proxy(hop)
        return proxies

    def _check_behind_proxy(self, hop: Address) -> None:
        """A proxy resolves the name itself, so the address that it connects to cannot be seen, let alone pinned.

        What can be done: refuse what resolves here to a forbidden address. A name that only the proxy can resolve is
        the proxy's to judge.
        """
        parts = urlsplit(hop.url)
        try:
            candidates = resolve(parts.hostname or "", parts.port or 0)
        except (ConnectionFailed, Transient):
            return
        check(parts.hostname or "", candidates)

    def _redirect(self, hop: Address, location: str) -> Address:
        """The next hop. Raises RefusedAddress, and what ``approve`` raises."""
        self.leash.redirected = True
        try:
            target = urljoin(hop.url, location)
            self.leash.hop = public_form(target)
            following = parse(target)
        except ValueError as error:
            self.leash.hop = public_form(location)
            raise self.leash.error(RefusedAddress, "is not a valid address", "Report it to the site") from error
        except RefusedAddress as error:
            raise self.leash.error(RefusedAddress, error.reason, error.advice) from error
        self.leash.hop = following.url
        if self.ask.approve:
            self.ask.approve(following.url)
        return following


def _utf8(header: str) -> str:
    """A header value that http.client read as Latin-1, as the UTF-8 that servers send."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _after(error: FetchError, tries: int) -> FetchError:
    """The error with the number of tries in its reason."""
    if tries > 1:
        error.reason = f"{error.reason} ({tries} tries)"
        error.args = (error.subject, error.reason, *error.args[2:])
    return error
