"""The words of one place -> caption and credit, and the moves that take them out of the body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...model import Document, Verdict
from .credit_labels import is_lone_label
from .credit_names import STANDINS, looks_like_name
from .credits import bare_credit, distinct_names, split_credit
from .labels import is_label, label_after, label_before, same_words
from .layout import Span
from .places import Place

_REPEAT_LETTERS = 15  # less may stand in two lines by chance
_FEW_WORDS = 8  # are a credit when the page says so
_CREDIT_WORDS = 16  # a longer "credit" element holds a caption


_CONTROLS = ("svg", "button")
_JOINTS = ("/", "|", "–")  # between the names of a credit, in elements of their own


class Piece(NamedTuple):
    """Words to be moved, with what they are (``caption``, ``credit`` ...) and why."""

    span: Span
    field: str
    rule: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Words:
    caption: str | None
    credit: str | None
    pieces: tuple[Piece, ...]


def read_words(document: Document, place: Place) -> Words:
    """Caption and credit of a place. Pieces cover all its words, whether they end in a value or are labels."""
    pieces: list[Piece] = []
    credit_spans = list(_trimmed(document, _distinct(place.credits)))
    captions = _distinct(place.captions)
    if not captions and not _credit_names(document, credit_spans):  # a caption in an element that is called credit
        captions, credit_spans = credit_spans, []
    lines = _lines(document, captions, pieces)
    inside, outside = _sorted_out(credit_spans, [span for span, _ in lines])
    caption, credit = _split(lines, inside, pieces, place.how)
    names = _credit_names(document, outside)
    pieces += [Piece(span, "credit", "credit", "credit element") for span in outside]
    credits = distinct_names([*([credit] if credit else []), *names])
    joint = next((text for span in outside if (text := _text(document, span)) in _JOINTS), "")
    return Words(caption or None, (f" {joint} " if joint else ", ").join(credits) or None, tuple(pieces))


def _lines(document: Document, spans: Iterable[Span], pieces: list[Piece]) -> list[tuple[Span, str]]:
    """The lines that make up the caption; labels and repetitions become pieces."""
    lines: list[tuple[Span, str]] = []
    trimmed = list(_trimmed(document, spans))
    for number, whole in enumerate(trimmed):
        tag = document.blocks[whole[0]].tag
        if tag in _CONTROLS:  # the description of an icon, the text of a button
            pieces.append(Piece(whole, "caption", "caption-label", f"inside a <{tag}>"))
            continue
        if is_lone_label(_text(document, whole)) and looks_like_name(
            _text(document, *trimmed[number + 1 : number + 2])
        ):
            lines.append((whole, _text(document, whole)))  # "Photo:" and the name in an element of its own
            continue
        span, text = _unlabelled(document, whole, pieces)
        if text:
            lines.append((span, text))
    keys = [same_words(text) for _, text in lines]
    kept = []
    for number, (line, key) in enumerate(zip(lines, keys, strict=True)):
        if _is_repeat(key, keys[:number], keys[number + 1 :]):
            pieces.append(Piece(line[0], "caption", "caption-repeat", "the same caption again"))
        else:
            kept.append(line)
    return kept


def _text(document: Document, *spans: Span) -> str:
    return " ".join(document.blocks[block].text[start:end] for block, start, end in spans)


def _is_repeat(key: str, before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a line stands in an earlier one, or within a later one that says more."""
    if len(key) <= _REPEAT_LETTERS:
        return bool(key) and key in before
    return any(key in other for other in before) or any(key in other and key != other for other in after)


def _sorted_out(credits: Iterable[Span], lines: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Credit spans inside the caption's lines, and the others."""
    inside: list[Span] = []
    outside: list[Span] = []
    for span in credits:
        block, start, end = span
        held = any(block == line and low <= start and end <= high for line, low, high in lines)
        touched = any(block == line and low < end and start < high for line, low, high in lines)
        if held or not touched:
            (inside if held else outside).append(span)
    return inside, outside


def _split(
    lines: Sequence[tuple[Span, str]], credits: Sequence[Span], pieces: list[Piece], how: str
) -> tuple[str, str | None]:
    """Caption and credit of lines of text; what they cover is added to ``pieces``."""
    joined = "\n".join(text for _, text in lines)
    starts: list[int] = []
    known: list[tuple[int, int]] = []
    for (block, low, high), text in lines:
        offset = sum(len(line) + 1 for _, line in lines[: len(starts)])
        starts.append(offset)
        for number, start, end in credits:
            if number == block and low <= start and end <= high:
                known.append((offset + start - low, min(offset + end - low, offset + len(text))))
    known = [(start, end) for start, end in known if end > start and _is_credit(joined[start:end], _CREDIT_WORDS)]
    if joined.casefold() in STANDINS:  # "Private" and nothing else
        known = [(0, len(joined))]
    split = split_credit(joined, known)
    for offset, ((block, start, _), text) in zip(starts, lines, strict=True):
        done = 0
        for first, last in split.spans:
            low, high = max(first - offset, done), min(last - offset, len(text))
            if high <= low:
                continue
            if low > done:
                pieces.append(Piece((block, start + done, start + low), "caption", "caption", how))
            pieces.append(Piece((block, start + low, start + high), "credit", "credit", "credit in the caption"))
            done = high
        if done < len(text):
            pieces.append(Piece((block, start + done, start + len(text)), "caption", "caption", how))
    return split.caption, split.credit


def _credit_names(document: Document, spans: Sequence[Span]) -> list[str]:
    names = []
    for block, start, end in spans:
        text = document.blocks[block].text[start:end]
        if _is_credit(text):
            names.append(bare_credit(text))
    return [name for name in names if name]


def _is_credit(text: str, limit: int = 1 << 30) -> bool:
    """Whether what the page marks as a credit is one, and not the caption with it."""
    count = len(text.split())
    return count <= _FEW_WORDS or (count <= limit and looks_like_name(text, loose=True))


def _unlabelled(document: Document, span: Span, pieces: list[Piece]) -> tuple[Span, str]:
    """The span and its text without labels such as "Image caption" or "1/12", which become pieces of their own."""
    block, start, end = span
    text = document.blocks[block].text[start:end]
    if is_label(text) or is_lone_label(text):
        pieces.append(Piece(span, "caption", "caption-label", "printed beside captions"))
        return span, ""
    begin = label_before(text)
    if begin and all(first >= begin for first, _ in split_credit(text).spans[:1]):  # unlike "Photo: Jane Doe"
        pieces.append(Piece((block, start, start + begin), "caption", "caption-label", text[:begin].strip()))
        start, text = start + begin, text[begin:]
    if cut := label_after(text):
        pieces.append(Piece((block, start + cut, start + len(text)), "caption", "caption-label", text[cut:].strip()))
        text = text[:cut].rstrip()
    return (block, start, start + len(text)), text


def _distinct(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those inside another one left out."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span[0], span[1], -span[2])):
        if not kept or kept[-1][0] != span[0] or span[2] > kept[-1][2]:
            kept.append(span)
    return kept


def _trimmed(document: Document, spans: Iterable[Span]) -> Iterator[Span]:
    """Spans without white space at their ends; empty ones go."""
    for block, start, end in spans:
        text = document.blocks[block].text[start:end]
        left, right = len(text) - len(text.lstrip()), len(text.rstrip())
        if right > left:
            yield block, start + left, start + right


def settle(document: Document, pieces: Iterable[Piece]) -> tuple[Verdict, ...]:
    """Moves on word borders, disjoint, in reading order. A word with a border inside goes to the earlier piece."""
    moves: list[Verdict] = []
    block, free = -1, 0
    for piece in sorted(pieces, key=lambda piece: (piece.span[0], piece.span[1], piece.span[2])):
        number, start, end = piece.span
        if number != block:
            block, free = number, 0
        text = document.blocks[number].text
        start = max(_word_start(text, start), free)
        end = _word_end(text, end)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            moves.append(_verdict(piece, number, start, end))
            free = end
    return tuple(moves)


def _word_start(text: str, position: int) -> int:
    while 0 < position < len(text) and not text[position].isspace() and not text[position - 1].isspace():
        position -= 1
    return position


def _word_end(text: str, position: int) -> int:
    while 0 < position < len(text) and not text[position].isspace() and not text[position - 1].isspace():
        position += 1
    return position


def _verdict(piece: Piece, block: int, start: int, end: int) -> Verdict:
    return Verdict("captions", piece.rule, block, start, end, "certain", (piece.evidence,), piece.field)
