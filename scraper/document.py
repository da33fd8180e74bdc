"""Page -> Document: decode, parse, number the blocks in reading order. HTML and plain text alike."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from lxml import etree

from .errors import ReadError
from .model import Document, Node, Page
from .reading import mhtml, notes, shown, webarchive
from .reading.before_body import begin
from .reading.behind_end import rejoin
from .reading.decode import Encoded, detect
from .reading.flatten import flatten
from .reading.head import link_pairs, meta_pairs, parse_jsonld, title_of
from .reading.saved import with_address
from .reading.scriptdata.rescue import TOLD, rescued
from .reading.text import read_text
from .reading.tree import walk
from .reading.unclosed import closed, is_misread
from .sniff import ARCHIVES, MHTML, PAGE_TYPES, sniff_media_type


def read(page: Page) -> Document:
    """Read a page without judging it. Raises ReadError when there is nothing to read."""
    media_type = page.media_type or sniff_media_type(page.body)
    if media_type in ARCHIVES:
        page = mhtml.unpacked(page) if media_type == MHTML else webarchive.unpacked(page)
        media_type = page.media_type or sniff_media_type(page.body)
    page = with_address(page)
    source = detect(page.body, page.charset)
    if b"<" not in page.body and not source.text().strip():  # where there is a tag there is something
        raise ReadError(page.url or "input", "is empty", "Check that the page was saved or fetched whole")
    if media_type not in PAGE_TYPES:
        raise ReadError(page.url or "input", f"is {media_type}, not a page", "Give an HTML, XHTML or plain text page")
    if media_type == "text/plain":
        blocks, nodes = read_text(source.text())
        url = page.final_url or page.url or ""
        return Document(page, "text", blocks, nodes, (), source.encoding, base_url=url, warnings=source.warnings)
    root, warnings = _parse(source)
    if root is None:
        raise ReadError(page.url or "input", "holds no HTML element and no text", "Check that it is a web page")
    notes.part(root)
    shown.write(root)
    seen = walk(root)
    if rescued(root, seen):
        seen, warnings = walk(root), (*warnings, TOLD)
    nodes = tuple(filter(None, seen.nodes))
    return Document(
        page=page,
        kind="html",
        blocks=tuple(seen.blocks),
        nodes=nodes,
        media=tuple(seen.media),
        microdata=tuple(seen.microdata),
        encoding=source.encoding,
        root=root,
        title_tag=title_of(root),
        lang=_language(root, nodes),
        base_url=_base_url(root, page),
        meta=meta_pairs(root),
        links=link_pairs(root),
        jsonld=parse_jsonld(seen.jsonld),
        script_chars=seen.script_chars,
        warnings=warnings,
    )


def _parse(source: Encoded) -> tuple[etree._Element | None, tuple[str, ...]]:
    """The tree, and a warning when the page had to be flattened to keep what is nested too deep."""
    root, too_deep = _lxml(source.utf8())
    if not too_deep:
        return root, source.warnings
    root, _ = _lxml(flatten(source.text()).encode("utf-8", "replace"))
    return root, (*source.warnings, "nested too deep: the innermost containers were flattened")


def _lxml(utf8: bytes) -> tuple[etree._Element | None, bool]:
    page = utf8.replace(b"\x00", b"").replace(b"</br>", b"<br>")  # as browsers read it; libxml2 drops it
    root, errors = _tree(page)
    if root is not None and is_misread(root, errors):
        root, errors = _tree(closed(page))
    if root is not None:  # there may be nothing in it
        begin(root)
        rejoin(root)
    return root, any("depth" in error for error in errors)


def _tree(page: bytes) -> tuple[etree._Element | None, list[str]]:
    """What libxml2 makes of a page, and what it complains of."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(page, parser)
    except etree.XMLSyntaxError as error:  # no element at all, e.g. only a comment
        if any(entry.type == etree.ErrorTypes.ERR_NO_MEMORY for entry in parser.error_log):
            raise MemoryError from error
        return None, []
    return root, [entry.message for entry in parser.error_log]


def _language(root: etree._Element, nodes: tuple[Node, ...]) -> str:
    """The lang attribute of the html element, else of the body; XHTML calls it xml:lang."""
    for node in nodes[:3]:
        lang = node.attrs.get("lang") or node.attrs.get("xml:lang")
        if lang:
            return lang.strip()
    return (root.get("lang") or "").strip()


def _base_url(root: etree._Element, page: Page) -> str:
    """What relative addresses are resolved against (HTML standard, 2.4.3)."""
    address = page.final_url or page.url or ""
    base = next((element.get("href") for element in root.iter("base") if element.get("href")), None)
    try:
        joined = urljoin(address, base) if base else address
        urlsplit(joined)  # alone it is not looked at
    except ValueError:  # a base element that is no address
        return address
    return joined
