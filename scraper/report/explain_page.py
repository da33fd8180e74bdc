"""One page that shows where every word of a source went; it opens from disk and loads nothing.

Nothing of the source can run: all text is escaped, links lead to web addresses only, and the page's own
Content-Security-Policy allows nothing but its own style and script, by their hashes (CSP Level 3).
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from .article_view import body_view, facts_view, quality_view
from .source_view import rows_html

if TYPE_CHECKING:
    from ..pipeline import Result

_GOLDEN_ANGLE = 137.508  # degrees; hues this far apart stay distinct however many there are


def render(result: Result, source: str = "") -> str:
    """The page as HTML text. ``source`` is what the user called the page, shown in its head."""
    article, cut = result.article, result.cut
    words = _by_rule(result)
    cleaners = sorted({cleaner for cleaner, _ in words}, key=lambda name: (-_words_of(words, name), name))
    colours = {cleaner: number for number, cleaner in enumerate(cleaners)}
    places = {block: number for number, made in enumerate(article.blocks) for block in made.source}
    style = _data("explain.css") + _own_style(result, colours)
    script = _data("explain.js")
    return Template(_data("explain.html")).substitute(
        csp=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none';"
        " form-action 'none'",
        style=style,
        script=script,
        lang=escape(article.language or ""),
        title=escape(article.title or source or "Untitled"),
        source=escape(source or article.final_url or article.url or ""),
        ledger=_ledger(result),
        legend=_legend(words, colours),
        rows=rows_html(cut, colours, places),
        quality=quality_view(article),
        facts=facts_view(article),
        body=body_view(article),
        generator=escape(f"{article.generator.name} {article.generator.version}"),
    )


@cache
def _data(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _by_rule(result: Result) -> Counter[tuple[str, str]]:
    words: Counter[tuple[str, str]] = Counter()
    for removal in result.removals:
        words[removal.cleaner, removal.rule] += len(removal.text.split())
    return words


def _words_of(words: Mapping[tuple[str, str], int], cleaner: str) -> int:
    return sum(count for (name, _), count in words.items() if name == cleaner)


def hues(colours: Mapping[str, int]) -> str:
    """A style sheet with one hue a cleaner. ``colours``: cleaner -> number in its class."""
    found = "".join(f".c{number}{{--h:{(20 + number * _GOLDEN_ANGLE) % 360:.0f}}}" for number in colours.values())
    if "content" in colours:  # most of the words: grey, so that what a rule removed stands out
        found += f".c{colours['content']}{{--h:220;--s:10%}}"
    return found


def _own_style(result: Result, colours: Mapping[str, int]) -> str:
    """What depends on the page: the hues, and the widths of the bar. Numbers only."""
    counts = result.conservation
    parts = {"kept": counts.kept, "moved": counts.moved, "removed": counts.removed}
    return hues(colours) + "".join(f".bar .{name}{{flex-grow:{words}}}" for name, words in parts.items())


def _ledger(result: Result) -> str:
    counts = result.conservation
    balanced = counts.kept + counts.moved + counts.removed == counts.visible
    check = "✓ every word accounted for" if balanced else "✗ words are missing"
    return (
        f'<p class="sum"><b>{counts.visible:,}</b> visible = <b>{counts.kept:,}</b> kept'
        f" + <b>{counts.moved:,}</b> moved + <b>{counts.removed:,}</b> removed <span>{check}</span></p>"
        '<div class="bar" aria-hidden="true"><i class="kept"></i><i class="moved"></i><i class="removed"></i></div>'
    )


def _legend(words: Counter[tuple[str, str]], colours: Mapping[str, int]) -> str:
    return "\n".join(_entry(cleaner, number, words) for cleaner, number in colours.items())


def _entry(cleaner: str, number: int, words: Counter[tuple[str, str]]) -> str:
    rules = [(rule, count) for (name, rule), count in words.most_common() if name == cleaner]
    listed = "".join(f"<li>{escape(rule)} <span>{count:,}</span></li>" for rule, count in rules)
    return (
        f'<div class="entry c{number}"><label><input type="checkbox" checked value="{escape(cleaner)}">'
        f" <b>{escape(cleaner)}</b> <span>{_words_of(words, cleaner):,}</span></label>"
        f'<details><summary aria-label="Rules of {escape(cleaner)}">rules</summary><ul>{listed}</ul></details></div>'
    )
