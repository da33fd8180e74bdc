"""Bylines as printed or stated -> people, agencies and desks, one by one, with role and contact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from ..folding import plain, squashed
from ..wordlist import table, words
from .agencies import TRIM, agency_of
from .han import is_no_person, is_unspaced, names_behind_role

Kind = Literal["person", "handle", "agency", "group"]

_STRONG = re.compile(r"\s*[|•·‧⋅;\n●∙]+\s*|\s+[-–—/]+\s+|\s*//\s*|(?<=[^\W\d_])/(?=[^\W\d_])")
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+")
_HANDLE = re.compile(r"(?<![\w/])@(\w{2,40})")
_PARENTHESIS = re.compile(r"\s*[（(]([^()（）]{1,60})[)）]")
_INITIALS = re.compile(r"\s*[（(][a-zäöüß]{2,4}\.?[)）]$")  # "(obe)": how a newsroom signs
_VARIABLE = re.compile(r"[a-z_]+(?:\.[a-z_]+){2,}|[{%$].*|[Nn]ame,?")  # a template that nobody filled
_PLACE = re.compile(r"\s+(?:in|at|for|from|aus|For|on)\s+(?=[^\W\d_]).*$")
_DANGLING = re.compile(r"\s+(?:on|at|in|for|from|am|vom|im|um|le|el|il|op)$")  # what followed was a date or a place
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3々・･\s]{2,16}")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_SEAM = re.compile(r"(?<=[^\W\dA-Z_])(?=[A-Z][a-z]+\b)")  # where a gap is only in the layout
_MAX_NAME, _MOST_PIECES = 70, 60
_GLUED = ("by", "written by", "von", "par", "por")  # "ByJane Doe", where only the layout has a gap


@dataclass(frozen=True, slots=True)
class Credit:
    """One part of a byline. ``name`` as printed; ``kind`` what it looks like."""

    name: str
    kind: Kind
    role: str | None = None
    contact: str | None = None


def read_byline(text: str, sites: frozenset[str] = frozenset(), stated: bool = False) -> list[Credit]:
    """The people and houses that a byline names, in order.

    ``sites`` are squashed names of the site; ``stated`` means the text comes from markup that says "author", so single
    words and unusual names are believed.
    """
    return list(_credits(text, sites, stated))


@lru_cache(maxsize=512)
def _credits(text: str, sites: frozenset[str], stated: bool) -> tuple[Credit, ...]:
    """Pure; cached because markup often names one byline in several nested elements."""
    text, contacts = _contacts(plain(text if stated else unglued(text)))
    if not text or "://" in text or text.lower().startswith("www."):
        return ()
    if is_opening(text) or _VARIABLE.fullmatch(text):
        return ()
    trimmed = text.strip(TRIM)
    opened = _without_opening(trimmed, stated)
    if named := names_behind_role(trimmed) or names_behind_role(opened):
        return tuple(_with_contact([Credit(name, "person") for name in named], contacts))
    credits: list[Credit] = []
    for number, piece in enumerate(_STRONG.split(_before_dash(opened) if opened != trimmed else opened, _MOST_PIECES)):
        inner = number and not any(credit.kind == "person" for credit in credits)  # "Harbour Post | By Jane Doe"
        for part in _parts(_without_opening(piece.strip(TRIM), stated) if inner else piece):
            name, ended = (part, False) if stated else _before_stop(part)
            _add(credits, name, sites, stated)
            if ended:
                return tuple(_with_contact(credits, contacts))
    return tuple(_with_contact(credits, contacts))


def _before_dash(text: str) -> str:
    """ "By Jane Doe" of "By Jane Doe — San Marco": what looks like one more name behind a dash is where they wrote."""
    head, dash, tail = text.rpartition(" — ")
    return head if dash and looks_like_person(tail.strip(TRIM)) and not agency_of(tail) else text


def unglued(text: str) -> str:
    """A gap where only the layout has one: "Jane DoePublished", "Jane DoeMay 3"."""
    for match in reversed(list(_SEAM.finditer(text))):
        word = _bare(re.split(r"[^\w-]", text[match.end() :], maxsplit=1)[0])
        if word in words("bylines", "stop") or word in words("bylines", "role") or word in _months():
            text = f"{text[: match.end()]} {text[match.end() :]}"
    return text


@cache
def _months() -> frozenset[str]:
    return frozenset(name for names in table("months").values() for name in names)


def _with_contact(credits: list[Credit], contacts: list[str]) -> list[Credit]:
    if contacts and len(credits) == 1:
        return [replace(credits[0], contact=contacts[0])]
    return credits


def _before_stop(part: str) -> tuple[str, bool]:
    """A part up to the first word that cannot be of a name: a number, a word of the page."""
    stop = words("bylines", "stop")
    tokens = part.split()
    for number, token in enumerate(tokens):
        dated = number + 1 < len(tokens) and tokens[number + 1][:1].isdigit() and _bare(token) in _months()
        if token[:1].isdigit() or _bare(token) in stop or dated:
            return " ".join(tokens[:number]), True
    return part, False


def _contacts(text: str) -> tuple[str, list[str]]:
    if "@" not in text:
        return text, []
    found = EMAIL.findall(text)
    text = EMAIL.sub("", text)
    found += ["@" + name for name in _HANDLE.findall(text)]
    return " ".join(_HANDLE.sub("", text).split()), found


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


def pieces(text: str) -> list[str]:
    """A line split at bars, bullets and spaced dashes."""
    return [piece for piece in _STRONG.split(text) if piece.strip()]


def stops(tokens: Sequence[str]) -> bool:
    """Some of the words cannot be of a name: words of the page or of dates."""
    found = {_bare(token) for token in tokens}
    return not (words("bylines", "stop").isdisjoint(found) and _dating().isdisjoint(found))


@cache
def _dating() -> frozenset[str]:
    parts = (words("datelabels", part) for part in ("published", "modified", "weekdays"))
    return frozenset(word for part in parts for word in part if len(word) > 3 or not word.isascii())


def before_place(text: str) -> str:
    """ "Jane Doe" of "Jane Doe in Berlin"."""
    return _PLACE.sub("", text)


def other_work(text: str) -> bool:
    """The words before a name say that the person did something else than write: "Reviewed by"."""
    return not words("bylines", "other_work").isdisjoint(_bare(token) for token in text.split()[-4:])


@cache
def _commas() -> re.Pattern[str]:
    return re.compile(rf"\s*[,，]\s+(?:(?:{_joining()})\s+)?", re.IGNORECASE)


@cache
def _joining() -> str:
    return "|".join(sorted(map(re.escape, words("bylines", "joining")), key=len, reverse=True))


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s+(?:{_joining()})\s+|\s*[&＆+]\s*|\s*[、，]\s*", re.IGNORECASE)


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


def _without_opening(text: str, stated: bool) -> str:
    for _ in range(3):
        opening = opening_of(text)
        if not opening or (stated and len(opening) < 3 and text[len(opening) :].strip()[:1].islower()):
            break
        text = text[len(opening) :].strip(TRIM)
    return text


def _parts(piece: str) -> Iterator[str]:
    """A piece split at commas and joining words, where what stands between are names."""
    for comma in _commas().split(piece):
        sides = [side for side in _joint().split(comma) if side.strip()]
        if len(sides) > 1 and all(_may_stand_alone(side) for side in sides):
            yield from sides
        else:
            yield comma


def _may_stand_alone(side: str) -> bool:
    side = side.strip(TRIM)
    return looks_like_person(side) or agency_of(side) is not None or bool(_CJK.fullmatch(side))


def _add(credits: list[Credit], part: str, sites: frozenset[str], stated: bool) -> None:
    """Append what a part says: a name, or the role or letters of the name before it."""
    part, role = _parenthesis(_trimmed(part))
    if not part or len(part) > _MAX_NAME:
        return
    if credits and _is_credential(part):
        credits[-1] = replace(credits[-1], name=f"{credits[-1].name}, {part}")
        return
    name, own_role = _split_role(_DANGLING.sub("", _without_place(part, stated)), stated)
    role = role or own_role
    if not name:
        if role and credits and credits[-1].role is None:
            credits[-1] = replace(credits[-1], role=role)
        elif role and stated and not credits:
            credits.append(Credit(part, "group"))
        return
    if kind := _kind(name, sites, stated):
        credits.append(Credit(name, kind, role))


def _trimmed(part: str) -> str:
    """Without punctuation at the ends; the full stop of "Ph.D." or "Jr." stays."""
    inner = part.strip(TRIM)
    last = inner.rsplit(" ", 1)[-1]
    keeps = part.strip().startswith(inner + ".") and ("." in last or last.casefold() in words("bylines", "credentials"))
    return inner + "." if keeps else inner


def _without_place(part: str, stated: bool) -> str:
    """ "Jane Doe" of "Jane Doe in Berlin": what stands before the place must be a name of its own."""
    head = _PLACE.sub("", part)
    return head if not stated or looks_like_person(head) or agency_of(head) else part


def _parenthesis(part: str) -> tuple[str, str | None]:
    """A part without a closing parenthesis that gives agency or role; other parentheses belong to the name."""
    part = _INITIALS.sub("", part)
    match = _PARENTHESIS.search(part)
    if match and (agency_of(match[1]) or has_role(match[1])):
        role = match[1] if has_role(match[1]) else None
        return (part[: match.start()] + part[match.end() :]).strip(TRIM), role
    return part, None


def _kind(name: str, sites: frozenset[str], stated: bool) -> Kind | None:
    if not any(char.isalpha() for char in name):
        return None
    if agency_of(name) or (_is_group(name) and agency_of(name.partition(" ")[0])):
        return "agency"
    shouted = any(token.isupper() and len(token) > 2 and squashed(token) in sites for token in name.split())
    if squashed(name) in sites or shouted or (_is_group(name) and (stated or _is_title_case(name))):
        return "group"
    if looks_like_person(name):
        return "person"
    return "handle" if stated and len(name.split()) <= 5 else None


@lru_cache(maxsize=2048)
def _bare(token: str) -> str:
    return token.partition("：")[0].strip(".,:()[]'’\"").casefold()


@lru_cache(maxsize=512)
def _is_group(name: str) -> bool:
    tokens = [_bare(token) for token in name.split()]
    if words("bylines", "group").intersection(tokens):
        return True
    return not name.isascii() and any(name.endswith(word) for word in words("bylines", "group") if not word.isascii())


def _is_title_case(name: str) -> bool:
    return not any(token.islower() and len(token) > 3 for token in name.split()) and not name.startswith("in ")


def has_role(text: str) -> bool:
    """One of the words says what somebody does for a living: reporter, Redakteurin ..."""
    return not words("bylines", "role").isdisjoint(_bare(token) for token in text.split())


def _is_credential(part: str) -> bool:
    tokens = [token.replace(".", "").strip(",®™").casefold() for token in part.split()]
    known = words("bylines", "credentials")
    return (
        0 < len(tokens) <= 4
        and tokens[0] in known
        and all(token in known or (token.isdigit() and len(token) < 4) for token in tokens)
    )


def _split_role(part: str, stated: bool) -> tuple[str, str | None]:
    """(name, role) of "Jane Doe Senior Reporter", "Reporter Jane Doe", "Senior Reporter" or "구현모 기자"."""
    tokens = part.split()
    roles = words("bylines", "role")
    spots = [number for number, token in enumerate(tokens) if _bare(token) in roles]
    if not spots:
        return part, None
    head = " ".join(tokens[: spots[0]])
    if tokens[0].isupper() and agency_of(tokens[0]):  # "AP Technology Writers"
        return "", part
    if spots[0] >= 2 and looks_like_person(head) and (not stated or len(tokens) - spots[0] > 1):
        return head, " ".join(tokens[spots[0] :])
    if spots[0] >= 1 and _HANGUL.search(head) and _CJK.fullmatch(head):
        return head, " ".join(tokens[spots[0] :])
    tail = " ".join(tokens[spots[-1] + 1 :])
    if looks_like_person(tail):
        return tail, " ".join(tokens[: spots[-1] + 1])
    return (part, None) if stated and _is_group(part) else ("", part)


@lru_cache(maxsize=512)
def looks_like_person(name: str) -> bool:
    """Two to six words that are written like a name, in any script. Pure; cached as every step asks about one name."""
    if names_behind_role(name):
        return True
    if _CJK.fullmatch(name) and not _is_group(name) and not is_no_person(name):
        return 2 <= len(name.replace(" ", "")) <= 12 and not any("\u3040" <= char <= "\u309f" for char in name[-2:])
    tokens = name.split()
    if (
        not 2 <= len(tokens) <= 6
        or is_unspaced(name)
        or len(name) > _MAX_NAME
        or any(char.isdigit() or char in "@?!_=<>{}:：" for char in name)
    ):
        return False
    particles, credentials = words("bylines", "particles"), words("bylines", "credentials")
    strong = 0
    if not (tokens[0][:1].isupper() or not tokens[0].isascii() or _bare(tokens[0]) in particles - {"in", "op"}):
        return False
    for token in tokens:
        first = token.lstrip("(\"'“‘’")[:1]
        if first.isupper() or (first.isalpha() and first.lower() == first.upper()):
            strong += 1
        elif (
            _bare(token) not in particles and _bare(token).replace(".", "") not in credentials and "'" not in token[:3]
        ):
            return False
    return strong >= 2 and not _is_group(name)
