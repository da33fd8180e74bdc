"""Which cases are listed: a search and filters, kept in the address so that going back works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

State = Literal["waiting", "differs", "as expected", "new", "failed"]
STATES: tuple[State, ...] = ("differs", "as expected", "new", "failed", "waiting")
QUALITIES = ("0.5", "0.7", "0.9")


@dataclass(frozen=True, slots=True)
class Summary:
    """What the list tells of one case. ``rules``: words that each ``cleaner/rule`` removed. ``error``: why it failed.

    ``differences`` None: nothing is expected of it yet.
    """

    name: str
    title: str = ""
    site: str = ""
    kind: str = ""
    quality: float | None = None
    differences: int | None = None
    rules: Mapping[str, int] = field(default_factory=dict)
    error: str = ""
    looked_at: bool = True

    @property
    def state(self) -> State:
        """In one word."""
        if not self.looked_at:
            return "waiting"
        if self.error:
            return "failed"
        if self.differences is None:
            return "new"
        return "differs" if self.differences else "as expected"

    @property
    def cleaners(self) -> set[str]:
        """The cleaners that removed something."""
        return {rule.partition("/")[0] for rule in self.rules}


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty values let everything through. ``quality``: only scores below it."""

    q: str = ""
    state: str = ""
    cleaner: str = ""
    rule: str = ""
    site: str = ""
    quality: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Filters:
        """From the query of an address; what is unknown there is left out."""
        values = {name: query.get(name, "").strip()[:200] for name in cls.__dataclass_fields__}
        if values["quality"] not in QUALITIES:
            values["quality"] = ""
        return cls(**values)

    @property
    def values(self) -> dict[str, str]:
        """Those that are set."""
        named = {name: str(getattr(self, name)) for name in self.__dataclass_fields__}
        return {name: value for name, value in named.items() if value}

    def address(self, path: str, **more: str) -> str:
        """``path`` with these filters, and more, in its query."""
        values = {**self.values, **{name: value for name, value in more.items() if value}}
        return f"{path}?{urlencode(values)}" if values else path

    def let(self, case: Summary) -> bool:
        """Whether a case is listed."""
        if self.q and not all(word in _words(case) for word in self.q.lower().split()):
            return False
        if self.quality and (case.quality is None or case.quality >= float(self.quality)):
            return False
        wanted = (self.state, case.state), (self.site, case.site)
        if any(value and value != own for value, own in wanted):
            return False
        return (not self.cleaner or self.cleaner in case.cleaners) and (not self.rule or self.rule in case.rules)


def _words(case: Summary) -> str:
    return f"{case.name} {case.title} {case.site} {case.kind}".lower()
