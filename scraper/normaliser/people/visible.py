"""What readers see of the authors: elements marked as byline, and lines that read like one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...model import Block, Node
from ..fields.clues import Clues, Marked, in_caption
from ..folding import squashed, unaccented
from ..times.datetext import find_dates
from ..wordlist import words
from .byline import Byline
from .han import reporters_in_lead
from .names import Credit, other_work, read_byline, stops
from .parting import before_place, is_opening, opening_of, pieces, without_pronouns
from .shapes import has_role, looks_like_person

_BYLINE_WORDS = 40
_LINE_WORDS = 25
_MOST_MARKED = 60  # a page with more is a list of articles or a forum
_NAME_WORDS = 4
_ROLE_WORDS = 6
_NEAR_TITLE = 5  # blocks below the headline in which a bare name beside a date is a byline
_INSIDE = re.compile(r"\b(?:by|von|par|por|door)\s+(?=[^\W\d_])", re.I)
_WROTE = re.compile(
    r"\b(?:written|posted|reported|authored|geschrieben|verfasst|\u00e9crit|escrito|scritto) (?:by|von|par|por|da)\s+",
    re.I,
)
_CREDITED = re.compile(r"[(\uff08](?:photos?|fotos?|bild|image|pic|cr\u00e9dit|credit)\b", re.I)  # the end of a caption
_BETWEEN = (" by", " von", " par", " por", " da")  # found soon, and in few lines
_DATE_LINE = 12  # words of a line in which a date and a name make a byline
_BESIDE_DATE = 8  # words beside the date, where a line has more
_SIGNED = 2  # paragraphs of the text right above a signature ...
_SENTENCE_WORDS = 6  # ... each of so many words
_SIGNATURE_WORDS = 3
_BARS = " |·•,"
_DASHES = "-–—~ \u00a0"
_BRACKETS = "()\uff08\uff09\u3010\u3011[]"
_BY = frozenset("by von par por door da av af".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


def visible_bylines(clues: Clues, sites: frozenset[str], heading: Marked | None) -> Iterator[Byline]:
    """Marked elements in page order, then lines at the headline, then lines below the body."""
    top = top_blocks(clues, heading)
    yield from _marked(clues, sites, top)
    menu = {block.text for block in clues.document.blocks[: top.start]}  # "North Korea" may be a section
    for number in top:
        for byline in printed_lines(clues, number, sites, at_top=True):
            names = {credit.name for credit in byline.credits}
            if byline.opened or not names <= menu:
                yield byline
    yield from _in_lead(clues)
    for number in range(max(clues.last + 1, top.stop), clues.hi + 1):
        yield from printed_lines(clues, number, sites, at_top=False)
    yield from _signature(clues, sites)


def top_blocks(clues: Clues, heading: Marked | None) -> range:
    """The blocks around the headline."""
    count = len(clues.document.blocks)
    top = heading.node.first if heading else clues.lo
    return range(max(0, top - 3), min(max(clues.first + 3, top + 12), top + 30, count))


# --------------------------------------------------------------------------- marked


def _marked(clues: Clues, sites: frozenset[str], top: range) -> Iterator[Byline]:
    """Each outermost element that says "author", once: what its inner elements name, or it itself."""
    for group in _groups([item for item in clues.marked.get("author", ()) if item.text][:_MOST_MARKED]):
        short = [item for item in group if len(item.text.split()) <= _BYLINE_WORDS]
        read = [(item, _read(clues, item, sites)) for item in short]
        if credits := _opening_name(_innermost(read), _first_line(clues, group[0], sites)):
            node, text = group[0].node, group[0].text
            source = "microdata" if any(item.node.attrs.get("itemprop") for item in group) else "visible"
            end = node.end if node.first == node.last else None
            yield Byline(
                tuple(credits), source, text[:300], _links(read), node.first, node.start, end, node.first in top
            )


def _groups(items: Sequence[Marked]) -> Iterator[list[Marked]]:
    """An outermost element and those within it, which follow it in page order."""
    group: list[Marked] = []
    for item in items:
        if group and not _within(item.node, group[0].node):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _links(read: Sequence[tuple[Marked, list[Credit]]]) -> dict[str, str]:
    """Addresses of authors, by unaccented name."""
    urls: dict[str, str] = {}
    for item, credits in read:
        if item.node.tag == "a" and len(credits) == 1 and (href := item.node.attrs.get("href")):
            urls.setdefault(unaccented(credits[0].name), href)
    return urls


def _read(clues: Clues, item: Marked, sites: frozenset[str]) -> list[Credit]:
    node = item.node
    before = clues.block(node.first).text[: node.start] if node.start else ""
    if not before and node.first > clues.lo and _leads_on(clues.block(node.first - 1).text):
        before = clues.block(node.first - 1).text
    if other_work(before) or other_work(" ".join(item.text.split()[:2])):
        return []
    return read_byline(item.text, sites, stated=_says_author(item))


def _leads_on(text: str) -> bool:
    """A short block that speaks of the next one: "Photographs by", "Reviewed", "Foto:"."""
    tokens = text.split()
    return 0 < len(tokens) < 6 and (len(tokens) == 1 or tokens[-1].lower() in _BY or text.rstrip().endswith(":"))


def _opening_name(credits: list[Credit], first: list[Credit]) -> list[Credit]:
    """The name in the first line of a box, where the box as a whole gave no name or the same one run on."""
    run_on = first and credits and credits[0].name.startswith(f"{first[0].name} ")
    return first if first and (run_on or not credits) else credits


def _first_line(clues: Clues, item: Marked, sites: frozenset[str]) -> list[Credit]:
    """The name that opens a box on the author, before lines about them."""
    block = clues.block(item.node.first)
    opens = item.node.start == 0 and item.node.last > item.node.first and looks_like_person(block.text)
    return read_byline(block.text, sites) if opens and _is_bare_name(block.text.split()) else []


def _says_author(item: Marked) -> bool:
    """The markup leaves no doubt that the text is a name."""
    attrs = item.node.attrs
    if "author" in (attrs.get("rel") or "") or attrs.get("itemprop") in ("author", "name"):
        return not stops(item.text.split())
    tokens = item.text.split()
    named = "name" in item.label.lower() or (item.node.tag == "a" and "/author" in (attrs.get("href") or ""))
    return named and len(tokens) <= _NAME_WORDS and item.text[:1].isupper() and not stops(tokens)


def _within(inner: Node, outer: Node) -> bool:
    return (outer.first, outer.start) <= (inner.first, inner.start) and (inner.last, inner.end) <= (
        outer.last,
        outer.end,
    )


def _innermost(read: Sequence[tuple[Marked, list[Credit]]]) -> list[Credit]:
    """The names of the innermost elements, or those of the outermost when it has all of them and more."""
    telling = [(item.node, credits) for item, credits in read if credits]
    found: list[Credit] = []
    for number, (node, credits) in enumerate(telling):
        if any(_within(other, node) for other, _ in telling[number + 1 : number + 20]):
            continue
        only = credits[0]
        if found and len(credits) == 1 and only.role and not found[-1].role:  # "EdTech Content" + "writer"
            found[-1] = replace(found[-1], role=f"{only.name} {only.role}")
        else:
            found += credits
    whole = read[0][1] if read else []
    names = {unaccented(credit.name) for credit in found}
    if whole and (not found or names < {unaccented(credit.name) for credit in whole}):
        return whole
    return found


# --------------------------------------------------------------------------- printed


def printed_lines(clues: Clues, number: int, sites: frozenset[str], at_top: bool) -> Iterator[Byline]:
    """The lines of one block that read like a byline."""
    block = clues.block(number)
    if block.hidden or len(block.text) > 250:
        return
    if is_opening(block.text) and number + 1 < len(clues.document.blocks):
        if not in_caption(clues, block):
            yield from _labelled(clues, clues.block(number + 1), sites, at_top)
        return
    lines = block.text.split("\n")
    for place, line in enumerate(lines, 1):
        if len(line.split()) > _LINE_WORDS or not line.strip():
            continue
        said = without_pronouns(line)
        opened = _opened(said, sites, block.tag)
        credits = opened or _beside_date(said, sites, block.tag)
        credits = credits or (_bare_name(clues, block, said, sites) if at_top and line == block.text else [])
        if credits and not in_caption(clues, block):
            start = block.text.find(line)
            end = start + len(line)
            below = lines[place] if place < len(lines) else clues.block(number + 1).text if number < clues.hi else ""
            if opened and (role := _role_below(opened, below)):
                credits = [*opened[:-1], replace(opened[-1], role=role)]
                end += len(below) + 1 if place < len(lines) else 0
            counts = not _names_editor(line)
            top, sure = at_top and counts, bool(opened) and counts
            yield Byline(tuple(credits), "visible", line, {}, number, start, end, top, sure)


def _role_below(credits: Sequence[Credit], line: str) -> str | None:
    """What the last person named does, when the line below the name says that and no more: "Gazette staff writer"."""
    if credits[-1].kind != "person" or credits[-1].role or len(line.split()) > _ROLE_WORDS:
        return None
    return line.strip(_BARS) if has_role(line) and not find_dates(line) and not read_byline(line) else None


def _in_lead(clues: Clues) -> Iterator[Byline]:
    """Chinese news names its reporters in the first paragraph."""
    if clues.first <= clues.last and (found := reporters_in_lead(clues.block(clues.first).text)):
        (names, (start, end)), block = found, clues.block(clues.first)
        credits = tuple(Credit(name, "person") for name in names)
        yield Byline(credits, "visible", block.text[start:end], {}, block.index, start, end, at_top=True, opened=True)


def _names_editor(line: str) -> bool:
    """Whether a line names who edited the text: 责编, customary in Chinese, and no author where there is another."""
    return not line.isascii() and (opening_of(line.strip(_BRACKETS + " ")) or "") in words("bylines", "editing")


def _labelled(clues: Clues, block: Block, sites: frozenset[str], at_top: bool) -> Iterator[Byline]:
    """The block after one that is nothing but "Written by"."""
    tokens = block.text.split()
    credits = read_byline(block.text, sites, stated=True) if len(tokens) <= _NAME_WORDS + 2 else []
    if credits and not stops(tokens):
        yield Byline(tuple(credits), "visible", block.text, {}, block.index, 0, len(block.text), at_top, True)


def _opened(line: str, sites: frozenset[str], tag: str) -> list[Credit]:
    """The names after a byline word at the beginning of a line, or after "written by" inside it."""
    text = line.strip()
    if text[:1] in _BRACKETS:
        text = text.strip(_BRACKETS + " ")
    opening = opening_of(text)
    if opening is None and "|" in text and squashed(text.partition("|")[0]) in sites:  # "Harbour Post | By Jane Doe"
        text = text.partition("|")[2].strip()
        opening = opening_of(text)
    if opening is None:
        wrote = _WROTE.search(text) if any(map(text.lower().__contains__, _BETWEEN)) else None
        if wrote is None or other_work(text[: wrote.start()]):
            return []
        text, opening = text[wrote.end() :], ""
    first = pieces(_undated(text[len(opening) :]))[:1]
    name = before_place(first[0].split(",")[0].strip(" :\uff1a")) if first else ""
    found = read_byline(text, sites) if read_byline(name, sites) else []
    if any(credit.kind == "person" for credit in found):
        return found
    short = 0 < len(name.split()) <= _NAME_WORDS and tag not in _HEADINGS and not stops(name.split())
    if short and (name[:1].isupper() or name.startswith("the ") or " " not in name):
        return read_byline(name, sites, stated=True)
    return found


def _undated(line: str) -> str:
    for found in reversed(find_dates(line)):
        line = f"{line[: found.start]} | {line[found.end :]}"
    return line


def _beside_date(line: str, sites: frozenset[str], tag: str) -> list[Credit]:
    """The name in a short line that has a date too."""
    if tag in _HEADINGS or not find_dates(line) or _CREDITED.search(line):
        return []
    parts = [part.strip() for part in pieces(_undated(line))]
    if len(line.split()) > _DATE_LINE:  # the name must come first where much stands beside the date
        parts = parts[:1] if sum(len(part.split()) for part in parts) <= _BESIDE_DATE else []
    for part in parts:
        inside = _INSIDE.search(part)
        if inside and not other_work(part[: inside.start()]):
            name = before_place(part[inside.end() :])
            return [] if stops(name.split()) else read_byline(name, sites, stated=len(name.split()) <= _NAME_WORDS)
        if looks_like_person(part) and not stops(part.split()):
            return read_byline(part, sites)
    return []


def _bare_name(clues: Clues, block: Block, line: str, sites: frozenset[str]) -> list[Credit]:
    """A block that is nothing but a name, right below the headline and next to a date."""
    tokens = line.split()
    if block.tag in _HEADINGS or not 2 <= len(tokens) <= _NAME_WORDS:
        return []
    if not looks_like_person(line) or not _is_bare_name(tokens):
        return []
    below = any(item.node.last < block.index <= item.node.last + _NEAR_TITLE for item in clues.headings)
    around = range(max(0, block.index - 2), min(block.index + 3, len(clues.document.blocks)))
    dated = any(len(clues.block(n).text) < 100 and find_dates(clues.block(n).text) for n in around if n != block.index)
    return read_byline(line, sites) if below and dated else []


def _signature(clues: Clues, sites: frozenset[str]) -> Iterator[Byline]:
    """The last paragraph of the body, or the one right behind it, where it is nothing but a name: how columns sign.

    Labels are written like names too ("Related Stories"), but they do not stand below paragraphs of sentences.
    """
    document = clues.document
    for number in (clues.last, clues.last + 1):
        if not clues.first + _SIGNED <= number < len(document.blocks):
            continue
        block = document.blocks[number]
        name = block.text.strip(_DASHES)
        if block.hidden or not 2 <= len(name.split()) <= _SIGNATURE_WORDS or not looks_like_person(name):
            continue
        own = document.nodes[block.node]
        above = [clues.block(place) for place in range(number - _SIGNED, number)]
        beside = own.tag in ("p", "div") and all(
            clues.is_body(other.index)
            and (own.tag, own.parent) == (document.nodes[other.node].tag, document.nodes[other.node].parent)
            and other.words >= _SENTENCE_WORDS
            for other in above
        )
        if beside and _is_bare_name(name.split()) and sum(block.text == other.text for other in document.blocks) == 1:
            yield Byline(tuple(read_byline(name, sites)), "visible", block.text, {}, number, 0, len(block.text))


def _is_bare_name(tokens: Sequence[str]) -> bool:
    """No word of the page and none that captions, menus and titles of sites are made of."""
    owned = any(token.endswith(("'s", "’s")) for token in tokens)
    return not stops(tokens) and not owned and words("bylines", "group").isdisjoint(map(str.casefold, tokens))
