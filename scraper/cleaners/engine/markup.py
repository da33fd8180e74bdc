"""All markup rules of all cleaners as one index, asked once for each element.

Selectors are lists of simple compounds: ``nav``, ``.share``, ``#comments``, ``[role=navigation]``, ``[class~=ad]``,
``[class*=newsletter]``, ``[href^=mailto]``, ``form[action*=subscribe]``, ``aside.related``. ``[name-word=ad]`` is
our own: ``ad`` is one of the words that a class or id is made of (``top-ad``, ``AdSlot``, ``ad_2``). Values are
compared without case. There are no combinators: a rule covers all that is inside the element, and what is above it is
another rule's business. Running selectors one by one over the tree costs a hundred times more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import ahocorasick

from ...model import Node
from .names import has_word, is_slug, is_word

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
        if not found or not text:
            raise ValueError(f"'{text}' is not a simple compound selector")
        conditions = []
        for kind, word, name, operator, quoted, plain in _PART.findall(found[2]):
            if kind:
                conditions.append(("class", "~=", word.lower()) if kind == "." else ("id", "=", word.lower()))
            else:
                conditions.append((name.lower(), operator, (quoted or plain).lower()))
        compounds.append(Compound(found[1].lower() if found[1] else None, tuple(conditions), text))
    return compounds


class MarkupIndex:
    """Compounds filed under the rarest thing they ask for; ``ask`` gives the keys of those that match a node."""

    def __init__(self, entries: Iterable[tuple[int, Compound]]) -> None:
        self._class: dict[str, list[tuple[int, Compound]]] = {}
        self._attribute: dict[str, list[tuple[int, Compound]]] = {}
        self._tag: dict[str, list[tuple[int, Compound]]] = {}
        self._inside: dict[str, list[tuple[int, Compound]]] = {}
        self._word: dict[str, list[tuple[int, Compound]]] = {}
        for key, compound in entries:
            self._file(key, compound)
        self._memory: dict[str, list[tuple[int, Compound]]] = {}

    def _file(self, key: int, compound: Compound) -> None:
        for name, operator, value in compound.conditions:
            if name == "class" and operator == "~=":
                self._class.setdefault(value, []).append((key, compound))
                return
            if name == NAME_WORD:
                self._word.setdefault(value, []).append((key, compound))
                return
            if name in ("class", "id") and operator in ("*=", "^=", "$="):
                self._inside.setdefault(value, []).append((key, compound))
                return
        if compound.conditions:
            self._attribute.setdefault(compound.conditions[0][0], []).append((key, compound))
        else:
            self._tag.setdefault(compound.tag or "", []).append((key, compound))

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        """Finds what stands somewhere in a name: (length, entries for any place, entries for whole words)."""
        automaton = ahocorasick.Automaton()
        for piece in {**self._inside, **self._word}:
            automaton.add_word(piece, (len(piece), self._inside.get(piece, ()), self._word.get(piece, ())))
        automaton.make_automaton()
        return automaton

    def ask(self, node: Node) -> list[tuple[int, str]]:
        """(key, selector text) of every compound that matches the node."""
        tag, attrs = node.tag, node.attrs
        candidates = list(self._tag.get(tag, ()))
        for name, value in attrs.items():
            if name == "class" or (name == "id" and not is_slug(tag, value)):
                candidates += self._named(value)
            if name in self._attribute:
                candidates += self._attribute[name]
        if not candidates:
            return []
        return [(key, compound.text) for key, compound in candidates if compound.matches(tag, attrs)]

    def _named(self, value: str) -> list[tuple[int, Compound]]:
        """Compounds that a class or id attribute could satisfy; remembered, since pages repeat themselves.

        The memory holds a pure function of the value, is bounded, and cannot change a result.
        """
        known = self._memory.get(value)
        if known is None:
            lowered = value.lower()
            known = [entry for word in lowered.split() for entry in self._class.get(word, ())]
            hits = self._automaton.iter(lowered) if self._inside or self._word else ()
            for last, (length, anywhere, words) in hits:
                known += anywhere
                if words and is_word(value, last + 1 - length, last + 1):
                    known += words
            if len(self._memory) > 20000:
                self._memory.clear()
            self._memory[value] = known
        return known
