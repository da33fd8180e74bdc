"""Credits that announce themselves: by a label ("Photo: ...", "(Foto: ...)", "Photo by ...") or a copyright sign."""

from __future__ import annotations

import re
from itertools import islice

from ..wordlist import words
from .credit_names import (
    ARTICLES,
    CLOSE,
    INITIAL,
    MARKS,
    MAX_CHARS,
    NAMED,
    OPEN,
    SEPARATORS,
    begins_like_name,
    ends_with_agency,
    is_full_name,
    looks_like_name,
)

Spans = list[tuple[int, int]]

LABELS, _SOURCES = words("credits", "labels"), words("credits", "sources")
_ANNOUNCING = LABELS | _SOURCES
_CONNECTIVES = words("credits", "connectives")
_AUTHORSHIP = _CONNECTIVES - {"via", "of", "from", "courtesy"}
_OUTLET_WORDS = 4  # words of a newspaper's name before the label
_SIGNS = 12  # copyright signs of one text behind which a name is looked for
_COURTESY = "Courtesy"  # needs neither colon nor "of"
_STRONG_COLON = ":：=＝"
_DOTS = ("...", "…")  # "Credit... Jane Doe"
_LABEL_WORD = re.compile(rf"[^\W\d_]+(?:[{MARKS}]+[^\W\d_]*)*(?:['’][^\W\d_]+)?")
MARK = re.compile(r"©|ⓒ|Ⓒ|[(（][cCｃＣ][)）]|&copy;|\b[Cc]opyright\b:?|\bCOPYRIGHT\b:?")
BOUNDARY = re.compile(
    r"[.!?…。！？।][\"”’'»“)\]]*(?:\s+|(?=[^\W\d_])|(?=[(（\[]))"  # a sentence ends, sometimes without a space after it
    r"|\s[/–—-]+\s+|\s*\|\s*|\n+|\s+(?=[(（\[])|\s//?(?=[^\W\d_])|、|＝"
)


def labelled(text: str) -> Spans:
    """Spans that begin with a label and go on to the end of the name."""
    if _ANNOUNCING.isdisjoint(_LABEL_WORD.findall(text.lower())):
        return []
    spans: Spans = []
    found = list(_LABEL_WORD.finditer(text))
    skip_to = 0
    for number, word in enumerate(found):
        if word.start() < skip_to or word[0].lower() not in _ANNOUNCING:
            continue
        if number + 1 < len(found) and f"{word[0]} {found[number + 1][0]}".lower() in NAMED:
            continue  # "picture alliance"
        name_start = _announced(text, found, number)
        sure = name_start > 0 and _is_sure(text, word, name_start)
        if name_start and (end := _name_end(text, name_start, _bracket_before(text, word.start()), loose=sure)):
            spans.append(_with_brackets(text, word.start(), end))
            skip_to = spans[-1][1]
    return spans


def _announced(text: str, found: list[re.Match[str]], number: int) -> int:
    """Where the name begins that the label at ``number`` announces; 0 when it is no label."""
    last, strong = _label_run(text, found, number)
    first_word, last_word = found[number], found[last]
    start = first_word.start()
    gap = text[last_word.end() : found[last + 1].start()] if last + 1 < len(found) else text[last_word.end() :]
    colon = any(char in _STRONG_COLON for char in gap) or gap.strip() in _DOTS
    after = last_word.end() + len(gap) - len(gap.lstrip(f"{SEPARATORS}([@{'.…' if gap.strip() in _DOTS else ''}"))
    free = start == 0 or _is_boundary(text, start)
    capital = first_word[0][0].isupper() or not first_word[0][0].islower()
    if colon:
        previous = found[number - 1][0].lower() if number else ""
        ok = free or (capital and strong and previous not in ARTICLES)
        return after if ok else 0
    if not free or not strong:
        return 0
    if last > number and ("," in gap or "/" in gap or last_word[0].lower() in _CONNECTIVES):
        return after
    next_word = found[last + 1][0].lower() if last + 1 < len(found) else ""
    if next_word in _CONNECTIVES and not gap.strip():
        return found[last + 1].end() + 1 if begins_like_name(text[found[last + 1].end() :]) else 0
    short = len(last_word[0]) <= 4 and gap == ". "  # an abbreviation: "Fot. Jan Kowalski"
    named = short or any(char in "/|" for char in text[last_word.end() :]) or ends_with_agency(text[after:])
    full = is_full_name(text[after:])
    return after if (start > 0 and (named or full)) or (full and first_word[0] == _COURTESY) else 0


def _is_sure(text: str, word: re.Match[str], name_start: int) -> bool:
    """Whether a noun with a colon behind a finished sentence leaves no doubt: "... depot. Photo: the press office"."""
    if word[0].lower() not in LABELS or not any(char in _STRONG_COLON for char in text[word.end() : name_start]):
        return False
    return text[: word.start()].rstrip(' \n"”’»“)')[-1:] in tuple(".!?…。।")


def _label_run(text: str, found: list[re.Match[str]], number: int) -> tuple[int, bool]:
    """The last word of a run such as "Photo credit" and whether it holds a noun that is strong on its own."""
    strong = found[number][0].lower() in LABELS
    last = number
    while last + 1 < len(found) and last - number < 3:
        gap = text[found[last].end() : found[last + 1].start()]
        word = found[last + 1][0].lower()
        if gap not in (" ", "/", " / ", "-", "") or not (word in LABELS or word in _SOURCES or word in _CONNECTIVES):
            break
        if word in _CONNECTIVES and found[last + 1][0][0].isupper() and gap != " ":
            break
        strong = strong or word in LABELS
        last += 1
    return last, strong


def _is_boundary(text: str, start: int) -> bool:
    """Whether a new phrase begins at ``start``: after the end of a sentence, a separator, a bracket or a line break."""
    before = text[:start].rstrip(" ")
    return not before or before[-1] in '.!?…。！？|–—-•:;/\n([（【〔)]）,"”»’＝*+'


def _bracket_before(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] in OPEN


def _name_end(text: str, start: int, in_bracket: bool, *, loose: bool = False) -> int:
    """The end of the name that begins at ``start``; 0 when what stands there is no name."""
    if in_bracket:
        depth = 0
        for position in range(start, min(len(text), start + MAX_CHARS)):
            if text[position] in OPEN:
                depth += 1
            elif text[position] in CLOSE:
                if depth == 0:
                    return position if looks_like_name(text[start:position], loose=True) else 0
                depth -= 1
    line = text.find("\n", start)
    end = line if line > 0 else len(text)
    if looks_like_name(text[start:end], loose=loose):
        return end
    for boundary in BOUNDARY.finditer(text, start, end):
        cut = boundary.start() + (text[boundary.start()] in ".")
        if not INITIAL.search(text[:cut]) and looks_like_name(text[start : boundary.start()]):
            return boundary.start()
    return 0


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened by brackets that enclose it and the separators before it."""
    if start and text[start - 1] in OPEN and end < len(text) and text[end] in CLOSE:
        start, end = start - 1, end + 1
    while start and text[start - 1] in SEPARATORS:
        start -= 1
    return start, end


def is_lone_label(text: str) -> bool:
    """Whether a line is a label with its colon and nothing else: "Photo:"."""
    return text.rstrip()[-1:] in tuple(_STRONG_COLON) and text.rstrip(" " + _STRONG_COLON).casefold() in LABELS


def label_end(text: str) -> int:
    """How many characters of a credit's start are its label."""
    found = list(_LABEL_WORD.finditer(text, 0, MAX_CHARS))
    if not found or found[0].start():
        return 0
    if found[0][0].lower() not in _ANNOUNCING:
        return _outlet_end(text, found)
    if len(found) > 1 and f"{found[0][0]} {found[1][0]}".lower() in NAMED:
        return 0
    last, strong = _label_run(text, found, 0)
    gap_end = found[last + 1].start() if last + 1 < len(found) else len(text)
    gap = text[found[last].end() : gap_end]
    dotted = (len(found[last][0]) <= 4 and gap == ". ") or gap.strip() in _DOTS  # "Fot. Jan Kowalski", an abbreviation
    if dotted or any(char in _STRONG_COLON + ",/|" for char in gap) or (strong and (last > 0 or not gap.strip())):
        return gap_end if gap_end < len(text) and not any(char in "([@" for char in gap) else found[last].end()
    return 0


def _outlet_end(text: str, found: list[re.Match[str]]) -> int:
    """The end of a label that names the newspaper first: "Gazette photo by Walt Emory"."""
    for number, word in enumerate(found[1:_OUTLET_WORDS], 1):
        if text[found[number - 1].end() : word.start()] != " " or not found[number - 1][0][0].isupper():
            return 0
        if word[0].lower() in LABELS:
            joint = found[number + 1] if number + 1 < len(found) else word
            joined = joint[0].lower() in _AUTHORSHIP and is_full_name(text[joint.end() :])
            return joint.end() + 1 if joined else 0
    return 0


def marked(text: str) -> Spans:
    """From a copyright sign to the end of the name."""
    for mark in islice(MARK.finditer(text), _SIGNS):
        start = mark.end() + len(text[mark.end() :]) - len(text[mark.end() :].lstrip(SEPARATORS))
        end = _name_end(text, start, _bracket_before(text, mark.start()), loose=not mark[0][0].isalpha())
        if start < len(text) and end:
            return [_with_brackets(text, mark.start(), end)]
    return []
