"""The headline of a plain text: no markup names it, so its place above byline or date and the words of the body do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...model import Node
from ..people.visible import printed_lines
from ..times.datetext import find_dates
from .clues import Clues, Marked

_FEWEST, _MOST = 3, 30  # words of a headline
_FEWEST_SIGNS = 8  # characters of one in a script without spaces
_STEM = 4  # letters by which two forms of a word are known as one
_DATE_LINE = 8  # words beside the date of a line that gives the day
_ABOVE = 3  # lines above a byline or day in which the headline stands: a standfirst or a role may come between
_REACH = 3  # blocks of the body in which byline or date may still stand
_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_STOPS = (".", "。", "…", "।")
_LEADS_ON = (",", ":", ";", "，", "：")


def headline_of_text(clues: Clues, sites: frozenset[str]) -> Marked | None:
    """The line above the first byline or date line, else the first line of the text right above its body.

    It must share words with the body, since menus and calls stand there too; without byline and date two words, and it
    must not be a sentence. ``sites``: squashed names of the site.
    """
    if clues.first > clues.last:
        return None
    said = _stems(clues.block(number).text for number in range(clues.first, clues.last + 1) if clues.is_body(number))
    signed = [*_signed(clues, sites)]
    for number in signed:
        fits = [place for place in range(number - 1, max(-1, number - 1 - _ABOVE), -1) if _fits(clues, place, said, 1)]
        if fits:
            place = fits[1] if fits[1:] and _is_standfirst(clues, *fits[:2]) else fits[0]
            return _marked(clues, place, "above byline or date")
    opens = not signed and (clues.first == 1 or (clues.first == 0 < clues.last))
    return _marked(clues, 0, "the first line") if opens and _fits(clues, 0, said, 2) else None


def _signed(clues: Clues, sites: frozenset[str]) -> Iterator[int]:
    """The blocks that are a byline, then those that are a day."""
    dated = []
    for number in range(clues.lo, min(clues.first + _REACH, len(clues.document.blocks))):
        text = clues.block(number).text
        dates = find_dates(text)
        beside = len(text.split()) - sum(len(text[found.start : found.end].split()) for found in dates)
        if any(line.opened for line in printed_lines(clues, number, sites, at_top=True)):
            yield number
        elif dates and beside <= _DATE_LINE:
            dated.append(number)
    yield from dated


def _is_standfirst(clues: Clues, number: int, above: int) -> bool:
    """A sentence right below a line that is none."""
    sentence = _is_sentence(clues.block(number).text) and not _is_sentence(clues.block(above).text)
    return sentence and above == number - 1


def _is_sentence(text: str) -> bool:
    return text.rstrip("\"'”’»)").endswith(_STOPS)


def _fits(clues: Clues, number: int, said: set[str], shared: int) -> bool:
    text = clues.block(number).text
    if text.endswith(_LEADS_ON) or (shared > 1 and _is_sentence(text)):
        return False
    signs = _WITHOUT_SPACES.findall(text)
    long_enough = len(signs) >= _FEWEST_SIGNS if len(signs) * 2 > len(text) else len(text.split()) >= _FEWEST
    own = _stems([text])
    return long_enough and len(text.split()) <= _MOST and len(own & said) >= min(shared, len(own)) > 0


def _stems(texts: Iterable[str]) -> set[str]:
    """Beginnings of the longer words; pairs of characters in scripts without spaces."""
    found: set[str] = set()
    for text in texts:
        for word in re.findall(r"[^\W\d_]{2,}", text.casefold()):
            if _WITHOUT_SPACES.match(word):
                found.update(word[start : start + 2] for start in range(len(word) - 1))
            elif len(word) >= _STEM:
                found.add(word[:_STEM])
    return found


def _marked(clues: Clues, number: int, label: str) -> Marked:
    text = clues.block(number).text
    return Marked(Node(0, "p", -1, 0, {}, number, 0, number, len(text), hidden=False), text, label)
