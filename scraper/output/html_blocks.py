"""Body blocks -> HTML elements, one each; everything escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

from ..article import ArticleData, BodyBlock, Image, ListItem, Mark
from ..marks import Span, nest, paragraphs

_TAGS = {"strong": "strong", "em": "em", "code": "code", "link": "a"}


def body_html(article: ArticleData) -> str:
    """The blocks of the body, one element each."""
    return "\n".join(block_html(block, article.images) for block in article.blocks)


def web_address(url: str | None, schemes: Iterable[str] = ("http", "https")) -> str | None:
    """The address when its scheme is harmless, else None."""
    try:
        scheme = urlsplit((url or "").strip()).scheme.lower()
    except ValueError:
        return None
    return (url or "").strip() if scheme in schemes else None


def block_html(block: BodyBlock, images: Sequence[Image]) -> str:
    """One block of the body as an element."""
    return image_html(images[block.image or 0]) if block.type == "image" else _WRITERS[block.type](block)


def _paragraph(block: BodyBlock) -> str:
    return f"<p>{inline_html(block.text, block.marks)}</p>"


def _heading(block: BodyBlock) -> str:
    return f"<h{block.level}>{inline_html(block.text, block.marks)}</h{block.level}>"


def _code(block: BodyBlock) -> str:
    language = f' class="language-{escape(block.language)}"' if block.language else ""
    return f"<pre><code{language}>{escape(block.text, quote=False)}</code></pre>"


def inline_html(text: str, marks: Iterable[Mark]) -> str:
    """Text with its marks as elements, line breaks as ``br``."""
    return "".join(_inline(part) for part in nest(text, marks))


def _inline(part: str | Span) -> str:
    if isinstance(part, str):
        return escape(part, quote=False).replace("\n", "<br>\n")
    inner = "".join(_inline(child) for child in part.children)
    tag = _TAGS[part.kind]
    if tag != "a":
        return f"<{tag}>{inner}</{tag}>"
    url = web_address(part.url, ("http", "https", "mailto"))
    return f'<a href="{escape(url)}">{inner}</a>' if url else inner


def _quote(block: BodyBlock) -> str:
    url = web_address(block.url)
    cite = f' cite="{escape(url)}"' if url else ""
    inner = "\n".join(f"<p>{inline_html(text, marks)}</p>" for text, marks in paragraphs(block.text, block.marks))
    return f"<blockquote{cite}>\n{inner}\n</blockquote>"


def _list(block: BodyBlock) -> str:
    return _entries(block.items, block.ordered, block.start)


def _entries(items: Iterable[ListItem], ordered: bool, start: int = 1) -> str:
    tag = "ol" if ordered else "ul"
    first = f' start="{start}"' if ordered and start != 1 else ""
    return f"<{tag}{first}>\n{chr(10).join(_item(item) for item in items)}\n</{tag}>"


def _item(item: ListItem) -> str:
    nested = _entries(item.items, item.ordered) if item.items else ""
    return f"<li>{inline_html(item.text, item.marks)}{nested}</li>"


def _table(block: BodyBlock) -> str:
    head = "".join(_row(row, "th") for row in block.header)
    body = "".join(_row(row, "td") for row in block.rows)
    head = f"<thead>\n{head}</thead>\n" if head else ""
    return f"<table>\n{head}<tbody>\n{body}</tbody>\n</table>"


def _row(cells: Iterable[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{_inline(cell)}</{tag}>' for cell in cells)}</tr>\n"


def image_html(image: Image) -> str:
    """A picture with caption and credit."""
    url = web_address(image.url)
    shown = f'<img src="{escape(url)}" alt="{escape(image.alt or "")}">' if url else ""
    credit = f' <span class="credit">{escape(image.credit)}</span>' if image.credit else ""
    words = escape(image.caption or "", quote=False) + credit
    return f"<figure>{shown}{f'<figcaption>{words.strip()}</figcaption>' if words else ''}</figure>"


def _embed(block: BodyBlock) -> str:
    """A frame that a program can read and the stylesheet keeps from loading, and a link that holds no words."""
    if not (url := web_address(block.url)):
        return '<figure class="embed"></figure>'
    name = escape(block.provider or url)
    frame = f'<iframe src="{escape(url)}" title="{name}" loading="lazy" sandbox></iframe>'
    return f'<figure class="embed">{frame}<a href="{escape(url)}" aria-label="Video: {name}"></a></figure>'


_WRITERS: dict[str, Callable[[BodyBlock], str]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "quote": _quote,
    "list": _list,
    "table": _table,
    "code": _code,
    "embed": _embed,
}
