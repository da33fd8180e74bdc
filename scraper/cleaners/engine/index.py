"""All compound selectors as one index, asked once for each element.

Each compound is filed under one thing it asks for: a value, a piece of a value, an attribute or a tag. Pieces of values
(``[class*=share]``, ``[href*=sharer]``) of all rules are found by one Aho-Corasick search of the attribute.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
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
    """A compound and the key of its rule; ``sure`` when what it is filed under is all it asks for.

    ``evidence`` is what a verdict says of it: made once, not for every element that matches.
    """

    key: int
    compound: Compound
    sure: bool
    evidence: tuple[str]


class _Piece(NamedTuple):
    """A piece of a value: who wants it anywhere, who as a whole word, and whether it tells of what a post is about."""

    length: int
    anywhere: list[Entry]
    words: list[Entry]
    tells: bool


class MarkupIndex:
    """Compounds filed so that ``ask`` looks at few of them."""

    def __init__(self, entries: Iterable[tuple[int, Compound]]) -> None:
        self._values: dict[str, dict[str, list[Entry]]] = {}
        self._present: dict[str, list[Entry]] = {}
        self._tag: dict[str, list[Entry]] = {}
        self._pieces: dict[str, dict[str, tuple[list[Entry], list[Entry]]]] = {}
        for key, compound in entries:
            self._file(key, compound)
        for name in _ABOUT_THE_POST:
            self._pieces.setdefault(name, {})
        self._search = {name: _search(pieces, name in _ABOUT_THE_POST) for name, pieces in self._pieces.items()}
        names = {*self._present, *self._search, *self._values}
        self._memory: dict[str, dict[str, list[Entry]]] = {name: {} for name in names}

    def _file(self, key: int, compound: Compound) -> None:
        def entry(sure: bool) -> Entry:
            return Entry(key, compound, sure, (f"selector {compound.text}",))

        if not compound.conditions:
            self._tag.setdefault(compound.tag or "", []).append(entry(sure=True))
            return
        single = compound.tag is None and len(compound.conditions) == 1
        name, operator, value = min(compound.conditions, key=lambda condition: not condition[1])
        if name == NAME_WORD:
            for attribute in ("class", "id"):
                self._piece(attribute, value)[1].append(entry(single))
        elif operator in _PIECE:
            self._piece(name, value)[0].append(entry(single and operator == "*="))
        elif operator:
            wanted = self._values.setdefault(name, {}).setdefault(value, [])
            wanted.append(entry(single and operator == "~="))
        else:
            self._present.setdefault(name, []).append(entry(single))

    def _piece(self, attribute: str, value: str) -> tuple[list[Entry], list[Entry]]:
        """The entries that want a piece of an attribute anywhere, and those that want it as a whole word."""
        return self._pieces.setdefault(attribute, {}).setdefault(value, ([], []))

    def ask(self, nodes: Iterable[Node]) -> Iterator[tuple[Node, list[Entry]]]:
        """The nodes that a compound matches, each with the entries of all compounds that do."""
        by_tag, memories = self._tag, self._memories()
        for node in nodes:
            tag, attrs = node.tag, node.attrs
            found = by_tag.get(tag, _NOTHING)
            for name, value in attrs.items():
                if name in memories:
                    memory = memories[name]
                    entries = memory.get(value)
                    if entries is None:
                        entries = memory[value] = self._wanting(name, value)
                    if entries and not (name == "id" and is_slug(tag, value)):
                        found = found + entries
            if found and (matching := [e for e in found if e.sure or e.compound.matches(tag, attrs)]):
                yield node, matching

    def _memories(self) -> dict[str, dict[str, list[Entry]]]:
        """What is known of the values of each attribute, remembered, since pages repeat themselves.

        A memory holds a pure function of the value, is emptied when it is full, and cannot change a result.
        """
        for memory in self._memory.values():
            if len(memory) > _MEMORY:
                memory.clear()
        return self._memory

    def _wanting(self, name: str, value: str, read: str = "") -> list[Entry]:
        """Entries that an attribute could satisfy.

        ``read``: what is to be read of a value that tells about the post, in lower case, the rest blanked out.
        """
        lowered = read or value.lower()
        if len(lowered) != len(value):
            value = lowered
        pieces: list[Entry] = []
        for last, (length, anywhere, words, tells) in self._search[name](lowered) if name in self._search else ():
            if tells and not read:
                for pattern in _ABOUT_THE_POST[name]:
                    lowered = pattern.sub(_blank, lowered)
                return self._wanting(name, value, lowered)
            pieces += anywhere
            if words and is_word(value, last + 1 - length, last + 1):
                pieces += words
        found, values = self._present.get(name, _NOTHING), self._values.get(name)
        if values and (lowered in values or not values.keys().isdisjoint(lowered.split())):
            found = found + [entry for word in {lowered, *lowered.split()} for entry in values.get(word, _NOTHING)]
        return found + pieces if pieces else found


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _search(
    pieces: dict[str, tuple[list[Entry], list[Entry]]], may_tell: bool
) -> Callable[[str], Iterable[tuple[int, _Piece]]]:
    """A function that gives (last character, piece) for each occurrence of a piece in a value."""
    automaton = ahocorasick.Automaton()
    for piece in {**pieces, **dict.fromkeys(_TELLING if may_tell else ())}:
        anywhere, words = pieces.get(piece, (_NOTHING, _NOTHING))
        automaton.add_word(piece, _Piece(len(piece), anywhere, words, may_tell and piece in _TELLING))
    automaton.make_automaton()
    search: Callable[[str], Iterable[tuple[int, _Piece]]] = automaton.iter
    return search
