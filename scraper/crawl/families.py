"""Families: addresses that differ in the values of their parameters only. One that gives no article is a trap.

Counted are new addresses found on pages and sections, since the family's last article: an archive whose articles are
told apart by parameters never fills up, a filter that combines does. What the job, a feed or a sitemap names is no
guess, and not counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .address import host_key
from .events import Event
from .revisit import DAY
from .state import State
from .traps import family_of

FAMILY_LIMIT = 200  # addresses without an article after which a family is left alone
_CHANCES = 10  # addresses that a full family may try anew
_CHANCE_EVERY = 7 * DAY  # the site may have changed, and no family is left alone for good


def in_family(url: str) -> bool:
    """Whether the address counts: one parameter alone tells articles apart on too many sites."""
    return "&" in url


@dataclass(slots=True)
class Families:
    """Callers hold a transaction. ``left_out``: addresses that were not noted in this run, by host."""

    state: State
    left_out: Counter[str] = field(default_factory=Counter)

    def begin(self, now: float) -> None:
        """Give full families another chance when it is time."""
        row = self.state.one("SELECT value FROM meta WHERE name = 'families'")
        if row is not None and 0 <= now - float(row["value"]) < _CHANCE_EVERY:
            return
        self.state.run("UPDATE families SET pages = ? WHERE pages > ?", (FAMILY_LIMIT - _CHANCES,) * 2)
        self.state.run("INSERT OR REPLACE INTO meta VALUES ('families', ?)", (repr(now),))

    def refuses(self, url: str) -> bool:
        """Whether a new address, found on a page, is one too many of its family; if not, it is counted."""
        row = self.state.one(
            "INSERT INTO families VALUES (?, 1) ON CONFLICT (family) DO UPDATE SET pages = pages + 1 RETURNING pages",
            (family_of(url),),
        )
        if row is None or row["pages"] <= FAMILY_LIMIT:
            return False
        self.left_out[host_key(url)] += 1
        return True

    def gave_article(self, url: str) -> None:
        """A family that gives articles is no trap."""
        if in_family(url):
            self.state.run("DELETE FROM families WHERE family = ?", (family_of(url),))

    def notice(self, url: str, now: float) -> Event | None:
        """What to tell after ``url`` was refused: once for each host and run."""
        host = host_key(url)
        if self.left_out[host] != 1:
            return None
        words = f"{FAMILY_LIMIT} addresses like {url} gave no article; the like on {host} is left out for some days"
        return Event("note", now, words, url, host)
