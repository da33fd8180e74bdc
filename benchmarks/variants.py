"""The same annotated page in other forms, to learn from: scraped to plain text, and laid out in tables."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator

import numpy as np
from lxml import etree, html

from benchmarks.annotated import Sample, document_of, labels_of
from scraper.content.features import COLUMN, View
from scraper.content.pageclues import ADDRESS_NAMES, CLUE_NAMES

_ROOMS = frozenset("article aside footer header main nav section".split())
_DEEPEST_TABLE = 5  # levels of ``div`` elements that become tables
_NAMES = ("class", "id", "role", "itemprop", "itemtype", "itemscope")
_STATED = ("author", "article", "twitter", "date")
_DOCTYPE = '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">'
_LAID_OUT = 5  # one page in so many


def as_text(sample: Sample) -> Sample | None:
    """The page as a scrape to plain text would give it: what is shown, a paragraph a block. None when unreadable.

    Every other page is given whole, the others as a scraper leaves them that cut most around the article: from a few
    blocks before the body to a few after it, how many by the digest of the page's name.
    """
    document = document_of(sample)
    if document is None:
        return None
    blocks = document.blocks
    digest = _digest(sample)
    inside = np.flatnonzero(labels_of(document, sample.truth) == 1)
    if digest[0] % 2 and len(inside):
        blocks = blocks[max(0, inside[0] - digest[1] % 6) : inside[-1] + 1 + digest[2] % 10]
    shown = "\n\n".join(block.text for block in blocks if not block.hidden)
    return dataclasses.replace(sample, set=f"{sample.set}-text", body=shown.encode(), media_type="text/plain")


def as_layout(sample: Sample) -> Sample | None:
    """The page as it would have been in the days of layout tables: no names, no data for machines, tables for rooms.

    None when it cannot be parsed, and for four pages of five, told by the digest of the page's name.
    """
    if _digest(sample)[0] % _LAID_OUT:
        return None
    root = etree.fromstring(sample.body, html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True))
    body = root.find("body") if root is not None else None
    if body is None:
        return None
    for element in list(root.iter("script", "meta")):
        if _is_data(element):
            element.drop_tree()
    for element in root.iter():
        for name in [name for name in element.attrib if _is_name(str(name))]:
            del element.attrib[name]
    for element in list(_rooms(body)):
        _make_table(element)
    old = etree.tostring(root, encoding="us-ascii", doctype=_DOCTYPE, method="html")
    return dataclasses.replace(sample, set=f"{sample.set}-layout", body=old, media_type="text/html")


def unaddressed(view: View) -> View:
    """A page as the model sees it when nobody knows its address."""
    rows, clues = view.rows.copy(), view.clues.copy()
    rows[:, COLUMN["page_path_odds"]] = 0
    clues[[CLUE_NAMES.index(name) for name in ADDRESS_NAMES]] = 0
    return dataclasses.replace(view, rows=rows, clues=clues)


def _digest(sample: Sample) -> bytes:
    return hashlib.sha256(sample.id.encode()).digest()


def _is_data(element: html.HtmlElement) -> bool:
    if element.tag == "script":
        return bool(element.get("type") == "application/ld+json")
    return element.get("property") is not None or (element.get("name") or "").startswith(_STATED)


def _is_name(attribute: str) -> bool:
    return attribute in _NAMES or attribute.startswith(("data-", "aria-"))


def _rooms(body: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Elements that become tables."""
    depth = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "end" and (element.tag in _ROOMS or (element.tag == "div" and depth <= _DEEPEST_TABLE)):
            yield element


def _make_table(element: html.HtmlElement) -> None:
    """One row of one cell around what is in the element."""
    children = list(element)
    row = etree.Element("tr")
    cell = etree.SubElement(row, "td")
    cell.text, element.text = element.text, None
    cell.extend(children)
    element.tag = "table"
    element.append(row)
