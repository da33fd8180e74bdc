"""What a rule that is tried would do, for a terminal: by site and page, what would be lost first to be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from .telling import one_line

if TYPE_CHECKING:
    from ..regression.trial import Hit

_STYLES: dict[str, dict[str, Any]] = {
    "lost": {"fg": "red", "bold": True},
    "beside": {"fg": "red"},
    "back": {"fg": "green"},
}
_WIDEST = len("removed")


def render(hits: Sequence[Hit], width: int, color: bool) -> str:
    """All places, sites in the order of their names, a line or two each; ``width`` in columns."""
    lines = [line for site, group in _by_site(hits) for line in _site(site, list(group), width)]
    text = "\n".join(lines)
    return text if color else click.unstyle(text)


def _by_site(hits: Iterable[Hit]) -> Iterator[tuple[str, Iterator[Hit]]]:
    return groupby(sorted(hits, key=lambda hit: hit.site), lambda hit: hit.site)


def _site(site: str, hits: Sequence[Hit], width: int) -> Iterator[str]:
    lost = sum(hit.words for hit in hits if hit.fate == "lost")
    yield click.style(one_line(site), bold=True) + (
        click.style(f"  {lost} words of the body", fg="red") if lost else ""
    )
    for page, group in groupby(hits, lambda hit: hit.page):
        if page != site:
            yield f"  {one_line(page)}"
        for hit in group:
            yield from _place(hit, width)


def _place(hit: Hit, width: int) -> Iterator[str]:
    name = "LOST" if hit.fate == "lost" else hit.fate
    by = f" ({'to ' if hit.fate == 'moved' else ''}{hit.by})" if hit.by else ""
    lists = f" as {', '.join(hit.rules)}" if hit.rules and hit.fate in ("lost", "removed") else ""
    styled = click.style(f"{name:<{_WIDEST}}", **_STYLES.get(hit.fate, {}))
    yield f"    {styled}  {_cut(one_line(hit.path), width - 8 - _WIDEST)}{by}{lists}"
    yield f"    {'':<{_WIDEST}}  {_cut(one_line(hit.text), width - 8 - _WIDEST)}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: max(width - 2, 20)]} …"
