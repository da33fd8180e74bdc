"""What one fetch may still do: how long, how much, where to. Its sockets ask before every step.

``requests`` passes a timeout for each single ``recv``, which a server that drips bytes never exceeds. Here every socket
operation gets the time that is left of the whole fetch, so no thread has to watch and nothing is left running. The
leash travels in a context variable because the sockets live in a pool that outlasts the fetch.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from ..config import FetchConfig
from ..errors import FetchError, FetchTimeout, TooLarge
from .guard import Guard

# Head lines, chunk sizes and trailers come on top of the body; a server can make them as long as it likes.
_WIRE_EXTRA = 1024 * 1024
_WIRE_FACTOR = 4
PROXY_ADVICE = "Correct the variables that name it, or do without --proxy-from-env (fetch.proxies_from_environment)"

_Error = TypeVar("_Error", bound=FetchError)


class Transient(Exception):
    """A failure that may pass when tried again. ``error`` is what the caller sees when it does not.

    ``wait``: seconds the server asked to wait, None when it did not say.
    """

    def __init__(self, error: FetchError, wait: float | None = None) -> None:
        super().__init__(error, wait)
        self.error = error
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Most:
    """How many decoded bytes a fetch may bring, in place of ``fetch.max_bytes``; what is longer is cut or refused."""

    bytes: int
    cut: bool = False


@dataclass(slots=True)
class Leash:
    """The state of one fetch. ``url`` is the address asked for, ``hop`` the one being asked now, ``proxy`` who is asked
    for it, if not its own server (none of them with credentials)."""

    url: str
    hop: str
    config: FetchConfig
    guard: Guard
    ends: float
    most: Most
    redirected: bool = False
    received: int = 0
    proxy: str = ""

    def seconds_left(self) -> float:
        """Seconds to the deadline, above 0. Raises FetchTimeout when it has passed."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise self.timed_out()
        return left

    def connect_seconds(self) -> float:
        """Seconds that one step of connecting may take. Raises FetchTimeout."""
        return min(self.config.connect_seconds, self.seconds_left())

    def count(self, size: int) -> int:
        """Note ``size`` bytes received in this attempt, and return it. Raises TooLarge."""
        self.received += size
        if self.received > _WIRE_FACTOR * self.most.bytes + _WIRE_EXTRA:
            raise self.too_large("sends far more bytes than a page of the allowed size needs")
        return size

    def timed_out(self) -> FetchTimeout:
        reason = f"did not arrive whole within {self.config.total_seconds:g} s"
        return self.error(FetchTimeout, reason, "Try again later or raise fetch.total_seconds")

    def slow_to_connect(self, step: str) -> FetchTimeout | Transient:
        """The failure of a step of connecting that took too long."""
        if self.ends <= time.monotonic():
            return self.timed_out()
        reason = f"did not complete the {step} within {self.config.connect_seconds:g} s"
        return Transient(self.error(FetchTimeout, reason, "Try again later or raise fetch.connect_seconds"))

    def too_large(self, reason: str) -> TooLarge:
        return self.error(TooLarge, reason, "Check that it is a page; raise fetch.max_bytes if it must be so large")

    def error(self, kind: type[_Error], reason: str, advice: str) -> _Error:
        """An error about the address asked for that tells where a redirect had led."""
        return kind(self.url, self._where + reason, advice)

    def blame_proxy(self, error: FetchError) -> None:
        """Let an error tell that it is the proxy's, not the page's."""
        reason = error.reason.removeprefix(self._where)
        error.reason = f"{self._where}is asked through the proxy {self.proxy} of the environment, which {reason}"
        error.advice = PROXY_ADVICE
        error.args = (error.subject, error.reason, error.advice, *error.args[3:])

    @property
    def _where(self) -> str:
        return f"redirected to {self.hop}, which " if self.redirected else ""


_current: ContextVar[Leash] = ContextVar("leash")


@contextmanager
def held(leash: Leash) -> Iterator[Leash]:
    """Put every socket that this thread uses in the block on the leash."""
    token = _current.set(leash)
    try:
        yield leash
    finally:
        _current.reset(token)


def current() -> Leash:
    """The leash of the fetch that runs in this thread. Raises LookupError outside of one: no leash, no connection."""
    return _current.get()
