"""An http(s) address -> Page, with every limit of FetchConfig kept.

One fetch is a chain of hops (redirects); each hop is tried until it answers or the tries of the whole fetch are used
up. Redirects and tries are counted apart, the deadline holds for everything together.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Self

from ..allowed import check_type
from ..config import DEFAULT, Config, FetchConfig
from ..model import Page
from ..sniff import PAGE_TYPES
from .address import parse, public_form
from .agent import user_agent
from .decoding import ACCEPT_ENCODING
from .exchange import Record
from .guard import Guard
from .leash import Leash, Most, held
from .transport import GuardedAdapter, Session
from .trip import Ask, Trip

_NO_HEADERS: Mapping[str, str] = MappingProxyType({})
_ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1"


def fetch(url: str, config: Config = DEFAULT) -> Page:
    """Fetch one page: bytes as sent with content codings undone. Raises FetchError (see errors.py), TypeError."""
    check_type("config", config, Config)
    with Fetcher(config.fetch) as fetcher:
        return fetcher.fetch(url)


class Fetcher:
    """Fetches many pages over one pool of connections. May be used from several threads.

    Nothing but open connections is kept from one fetch to the next: no cookies, no credentials.
    """

    def __init__(self, config: FetchConfig = DEFAULT.fetch, record: Record | None = None) -> None:
        """``record`` is given every exchange, in the thread that fetches; what it raises ends the fetch. Raises
        ConfigError when the contact or the certificate bundle cannot be used."""
        self.config = config
        self._record = record
        self.guard = Guard(config.allow_private)
        self._session = Session(GuardedAdapter(config.ca_bundle))
        self._session.headers.clear()
        self._session.headers.update(
            {"User-Agent": user_agent(config.contact), "Accept": _ACCEPT, "Accept-Encoding": ACCEPT_ENCODING}
        )

    def fetch(
        self,
        url: str,
        *,
        headers: Mapping[str, str] = _NO_HEADERS,
        types: frozenset[str] | None = PAGE_TYPES,
        approve: Callable[[str], None] | None = None,
        most: Most | None = None,
    ) -> Page:
        """Fetch ``url``; user name and password in it are sent, to its own origin only, and shown nowhere.

        ``headers`` are added to the request; with ``If-None-Match`` or ``If-Modified-Since`` the answer may be a Page
        of status 304 with an empty body. ``types``: accepted media types, None for any (feeds, robots.txt).
        ``approve`` is called with each redirect target before it is asked, and may raise. ``most``: another size limit
        than the configuration's. Raises FetchError; TypeError for what is no text.
        """
        check_type("url", url, str)
        start = parse(url)
        ends = time.monotonic() + self.config.total_seconds
        most = most or Most(self.config.max_bytes)
        leash = Leash(public_form(url.strip()), start.url, self.config, self.guard, ends, most)
        with held(leash):
            return Trip(self._session, start, Ask(headers, types, approve), leash, self._record).run()

    def close(self) -> None:
        """Close the pooled connections."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
