"""The finished article for the explain page: what is known of it, what spoke against it, and its body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from ..article import BodyBlock, Image
from ..output import Article
from ..output.html_blocks import block_html, web_address

_FIELDS = (
    "title subtitle kicker authors agency dateline date_published date_modified section tags language access site"
    " description canonical_url corrections pages"
).split()
_SHORT = 160


def body_view(article: Article) -> str:
    """The body, each block with a way back to the first source block it was made of."""
    return "\n".join(
        f'<div class="out" id="o{number}">{_back(block.source)}{_block(block, article.images)}</div>'
        for number, block in enumerate(article.blocks)
    )


def _block(block: BodyBlock, images: Sequence[Image]) -> str:
    if block.type == "embed":
        return _embed(block)
    return block_html(block, images) if block.image is None else _picture(block.image, images[block.image])


def _embed(block: BodyBlock) -> str:
    """A stand-in for a player, because the page loads nothing."""
    url = web_address(block.url)
    name = escape(f"embed: {block.provider or url or 'unknown'}")
    link = f'<a href="{escape(url)}">{name}</a>' if url else name
    return f'<figure class="picture">{link}</figure>'


def _picture(number: int, image: Image) -> str:
    """A stand-in for an image, because the page loads nothing."""
    url = web_address(image.url)
    name = f"image {number + 1}"
    link = f'<a href="{escape(url)}">{name}</a>' if url else name
    lines = [f"<figcaption>{escape(image.caption)}</figcaption>"] if image.caption else []
    lines += [f"<p>credit: {escape(image.credit)}</p>"] if image.credit else []
    lines += [f"<p>alt: {escape(image.alt)}</p>"] if image.alt and image.alt != image.caption else []
    return f'<figure class="picture">{link}{"".join(lines)}</figure>'


def _back(source: tuple[int, ...]) -> str:
    return f'<a class="back" href="#b{source[0]}" aria-label="Show in the source">←</a>' if source else ""


def facts_view(article: Article) -> str:
    """A table of the fields, with the candidates that each was chosen from."""
    data = article.to_dict()
    rows = [_row(name, data[name], data["evidence"].get(name, [])) for name in _FIELDS]
    for kind in ("image", "video"):
        rows += [_row(f"{kind} {number}", _named(medium), []) for number, medium in enumerate(data[f"{kind}s"], 1)]
    return f"<table>{''.join(rows)}</table>"


def _named(medium: dict[str, Any]) -> list[str]:
    """What is known of an image or video, each value with its name."""
    shown = ("title", "caption", "credit", "provider")
    return [f"{name}: {medium[name]}" for name in shown if medium.get(name)]


def _row(name: str, value: Any, candidates: list[dict[str, Any]]) -> str:
    shown = _shown(value)
    if not shown and not candidates:
        return ""
    return (
        f"<tr><th scope=row>{escape(name.replace('_', ' '))}</th>"
        f"<td>{escape(shown) or '<i>none</i>'} {_candidates(shown, candidates)}</td></tr>"
    )


def _candidates(shown: str, candidates: list[dict[str, Any]]) -> str:
    """Where the value is from; every candidate when they do not agree."""
    sources = ", ".join(dict.fromkeys(one["source"] for one in candidates))
    values = {_shown(one["value"]) for one in candidates}
    if len(values) < 2 and values <= {shown}:
        return f"<small>{escape(sources)}</small>"
    items = "".join(
        f"<li><code>{escape(one['source'])}</code> {escape(_shortened(_shown(one['value'])))}</li>"
        for one in candidates
    )
    note = '<b class="differ">they differ</b>' if len(values) > 1 else ""
    number = f"{len(candidates)} candidate{'s' if len(candidates) > 1 else ''}"
    return f"<details><summary>{number} {note}</summary><ul>{items}</ul></details>"


def _shown(value: Any) -> str:
    """A JSON value in words: names and numbers, nothing for what is unknown."""
    return " · ".join(_leaves(value))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif isinstance(value, bool):
        yield "yes" if value else "no"
    elif value not in (None, ""):
        yield str(value)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def quality_view(article: Article) -> str:
    """Verdict, score and warnings."""
    warnings = "".join(f"<li>{escape(warning)}</li>" for warning in article.quality.warnings)
    kind = escape(article.kind.replace("_", " "))
    return (
        f'<p class="verdict"><b>{kind}</b> · quality {article.quality.score:.2f} · {article.word_count:,} words</p>'
        + (f'<ul class="warnings" aria-label="Warnings">{warnings}</ul>' if warnings else "")
    )
