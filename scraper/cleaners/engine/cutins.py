"""Cut-in lines: "READ ALSO: another title" as a block, as a line, or at the end of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ...model import Block, Document
from ...once import once
from .links import linked_chars
from .prose import size
from .texts import texts_of
from .words import book, phrases

Spans = Iterator[tuple[int, int, int, str]]
_BEFORE = re.compile(r"(?:^|[.!?…。！？।\"”»’')\]\n|])[\s(\[*•–—\-►▶→➤👉🔴📌✅»>]*\Z")
_AFTER = re.compile(r"[\s)\]]*(?:[:：|–—»›>→►▶]|\s-|-\s|\n)[\s\"“«]*")
_COLON = re.compile(r"\s*[:：]\s*")
_MARK = re.compile(r"[\n:：|–—»›>→►▶-]")
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "؟", '"', "'", "”", "’", "“", ")")
_MOST_WORDS, _MOST_CHARS = 45, 2000
_LINKED = 7  # of ten characters behind a lead-in
_NEAR = 60  # characters before a lead-in that tell whether it begins a sentence
_TITLE_WORDS = 25
_SHORT = 4  # letters: "More", "Lea", "Mira" are ordinary words unless in capitals


class Lead(NamedTuple):
    """A lead-in and the links after it; ``marked`` when a colon or the like stands between."""

    block: int
    start: int
    end: int
    phrase: str
    marked: bool


def lines(document: Document) -> Spans:
    """Blocks, and lines of blocks, that open with a lead-in and are then links to their end."""
    for lead in _linked(document):
        if _opens_line(document, lead):
            yield lead.block, lead.start, lead.end, f"lead-in “{lead.phrase}” and links"


def line_ends(document: Document) -> Spans:
    """Ends of lines after a finished sentence: a lead-in, a colon or the like, and links to the end."""
    for lead in _linked(document):
        before = document.blocks[lead.block].text[: lead.start].rstrip()
        if lead.marked and before.endswith(_SENTENCE_ENDS) and not _opens_line(document, lead):
            yield lead.block, lead.start, lead.end, f"lead-in “{lead.phrase}” after a sentence, and links"


def _opens_line(document: Document, lead: Lead) -> bool:
    return not document.blocks[lead.block].text[: lead.start].rpartition("\n")[2].strip()


def _leads_to_links(document: Document) -> Iterator[Lead]:
    for block, linked in zip(document.blocks, linked_chars(document), strict=True):
        # Something beside or inside the links must be there that could be a lead-in.
        if not linked or (linked >= len(block.text) and not _MARK.search(block.text, 0, 40)):
            continue
        links = [mark for mark in block.marks if mark.kind == "link"]
        for start, end, phrase, after in _leads(document, block, _first_lead(block.text, linked)):
            inside = sum(max(0, min(mark.end, end) - max(mark.start, after)) for mark in links)
            marked = _AFTER.match(block.text, after) is not None
            opens = marked or (" " in phrase and any(mark.start in (after, after + 1) for mark in links))
            if opens and inside * 10 >= (end - after) * _LINKED:
                yield Lead(block.index, start, end, phrase, marked)
                break


_linked = once(lambda document: tuple(_leads_to_links(document)))


def unlinked(document: Document) -> Spans:
    """Lines that open with a lead-in of several words and a colon, then a title: no link, no end of a sentence."""
    for block, linked in zip(document.blocks, linked_chars(document), strict=True):
        if linked or (":" not in block.text and "：" not in block.text):
            continue
        for start, end, phrase, after in _leads(document, block):
            colon = _COLON.match(block.text, after)
            if colon and (" " in phrase or not phrase.isascii()) and _is_title(block.text[colon.end() : end]):
                yield block.index, start, end, f"lead-in “{phrase}” and a title"
                break


def _is_title(text: str) -> bool:
    text = text.strip()
    return 1 < size(text) <= _TITLE_WORDS and text.rstrip("\"'”’»)")[-1:] not in ".。!।"


def _first_lead(text: str, linked: int) -> int:
    """Where the first lead-in to links may stand: most of what is behind it is links."""
    return 0 if "\n" in text else max(0, len(text) - linked * 10 // _LINKED - 1 - _longest_lead() - 1)


@cache
def _longest_lead() -> int:
    return max(map(len, phrases("related", "leadin")))


def _leads(document: Document, block: Block, first: int = 0) -> Iterator[tuple[int, int, str, int]]:
    """(start, end, lead-in, end of lead-in) of lines and line ends that begin with a lead-in, longest phrase first.

    Only lead-ins behind the place ``first`` are looked for.
    """
    text = block.text
    folded = texts_of(document).folded[block.index][first:]
    hits = book("related", "leadin").find(folded)
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)) if hits else ():
        phrase, before, after = hit.phrase, first + hit.start, first + hit.end
        if before and not _BEFORE.search(text, max(0, before - _NEAR), before):
            continue
        if len(phrase) <= _SHORT and phrase.isascii() and not text[before:after].isupper():
            continue
        end = text.find("\n", after)
        end = len(text) if end < 0 or not text[after:end].strip(" :：") else end
        start = _word_start(text, before)
        if end - start <= _MOST_CHARS and size(text[start:end]) <= _MOST_WORDS:
            yield start, end, phrase, after


def _word_start(text: str, place: int) -> int:
    """Where the word at a place begins, or its line when only marks stand before it."""
    line = text.rfind("\n", 0, place) + 1
    if not any(char.isalnum() for char in text[line:place]):
        return line
    while place and not text[place - 1].isspace():
        place -= 1
    return place


def helpers(document: Document) -> Spans:
    """Bracketed notes for screen readers, such as "(opens in a new window)", wherever they stand."""
    for block in document.blocks:
        text = block.text
        if "(" not in text and "（" not in text:
            continue
        for hit in book("technical", "helper").find(texts_of(document).folded[block.index]):
            start, end = hit.start - 1, hit.end + 1
            bracketed = start >= 0 and text[start] in "(（" and text[end - 1 : end] in (")", "）")
            if bracketed and (not start or text[start - 1].isspace()) and (end == len(text) or text[end].isspace()):
                yield block.index, start, end, f"note “{hit.phrase}”"
