"""The page as seen, rebuilt from its tree so that nothing of it can run, load, lead away or be sent.

Only elements and attributes on short lists are written, all text is escaped, and style sheets lose everything that
could name an address; the answer's Content-Security-Policy (``POLICY``) and the frame's sandbox forbid the same again.
Each word stands in an element that names its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from lxml import etree

from ...letters import seen_of
from ...model import Cut
from ...reading.tree import BLOCK_TAGS, SKIPPED, is_shadow_root
from .units import Unit

# allow-same-origin lets our page see which word is clicked; without allow-scripts nothing in the frame can use it.
SANDBOX = "allow-same-origin"
POLICY = (
    f"sandbox {SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none';"
    " frame-ancestors 'self'"
)
_AS_THEY_ARE = frozenset(
    "div p span a section article header footer nav aside main hgroup address figure figcaption blockquote pre h1 h2"
    " h3 h4 h5 h6 ul ol li dl dt dd menu table caption thead tbody tfoot tr td th b strong i em u s small sub sup mark"
    " code kbd samp var abbr cite q dfn time del ins bdi bdo ruby rt rp center big tt strike".split()
)
_VOID = frozenset(("br", "hr", "wbr"))
_BUTTONS = frozenset(("button", "select", "textarea"))
_FRAMES = frozenset(("iframe", "object", "embed", "video", "audio", "canvas", "svg"))
_UNSEEN = frozenset(("noscript", "noframes", "datalist", "title", "option"))
_ATTRIBUTES = frozenset("class id lang dir colspan rowspan align valign start reversed hidden scope style".split())
_OURS = re.compile(r"(?<!\S)rv-\S*")  # class names and ids that could be taken for ours
_ESCAPE = re.compile(r"\\(?:[0-9a-fA-F]{1,6}\s?|.?)", re.DOTALL)
_LOADS = re.compile(
    r"(?:url|image-set|image|src|cross-fade|element|paint|attr|env)\s*\(|@(?=\s*(?:import|font-face))", re.I
)
_BEHAVES = re.compile(r"(?:behavior|-moz-binding)\s*:", re.I)
_WORD = re.compile(r"\S+")
_ICON = 64  # pixels: a smaller image is no picture
_MOST_CSS = 300_000  # characters of style sheets


@dataclass(frozen=True, slots=True)
class Frame:
    """``body``: HTML; ``attributes``: of its body element; ``style``: the page's own style sheets, made harmless."""

    body: str
    attributes: str = ""
    style: str = ""
    lang: str = ""


def frame_of(cut: Cut, units: Sequence[Unit]) -> Frame:
    """The page with each unit marked; where its tree does not give the units' words, the units one below another."""
    document = cut.document
    root = document.root
    if root is None or _letters(text for _, _, text in _steps(root)) != _letters(unit.text for unit in units):
        return Frame(_listed(units), lang=document.lang)
    writer = _Writer(units)
    for event, element, text in _steps(root):
        if event == "start":
            writer.start(element)
        else:
            writer.end(element)
        writer.text(text)
    return Frame("".join(writer.out), writer.attributes, _style_sheets(root), document.lang)


def _steps(root: etree._Element) -> Iterator[tuple[str, Any, str]]:
    """(event, element, the text that follows it) of all that is read as text, as ``reading.tree.walk`` goes."""
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        named = isinstance(tag, str)
        read = named and (tag not in SKIPPED or is_shadow_root(str(tag), element))
        if event == "start":
            if read:
                yield "start", element, _shown(element.text)
            elif named:
                events.skip_subtree()
        elif read:
            yield "end", element, _shown(element.tail)
        else:
            yield "over", element, _shown(element.tail)


def _shown(text: str | None) -> str:
    return seen_of(text) if text else ""


def _letters(texts: Iterator[str]) -> str:
    return "".join("".join(text.split()) for text in texts)


def _listed(units: Sequence[Unit]) -> str:
    """Plain text, and pages whose tree is of no help: the words in order, a paragraph a block."""
    out: list[str] = []
    block = -1
    for unit in units:
        if unit.block != block:
            out.append("<p>" if block < 0 else "</p>\n<p>")
            block = unit.block
        out.append(f"{_opened(unit)}{escape(unit.text)}</span> ")
    return "".join([*out, "</p>"]) if out else "<p>No words.</p>"


def told(unit: Unit) -> str:
    """What happened to a unit, in words."""
    if unit.fate == "kept":
        return "kept"
    where = f" to {unit.field.replace('_', ' ')}" if unit.fate == "moved" else ""
    return f"{unit.fate}{where} by {unit.by}" + (f": {unit.reason}" if unit.reason else "")


def _opened(unit: Unit) -> str:
    return f'<span data-rv-unit="{unit.number}" class="rv-{unit.fate}" title="{escape(told(unit))}">'


@dataclass(slots=True)
class _Writer:
    """Writes the elements of a page that are harmless, and its words in the elements of their units."""

    units: Sequence[Unit]
    out: list[str] = field(default_factory=list)
    attributes: str = ""
    number: int = -1  # the unit whose words are being written
    left: int = 0  # letters of it that are not written yet
    open: list[str] = field(default_factory=list)

    def start(self, element: Any) -> None:
        """An element opens."""
        tag, attrs = element.tag, element.attrib
        if tag in _VOID:
            self.out.append(f"<{tag}>")
            self.open.append("")
        elif tag in ("html", "body"):
            self.attributes = self.attributes or (_attributes(attrs) if tag == "body" else "")
            self.open.append("")
        else:
            opening, name = _opening(tag, attrs)
            self.out.append(opening)
            self.open.append(f"</{name}>" if name else "")

    def end(self, element: Any) -> None:
        """The element opened last closes; ``over`` comes for what was not opened."""
        if isinstance(element.tag, str) and (element.tag not in SKIPPED or is_shadow_root(element.tag, element)):
            self.out.append(self.open.pop())

    def text(self, text: str) -> None:
        """Write text; neighbouring words of one unit share an element."""
        position = 0
        while position < len(text):
            end = self._reach(text, position)
            piece = text[position:end]
            words = escape(piece)
            self.out.append(f"{_opened(self.units[self.number])}{words}</span>" if piece.strip() else words)
            position = end

    def _reach(self, text: str, position: int) -> int:
        """How far the text from ``position`` on belongs to one unit."""
        for word in _WORD.finditer(text, position):
            start = word.start()
            if not self.left:
                if self.number >= 0 and start > position:
                    return start
                self.number += 1
                self.left = len("".join(self.units[self.number].text.split()))
            taken = min(self.left, word.end() - start)
            self.left -= taken
            if start + taken < word.end():
                return start + taken
        return len(text)


def _opening(tag: str, attrs: Mapping[str, str]) -> tuple[str, str]:
    """The start tag that stands for an element, and the name that closes it, empty when nothing does."""
    if tag == "img":
        return _picture(attrs), ""
    if tag == "input":
        shown = attrs.get("placeholder") or attrs.get("value") or ""
        seen = shown and attrs.get("type", "").lower() not in ("hidden", "checkbox", "radio")
        return (f'<span class="rv-button" data-rv="{escape(shown)}"></span>' if seen else ""), ""
    if tag in _FRAMES:
        label = "" if tag in ("svg", "canvas") else f'<span class="rv-media" data-rv="{tag}"></span>'
        inner = "<span>" if tag == "embed" else "<span hidden>"  # the parser may find the rest of the page in an embed
        return f"{label}{inner}", "span"
    if tag in _UNSEEN or (tag == "dialog" and "open" not in attrs):
        return "<span hidden>", "span"
    if tag in _BUTTONS:
        return '<span class="rv-button">', "span"
    name = tag if tag in _AS_THEY_ARE else "div" if tag in BLOCK_TAGS else "span"
    return f"<{name}{_attributes(attrs)}>", name


def _picture(attrs: Mapping[str, str]) -> str:
    """A box for an image that would be seen; nothing for icons and pixels."""
    width = attrs.get("width", "").removesuffix("px")
    if width.isascii() and width.isdigit() and len(width) < 5 and int(width) < _ICON:
        return ""
    label = f"image: {attrs.get('alt', '').strip()[:200]}"
    return f'<span class="rv-media" data-rv="{escape(label)}"></span>'


def _attributes(attrs: Mapping[str, str]) -> str:
    return "".join(f' {name}="{escape(_value(name, value))}"' for name, value in attrs.items() if name in _ATTRIBUTES)


def _value(name: str, value: str) -> str:
    if name == "style":
        return harmless(value)
    return _OURS.sub("", value) if name in ("class", "id") else value


def _style_sheets(root: etree._Element) -> str:
    sheets = (element.text or "" for element in root.iter("style") if element.get("type", "text/css") == "text/css")
    return harmless("\n".join(sheets)[:_MOST_CSS])


def harmless(css: str) -> str:
    """A style sheet without escapes, and so without hidden names, and without what can load or end the element."""
    plain = _ESCAPE.sub("", css).replace("<", "")
    return _BEHAVES.sub("no:", _LOADS.sub("no(", plain))
