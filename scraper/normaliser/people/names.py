"""Bylines as printed or stated -> people, agencies and desks, one by one, with role and contact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import dropwhile
from typing import Literal

from ..folding import plain, squashed
from ..wordlist import table, words
from .agencies import TRIM, agency_of
from .han import name_before_role, names_behind_role
from .parting import before_place, house_behind, is_opening, joined, parts, pieces, without_opening, without_pronouns
from .shapes import MAX_NAME, bare, has_role, is_credential, is_group, is_title_case, looks_like_person, split_role

Kind = Literal["person", "handle", "agency", "group"]

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+")
_HANDLE = re.compile(r"(?<![\w/])@(\w{2,40})")
_PARENTHESIS = re.compile(r"\s*[（(]([^()（）]{1,60})[)）]")
_INITIALS = re.compile(r"\s*[（(][a-zäöüß]{2,4}\.?[)）]$")  # "(obe)": how a newsroom signs
_UNSET = "(?:null|undefined|none|nil|nan|n/a)"  # what programs print for a name that is not there
# What stands for a name: a template that nobody filled.
_VARIABLE = re.compile(rf"[a-z_]+(?:\.[a-z_]+){{2,}}|[{{%$].*|[Nn]ame,?|(?i:{_UNSET}(?: {_UNSET})?)")
_DANGLING = re.compile(r"\s+(?:on|at|in|for|from|am|vom|im|um|le|el|il|op)$")  # what followed was a date or a place
_SEAM = re.compile(r"(?<=[^\W\dA-Z_])(?=[A-Z][a-z]+\b)")  # where a gap is only in the layout


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
    lines: list[str] = []
    contacts: list[str] = []
    for line in text.split("\n"):
        said, found = _contacts(without_pronouns(plain(line if stated else unglued(line))))
        lines += [said] if said else []
        contacts += found
    text = " ".join(lines)
    if not text or "://" in text or text.lower().startswith("www."):
        return ()
    if is_opening(text) or _VARIABLE.fullmatch(text):
        return ()
    trimmed = text.strip(TRIM)
    if named := names_behind_role(trimmed) or names_behind_role(without_opening(trimmed, stated)):
        return tuple(_with_contact([Credit(name, "person") for name in named], contacts))
    credits: list[Credit] = []
    for line in joined(lines):
        if _read_line(credits, line.strip(TRIM), sites, stated):
            break
    return tuple(_with_contact(credits, contacts))


def _read_line(credits: list[Credit], line: str, sites: frozenset[str], stated: bool) -> bool:
    """Append what a line names; whether a word stands in it before which all names end."""
    opened = without_opening(line, stated)
    for number, piece in enumerate(pieces(_before_dash(opened) if opened != line else opened)):
        inner = number and not any(credit.kind == "person" for credit in credits)  # "Harbour Post | By Jane Doe"
        for part in parts(without_opening(piece.strip(TRIM), stated) if inner else piece, sites):
            name, ended = (part, False) if stated else _before_stop(part)
            _add(credits, name, sites, stated)
            if ended:
                return True
    return False


def _before_dash(text: str) -> str:
    """ "By Jane Doe" of "By Jane Doe — San Marco": what looks like one more name behind a dash is where they wrote."""
    head, dash, tail = text.rpartition(" — ")
    return head if dash and looks_like_person(tail.strip(TRIM)) and not agency_of(tail) else text


def unglued(text: str) -> str:
    """A gap where only the layout has one: "Jane DoePublished", "Jane DoeMay 3"."""
    for match in reversed(list(_SEAM.finditer(text))):
        word = bare(re.split(r"[^\w-]", text[match.end() :], maxsplit=1)[0])
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
        dated = number + 1 < len(tokens) and tokens[number + 1][:1].isdigit() and bare(token) in _months()
        if token[:1].isdigit() or bare(token) in stop or dated:
            return " ".join(tokens[:number]), True
    return part, False


def _contacts(text: str) -> tuple[str, list[str]]:
    if "@" not in text:
        return text, []
    found = EMAIL.findall(text)
    text = EMAIL.sub("", text)
    found += ["@" + name for name in _HANDLE.findall(text)]
    return " ".join(_HANDLE.sub("", text).split()), found


def stops(tokens: Sequence[str]) -> bool:
    """Some of the words cannot be of a name: words of the page or of dates."""
    found = {bare(token) for token in tokens}
    return not (words("bylines", "stop").isdisjoint(found) and _dating().isdisjoint(found))


@cache
def _dating() -> frozenset[str]:
    parts = (words("datelabels", part) for part in ("published", "modified", "weekdays"))
    return frozenset(word for part in parts for word in part if len(word) > 3 or not word.isascii())


def other_work(text: str) -> bool:
    """The words before a name say that the person did something else than write: "Reviewed by"."""
    return not words("bylines", "other_work").isdisjoint(bare(token) for token in text.split()[-4:])


def _add(credits: list[Credit], part: str, sites: frozenset[str], stated: bool) -> None:
    """Append what a part says: a name, or the role or letters of the name before it."""
    part, role = _parenthesis(_trimmed(part))
    if not part or len(part) > MAX_NAME:
        return
    if credits and is_credential(part):
        credits[-1] = replace(credits[-1], name=f"{credits[-1].name}, {part}")
        return
    part = _DANGLING.sub("", _without_place(part, stated))
    if found := house_behind(part, sites):
        name, house, own_role = found
        credits.append(Credit(name, "person", role or own_role))
        credits.append(Credit(house, "agency" if agency_of(house) else "group"))
        return
    name, own_role = name_before_role(part) or split_role(part, stated)
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
    head = before_place(part)
    return head if not stated or looks_like_person(head) or agency_of(head) else part


def _parenthesis(part: str) -> tuple[str, str | None]:
    """A part without a closing parenthesis that gives agency or role; other parentheses belong to the name."""
    part = _INITIALS.sub("", part)
    match = _PARENTHESIS.search(part)
    roles = list(dropwhile(lambda said: not has_role(said), re.split(r"\s*[,|]\s*", match[1]))) if match else []
    if match and (roles or any(map(agency_of, re.split("[,|/]", match[1])))):
        return (part[: match.start()] + part[match.end() :]).strip(TRIM), ", ".join(roles) or None
    return part, None


def _kind(name: str, sites: frozenset[str], stated: bool) -> Kind | None:
    if not any(char.isalpha() for char in name):
        return None
    if agency_of(name) or (is_group(name) and agency_of(name.partition(" ")[0])):
        return "agency"
    shouted = any(token.isupper() and len(token) > 2 and squashed(token) in sites for token in name.split())
    if squashed(name) in sites or shouted or (is_group(name) and (stated or is_title_case(name))):
        return "group"
    if looks_like_person(name):
        return "person"
    return "handle" if stated and len(name.split()) <= 5 else None
