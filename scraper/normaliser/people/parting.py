"""How a byline begins, and how it is parted: into lines, at bars and dashes, at commas, at words that join names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import takewhile

from ..folding import squashed
from ..wordlist import words
from .agencies import TRIM, agency_of
from .shapes import CJK, bare, has_role, is_group, looks_like_person

_STRONG = re.compile(r"\s*[|•·‧⋅;\n●∙]+\s*|\s+[-–—/]+\s+|\s*//\s*|(?<=[^\W\d_])/(?=[^\W\d_])")
_PLACE = re.compile(r"\s+(?:in|at|for|from|aus|For|on)\s+(?=[^\W\d_]).*$")
_BRACKETS = re.compile(r"\s{0,2}[（(\[]([^()（）\[\]]{2,80})[)）\]]")
_BETWEEN_PRONOUNS = re.compile(r"[\s/|,;:·&]+")
_CHANNEL = re.compile(r"[A-Z]{2,4} News")  # the name of many a broadcaster
_GLUED = ("by", "written by", "von", "par", "por")  # "ByJane Doe", where only the layout has a gap
_MOST_PIECES = 60
_NAME_WORDS = range(2, 5)  # of a person before a house


@cache
def _openings() -> dict[str, tuple[str, ...]]:
    """Openings by their first letter, longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(words("bylines", "opening"), key=len, reverse=True):
        found.setdefault(word[0], []).append(word)
    return {letter: tuple(forms) for letter, forms in found.items()}


def is_opening(text: str) -> bool:
    """The text is nothing but a byline word."""
    return text.strip(" :").casefold() in words("bylines", "opening")


def opening_of(text: str) -> str | None:
    """The byline word that a text begins with, None when there is none: ``By``, ``Von``, ``Text:`` ..."""
    low = text[:40].casefold()
    forms = _openings().get(low[:1], ())
    for word in forms if low.startswith(forms) else ():  # few texts do
        if low.startswith(word):
            rest = text[len(word) :]
            glued = rest[:1].isupper() and rest[1:2].islower() and text[len(word) - 1].islower() and word in _GLUED
            if rest[:1] in (":", "：", "/", "／", "|", "=", "＝") or (rest[:1].isspace() and rest.strip()) or glued:
                return text[: len(word)]
    return None


def without_opening(text: str, stated: bool) -> str:
    """A byline without its first words. ``stated``: markup says that it is a name, so "di" may be of the name."""
    for _ in range(3):
        opening = opening_of(text)
        if not opening or (stated and len(opening) < 3 and text[len(opening) :].strip()[:1].islower()):
            break
        text = text[len(opening) :].strip(TRIM)
    return text


def without_pronouns(text: str) -> str:
    """A byline without "(she/her)" and the like in brackets."""
    return _BRACKETS.sub(lambda found: "" if _are_pronouns(found[1]) else found[0], text)


def _are_pronouns(text: str) -> bool:
    return words("bylines", "pronouns").issuperset(_BETWEEN_PRONOUNS.split(text.strip().casefold()))


def joined(lines: Iterable[str]) -> list[str]:
    """The lines of a byline, those in one that go on: after "By" or "and", or with one name on each of them."""
    found: list[str] = []
    for line in lines:
        if found and (_leads_on(found[-1]) or _follows(line) or _are_halves(found[-1], line)):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def _leads_on(line: str) -> bool:
    return is_opening(line) or line.endswith((",", "，", "、", "&", ":", "：")) or _joins(line.rsplit(maxsplit=1)[-1])


def _follows(line: str) -> bool:
    return line.startswith((",", "&")) or _joins(line.split(maxsplit=1)[0])


def _joins(word: str) -> bool:
    return word in words("bylines", "joining")  # in small letters: "A" is an initial


def _are_halves(line: str, other: str) -> bool:
    return len(without_opening(line, stated=False).split()) == len(other.split()) == 1


def pieces(text: str) -> list[str]:
    """A text split at bars, bullets, spaced dashes and the ends of its lines."""
    return [piece for piece in _split(_STRONG, text) if piece.strip()]


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    """The parts of a text between what matches, brackets left whole; brackets around all of it are none."""
    inside = [match.span(1) for match in _BRACKETS.finditer(text) if match.start(1) > 1]
    found: list[str] = []
    start = 0
    for match in pattern.finditer(text):
        if len(found) < _MOST_PIECES and not any(low < match.end() and match.start() < high for low, high in inside):
            found.append(text[start : match.start()])
            start = match.end()
    return [*found, text[start:]]


def before_place(text: str) -> str:
    """ "Jane Doe" of "Jane Doe in Berlin"."""
    return _PLACE.sub("", text)


def house_behind(part: str, sites: frozenset[str]) -> tuple[str, str, str | None] | None:
    """(name, house, role) of "Jane Doe Associated Press Writer".

    The house is an agency of several words, a broadcaster, or the site itself.
    """
    tokens = part.split()
    end = len(tokens) - sum(1 for _ in takewhile(has_role, reversed(tokens)))
    for cut in _NAME_WORDS:
        name, house = " ".join(tokens[:cut]), " ".join(tokens[cut:end])
        if house and looks_like_person(name) and _is_house(house, sites):
            return name, house, " ".join(tokens[end:]) or None
    return None


def _is_house(text: str, sites: frozenset[str]) -> bool:
    agency = " " in text and agency_of(text) is not None  # of one word alone nobody knows: it may be a surname
    return agency or (is_group(text) and squashed(text) in sites) or _CHANNEL.fullmatch(text) is not None


def parts(piece: str, sites: frozenset[str]) -> Iterator[str]:
    """A piece split at commas and joining words, where what stands between are names."""
    for comma in _split(_commas(), piece):
        sides = [side for side in _split(_joint(), comma) if side.strip()]
        if len(sides) > 1 and _are_names(sides, sites):
            yield from sides
        else:
            yield comma


def _are_names(sides: Sequence[str], sites: frozenset[str]) -> bool:
    """People, agencies, "staff" beside people. What follows a place is one more place unless it has a place too."""
    sides = [_BRACKETS.sub("", side).strip(TRIM) for side in sides]
    names = [before_place(side) for side in sides]
    placed = [name != side for name, side in zip(names, sides, strict=True)]
    people = [looks_like_person(name) or house_behind(name, sites) is not None for name in names]
    return placed == sorted(placed) and all(
        person or agency_of(side) or CJK.fullmatch(side) or (any(people) and _is_plain_group(side))
        for person, side in zip(people, sides, strict=True)
    )


def _is_plain_group(text: str) -> bool:
    """ "agencies", "news staff": no word of a name in it."""
    return words("bylines", "group").issuperset(map(bare, text.split()))


@cache
def _commas() -> re.Pattern[str]:
    return re.compile(rf"\s*[,，]\s+(?:(?:{_joining()})\s+)?", re.IGNORECASE)


@cache
def _joining() -> str:
    return "|".join(sorted(map(re.escape, words("bylines", "joining")), key=len, reverse=True))


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s+(?:{_joining()})\s+|\s*[&＆+]\s*|\s*[、，]\s*", re.IGNORECASE)
