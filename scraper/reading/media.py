"""Which elements are images, videos, audio, frames, and the addresses where their content may be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from lxml import etree

KINDS = {
    "img": "img",
    "amp-img": "img",
    "video": "video",
    "amp-video": "video",
    "audio": "audio",
    "amp-audio": "audio",
    "iframe": "iframe",
    "amp-iframe": "iframe",
    "embed": "embed",
    "object": "embed",
    "amp-youtube": "embed",
    "amp-twitter": "embed",
    "amp-instagram": "embed",
    "amp-facebook": "embed",
    "amp-brightcove": "embed",
}
"""Tag -> kind of Media."""

_SRCSETS = ("srcset", "data-srcset")
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-hi-res-src", "data-url", "data")
_BETWEEN = re.compile(r",\s+|,(?=https?:)")
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?")


def sources(element: etree._Element, attrs: Mapping[str, str]) -> tuple[str, ...]:
    """Candidate addresses of a medium: largest of ``srcset`` first, then ``src`` and the lazy-loading attributes."""
    found = _addresses(attrs)
    picture = _picture_of(element)
    if picture is not None or len(element):
        for source in (element if picture is None else picture).iter("source"):
            found += _addresses(cast(dict[str, str], dict(source.items())))
    return tuple(dict.fromkeys([address.strip() for address in found if not address.startswith("data:")]))


def _addresses(attrs: Mapping[str, str]) -> list[str]:
    found = []
    for name in _SRCSETS:
        if name in attrs:
            found += _largest(attrs[name])
    for name in _SOURCES:
        if name in attrs and (address := attrs[name]):
            found.append(address)
    return found


def _picture_of(element: etree._Element) -> etree._Element | None:
    """The picture an image belongs to: libxml2 nests what follows a ``<source>`` inside it."""
    above = element.getparent()
    while above is not None and above.tag == "source":
        above = above.getparent()
    return above if above is not None and above.tag == "picture" else None


def _largest(srcset: str) -> list[str]:
    """The address with the largest descriptor (``2x``, ``1200w``) of a srcset attribute."""
    best, size = "", -1.0
    for part in _BETWEEN.split(srcset):
        if words := part.split():
            number = _number(words[1]) if len(words) > 1 else 0.0
            if number > size or (number == size and words[0] > best):
                best, size = words[0], number
    return [best] if best else []


@lru_cache(4096)  # pages have few widths
def _number(descriptor: str) -> float:
    match = _NUMBER.match(descriptor)
    return float(match[0]) if match else 0.0
