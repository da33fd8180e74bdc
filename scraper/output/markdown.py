"""Article -> Markdown (CommonMark 0.31 with GitHub's tables) that renders back to the same words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..article import ArticleData, BodyBlock, Image, ListItem
from ..marks import paragraphs
from .html import readable_date
from .html_blocks import web_address
from .markdown_inline import cell, destination, inline, literal


def render_markdown(article: ArticleData) -> str:
    """``# title``, a line with authors and date, the body; blocks apart by a blank line, a line break at the end."""
    parts = []
    if article.title:
        parts.append(f"# {_unclosed(literal(_line(article.title)))}")
    if article.subtitle:
        parts.append(f"*{literal(_line(article.subtitle))}*")
    if about := _about(article):
        parts.append(literal(about))
    parts += render_blocks(article.blocks, article.images)
    return "\n\n".join(parts) + "\n" if parts else ""


def _about(article: ArticleData) -> str:
    names = ", ".join(_line(author.name) for author in article.authors)
    facts = [f"By {names}" if names else "", readable_date(article.date_published or ""), article.site.name or ""]
    return _line(" · ".join(fact for fact in facts if fact))


def _line(text: str) -> str:
    return " ".join(text.split())


def render_blocks(blocks: Sequence[BodyBlock], images: Sequence[Image]) -> Iterator[str]:
    """The Markdown of each block, empty ones left out."""
    previous = ""
    for block in blocks:
        text = _block(block, images, previous)
        if text:
            yield text
            previous = text


def _block(block: BodyBlock, images: Sequence[Image], previous: str) -> str:
    if block.type == "image":
        return _image(images[block.image or 0])
    if block.type == "list":
        return "\n".join(_list(block.items, block.ordered, block.start, _bullet(previous)))
    return _WRITERS[block.type](block)


def _paragraph(block: BodyBlock) -> str:
    return inline(block.text, block.marks)


def _heading(block: BodyBlock) -> str:
    return "#" * block.level + " " + _unclosed(inline(block.text.replace("\n", " "), block.marks))


def _unclosed(text: str) -> str:
    """A run of # at the end would be taken for the closing of the heading."""
    return re.sub(r"(^|\s)(#+)$", r"\1\\\2", text)


def _bullet(previous: str) -> int:
    """Two lists in a row are two lists only when their bullets differ."""
    return 1 if re.match(r"- |\d+\. ", previous) else 0


def _list(items: Iterable[ListItem], ordered: bool, start: int, style: int) -> Iterator[str]:
    for number, item in enumerate(items, start):
        bullet = f"{min(number, 999_999_999)}{'.)'[style]} " if ordered else f"{'-*'[style]} "
        lines = inline(item.text, item.marks).split("\n") if item.text else []
        lines += _list(item.items, item.ordered, 1, 0)
        indent = " " * len(bullet)
        yield "\n".join((indent if place else bullet) + line for place, line in enumerate("\n".join(lines).split("\n")))


def _table(block: BodyBlock) -> str:
    rows = [*block.header, *block.rows]
    width = max(len(row) for row in rows)
    lines = [[cell(text) for text in row] + [""] * (width - len(row)) for row in rows]
    if not block.header:
        lines.insert(0, [""] * width)
    lines.insert(1, ["---"] * width)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _code(block: BodyBlock) -> str:
    longest = max((len(run) for run in re.findall("`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    language = re.sub(r"[\s`]", "", block.language or "")
    return f"{fence}{language}\n{block.text}\n{fence}"


def _quote(block: BodyBlock) -> str:
    parts = [inline(text, marks) for text, marks in paragraphs(block.text, block.marks)]
    url = web_address(block.url)
    if url and all(mark.url != url for mark in block.marks):
        parts.append(f"— [{literal(url)}]({destination(url)})")
    return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(parts).split("\n"))


def _image(image: Image) -> str:
    words = _line(" ".join(filter(None, (image.caption, f"({image.credit})" if image.credit else ""))))
    shown = web_address(image.url)
    picture = f"![{literal(_line(image.alt or ''))}]({destination(shown)})" if shown else ""
    return "\n\n".join(filter(None, (picture, f"*{literal(words)}*" if words else "")))


def _embed(block: BodyBlock) -> str:
    url = web_address(block.url)
    return f"[{literal(_line(block.provider or url))}]({destination(url)})" if url else ""


_WRITERS: dict[str, Callable[[BodyBlock], str]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "quote": _quote,
    "table": _table,
    "code": _code,
    "embed": _embed,
}
