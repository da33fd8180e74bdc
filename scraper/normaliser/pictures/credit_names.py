"""What a credit's name looks like: people, agencies, ``Name/Agency``; and what is a sentence instead."""

from __future__ import annotations

import re

from ..wordlist import words

AGENCIES, STANDINS = words("credits", "agencies"), words("credits", "standins")
NAMED = AGENCIES | STANDINS
_AGENCY_WORDS = frozenset(word for agency in AGENCIES for word in agency.split())
_PARTICLES, ARTICLES = words("credits", "particles"), words("credits", "articles")

_MAX_WORDS = 14  # of a credit
MAX_CHARS = 140
OPEN, CLOSE = "([（［【〔", ")]）］】〕"
_PAIRS = dict(zip(OPEN, CLOSE, strict=True))
SEPARATORS = " \t\n|–—-−/\\,;:：=＝•·*+~›»«"
# Vowel signs and points belong to their letter, though they are no letters to a regular expression.
MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0981-\u0983\u09bc-\u09cd"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
_WORD = re.compile(rf"[\w{MARKS}]+(?:['’.-][\w{MARKS}]+)*")
INITIAL = re.compile(r"(?:^|[\s./(])(?:[^\W\d_]|Jr|Sr|St|Dr|Mr|Ms|Mrs|Ph|Th|Chr|[A-Z]{2})\.$")
_STOP = re.compile(r"[.!?。।][\"”’»)\]]*\s*(?=[^\W_]|[(\[“]\w)")
_WEB_SITE = re.compile(r"\w[\w-]*\.(?:[a-z]{2,3})$", re.I)


def looks_like_name(text: str, *, loose: bool = False) -> bool:
    """Whether a text reads as names rather than as a sentence: short, capitals, hardly a word of prose.

    ``loose`` is for text that a label, a sign or brackets already mark as a credit.
    """
    text = text.strip(SEPARATORS + ".()[]（）")
    if len(text) > MAX_CHARS or not any(char.isalpha() for char in text):
        return False
    parts = _WORD.findall(text)
    if len(parts) > _MAX_WORDS or _has_sentence_end(text):
        return False
    if not loose and any(part.isdigit() for part in parts) and not ends_with_agency(text):
        return False
    if parts[0].lower() in ARTICLES and not ends_with_agency(text) and len(parts) > 1 and not loose:
        return False
    if not text.isascii() and not any(char.isupper() or char.islower() for char in text):
        return len(parts) <= 6 and len(text) <= 40 and not re.search("[。、はがをに]", text)
    return len(_prose(parts)) <= (3 if loose else 1 if len(parts) > 2 else 0)


def is_only_names(text: str) -> bool:
    """Whether not a single word of a text is prose."""
    return looks_like_name(text) and not _prose(_WORD.findall(text))


def _prose(parts: list[str]) -> list[str]:
    return [part for part in parts if part[0].islower() and not _may_be_lower(part)]


def _may_be_lower(word: str) -> bool:
    lower = word.lower()
    return (
        lower in _PARTICLES or lower in NAMED or lower in _AGENCY_WORDS or lower != word or bool(_WEB_SITE.match(word))
    )


def _has_sentence_end(text: str) -> bool:
    """A full stop inside that does not follow an initial and does not introduce another role ("Hair: ...")."""
    for stop in _STOP.finditer(text):
        glued = stop.end() == stop.start() + 1 and not text[stop.end()].isupper()  # a web address, a number
        if (
            not glued
            and not INITIAL.search(text[: stop.start() + 1])
            and not re.match(r"[\w -]{2,20}:", text[stop.end() :])
        ):
            return True
    return False


def is_full_name(text: str) -> bool:
    """Two to four words with capitals and nothing else."""
    parts = text.strip(". ").split()
    return 2 <= len(parts) <= 4 and all(part[0].isupper() and part.strip(".").isalpha() for part in parts)


def is_person(text: str) -> bool:
    """Two to five words that can be one person's name: capitals, and particles between them."""
    parts = text.strip(". ").split()
    if not 2 <= len(parts) <= 5 or not (parts[0][0].isupper() and parts[-1][0].isupper()):
        return False
    return all(part[0].isupper() or part in _PARTICLES for part in parts)


def is_agency_credit(tail: str) -> bool:
    """``KCNA``, ``(KCNA)``, ``Jane Doe/AP``, ``AP / Jane Doe``, ``Jane Doe via Getty Images``."""
    bare = unbracketed(tail.strip(SEPARATORS + "."))
    if bare[:1] in OPEN and bare[:1]:  # "(left) Jane Doe/AP" begins with something else
        return False
    if bare.lower() in NAMED:
        return bare.lower() in AGENCIES
    if not looks_like_name(bare):
        return False
    if ends_with_agency(bare) or _starts_with_agency(bare):
        return True
    first, slash, second = bare.partition("/")
    shaped = bool(slash) and len(first.strip()) > 1 and len(second.strip()) > 1
    return shaped and (len(_WORD.findall(bare)) >= 3 or bool(_WEB_SITE.match(first.strip())))


def ends_with_agency(text: str) -> bool:
    bare = text.strip(SEPARATORS + ".()[]（）").lower()
    last = re.split(r"[/|,;(（]\s*|\svia\s", bare)[-1].strip()
    parts = last.split()
    if len(parts) == 1 and last in STANDINS and last != bare:
        return True
    return any(" ".join(parts[-count:]) in AGENCIES for count in (1, 2, 3) if count <= len(parts))


def _starts_with_agency(text: str) -> bool:
    first = re.split(r"\s?[/|,;:–—-]\s?", text.strip(), maxsplit=1)
    return len(first) > 1 and (first[0].lower() in NAMED or bool(_WEB_SITE.match(first[0])))


def begins_like_name(text: str) -> bool:
    first = text.split()[:1]
    return bool(first) and (not first[0][0].islower() or first[0].lower() in NAMED | _PARTICLES)


def unbracketed(text: str) -> str:
    """Brackets around the whole, or without a partner, go."""
    if text and text[0] in OPEN and (text.find(_PAIRS[text[0]]) in (-1, len(text) - 1)):
        text = text[1:-1] if text[-1] == _PAIRS[text[0]] else text[1:]
    elif text and text[-1] in CLOSE and not any(char in text for char in OPEN):
        text = text[:-1]
    return text
