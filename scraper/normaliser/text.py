"""Body blocks -> plain text. Pure; the words come out in the order the blocks hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..article import BodyBlock, ListItem


def render_text(blocks: Iterable[BodyBlock]) -> str:
    """The text of a body: blocks apart by a blank line, headings in, captions and embeds out.

    List entries are one a line without bullets; cells are apart by a tab, rows by a line break.
    """
    return "\n\n".join(text for block in blocks if (text := _text(block)))


def _text(block: BodyBlock) -> str:
    if block.type == "list":
        return "\n".join(item_lines(block.items))
    if block.type == "table":
        return "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in (*block.header, *block.rows))
    return "" if block.type in ("image", "embed") else block.text


def item_lines(items: Iterable[ListItem]) -> Iterator[str]:
    """Every entry and what is nested below it, in reading order."""
    for item in items:
        if item.text:
            yield item.text
        yield from item_lines(item.items)
