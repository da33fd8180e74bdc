"""All compound selectors as one index, asked once for each element.

Each compound is filed under one thing it asks for: a value, a piece of a value, an attribute or a tag. Pieces of values
(``[class*=share]``, ``[href*=sharer]``) of all rules are found by one Aho-Corasick search of the attribute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import ahocorasick

from ...model import Node
from .markup import NAME_WORD, Compound
from .names import is_slug, is_word

_PIECE = ("*=", "^=", "$=")
_MEMORY = 20000
_NOTHING: list[Entry] = []
_TAXONOMY = re.compile(  # classes that tell what a post is about, not what it is
    r"\b(?:category|tag|post_tag|tax|topic|author)-(?!list|cloud|link|box|item|wrap|container|name|title|bio|info)\S+"
)
_READERS = re.compile(  # classes and ids that tell who may read a part of the text
    r"\b(?:for|only|is|if|non|not|hide|show|hidden|visible)[-_]+(?:[a-z]+[-_]+)?(?:subscriber|abonn[eé]|abonnent|suscriptor)\S*"
    r"|\b(?:subscriber|abonn[eé]|abonnent|suscriptor)(?:s|es|en)?[-_]+"
    r"(?:only|preview|content|text|body|exclusive|access|required|hide|show)\b\S*"
    r"|(?<![\w-])subscription[-_]+(?:content|replace|article)\b\S*"
)
_RECIPE = re.compile(r"\b[\w-]*recipe[\w-]*card(?!s)\S*")  # a recipe in a box of its own
_AUTHORED = re.compile(r"\b(?:hentry|type-\w+|post-\d+)\b.*?\bauthor-\S+")  # a post and who wrote it
_ABOUT_THE_POST = {"class": (_AUTHORED, _TAXONOMY, _READERS, _RECIPE), "id": (_READERS,)}
_TELLING = ("category-", "tag-", "tax-", "topic-", "author-", "subscri", "abonn", "suscriptor", "recipe")
"""Each match of these patterns has one of these pieces; most classes have none."""


class Entry(NamedTuple):
    """A compound and the key of its rule; ``sure`` when what it is filed under is all it asks for."""

    key: int
    compound: Compound
    sure: bool


class MarkupIndex:
    """Compounds filed so that ``ask`` looks at few of them."""

    def __init__(self, entries: Iterable[tuple[int, Compound]]) -> None:
        self._values: dict[str, dict[str, list[Entry]]] = {}
        self._present: dict[str, list[Entry]] = {}
        self._tag: dict[str, list[Entry]] = {}
        self._pieces: dict[str, dict[str, tuple[list[Entry], list[Entry]]]] = {}
        for key, compound in entries:
            self._file(key, compound)
        self._search = {name: _automaton(pieces) for name, pieces in self._pieces.items()}
        names = {*self._present, *self._search, *self._values}
        self._memory: dict[str, dict[str, list[Entry]]] = {name: {} for name in names}

    def _file(self, key: int, compound: Compound) -> None:
        if not compound.conditions:
            self._tag.setdefault(compound.tag or "", []).append(Entry(key, compound, sure=True))
            return
        single = compound.tag is None and len(compound.conditions) == 1
        name, operator, value = min(compound.conditions, key=lambda condition: not condition[1])
        if name == NAME_WORD:
            for attribute in ("class", "id"):
                self._piece(attribute, value)[1].append(Entry(key, compound, single))
        elif operator in _PIECE:
            self._piece(name, value)[0].append(Entry(key, compound, single and operator == "*="))
        elif operator:
            wanted = self._values.setdefault(name, {}).setdefault(value, [])
            wanted.append(Entry(key, compound, single and operator == "~="))
        else:
            self._present.setdefault(name, []).append(Entry(key, compound, single))

    def _piece(self, attribute: str, value: str) -> tuple[list[Entry], list[Entry]]:
        """The entries that want a piece of an attribute anywhere, and those that want it as a whole word."""
        return self._pieces.setdefault(attribute, {}).setdefault(value, ([], []))

    def ask(self, node: Node) -> list[tuple[int, str]]:
        """(key, selector text) of every compound that matches the node."""
        tag, attrs = node.tag, node.attrs
        found = self._tag.get(tag, _NOTHING)
        for name, value in attrs.items():
            memory = self._memory.get(name)
            if memory is not None:
                entries = memory.get(value)
                if entries is None:
                    entries = self._look_up(memory, name, value)
                if entries and not (name == "id" and is_slug(tag, value)):
                    found = found + entries
        return [(e.key, e.compound.text) for e in found if e.sure or e.compound.matches(tag, attrs)] if found else []

    def _look_up(self, memory: dict[str, list[Entry]], name: str, value: str) -> list[Entry]:
        """Entries that an attribute could satisfy, remembered, since pages repeat themselves.

        The memory holds a pure function of the value, is bounded, and cannot change a result.
        """
        if len(memory) > _MEMORY:
            memory.clear()
        found = memory[value] = self._wanting(name, value)
        return found

    def _wanting(self, name: str, value: str) -> list[Entry]:
        lowered = value.lower()
        if len(lowered) != len(value):
            value = lowered
        if name in _ABOUT_THE_POST and any(map(lowered.__contains__, _TELLING)):
            for pattern in _ABOUT_THE_POST[name]:
                lowered = pattern.sub(_blank, lowered)
        found = list(self._present.get(name, ()))
        if values := self._values.get(name):
            for word in {lowered, *lowered.split()}:
                found += values.get(word, ())
        if name in self._search:
            for last, (length, anywhere, words) in self._search[name].iter(lowered):
                found += anywhere
                if words and is_word(value, last + 1 - length, last + 1):
                    found += words
        return found


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _automaton(pieces: dict[str, tuple[list[Entry], list[Entry]]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for piece, (anywhere, words) in pieces.items():
        automaton.add_word(piece, (len(piece), anywhere, words))
    automaton.make_automaton()
    return automaton
