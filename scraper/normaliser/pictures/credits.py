"""Captions and credits are printed in one breath; this takes the credit off.

``split_credit`` looks for, in this order: a label (``Photo: Jane Doe/AP``, ``(Foto: dpa)``, ``写真：…``) or a
copyright sign, a trailing name of an agency or ``Name/Agency`` after the end of a sentence or a dash, a closing
bracket that holds one. A word such as "photo" alone proves nothing: what follows it must look like a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..folding import squashed
from .credit_labels import BOUNDARY, MARK, Spans, label_end, labelled, marked
from .credit_names import (
    CLOSE,
    INITIAL,
    MAX_CHARS,
    OPEN,
    SEPARATORS,
    STANDINS,
    ends_with_agency,
    is_agency_credit,
    is_full_name,
    is_only_names,
    looks_like_name,
    unbracketed,
)

_EAST_ASIAN = re.compile(
    r"[（(【]?((?:[^\s（()）【】、。！？＝=，,「」]{0,12}(?:记者|記者|通讯员|通訊員)\s)?"  # "reporter of the paper"
    r"[^\s（()）【】、。＝=，,「」]{1,24}?)"
    r"\s?(?:記者)?(?:撮影|提供|攝影|摄影|供图|摄|攝|촬영|제공)[）)】]?\s*$"
)
_SUFFIXES = ("撮影", "提供", "影", "图", "摄", "攝", "촬영", "제공")
_FORMULA = re.compile(r"(?:^|[\s(\[])(A[FP]P?|EPA|EFE|ANSA|Reuters|DPA|dpa)[ -](?:Photo|Foto|foto|photo)\s?/\s?(?=\S)")
_LONGEST_CAPTION, _LONGEST_CREDIT = 2000, 500  # characters; from longer texts nothing is taken off
_FINISHED_WORDS = 6
_MIN_START = 20  # characters of the sentence before a bracket with a name
_POINTING = frozenset("left right center centre top bottom above below front back file links rechts oben unten".split())
_HANGUL_NAME = re.compile(r"[가-힣]{2,4}(?: ?(?:선임|인턴|수습)?기자)?")
_LEAD_IN = re.compile(r"^(?:19|20)\d\d[\s,]+|^(?:by|von|par|por|de|di|door|av|af|via|of|od|od|от)\s+(?=[^\W\d_])", re.I)

# "3 / 12" of a gallery: a slash with spaces around it, or numbers set off from the caption by a mark
_COUNTER = re.compile(
    r"^\(?\d{1,3}(?: / \d{1,3}\)?\s|\s?(?:/|of|von|de|sur|di|van|av|af|z|из)\s?\d{1,3}\)?\s?[:.–—|])\s*(?=[^\W\d])",
    re.I,
)


class Split(NamedTuple):
    """``caption`` and ``credit`` as values; ``spans`` are where the credit stands in the text, label included."""

    caption: str
    credit: str | None = None
    spans: tuple[tuple[int, int], ...] = ()


def split_credit(text: str, known: Sequence[tuple[int, int]] = ()) -> Split:
    """The caption without its credit. ``text`` may hold line breaks; nothing but a credit makes the caption empty.

    ``known`` are spans that the page itself marks as credit; they grow by their label and by what follows them. A name
    guessed around one of them gives way to it.
    """
    if not text or len(text) > _LONGEST_CAPTION:
        return Split(_tidy_caption(text))
    return _split(text, tuple(known))


@lru_cache(maxsize=512)
def _split(text: str, known: tuple[tuple[int, int], ...]) -> Split:
    """Pure; cached because every way to find a caption asks about the same lines."""
    spans = _found(text)
    if known:
        sure = [span for span in spans if is_strong(text, span) or not _overlaps(span, known)]
        spans = _merged(text, [*sure, *(_grown(text, span) for span in known)])
    names = [name for start, end in spans if (name := bare_credit(text[start:end]))]
    if not names:
        return Split(_tidy_caption(text))
    rest = " ".join(part for part in _outside(text, spans) if part)
    return Split(rest, ", ".join(distinct_names(names)), tuple(spans))


def _found(text: str) -> Spans:
    """Credits by their words alone."""
    return _earliest(labelled(text), marked(text)) or _closing(text) or _bracketed(text) or _east_asian(text)


def _earliest(one: Spans, other: Spans) -> Spans:
    """Both lists when they do not overlap, else the one that begins first."""
    first, second = sorted((one, other), key=lambda spans: spans[0] if spans else (1 << 30, 0))
    return first + [span for span in second if first and span[0] >= first[-1][1]]


def _grown(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A marked credit with what follows it in the line when that is part of the name: "/AP" behind "Jane Doe"."""
    start, end = span
    line = text.find("\n", end)
    line = len(text) if line < 0 else line
    rest = text[end:line]
    if rest.strip() and rest.lstrip()[0] in "/|,(-–&" and looks_like_name(text[start:line], loose=True):
        return start, line
    return span


def _overlaps(span: tuple[int, int], known: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in known)


def _merged(text: str, spans: Spans) -> Spans:
    """Spans in order, those that overlap or have nothing but separators between them made one; a label begins anew."""
    merged: Spans = []
    for start, end in sorted(spans):
        begins = label_end(text[start:end].lstrip(SEPARATORS + OPEN)) or (merged and text[merged[-1][1] - 1] in CLOSE)
        apart = merged and begins and start >= merged[-1][1]
        if merged and not apart and not text[merged[-1][1] : start].strip(SEPARATORS + OPEN + CLOSE):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def is_strong(text: str, span: tuple[int, int]) -> bool:
    """Whether a credit found at ``span`` says itself that it is one: by a label, a sign or an agency's formula."""
    printed = text[span[0] : span[1]]
    return squashed(printed) != squashed(bare_credit(printed)) or bool(_FORMULA.search(printed))


def distinct_names(names: list[str]) -> list[str]:
    """Names in order without those that another one contains."""
    kept: list[str] = []
    for name in names:
        if any(name.casefold() in other.casefold() for other in kept):
            continue
        kept = [other for other in kept if other.casefold() not in name.casefold()]
        kept.append(name)
    return kept


def bare_credit(text: str) -> str:
    """A credit without its label, brackets, copyright sign and separators; empty when nothing else is in it."""
    text = whole = " ".join(text.split())
    if len(text) > _LONGEST_CREDIT:
        return text
    before = ""
    while before != text:
        before = text
        text = unbracketed(text.strip(SEPARATORS + "."))
        mark = MARK.match(text)
        text = text[mark.end() :] if mark else text[label_end(text) :]
        text = _LEAD_IN.sub("", text.strip(SEPARATORS))
    if text.count("«") > text.count("»") and "»" in whole:
        text += " »" if " »" in whole else "»"  # of a name in quotation marks, not a separator
    found = _EAST_ASIAN.fullmatch(text)
    return found[1] if found else text


def _outside(text: str, spans: Spans) -> Iterator[str]:
    """The parts of the text around the spans, tidied."""
    position = 0
    for start, end in [*spans, (len(text), len(text))]:
        yield _tidy_caption(text[position:start])
        position = end


def _tidy_caption(text: str) -> str:
    """Single spaces, no separators at the ends, no bracket left open; a closing full stop stays."""
    text = _COUNTER.sub("", " ".join(text.split())).strip(SEPARATORS + "、，")
    while text and text[-1] in OPEN:
        text = text[:-1].rstrip(SEPARATORS)
    return text.lstrip(".,;)] ")


def _closing(text: str) -> Spans:
    """An agency, or a name with one, after the last sentence; the longest piece that is nothing else."""
    line = text.rstrip()
    if line[:1] in OPEN and line and unbracketed(line) == line[1:-1] and looks_like_name(line) and "." not in line:
        return [(0, len(line))]  # "(Jane Doe)" and nothing else
    floor = max(0, len(line) - MAX_CHARS)
    if is_agency_credit(line) and is_only_names(line):
        return [(0, len(line))]
    for boundary in BOUNDARY.finditer(line, floor):
        start, head = boundary.end(), line[: boundary.start() + 1]
        if start >= len(line) or (head[-1] == "." and INITIAL.search(head)):
            continue
        tail = line[start:]
        if tail.rstrip(" .")[-1:] in (*CLOSE,) and not any(char in tail for char in OPEN) and _is_open(head):
            continue  # within the bracket that closes here
        if tail[0].isdigit() and "," in tail:  # of a date: "on Sept. 7, 1993, in Ohio (AP)"
            continue
        if is_agency_credit(tail) or _is_plain_name(boundary[0], head, tail):
            return [(boundary.start() + (line[boundary.start()] in '.!?…。！？"”'), len(line))]
    return _agency_photo(line)


def _is_open(head: str) -> bool:
    """Whether a bracket opens there and does not close."""
    return max(head.rfind(char) for char in OPEN) > max(head.rfind(char) for char in CLOSE)


def _is_plain_name(separator: str, head: str, tail: str) -> bool:
    """A person's name after a bar, a slash or a line break that ends a caption of some length."""
    if _HANGUL_NAME.fullmatch(tail) and head.rstrip()[-1:] == ".":
        return True  # Korean captions end in a sentence and a bare name
    if head.rstrip('"”’»“ ')[-1:] in ".!?…" and head.count(" ") >= _FINISHED_WORDS and tail[-1] != ".":
        return is_full_name(tail)  # nothing but a name behind a finished sentence
    if not separator.strip(" ").startswith(("|", "/", "\n")) or len(head.split()) < 4:
        return False
    return is_full_name(tail)


def _agency_photo(line: str) -> Spans:
    """``... the country AP Photo/Jane Doe``: an agency's own formula needs no sentence end before it."""
    found = _FORMULA.search(line)
    if found and looks_like_name(line[found.start(1) :]):
        return [(found.start(1), len(line))]
    return []


def _bracketed(text: str) -> Spans:
    """A closing bracket that holds an agency, a label within or a name: ``... in Seoul (KCNA)``."""
    line = text.rstrip(" .")
    if not line or line[-1] not in CLOSE:
        return []
    start = max(line.rfind(char) for char in OPEN)
    inner = line[start + 1 : -1]
    if start < 0 or not inner.strip():
        return []
    ended = start > _MIN_START and text[:start].rstrip(' "”’»“')[-1:] in (".", "!", "?", "…", "。")
    label = label_end(inner)
    named = label and looks_like_name(inner[label:])
    return [(start, len(text.rstrip()))] if named or _holds_agency(inner) or (ended and _holds_name(inner)) else []


def _holds_agency(inner: str) -> bool:
    parts = re.split(r"[/,]", inner)
    acronyms = all(part.strip().isupper() and len(part.strip()) <= 5 for part in parts)
    known = ends_with_agency(inner) and inner.strip().lower() not in STANDINS
    return known or (not acronyms and is_agency_credit(inner))


def _holds_name(inner: str) -> bool:
    """Behind a finished sentence: a full name, or an unknown agency in capitals."""
    if is_full_name(inner):
        return _POINTING.isdisjoint(inner.lower().split())
    return inner.isupper() and inner.isascii() and looks_like_name(inner)


def _east_asian(text: str) -> Spans:
    """``（山田太郎撮影）``: the label follows the name."""
    suffixed = not text.isascii() and any(suffix in text for suffix in _SUFFIXES)
    found = _EAST_ASIAN.search(text) if suffixed else None
    return [(found.start(), len(text))] if found else []
