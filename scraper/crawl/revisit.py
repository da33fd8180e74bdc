"""When to look at a page again: sooner when it changed, later when it did not. Pure rules; seconds.

Multiplicative increase and decrease on a page's own history, as Cho and Garcia-Molina find for pages whose rate of
change is not known ("Effective page refresh policies for Web crawlers", TODS 2003): cheap and close to the optimum.
"""

from __future__ import annotations

HOUR, DAY = 3600.0, 86400.0
FIRST, SHORTEST, LONGEST = 6 * HOUR, 0.25 * HOUR, 60 * DAY
AFTER_GONE = DAY  # a 404 may be a slip: one more look, then none before something speaks for the page
SOURCE_AFTER_GONE = 7 * DAY  # a source that others still name: without it all that it leads to is lost
NEVER = 1e12
_GROWTH, _SHRINK = 2.0, 3.0
_FAILED_FIRST, _FAILED_LONGEST = HOUR, 7 * DAY


def after_visit(interval: float | None, changed: bool) -> float:
    """The next interval of a page that was visited after ``interval`` (None: for the first time)."""
    if interval is None:
        return FIRST
    wanted = interval / _SHRINK if changed else interval * _GROWTH
    return min(max(wanted, SHORTEST), LONGEST)


def after_failures(failures: int) -> float:
    """Seconds until a page that failed in ``failures`` runs in a row (from 1) is tried again by a later run."""
    return min(_FAILED_FIRST * _GROWTH ** min(failures - 1, 30), _FAILED_LONGEST)
