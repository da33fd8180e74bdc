"""Marks of notes get borders: ``word<sup>1</sup>, and`` is read as ``word, 1 and``.

A word with a number glued to it is neither that word nor the number, so no rule could take the number and leave the
word. Punctuation goes before the mark, where many languages set it anyway. Where nothing parts words (Chinese), and
where a mark stands within a word, all is left as it is.
"""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

from ..letters import UNSPACED
from ..notemarks import INLINE, editors, raised

_LINKS = etree.XPath("//a/@href[contains(., '#')]/..")  # a third faster than asking every link
_BRACKETED = etree.XPath("//sup[starts-with(normalize-space(), '[')]")
_CLOSING = re.compile(r"[,.;:!?…)\]»”’\"']*(?=\s|\Z)")
_BETWEEN = frozenset(("", ",", ";", "-", "–"))
_AS_TYPED = frozenset(("pre", "code", "textarea"))


def part(root: etree._Element) -> None:
    """Put spaces around every mark of a note, or run of marks, behind words. Doing it again changes nothing."""
    links = cast("list[etree._Element]", _LINKS(root))
    marks = dict.fromkeys(mark for link in links if (mark := raised(link)) is not None)
    runs: list[tuple[etree._Element, etree._Element]] = []
    first = None
    for mark in marks:
        first = mark if first is None else first
        if _next(mark) not in marks:
            runs.append((first, mark))
            first = None
    for run in reversed(runs):  # whether a mark is parted depends on what stands behind it
        _part(*run)
    for remark in cast("list[etree._Element]", _BRACKETED(root)):
        if remark not in marks and editors(remark):
            _part(remark, remark)


def _next(mark: etree._Element) -> etree._Element | None:
    """The element right behind a mark; a comma between them, which may be raised as well, is not looked at."""
    following = mark.getnext() if _is_comma(mark.tail) else None
    if following is None or following.tag != "sup" or len(following) or not _is_comma(following.text):
        return following
    return following.getnext() if _is_comma(following.tail) else None


def _is_comma(text: str | None) -> bool:
    return (text or "").strip() in _BETWEEN


def _part(first: etree._Element, last: etree._Element) -> None:
    """Put spaces around a run of marks, and the punctuation behind it before it."""
    parent, previous, end = first.getparent(), first.getprevious(), _end(last)
    if parent is None or parent.tag in _AS_TYPED:
        return
    before = (parent.text if previous is None else previous.tail or _text(previous)) or ""
    closing = _CLOSING.match(end.tail or "")
    if closing is None or not before.strip() or UNSPACED.match(before.rstrip()[-1]):
        return
    following = end.getnext()
    if not end.tail and following is not None and following.tag in INLINE and not editors(following):
        return
    if previous is None:
        parent.text = f"{before.rstrip()}{closing.group()} "
    else:
        previous.tail = f"{(previous.tail or '').rstrip()}{closing.group()} "
    end.tail = f" {(end.tail or '')[closing.end() :]}"


def _end(mark: etree._Element) -> etree._Element:
    """The element that the text behind a mark is the tail of: the mark, or what ends with it."""
    end = mark
    while not end.tail and end.getnext() is None and (above := end.getparent()) is not None and above.tag in INLINE:
        end = above
    return end


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))
