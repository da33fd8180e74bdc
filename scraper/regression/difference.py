"""One thing that differs between what a case expects and what came of its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["changed", "lost", "gained", "moved", "recategorised", "pin"]
ARROW = " -> "


@dataclass(frozen=True, slots=True)
class Difference:
    """``field`` is one of FIELDS, ``expected`` and ``actual`` are texts for people, None where there is nothing.

    ``changed``: both are there. ``lost``: no longer there; ``gained``: newly there; ``moved``: in another place.
    In the field ``removals`` the words of a *lost* entry are no longer removed and those of a *gained* one newly are;
    ``recategorised``: the same words are taken out by another rule. ``pin``: ``expected`` is the pin that is broken.

    ``by``: the rule that took the words or that let them go, ``cleaner/rule``, for words that move to a field
    ``to field/rule``; ``old -> new`` when they are recategorised; empty when no rule is to blame.
    """

    field: str
    kind: Kind
    expected: str | None
    actual: str | None
    by: str = ""

    @property
    def cleaners(self) -> tuple[str, ...]:
        """The cleaners (or ``to field``) that ``by`` names, each once."""
        return tuple(dict.fromkeys(rule.partition("/")[0] for rule in self.by.split(ARROW) if rule))
