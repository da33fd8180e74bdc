"""Section, kicker, tags and description."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...model import Block, Candidate, Node, Verdict
from ...urls import parts_of
from ..folding import plain, squashed
from ..people.names import stops
from ..times.datetext import find_dates
from ..wordlist import table, words
from .clues import Clues, Marked
from .jsonld import first, strings, types
from .moving import whole
from .site_names import leads_home

_SPLIT = re.compile(r"\s*[,;|、，；]\s*")
_HAN_LIST = re.compile(r"[\u3400-\u9fff]{2,8}(?:\s[\u3400-\u9fff]{2,8}){2,}")  # spaces separate what has none
_MACHINE = re.compile(
    r"://|^[\w-]+:\S|^(?i:nlp [\w ]+|category|section|type|source|author): "
    r"|[0-9a-f]{8}-[0-9a-f]{4}|^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|[a-z]{2})$|[{}<>=]"
)
_NO_SECTION = frozenset("tags article articles index home undefined null none default post page".split())
_MOST_TAGS = 40
_LONGEST_TAG = 60
_TAG_WORDS = 5
_LONGEST_LABEL = 40  # characters beside links that are tags
_LABEL_BLOCKS = 8  # below the body in which a word alone announces the tags
_NAMED = frozenset(("kicker", "eyebrow", "overline", "dachzeile", "spitzmarke", "occhiello", "antetitulo", "surtitre"))
_KICKER_WORDS = 7
_ABOVE = 4  # blocks above the headline in which a kicker stands


def read_description(clues: Clues) -> tuple[str | None, tuple[Candidate, ...]]:
    candidates = []
    for name, content in clues.metas(table("sources")["description"]):
        if text := plain(content):
            candidates.append(
                Candidate("description", text, content, "opengraph" if name.startswith("og:") else "meta")
            )
    for item in clues.articles[:1]:
        if text := first(item.get("description")):
            candidates.append(Candidate("description", text, text, "jsonld"))
    return (str(candidates[0].value) if candidates else None), tuple(candidates)


def read_section(clues: Clues) -> tuple[str | None, tuple[Candidate, ...]]:
    candidates = [
        Candidate("section", plain(content), content, "meta")
        for _, content in clues.metas(table("sources")["section"])
        if plain(content)
    ]
    for item in clues.articles:
        candidates += [Candidate("section", text, text, "jsonld") for text in strings(item.get("articleSection"))]
    candidates += [Candidate("section", text, text, "jsonld") for text in _breadcrumb(clues.document.jsonld)]
    candidates += [
        Candidate("section", plain(item.text), item.text, "visible", item.node.first, item.node.start, item.node.end)
        for item in clues.marked.get("tags", ())
        if _is_category(item.node)
    ]
    named = [item for item in candidates if _is_topic(str(item.value)) and str(item.value).lower() not in _NO_SECTION]
    return (str(named[0].value) if named else None), tuple(candidates)


def _breadcrumb(objects: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The step before the article itself in a breadcrumb."""
    for item in objects:
        steps = item.get("itemListElement")
        if "breadcrumblist" in types(item) and isinstance(steps, list):
            names = [first(step.get("name")) or first(step.get("item")) for step in steps if isinstance(step, dict)]
            middle = [name for name in names[1:-1] if name and "://" not in name]
            yield from middle[-1:]


def read_tags(clues: Clues) -> tuple[tuple[str, ...], tuple[Candidate, ...], tuple[Verdict, ...]]:
    """Tags as stated, else keywords, else what the page lists as its tags; and the visible lists, which move."""
    stated = [plain(content) for _, content in clues.metas(table("sources")["tag"])]
    stated += [text for item in clues.articles for text in strings(item.get("keywords"))]
    visible, moves = _visible_tags(clues)
    labelled, label_moves = ([], ()) if visible else _labelled_tags(clues)
    keywords = [plain(content) for _, content in clues.metas(table("sources")["keywords"])]
    candidates = [
        Candidate("tags", _split(texts), "; ".join(texts), source)
        for texts, source in ((stated, "meta"), (visible, "visible"), (keywords, "meta"), (labelled, "visible"))
        if texts
    ]
    values = candidates[0].value if candidates else []
    return tuple(values), tuple(candidates), (*moves, *label_moves)


def _split(texts: Iterable[str]) -> list[str]:
    tags: dict[str, str] = {}
    for text in texts:
        for part in text.split() if _HAN_LIST.fullmatch(text) else _SPLIT.split(text):
            tag = part.strip(" #\"'[]")
            if _is_topic(tag):
                tags.setdefault(squashed(tag), tag)
            if len(tags) == _MOST_TAGS:
                return list(tags.values())
    return list(tags.values())


def _is_topic(text: str) -> bool:
    """Words for people: no address, no code, no key with a value."""
    return 0 < len(text) <= _LONGEST_TAG and any(map(str.isalpha, text)) and not _MACHINE.search(text)


def _visible_tags(clues: Clues) -> tuple[list[str], tuple[Verdict, ...]]:
    """Links marked as tags below the body; those with rel=tag also where more of a page follows."""
    names: list[str] = []
    moves: dict[int, Verdict] = {}
    linked: dict[int, tuple[list[str], bool, int]] = {}  # a block of many tags is looked at once
    for item in clues.marked.get("tags", ()):
        if item.node.first <= (clues.first if _is_tag(item.node) else clues.last) or clues.first > clues.last:
            continue
        for number in range(item.node.first, item.node.last + 1):
            block = clues.block(number)
            if number not in linked:
                linked[number] = _linked(block)
            links, few, rest = linked[number]
            if number <= clues.last and (clues.is_body(number) or rest > 0):
                continue
            label = _LONGEST_LABEL * (item.node.tag == "a")  # a link marked by itself may stand behind a label
            if links and few and rest <= max(0.4 * len(block.text), label):
                if not _is_category(item.node):
                    names += [item.text] if item.node.tag == "a" else links
                moves[number] = whole(block, "tags", "tag-list", f"marked as {item.label}", "below the body")
    return names, tuple(moves.values())


def _linked(block: Block) -> tuple[list[str], bool, int]:
    """The words of its links, whether there are few words a link, and the number of characters outside links."""
    links = [block.text[mark.start : mark.end] for mark in block.marks if mark.kind == "link"]
    few = len(block.text.split()) <= 8 * max(1, len(links))
    return links, few, len(block.text) - block.link_chars


def _is_tag(node: Node) -> bool:
    return node.tag == "a" and node.attrs.get("rel", "").split() == ["tag"]


def _is_category(node: Node) -> bool:
    """A link that says of itself that it leads to the section (``rel="category tag"``, as blogs write it)."""
    return node.tag == "a" and "category" in node.attrs.get("rel", "").split()


def _labelled_tags(clues: Clues) -> tuple[list[str], tuple[Verdict, ...]]:
    """Links behind a word such as "Topics:" below the body, in its block or in the short blocks that follow."""
    if clues.first > clues.last:
        return [], ()
    for number in range(clues.last + 1, clues.hi + 1):
        block = clues.block(number)
        label = block.text.split(":", 1)[0].strip().casefold()
        if block.hidden or label not in words("topics", "labels") or _in_menu(clues, block):
            continue
        inline = ":" in block.text.rstrip(" :")
        if not inline and number > clues.last + _LABEL_BLOCKS:
            continue  # so far down it is the heading of a menu
        rows = [block] if inline else list(_link_rows(clues, number + 1))
        names = [row.text[mark.start : mark.end] for row in rows for mark in row.marks if mark.kind == "link"]
        names = [name for name in names if len(name.split()) <= _TAG_WORDS and not _names_label(name)]
        moved = dict.fromkeys((block.index, *(row.index for row in rows))) if names else ()
        return names, tuple(
            whole(clues.block(index), "tags", "tag-list", f"below {label!r}", "below the body") for index in moved
        )
    return [], ()


def _link_rows(clues: Clues, start: int) -> Iterator[Block]:
    """The blocks from ``start`` on that are nothing but short links."""
    for number in range(start, min(start + _MOST_TAGS, len(clues.document.blocks))):
        block = clues.block(number)
        links = sum(mark.kind == "link" for mark in block.marks)
        if block.hidden or not links or block.link_chars < 0.8 * len(block.text) or block.words > _TAG_WORDS * links:
            return
        yield block


def _in_menu(clues: Clues, block: Block) -> bool:
    return any(node.tag in ("nav", "footer", "aside") for node in clues.document.ancestors(block.node))


def _names_label(name: str) -> bool:
    """ "All topics", a link to the index."""
    return not words("topics", "labels").isdisjoint(name.casefold().split())


def read_kicker(
    clues: Clues, heading: Marked | None, taken: Iterable[str | None]
) -> tuple[str | None, tuple[Candidate, ...], tuple[Verdict, ...]]:
    """The short line above the headline, or at its beginning, unless it says what is ``taken`` again: the title, the
    authors."""
    if heading is None:
        return None, (), ()
    top, (title, *others) = heading.node.first, [squashed(text or "") for text in taken]
    known = {title, *others} - {""}
    for item in reversed(clues.marked.get("section", ())):
        node = item.node
        inside = node.first == top and node.start >= heading.node.start
        if not top - _ABOVE <= node.first <= node.last <= top:
            continue
        if inside and squashed(item.text) + title != squashed(heading.text):  # it is said in the title
            continue
        text = plain(_first_link(clues, item)).rstrip(" :|")
        if not _is_kicker(text, known, named=not _NAMED.isdisjoint(item.label.lower().split())):
            continue
        candidate = Candidate("kicker", text, item.text, "visible", node.first, node.start, node.end)
        moves = tuple(
            whole(clues.block(number), "kicker", "kicker", f"marked as {item.label}", "above the headline")
            for number in range(node.first, node.last + 1)
            if number < top and not clues.is_body(number)
        )
        return text, (candidate,), moves
    return None, (), ()


def _first_link(clues: Clues, item: Marked) -> str:
    """The first of several links in a row, which lead to sections; else the whole text."""
    block = clues.block(item.node.first)
    links = [mark for mark in block.marks if mark.kind == "link"] if item.node.first == item.node.last else []
    inside = [mark for mark in links if item.node.start <= mark.start and mark.end <= item.node.end]
    alone = sum(mark.end - mark.start for mark in inside) + len(inside) - 1 >= len(item.text)
    if len(inside) < 2 or not alone or leads_home(inside[0].url, parts_of(next(iter(clues.urls), "")).netloc):
        return item.text  # a way from the home page down is no row of sections
    return block.text[inside[0].start : inside[0].end]


def _is_kicker(text: str, known: set[str], named: bool) -> bool:
    """A few words, none of the page itself, and no date. ``named``: the markup calls it a kicker."""
    form = squashed(text)
    if (
        not any(char.isalpha() for char in text)
        or len(text.split()) > _KICKER_WORDS
        or any(name in form for name in known)
    ):
        return False
    words_of_page = [stops([word]) for word in text.split() if word[0].isalpha()]
    return not (all(words_of_page) if named else any(words_of_page)) and not find_dates(text)
