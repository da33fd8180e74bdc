"""Which visible words are headline, byline and date line, so that they move there and leave the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ...model import Block, Verdict
from ..folding import ODD_CASES, alnum_runs, squashed
from ..people.authors import Authorship
from ..people.byline import Byline
from ..people.names import EMAIL, other_work
from ..people.notes import HOUSES
from ..people.parting import pieces, without_pronouns
from ..times.dates import Dates
from ..times.datetext import find_dates
from ..wordlist import words
from .clues import Clues, in_caption
from .moving import move, whole
from .title import Title

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"\W+")
_LINKING = 4  # letters of words that label nothing: "of", "from", "date"
_COUNTED = 4  # words of a part of a byline that counts something
_NEAR, _LINE = 8, 30  # blocks above the body in which authors are named; words of such a line
_NO_LINES = frozenset(("h1", "h2", "title"))
_REPEATS = 6  # blocks around the headline and the beginning of the body in which its repeats count


def title_moves(clues: Clues, title: Title) -> Iterator[Verdict]:
    """The headline, and blocks near it that say the same words."""
    forms = {squashed(title.value or "")}
    numbers: set[int] = set()
    if title.heading:
        node = title.heading.node
        for number, start, end in clues.document.covered(node):
            block = clues.block(number)
            if verdict := move(block, (start, end), "title", "headline", title.heading.label):
                yield verdict
                numbers.add(number)
        forms.add(squashed(title.heading.text))
    forms.discard("")
    top = title.heading.node.first if title.heading else clues.lo
    for number in range(clues.lo, min(max(clues.first, top) + _REPEATS, len(clues.document.blocks))):
        block = clues.block(number)
        if number in numbers or len(block.text) > 400 or (number > clues.first and clues.is_body(number)):
            continue
        if squashed(block.text) in forms:
            yield whole(block, "title", "headline-repeat", "the same words as the headline")


def byline_moves(clues: Clues, writing: Authorship) -> Iterator[Verdict]:
    """Blocks that name the chosen authors and say little else."""
    names = {squashed(author.name) for author in writing.authors}
    for byline in writing.visible:
        if byline.block is None or not any(squashed(credit.name) in names for credit in byline.credits):
            continue
        last = byline.block if byline.end is not None else byline.block + 3
        for number in range(byline.block, min(last + 1, len(clues.document.blocks))):
            yield from _byline_block(clues.block(number), byline, writing)


def _byline_block(block: Block, byline: Byline, writing: Authorship) -> Iterator[Verdict]:
    known = {word for author in writing.authors for word in _tokens(f"{author.name} {author.role or ''}")}
    known |= {word for credit in byline.credits for word in _tokens(f"{credit.name} {credit.role or ''}")}
    if known.isdisjoint(_tokens(block.text)):
        return
    text = " ".join(filter(_tells_more, pieces(EMAIL.sub(" ", without_pronouns(_without_dates(block.text))))))
    rest = [word for word in _tokens(text) if word not in known and word not in _byline_words()]
    if len(rest) <= 2:
        yield whole(block, "byline", "byline", f"names {', '.join(credit.name for credit in byline.credits)}")


def names_in_lines(clues: Clues, writing: Authorship) -> Iterator[Verdict]:
    """The authors, with the words that lead to them, in lines above the body that say more.

    Of a house, or a name of one word, nobody knows that the author is meant.
    """
    people = [author.name.split() for author in writing.authors if author.role not in HOUSES]
    names = [parts for parts in people if len(parts) > 1]
    end = min(clues.first, len(clues.document.blocks))
    for number in range(max(clues.lo, end - _NEAR), end):
        block = clues.block(number)
        if block.hidden or block.tag in _NO_LINES or clues.is_body(number):
            continue
        for parts in names:
            found = _find(block.text, parts)
            if found and len(block.text.split()) <= _LINE and not in_caption(clues, block):
                span = _led_to(block.text, found[0]), found[1]
                if verdict := move(
                    block, span, "byline", "byline", f"names {' '.join(parts)} in a line that says more"
                ):
                    yield verdict


def _find(text: str, parts: Sequence[str]) -> tuple[int, int] | None:
    """Where a name stands in a line, in any case. To make an expression for each name costs more than all else here."""
    if all(part.isascii() and part[0].isalnum() for part in parts) and ODD_CASES.isdisjoint(text):
        return _find_plain(text.lower(), [part.lower() for part in parts])
    found = re.search(r"\W+".join(map(re.escape, parts)) + r"(?!\w)", text, re.I)
    return found.span() if found else None


def _find_plain(text: str, parts: Sequence[str]) -> tuple[int, int] | None:
    """Where the parts follow one another with nothing but signs between them; all of it in small letters."""
    start = text.find(parts[0])
    while start >= 0:
        end = start + len(parts[0])
        for part in parts[1:]:
            gap = _GAP.match(text, end)
            if gap is None or not text.startswith(part, gap.end()):
                break
            end = gap.end() + len(part)
        else:
            if _GAP.match(text, end) or end == len(text):
                return start, end
        start = text.find(parts[0], start + 1)
    return None


def _led_to(text: str, start: int) -> int:
    """Where the words begin that lead to a name: "by", "text and photos by"."""
    for word in reversed(list(_WORD.finditer(text, 0, start))):
        if word[0].casefold() not in _byline_words():
            break
        start = word.start()
    return start


def _tells_more(piece: str) -> bool:
    """Not what stands beside bylines everywhere: "4 min read", "12 comments", "Photographs by Ann Lee"."""
    tokens = piece.split()
    counts = any(char.isdigit() for char in piece) and len(tokens) <= _COUNTED
    return not counts and not other_work(" ".join(tokens[:2]))


@cache
def _byline_words() -> frozenset[str]:
    parts = ("opening", "joining", "role", "credentials", "particles")
    found = {token for part in parts for form in words("bylines", part) for token in _tokens(form)}
    return frozenset(found | _date_words())


def _tokens(text: str) -> list[str]:
    return alnum_runs(text.casefold())


def date_moves(clues: Clues, dates: Dates) -> Iterator[Verdict]:
    """Near headline and body end: blocks that are a date and words about it, and the dates in lines that say more."""
    days = {value[:10] for value in (dates.published, dates.modified) if value}
    blocks = {item.block for item in dates.candidates if item.block is not None and str(item.value)[:10] in days}
    for number in sorted(number for number in blocks if number < len(clues.document.blocks)):
        block = clues.block(number)
        found = find_dates(block.text)
        rest = [word for word in _tokens(_without_dates(block.text)) if word not in _date_words()]
        if found and len(rest) == 0:
            yield whole(block, "date", "date-line", "a date and words about it")
        elif not clues.is_body(number) and not block.hidden:
            spans = [(one.start, one.end) for one in found if one.value[:10] in days]
            yield from _dates_in_line(block, spans, above=number < clues.first)


def _dates_in_line(block: Block, spans: Sequence[tuple[int, int]], above: bool) -> Iterator[Verdict]:
    """Dates with the words before them that say what they are: "By Jane Doe | Published 3 May 2024 | 12 comments".

    Without a label a date must stand by itself, and above the body: below it may be that of a comment.
    """
    for start, end in spans:
        opens, labelled = start, False
        for word in reversed(list(_WORD.finditer(block.text, 0, start))):
            if word[0].casefold() not in _date_words():
                break
            opens, labelled = word.start(), labelled or len(word[0]) > _LINKING
        before, after = block.text[:opens].rstrip()[-1:], block.text[end:].lstrip()[:1]
        apart = not before.isalnum() and not after.isalnum()
        told = "a date of the article in a line that says more"
        if (labelled or (above and apart)) and (verdict := move(block, (opens, end), "date", "date-line", told)):
            yield verdict


def _without_dates(text: str) -> str:
    for found in reversed(find_dates(text)):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text


@cache
def _date_words() -> frozenset[str]:
    parts = ("modified", "published", "weekdays")
    return frozenset(token for part in parts for form in words("datelabels", part) for token in _tokens(form))
