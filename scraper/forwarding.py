"""Pages that send their readers on by themselves (``<meta http-equiv="refresh" content="0; url=/story">``)."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

from lxml import etree

from .urls import parts_of, resolved

_PATIENCE = 5  # seconds: who must wait longer is meant to read the page
_DIGITS = 9  # of a number of seconds
# HTML standard, 4.2.5.3: the address may be quoted, and "url=" be left out.
_REFRESH = re.compile(
    r"\s*(?P<seconds>\d*)[\d.]*(?>\s*[;,]|\s)\s*+(?:url\s*=\s*)?+(?:\"(?P<a>[^\"]+)|'(?P<b>[^']+)|(?P<c>.+))",
    re.I | re.S,
)


def forwards_to(root: etree._Element, base: str) -> str | None:
    """Where a page sends its readers, resolved against ``base`` where it is known; None when they stay, or come back.

    Not what ``noscript`` says: it is often an excuse for a page that does without.
    """
    for element in root.iter("meta"):
        said = (element.get("http-equiv") or "").strip().lower()
        if said != "refresh" or next(element.iterancestors("noscript"), None) is not None:
            continue
        found = _REFRESH.match(element.get("content") or "")
        if not found or len(found["seconds"]) > _DIGITS or int(found["seconds"] or 0) > _PATIENCE:
            continue
        address = resolved(base, (found["a"] or found["b"] or found["c"]).strip())
        if parts_of(address).scheme in ("", "http", "https") and urldefrag(address)[0] not in ("", urldefrag(base)[0]):
            return address
    return None
