"""What a few words look like: a person, a desk or house, a role, the letters of a degree."""

from __future__ import annotations

import re
from functools import lru_cache

from ..wordlist import words
from .agencies import agency_of
from .han import is_no_person, is_unspaced, names_behind_role

MAX_NAME = 70  # characters
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3々・･\s]{2,16}")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


@lru_cache(maxsize=2048)
def bare(token: str) -> str:
    """A word as it is looked up: without the signs around it, in small letters. Pure; words come again and again."""
    return token.partition("：")[0].strip(".,:()[]'’\"").casefold()


@lru_cache(maxsize=512)
def is_group(name: str) -> bool:
    """A word in it says that it is a desk, a team or a house: "News", "Redaktion"."""
    tokens = [bare(token) for token in name.split()]
    if words("bylines", "group").intersection(tokens):
        return True
    return not name.isascii() and any(name.endswith(word) for word in words("bylines", "group") if not word.isascii())


def is_title_case(name: str) -> bool:
    """Written as names are: none of the longer words is in small letters."""
    return not any(token.islower() and len(token) > 3 for token in name.split()) and not name.startswith("in ")


def has_role(text: str) -> bool:
    """One of the words says what somebody does for a living: reporter, Redakteurin ..."""
    return not words("bylines", "role").isdisjoint(bare(token) for token in text.split())


def is_credential(part: str) -> bool:
    """Nothing but letters that stand behind a name: "Ph.D.", "MD"."""
    tokens = [token.replace(".", "").strip(",®™").casefold() for token in part.split()]
    known = words("bylines", "credentials")
    return (
        0 < len(tokens) <= 4
        and tokens[0] in known
        and all(token in known or (token.isdigit() and len(token) < 4) for token in tokens)
    )


def split_role(part: str, stated: bool) -> tuple[str, str | None]:
    """(name, role) of "Jane Doe Senior Reporter", "Reporter Jane Doe", "Senior Reporter" or "구현모 기자"."""
    tokens = part.split()
    roles = words("bylines", "role")
    spots = [number for number, token in enumerate(tokens) if bare(token) in roles]
    if not spots:
        return part, None
    head = " ".join(tokens[: spots[0]])
    if tokens[0].isupper() and agency_of(tokens[0]):  # "AP Technology Writers"
        return "", part
    if spots[0] >= 2 and looks_like_person(head) and (not stated or len(tokens) - spots[0] > 1):
        return head, " ".join(tokens[spots[0] :])
    if spots[0] >= 1 and _HANGUL.search(head) and CJK.fullmatch(head):
        return head, " ".join(tokens[spots[0] :])
    tail = " ".join(tokens[spots[-1] + 1 :])
    if looks_like_person(tail):
        return tail, " ".join(tokens[: spots[-1] + 1])
    return (part, None) if stated and is_group(part) else ("", part)


@lru_cache(maxsize=512)
def looks_like_person(name: str) -> bool:
    """Two to six words that are written like a name, in any script. Pure; cached as every step asks about one name."""
    if names_behind_role(name):
        return True
    if CJK.fullmatch(name) and not is_group(name) and not is_no_person(name):
        return 2 <= len(name.replace(" ", "")) <= 12 and not any("\u3040" <= char <= "\u309f" for char in name[-2:])
    tokens = name.split()
    if (
        not 2 <= len(tokens) <= 6
        or is_unspaced(name)
        or len(name) > MAX_NAME
        or any(char.isdigit() or char in "@?!_=<>{}:：" for char in name)
    ):
        return False
    particles, credentials = words("bylines", "particles"), words("bylines", "credentials")
    strong = 0
    if not (tokens[0][:1].isupper() or not tokens[0].isascii() or bare(tokens[0]) in particles - {"in", "op"}):
        return False
    for token in tokens:
        first = token.lstrip("(\"'“‘’")[:1]
        if first.isupper() or (first.isalpha() and first.lower() == first.upper()):
            strong += 1
        elif bare(token) not in particles and bare(token).replace(".", "") not in credentials and "'" not in token[:3]:
            return False
    return strong >= 2 and not is_group(name)
