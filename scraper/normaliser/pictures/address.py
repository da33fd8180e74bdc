"""Picture addresses: absolute, the largest candidate, and one key for all sizes and formats of a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from ...model import Media, Node
from ...urls import resolved
from ..folding import alnum_runs
from .class_words import DECORATION, GENERIC, PORTRAITS

_HOST = re.compile(r"(?:https?:)?//[^/]*")
_NESTED = re.compile(r"https?:/{1,2}(?=[^/])", re.I)
_EXTENSIONS = re.compile(r"(?:\.(?:jpe?g|png|webp|avif|gif|jfif|heic|tiff?|bmp|image|ashx|html?))+$", re.I)
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|jfif|svg)(?:$|[?#])", re.I)
# What resizers add to a file name: -300x200, @2x, _w1200, -scaled, _M400x267, -1024w, -e1700000000, -640 ...
_SIZE = re.compile(
    r"(?:[-_.@](?:[a-z]{0,2}\d{2,4}x\d{2,4}|\d(?:\.\d)?x|[wh]\d{2,4}|\d{2,4}w|scaled|e\d{9,}|[2-9]\d{1,2}0|1\d{2}0"
    r"|375|414|615|768|828|1024|1536|2048)|(?<=\D)\d+x\d+)$",
    re.I,
)
_WIDTH = re.compile(
    r"(?:^|[/_,;&?$-])(?:w|width|imwidth|sw)[=_/-]?(\d{2,4})(?:$|\D)|[/_-](\d{2,4})x\d{2,4}|[/_-](\d{3,4})(?=[/_.-])"
)
_SET_COMMA = re.compile(r",\s+|,(?=https?:)")
_DESCRIPTOR = re.compile(r"(\d{1,5}(?:\.\d{1,4})?)([wx])")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
_LETTERS_OR_NUMBER = re.compile(r"[a-z]+|\d+")
_PICTURE_NAME = 6  # characters of a file name that can stand for a picture alone


def absolute(address: str, base: str) -> str:
    """The address resolved against the page's; as it is when it is broken."""
    address = address.strip()
    if address.startswith(("https://", "http://")):
        return address
    return resolved(base, address)


def is_image_address(address: str) -> bool:
    return bool(_IMAGE_FILE.search(address))


@lru_cache(maxsize=1024)
def is_decoration(address: str, *, drawn: bool = False) -> bool:
    """Whether the file name says logo, icon, pixel, placeholder ..., or a folder near it portraits.

    SVG files are decoration unless ``drawn``. Pure; cached because a page names one picture many times.
    """
    path = address.partition("?")[0].lower()
    if (path.endswith(".svg") and not drawn) or path.startswith("data:"):
        return True
    folders, _, name = path.rpartition("/")
    return not DECORATION.isdisjoint(alnum_runs(name)) or not PORTRAITS.isdisjoint(folders.split("/")[-3:])


@lru_cache(maxsize=4096)
def picture_key(address: str) -> str:
    """The same text for every size, format and delivery address of one picture; empty for no address.

    A file name that can stand alone is the key; one such as ``image.jpg`` or ``1280`` takes its folders along.
    """
    address = _inner(address)
    path, _, query = address.partition("?")
    path = path.partition("#")[0]
    host = _HOST.match(path)
    folders = [part for part in path[host.end() if host else 0 :].split("/") if part]
    if not folders:
        return query
    if unique := _UUID.search(folders[-1]):
        return unique[0].lower()
    stem = _stem(folders[-1])
    if len(stem) >= _PICTURE_NAME and not _is_generic(stem):
        return stem
    kept = [part for part in map(_stem, folders) if part and not _is_generic(part)]
    identity = "" if len("".join(kept)) >= _PICTURE_NAME else query
    return "/".join(kept) + ("?" + identity if identity else "") or address


def _inner(address: str) -> str:
    """The address that a resizing service carries inside its own, in a parameter or at the end of the path."""
    if "%" in address:
        address = unquote(unquote(address))
    if address.lower().count("http") < 2:
        return address  # nearly all of them
    found = list(_NESTED.finditer(address))
    if len(found) < 2:
        return address
    inner = address[found[-1].start() :]
    return inner if "?" in address[: found[-1].start()] and "?" in inner else inner.partition("&")[0]


def _stem(name: str) -> str:
    """A file name without endings and sizes, unless nothing that could tell pictures apart is left."""
    stem = _EXTENSIONS.sub("", name.lower()).partition("~")[0]
    while (shorter := _SIZE.sub("", stem)) != stem and len(shorter) > 3 and not shorter.isdigit():
        stem = shorter
    return stem


def _is_generic(stem: str) -> bool:
    """Nothing but words of size and role, and short numbers."""
    words = _LETTERS_OR_NUMBER.findall(stem)
    return all(word in GENERIC or (word.isdigit() and len(word) < 5) or len(word) == 1 for word in words)


def best_address(media: Media, node: Node, *, drawn: bool = False) -> str:
    """The address of the widest candidate of an image, the page's first of equals; empty when all are placeholders.

    ``drawn``: an SVG file may be the picture, as in a figure, and not only an icon.
    """
    widths = _candidates(media, node)
    stated = sorted(filter(widths.get, widths), key=widths.__getitem__, reverse=True)
    widest = next((address for address in stated if address and not is_decoration(address, drawn=drawn)), "")
    shown = [  # of those with a width only the widest, so that few names are looked at
        address
        for address, width in widths.items()
        if address and (address == widest if width else not is_decoration(address, drawn=drawn))
    ]
    if len(shown) < 2:
        return "".join(shown)
    return max(shown, key=lambda address: widths[address] or _named_width(address))


def _candidates(media: Media, node: Node) -> dict[str, float]:
    """Every address of an image and the width in pixels that is stated for it, else 0; the page's order.

    A density counts as that many thousand pixels.
    """
    found: dict[str, float] = {}
    for element in _holders(node.element):
        for name, value in element.items():
            if "srcset" in name:
                _add_set(found, value)
            elif "src" in name and ("/" in value or is_image_address(value)) and " " not in value.strip():
                found.setdefault(value.strip(), 0.0)
    for address in media.sources:
        found.setdefault(address, 0.0)
    return found


def _add_set(found: dict[str, float], srcset: str) -> None:
    """The candidates of one srcset (HTML standard, 4.8.4.2.1)."""
    for part in _SET_COMMA.split(srcset):
        address, _, descriptor = part.strip().partition(" ")
        number = _DESCRIPTOR.match(descriptor.strip())
        width = float(number[1]) * (1000 if number[2] == "x" else 1) if number else 0.0
        found[address] = max(found.get(address, 0.0), width)


def _holders(element: Any) -> Iterator[Any]:
    """The image element and the sources of the picture around it, which libxml2 nests in one another."""
    yield element
    above = element.getparent()
    while above is not None and above.tag == "source":
        above = above.getparent()
    if above is not None and above.tag == "picture":
        yield from above.iter("source")


def _named_width(address: str) -> float:
    widths = [int(next(filter(None, found))) for found in _WIDTH.findall(address)]
    return float(max((width for width in widths if width <= 5000), default=0))
