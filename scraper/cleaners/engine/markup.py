"""Selectors of markup rules.

They are lists of simple compounds: ``nav``, ``.share``, ``#comments``, ``[role=navigation]``, ``[class~=ad]``,
``[class*=newsletter]``, ``[href^=mailto]``, ``form[action*=subscribe]``, ``aside.related``. ``[name-word=ad]`` is
our own: ``ad`` is one of the words that a class or id is made of (``top-ad``, ``AdSlot``, ``ad_2``). Values are
compared without case. There are no combinators: a rule covers all that is inside the element, and what is above it is
another rule's business. Running selectors one by one over the tree costs a hundred times more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .names import has_word

_COMPOUND = re.compile(r"(?:([a-zA-Z][\w-]*)|\*)?((?:[.#][\w-]+|\[[\w:-]+(?:[*^$~]?=(?:\"[^\"]*\"|[^\]]*))?\])*)\Z")
_PART = re.compile(r"([.#])([\w-]+)|\[([\w:-]+)(?:([*^$~]?=)(?:\"([^\"]*)\"|([^\]]*)))?\]")
NAME_WORD = "name-word"


@dataclass(frozen=True, slots=True)
class Compound:
    """One compound selector: a tag or None, and conditions (attribute, operator, value)."""

    tag: str | None
    conditions: tuple[tuple[str, str, str], ...]
    text: str

    def matches(self, tag: str, attrs: Mapping[str, str]) -> bool:
        if self.tag and self.tag != tag:
            return False
        for name, operator, value in self.conditions:
            if name == NAME_WORD:
                if not (has_word(attrs.get("class", ""), value) or has_word(attrs.get("id", ""), value)):
                    return False
            elif not _holds(attrs.get(name), operator, value):
                return False
        return True


def _holds(actual: str | None, operator: str, value: str) -> bool:
    if actual is None:
        return False
    actual = actual.lower()
    if operator == "~=":
        return value in actual.split()
    if operator == "*=":
        return value in actual
    if operator == "^=":
        return actual.startswith(value)
    if operator == "$=":
        return actual.endswith(value)
    return not operator or actual == value


def parse(selector: str) -> list[Compound]:
    """The compounds of a selector list. Raises ValueError naming the part that is not a simple compound."""
    compounds = []
    for text in map(str.strip, selector.split(",")):
        found = _COMPOUND.match(text)
        if not found or text in ("", "*"):
            raise ValueError(f"'{text}' is not a simple compound selector")
        conditions = []
        for kind, word, name, operator, quoted, plain in _PART.findall(found[2]):
            if kind:
                conditions.append(("class", "~=", word.lower()) if kind == "." else ("id", "=", word.lower()))
            else:
                conditions.append((name.lower(), operator, (quoted or plain).lower()))
        compounds.append(Compound(found[1].lower() if found[1] else None, tuple(conditions), text))
    return compounds
