"""Where the head ends without a tag that says so: browsers begin the body there (HTML standard, 13.2.6.4.4).

``<title>Story</title><article>`` is a whole page. libxml2 does not know the elements of HTML 5, and leaves them and all
that follows in the head, which nobody reads for its text.
"""

from __future__ import annotations

from lxml import etree

_OF_THE_HEAD = frozenset("base basefont bgsound head link meta noframes noscript script style template title".split())


def begin(root: etree._Element) -> None:
    """Move what is no part of a head, and what follows it, from there to the beginning of the body.

    A late title stays: it is none of what is shown.
    """
    head = root.find("head")
    if head is None:
        return
    children = list(head)
    first = next((place for place, child in enumerate(children) if child.tag not in _OF_THE_HEAD), len(children))
    moved = [child for child in children[first:] if child.tag != "title" or (child.tail or "").strip()]
    if not moved:
        return
    body = root.find("body")
    if body is None:
        body = etree.SubElement(root, "body")
    moved[-1].tail = f"{moved[-1].tail or ''}{body.text or ''}"
    body.text = None
    for place, child in enumerate(moved):
        body.insert(place, child)
