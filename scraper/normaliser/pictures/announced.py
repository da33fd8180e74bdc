"""Pictures a page announces outside its body: JSON-LD ``image`` and ImageObject, ``og:image`` and its kin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...model import Document
from ...urls import parts_of
from ..fields import jsonld
from ..folding import plain
from .address import absolute, is_decoration, picture_key
from .credits import bare_credit, split_credit

_PICTURES = frozenset(("imageobject", "photograph"))
_MAX_OBJECTS = 300
_MAX_DEPTH = 8
_META_IMAGES = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
_CAPTION_KEYS = ("caption", "description")
_NESTING = (dict, list)
_CREDIT_KEYS = ("creditText", "copyrightNotice", "copyrightHolder", "creator", "author", "credit")


@dataclass(frozen=True, slots=True)
class Announced:
    """``leading``: named as the picture of the article itself, not only described somewhere."""

    url: str
    key: str
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    leading: bool = False


def announced_images(document: Document) -> tuple[Announced, ...]:
    """All announced pictures, leading ones first: JSON-LD before meta elements."""
    stock = {plain(content) for name, content in document.meta if name.endswith(("description", "title"))}
    stock.add(document.title_tag)
    objects = jsonld.about(document.jsonld, (document.base_url,), (document.title_tag,))
    references = jsonld.by_id(document.jsonld)
    leading = [
        found
        for item in objects
        for found in _from_value(item.get("image"), document.base_url, references, leading=True)
    ]
    others = [
        found
        for item in _image_objects(document.jsonld)
        for found in _from_value(item, document.base_url, references, leading=False)
    ]
    found = (*leading, *_from_meta(document), *others)
    # The article's own description is often given as the picture's.
    return tuple(replace(item, caption=None) if item.caption in stock else item for item in found)


def _from_value(
    value: Any, base: str, references: Mapping[str, Mapping[str, Any]], *, leading: bool
) -> Iterator[Announced]:
    """An address, an ImageObject, a reference to one, or a list of these."""
    for entry in value if isinstance(value, list) else (value,):
        item = references.get(entry, {"url": entry}) if isinstance(entry, str) and entry.strip() else entry
        if isinstance(item, Mapping) and set(item) <= {"@id", "@type"}:
            item = references.get(str(item.get("@id")))
        if not isinstance(item, Mapping):
            continue
        url = jsonld.first(item.get("contentUrl")) or jsonld.first(item.get("url")) or jsonld.first(item.get("@id"))
        address = absolute(url, base) if url and not url.startswith("#") else ""
        if address and parts_of(address).scheme in ("", "http", "https"):
            yield _announced(address, item, leading)


def _announced(url: str, item: Mapping[str, Any], leading: bool) -> Announced:
    text = next((found for key in _CAPTION_KEYS if (found := jsonld.first(item.get(key)))), "")
    split = split_credit(text)
    credits = (jsonld.first(item[key]) for key in _CREDIT_KEYS if key in item)
    credit = next(filter(None, map(bare_credit, credits)), None)
    alt = jsonld.first(item.get("name")) or None
    return Announced(url, picture_key(url), alt, split.caption or None, split.credit or credit, leading)


def _image_objects(objects: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Every ImageObject with a caption or credit anywhere in the JSON-LD."""
    queue: list[tuple[Any, int]] = [(item, 0) for item in objects]
    for number, (value, depth) in enumerate(queue):
        if number > _MAX_OBJECTS:
            return
        if isinstance(value, Mapping):
            if not _PICTURES.isdisjoint(jsonld.types(value)) and any(map(value.get, (*_CAPTION_KEYS, *_CREDIT_KEYS))):
                yield value
            if depth < _MAX_DEPTH:
                queue += [(part, depth + 1) for part in value.values() if isinstance(part, _NESTING)]
        elif isinstance(value, list) and depth < _MAX_DEPTH:
            queue += [(part, depth + 1) for part in value if isinstance(part, _NESTING)]


def _from_meta(document: Document) -> Iterator[Announced]:
    alts = [content for name, content in document.meta if name in ("og:image:alt", "twitter:image:alt")]
    for wanted in _META_IMAGES:
        for name, content in document.meta:
            if name == wanted and not is_decoration(content):
                url = absolute(content, document.base_url)
                yield Announced(url, picture_key(url), plain(alts[0]) if alts else None, leading=True)
                return
