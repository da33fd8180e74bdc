"""When to try again, and after how long."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# Of the server errors, these will not pass by waiting: not implemented, HTTP version, extension, captive portal.
_FINAL_SERVER_ERRORS = {501, 505, 510, 511}


def may_pass(status: int) -> bool:
    """Whether an HTTP status is worth another try: 429 and 5xx."""
    return status == 429 or (500 <= status < 600 and status not in _FINAL_SERVER_ERRORS)


def retry_after(value: str | None, sent: str | None = None) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110 section 10.2.3): a number or an HTTP date; None when neither.

    A date is read against ``sent``, the response's own Date header, so a wrong clock on either side does not matter.
    """
    if value is None:
        return None
    value = value.strip()
    if value.replace(".", "", 1).isdecimal() and value.isascii():
        return float(value)
    until = _http_date(value)
    return max(0.0, (until - (_http_date(sent) or datetime.now(UTC))).total_seconds()) if until else None


def _http_date(value: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def pause(attempt: int, base: float, asked: float | None) -> float:
    """Seconds before try number ``attempt`` + 1: what the server asked, else exponential backoff with jitter.

    The jitter (half to all of ``base * 2**attempt``, upwards only for a wait that was asked) keeps jobs that failed
    together from coming back together.
    """
    share = random.uniform(0.5, 1.0)  # noqa: S311 - spreads load, protects nothing
    if asked is not None:
        return asked + base * (share - 0.5)
    return float(base * 2 ** (attempt - 1) * share)
