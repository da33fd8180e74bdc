"""Where a report was filed: the opening of the first paragraph, copied; and the wire agency in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...article import Dateline
from ...model import Candidate
from ..people.agencies import agency_of
from .clues import Clues

_PLACE = r"[^\W\d_](?:[^\W\d_]|[.’' -]){1,40}?"
_DAY = (
    r"(?:[^\W\d_]{3,12}\.?\s+\d{1,2}(?:\s*,\s*\d{4})?|\d{1,2}\.?\s+[^\W\d_]{3,12}\.?(?:\s+\d{4})?|\d{1,2}\.\d{1,2}\.?)"
)
_DASH = r"\s*(?:—|–|--|-|:|\.\s?[–—-])\s+"
_DASHED = re.compile(r"[—–:-]\s")
# SEOUL, South Korea (AP) — ; PARIS, 3 mai (Reuters) – ; Berlin/Hamburg (dpa) - ; (Beirut) – ;
# OSLO, Norway, Oct. 3, 2023 /NewsWire/ --
_OPENING = re.compile(
    rf"\s*(?P<raw>(?P<open>\()?(?P<place>{_PLACE}(?:/{_PLACE})?(?:,\s+{_PLACE})?)(?(open)\))"
    rf"(?:,\s*(?P<day>{_DAY}))?(?:\s*(?:\((?P<agency>[^()]{{2,40}})\)|/(?P<wire>[^/()]{{2,40}})/))?{_DASH})(?=\S)"
)
# (서울=연합뉴스), 【北京=共同】, [東京 ３日 ロイター] -, （中央社台北3日電）
_BRACKETED = re.compile(
    r"\s*(?P<raw>[（(【\[［](?P<place>[^\W\d_]{2,10})\s*[=＝\s・](?:\d{1,2}日\s*)?(?P<agency>[^\W\d_]{2,12})[)）】\]］])"
)
_CHINESE = re.compile(
    r"\s*(?P<raw>(?P<agency>新华社|新華社|中新社|中新网|中央社)(?P<place>[^\W\d_]{2,6}?)(?:\d{1,2}月)?\d{1,2}日電?电?)"
)
# VALLE SCURA. ; ЗАРЕЧНЫЙ, 14 ноября. ; СТЕПОВЕ, 1 жовтня /Agency/.
_STOPPED = re.compile(
    r"\s*(?P<raw>(?P<place>[^\W\d_][^\W\d_’'-]+(?:[ -][^\W\d_’']+){0,3})"
    rf"(?:,\s*(?P<day>{_DAY}))?(?:\s*/(?P<wire>[^/()]{{2,40}})/)?\.)\s+(?=\S)"
)
_LEAD = 3  # paragraphs in which it may stand
_WORDS = 8


@dataclass(frozen=True, slots=True)
class Filed:
    dateline: Dateline | None
    agencies: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def read_dateline(clues: Clues) -> Filed:
    """The dateline of one of the first paragraphs. Its words stay in the body."""
    if clues.first > clues.last:
        return Filed(None, (), ())
    seen = 0
    for number in range(clues.first, min(clues.last + 1, clues.first + 8)):
        block = clues.block(number)
        if not clues.is_body(number) or len(block.text) < 40:
            continue
        found = parse_dateline(block.text)
        if not found and not seen:
            found = _stopped(clues, block.text)
        if found and (not found[0].raw.endswith(":") or _is_told_of(clues, found[0].place)):
            dateline, agencies = found
            candidate = Candidate("dateline", dateline.place, dateline.raw, "visible", number, 0, len(dateline.raw))
            return Filed(dateline, agencies, (candidate,))
        seen += 1
        if seen == _LEAD:
            break
    return Filed(None, (), ())


def _stopped(clues: Clues, text: str) -> tuple[Dateline, tuple[str, ...]] | None:
    """A place in capitals with a full stop, with a day or told of again: it opens the first paragraph alone."""
    match = _STOPPED.match(text[:140])
    if not match or not match["place"].isupper() or not (match["day"] or _is_told_of(clues, match["place"])):
        return None
    agency = agency_of(match["wire"] or "")
    return Dateline(match["place"], match["raw"].strip()), (agency,) if agency else ()


def _is_told_of(clues: Clues, place: str) -> bool:
    """A colon follows many words in capitals: a place is named again, in small letters, by the article."""
    name = place.title() if place.isupper() else place
    return any(name in block.text for block in clues.document.blocks[clues.lo : clues.hi + 1])


def parse_dateline(text: str) -> tuple[Dateline, tuple[str, ...]] | None:
    """The dateline a paragraph opens with, and the agencies it names; None when it opens with prose."""
    head = text[:140]
    for pattern in (_BRACKETED, _CHINESE):
        if (match := pattern.match(head)) and (agency := agency_of(match["agency"])):
            return Dateline(match["place"], match["raw"].strip()), (agency,)
    match = _OPENING.match(head) if _DASHED.search(head) else None
    if not match or len(match["raw"].split()) > _WORDS:
        return None
    agencies = tuple(filter(None, map(agency_of, re.split(r"[/,+&]", match["agency"] or match["wire"] or ""))))
    place = match["place"].strip()
    code = re.fullmatch(r"[A-Z]{2,6}(?:/[A-Z]{2,6})*", match["agency"] or "")
    if not _is_place(place, bool(agencies or code), bool(match["open"]), bool(match["day"])):
        return None
    return Dateline(place, match["raw"].strip()), agencies


def _is_place(place: str, has_agency: bool, in_parentheses: bool, has_day: bool) -> bool:
    """A city in capitals, or one vouched for by an agency, parentheses or a day beside it."""
    city = re.split(r"[,/]", place, maxsplit=1)[0].strip()
    words = city.split()
    if not words or len(words) > 4 or city.endswith("."):
        return False
    if not all(
        word[:1].isupper() or word in ("de", "del", "la", "le", "al", "am", "an", "der", "of", "do", "da")
        for word in words
    ):
        return False
    return (city.isupper() and len(city) > 2) or has_agency or in_parentheses or has_day
