"""Another library's reader, asked only where the page's own statements gave nothing: it costs more than all of ours."""

from __future__ import annotations

from lxml import etree

from ...model import Candidate, Document

_MOST_NODES = 4000  # elements: beyond it the search takes too long for what it finds


def searched_date(document: Document, latest: str) -> Candidate | None:
    """htmldate's search through the whole page, in its fast mode: the other may take seconds a page.

    ``latest`` stands in for "today", which would make the result depend on when it is asked.
    First days of January are left out: it answers so when it knows no more than a year.
    """
    if document.root is None or len(document.nodes) > _MOST_NODES:
        return None
    from htmldate import find_date  # noqa: PLC0415  (a slow import, seldom needed)

    markup = etree.tostring(document.root, encoding="unicode", method="html")
    url = document.page.final_url or document.page.url or "about:blank"
    found = find_date(markup, extensive_search=False, original_date=True, url=url, max_date=latest)
    if not found or found.endswith("-01-01"):
        return None
    return Candidate("date_published", found, found, "htmldate")
