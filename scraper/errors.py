"""Every error a caller can meet. Each message names the thing, the reason and the next step.

ScraperError
├── ConfigError            a configuration file or option is wrong
├── FetchError             an address could not be fetched
│   ├── RefusedAddress     the address is not one we may connect to
│   ├── FetchTimeout       the total deadline or the connect limit passed
│   ├── TooLarge           more decoded bytes than the limit
│   ├── TLSError           the certificate or handshake was not acceptable
│   ├── ConnectionFailed   DNS, refused, reset, cut short
│   ├── HTTPStatusError    the server answered with an error status
│   ├── TooManyRedirects   more hops than the limit, or a loop
│   ├── UnsupportedContent not HTML, XHTML or text
│   └── RobotsDenied       robots.txt forbids it
├── ReadError              bytes could not be read as a page
├── CleanTimeout           cleaning passed its time limit and was stopped
├── CleanMemoryError       cleaning passed its memory limit and was stopped
├── WorkerDied             the process cleaning a page died
├── Defect                 an error that nobody foresaw, met in a worker process
├── NotAnArticle           strict mode only: the page is a listing, an error page ...
├── OutputError            the result could not be written
├── JobError               a crawl job is wrong or broken
└── FixtureError           a fixture is missing, broken or differs
"""

from __future__ import annotations


class ScraperError(Exception):
    """Base of all errors. ``subject`` is the thing it is about (an address, a file, an option).

    ``str(error)`` is ``subject: reason. next step``, ready to show to a person.
    """

    def __init__(self, subject: str, reason: str, advice: str = "") -> None:
        super().__init__(subject, reason, advice)
        self.subject = subject
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        tail = f" {self.advice.rstrip('.')}." if self.advice else ""
        return f"{self.subject}: {self.reason.rstrip('.')}.{tail}"


class ConfigError(ScraperError):
    """A configuration file or option is wrong."""


class FetchError(ScraperError):
    """An address could not be fetched."""


class RefusedAddress(FetchError):
    """The address is not one we may connect to: wrong scheme, private or special network."""


class FetchTimeout(FetchError):
    """The total deadline or the connect limit passed."""


class TooLarge(FetchError):
    """The body has more decoded bytes than the limit."""


class TLSError(FetchError):
    """The certificate or the handshake was not acceptable."""


class ConnectionFailed(FetchError):
    """The name did not resolve, or the connection was refused, reset or cut short."""


class HTTPStatusError(FetchError):
    """The server answered with an error status, kept in ``status``.

    ``retry_after``: seconds that it asked to wait, None when it did not.
    """

    def __init__(
        self, subject: str, reason: str, advice: str = "", status: int = 0, retry_after: float | None = None
    ) -> None:
        super().__init__(subject, reason, advice)
        self.args = (subject, reason, advice, status, retry_after)
        self.status = status
        self.retry_after = retry_after


class TooManyRedirects(FetchError):
    """More redirect hops than the limit, or a loop."""


class UnsupportedContent(FetchError):
    """The content is not HTML, XHTML or plain text."""


class RobotsDenied(FetchError):
    """robots.txt forbids fetching this address."""


class ReadError(ScraperError):
    """The bytes could not be read as a page."""


class CleanTimeout(ScraperError):
    """Cleaning passed its time limit and was stopped."""


class CleanMemoryError(ScraperError):
    """Cleaning passed its memory limit and was stopped."""


class WorkerDied(ScraperError):
    """The process that was cleaning a page died."""


class Defect(ScraperError):
    """An exception that is not a ScraperError came up in a worker process: a defect of the scraper."""


class LedgerError(ScraperError):
    """The words kept, moved and removed are not the words of the page: a defect of the scraper."""


class NotAnArticle(ScraperError):
    """Strict mode only: the page is a listing, an error page, a consent wall or empty."""


class OutputError(ScraperError):
    """The result could not be written."""


class JobError(ScraperError):
    """A crawl job is wrong or broken."""


class FixtureError(ScraperError):
    """A fixture is missing, broken or differs."""
