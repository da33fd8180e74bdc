"""Bylines in Chinese: no spaces tell where a label ends and a name begins, and several names stand in one line."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from ...letters import HAN_OR_KANA
from ..wordlist import table, words

_NAME = r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,4}·[\u3400-\u9fff]{1,8}"
_GLUED = rf"(?:作者|撰文|采写|本报记者|记者)({_NAME})"  # the label, then the name at once
# In Japanese, where a space may part surname and name, "记者" is written with another letter.
_STAFF = rf"[\u3400-\u9fff]{{0,12}}(?:记者|作者)((?:\s+(?:{_NAME})){{1,6}})"
_SEVERAL = rf"(?:{_NAME})(?:\s+(?:{_NAME})){{2,6}}"  # of two one may be the surname, the other what follows
_IN_LEAD = (
    rf"[（(〔【\[][\u3400-\u9fff]{{0,6}}?(?:记者|記者)[\s:：]*((?:{_NAME})(?:[、，,\s和]+(?:{_NAME})){{0,5}})"
    r"\s*(?:[／/][^）)〕】\]]{1,16})?[）)〕】\]]"
)  # （记者 段彦超 廖艳）, 〔記者葉孟潔／台北報導〕
_LETTERS = r"[\u3040-\u30ff\u3400-\u9fff々・]{1,4}"
_WHOLE = 3  # letters of a Japanese name with both its parts
_DEPARTMENTS = ("部", "局", "班", "課", "室", "支社")
_LEAD = 80  # characters of the first paragraph in which its reporters are named
_HELPERS = frozenset("通讯员 通訊員 实习生 實習生 摄影 攝影 整合 综合 綜合 报道 報道 報導 编译 編譯 整理 采写".split())
_PARTED = re.compile(r"[、，,\s和]+")
_LONGEST = 6  # letters of a person's name without a dot between its parts
_HAN = re.compile(r"[\u3400-\u9fff\s]+")


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    """Compiled when the first page in another script asks: with these ranges it takes a twentieth of the start."""
    return re.compile(expression)


def names_behind_role(text: str) -> list[str]:
    """The people of "澎湃新闻记者 段彦超 廖艳", "作者魏星" and "段彦超 廖艳 魏星"; empty for what is no such line."""
    if text.isascii():
        return []
    if found := _pattern(_STAFF).fullmatch(text):
        return found[1].split()
    if _pattern(_SEVERAL).fullmatch(text) and any(map(has_surname, text.split())):
        return text.split()
    glued = _pattern(_GLUED).fullmatch(text)
    return [glued[1]] if glued and has_surname(glued[1]) else []


def name_before_role(text: str) -> tuple[str, str] | None:
    """(name, role) of "田中太郎 記者", as Japanese newspapers sign.

    What is too short for a whole name, ends like a department or a paper, or is a foreign word is no name.
    """
    found = None if text.isascii() else _signed().fullmatch(text)
    if found is None or found[1].endswith(_houses()) or not _HAN.search(found[1].replace(" ", "")):
        return None
    return (found[1], found[2]) if len(found[1].replace(" ", "")) >= _WHOLE else None


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(rf"({_LETTERS} ?{_LETTERS}) ({'|'.join(table('bylines')['role']['ja'])})")


@cache
def _houses() -> tuple[str, ...]:
    return (*_DEPARTMENTS, *(word for word in words("bylines", "group") if HAN_OR_KANA.search(word)))


def reporters_in_lead(text: str) -> tuple[list[str], tuple[int, int]] | None:
    """The people whom a story's first words name as its reporters, and where."""
    found = None if text.isascii() else _pattern(_IN_LEAD).search(text[:_LEAD])
    listed = _PARTED.split(found[1]) if found else []
    names = list(takewhile(lambda name: name not in _HELPERS, listed))  # then who helped, or what they did
    return (names, found.span()) if found and names and has_surname(names[0]) else None


def has_surname(name: str) -> bool:
    """Whether a name begins with one of the commonest Chinese surnames."""
    listed = words("bylines", "surnames")
    return "·" in name or name[:1] in listed or name[:2] in listed


def is_no_person(name: str) -> bool:
    """Whether Chinese characters are too many for a person, or begin with a label: "来源海港"."""
    return bool(_HAN.fullmatch(name)) and (len(name.replace(" ", "")) > _LONGEST or name.startswith(_labels()))


@cache
def _labels() -> tuple[str, ...]:
    return tuple(word for word in words("bylines", "stop") if len(word) > 1 and _HAN.fullmatch(word))


def is_unspaced(name: str) -> bool:
    """Whether Chinese or Japanese is in it, where no spaces part the words."""
    return not name.isascii() and HAN_OR_KANA.search(name) is not None
