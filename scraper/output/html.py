"""Article -> a small HTML document: semantic elements only, everything escaped, nothing that runs."""

from __future__ import annotations

import json
from html import escape

from ..article import ArticleData, Author
from .html_blocks import body_html, image_html, web_address
from .jsonld import address_of, render_jsonld

_STYLE = (
    "body{margin:0;background:#fff;color:#1a1a1a;font:1.125rem/1.6 Georgia,serif}"
    "article{max-width:40rem;margin:0 auto;padding:1.5rem 1rem 4rem}"
    "h1,h2,h3,h4,h5,h6{line-height:1.25}img{max-width:100%;height:auto}"
    "figure{margin:1.5rem 0}figcaption,.byline{color:#555;font-size:.875rem}"
    ".embed iframe{display:none}.embed a::after{content:attr(aria-label)}"
    "blockquote{margin:1.5rem 0;padding-left:1rem;border-left:3px solid #bbb}"
    "pre{overflow:auto;padding:1rem;background:#f4f4f4;font-size:.875rem}"
    "table{border-collapse:collapse;display:block;overflow:auto}td,th{border:1px solid #ccc;padding:.25rem .6rem}"
    "@media(prefers-color-scheme:dark){body{background:#161616;color:#e8e8e8}a{color:#8ab4f8}"
    "figcaption,.byline{color:#aaa}pre{background:#242424}td,th{border-color:#444}}"
)


def render_html(article: ArticleData) -> str:
    """A document of its own: metadata, JSON-LD, headline, byline, body. Only http, https and mailto addresses.

    A lead picture that stands in no block of the body is shown above it.
    """
    lang = f' lang="{escape(article.language)}"' if article.language else ""
    story = f'<article dir="auto">\n{head_html(article)}{lead_html(article)}{body_html(article)}\n</article>'
    return (
        f"<!DOCTYPE html>\n<html{lang}>\n<head>\n{_head(article)}\n</head>\n"
        f"<body>\n<main>\n{story}\n</main>\n</body>\n</html>\n"
    )


def _head(article: ArticleData) -> str:
    metas = [
        ("name", "generator", f"{article.generator.name} {article.generator.version}"),
        ("name", "author", ", ".join(author.name for author in article.authors)),
        ("name", "description", article.description),
        ("name", "keywords", ", ".join(article.tags)),
        ("property", "og:type", "article"),
        ("property", "og:title", article.title),
        ("property", "og:site_name", article.site.name),
        ("property", "og:image", web_address(article.images[0].url) if article.images else None),
        ("property", "article:published_time", article.date_published),
        ("property", "article:modified_time", article.date_modified),
        ("property", "article:section", article.section),
    ]
    lines = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(article.title or '')}</title>",
        *(f'<meta {kind}="{name}" content="{escape(value)}">' for kind, name, value in metas if value),
    ]
    if address := web_address(address_of(article)):
        lines.append(f'<link rel="canonical" href="{escape(address)}">')
    lines.append(f'<script type="application/ld+json">{script_json(render_jsonld(article))}</script>')
    return "\n".join([*lines, f"<style>{_STYLE}</style>"])


def script_json(value: object) -> str:
    """JSON that is inert inside a script element: it can neither end the element nor open a comment."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def head_html(article: ArticleData) -> str:
    """Kicker, headline, subtitle, and a line with authors and dates, each where there is one."""
    lines = []
    if article.kicker:
        lines.append(f'<p class="kicker">{escape(article.kicker)}</p>')
    if article.title:
        lines.append(f"<h1>{escape(article.title)}</h1>")
    if article.subtitle:
        lines.append(f'<p class="subtitle">{escape(article.subtitle)}</p>')
    if article.authors:
        names = ", ".join(_author(author) for author in article.authors)
        lines.append(f'<p class="byline">By {names}</p>')
    if date := article.date_published:
        lines.append(f'<p class="byline"><time datetime="{escape(date)}">{escape(readable_date(date))}</time></p>')
    return f"<header>\n{chr(10).join(lines)}\n</header>\n" if lines else ""


def lead_html(article: ArticleData) -> str:
    """The lead picture when no block of the body shows it."""
    shown = (image for image in article.images if image.role == "lead" and image.block is None)
    return "".join(f"{image_html(image)}\n" for image in shown)


def readable_date(date: str) -> str:
    """``2024-05-01T10:00:00+02:00`` as ``2024-05-01 10:00``, the zone being in the metadata."""
    return date[:16].replace("T", " ")


def _author(author: Author) -> str:
    if url := web_address(author.url):
        return f'<a rel="author" href="{escape(url)}">{escape(author.name)}</a>'
    return f'<span rel="author">{escape(author.name)}</span>'
