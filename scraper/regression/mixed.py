"""An article of which some fields are new and the others as they were expected."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from ..output import Article
from .fields import ARTICLE_FIELDS, REMOVALS

_FOLLOWERS = {"blocks": ("text", "word_count", "content_hash", "simhash")}
_BY_NUMBER = ("blocks", "images")  # each holds places in the other


def mixed(expected: Article, actual: Article, wanted: Collection[str]) -> Article:
    """``actual`` with the values of ``expected`` in all compared fields that are not ``wanted``.

    What follows from a field goes with it. What is not compared at all (evidence, generator, fetch) is the new one.
    """
    old, new = expected.to_dict(), actual.to_dict()
    merged = actual.to_dict()
    for name in ARTICLE_FIELDS:
        if name not in wanted:
            for key in (name, *_FOLLOWERS.get(name, ())):
                _put(merged, old, key.split("."))
    if REMOVALS not in wanted:
        merged["removed"] = old["removed"]
    if len([name for name in _BY_NUMBER if name in wanted]) == 1:
        sources = (new, old) if "blocks" in wanted else (old, new)
        merged["blocks"], merged["images"] = _numbered(*sources)
    return Article.from_dict(merged)


def _put(target: dict[str, Any], source: dict[str, Any], keys: Sequence[str]) -> None:
    *above, last = keys
    for key in above:
        target, source = target[key], source[key]
    target[last] = source[last]


def _numbered(body: dict[str, Any], pictures: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """The blocks of one article with the images of another, numbered anew by the addresses of the images.

    An image block needs an image: where the other article has none of that address, its own comes along.
    """
    images = [image | {"block": None} for image in pictures["images"]]
    places = {image["url"]: number for number, image in reversed(list(enumerate(images)))}
    blocks = list(body["blocks"])
    for number, block in enumerate(blocks):
        if block["type"] != "image":
            continue
        image = body["images"][block["image"]]
        if image["url"] not in places:
            places[image["url"]] = len(images)
            images.append(image | {"block": None})
        place = places[image["url"]]
        images[place]["block"] = number if images[place]["block"] is None else images[place]["block"]
        blocks[number] = block | {"image": place}
    return blocks, images
