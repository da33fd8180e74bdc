"""Pages that show next to nothing: shells that scripts fill in, and pages that send their readers on."""

from __future__ import annotations

from itertools import chain, islice

from lxml import etree
from lxml import html as lxml_html

from ..forwarding import forwards_to
from ..model import Page

_WORDS = 60  # below this a page shows next to nothing
_UNSEEN = ("script", "style", "noscript", "template", "head")
_HEAD = 8192  # bytes in which a page says where it leads
_MOST = 100_000  # bytes of a page that is there to lead elsewhere


def is_shell(page: Page) -> bool:
    """Whether a page shows next to nothing without its scripts, and has some."""
    if b"<script" not in page.body.lower():
        return False
    root = _tree(page.body)
    return root is not None and _shows_little(root)


def onward(page: Page) -> str | None:
    """Where a page that shows next to nothing sends its readers."""
    if len(page.body) > _MOST or b"refresh" not in page.body[:_HEAD].lower():
        return None
    root = _tree(page.body)
    address = None if root is None else forwards_to(root, page.final_url or page.url or "")
    return address if root is not None and address and _shows_little(root) else None


def _tree(body: bytes) -> etree._Element | None:
    try:
        return lxml_html.document_fromstring(body)
    except (ValueError, etree.ParserError):  # nothing in it, or an encoding that contradicts itself
        return None


def _shows_little(root: etree._Element) -> bool:
    """Takes out of the tree what nobody sees."""
    etree.strip_elements(root, *_UNSEEN, etree.Comment, with_tail=False)
    words = chain.from_iterable(str(text).split() for text in root.itertext())
    return next(islice(words, _WORDS - 1, None), None) is None
