"""What differs from the expected, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from ..fixture_wording import heading, parts, told_once
from .blocks_view import folded
from .html_page import link
from .look import Against
from .units import Unit

if TYPE_CHECKING:
    from ...regression.compare import Difference

_TAGS = {"same": "span", "lost": "del", "gained": "ins"}


def differences_view(against: Against, units: Sequence[Unit], address: str) -> str:
    """All differences, then the known ones; ``address`` ends in the parameter that takes the number of a unit."""
    if not (against.differences or against.known or against.stale):
        return f'<p class="none">{_nothing(against)}</p>'
    told, echoes = told_once(against.differences)
    items = [_difference(one, units, address) for one in told]
    if echoes:
        items.append(f'<li class="note">removals: {echoes} more, of the words told under blocks</li>')
    items += [
        f'<li class="difference"><p class="chip">{escape(line.field)}</p><p>{escape(str(line))}</p></li>'
        for line in against.stale
    ]
    listed = f'<ol class="differences">{"".join(items)}</ol>' if items else f'<p class="none">{_nothing(against)}</p>'
    known = "".join(_difference(one, units, address) for one in against.known)
    return listed + (f'<h3>Known to differ</h3><ol class="differences known">{known}</ol>' if known else "")


def _nothing(against: Against) -> str:
    if against.expected:
        return "Nothing differs: every field, every block and the ledger are as expected."
    return "Nothing is expected of this page yet. Look whether the blocks are right, then accept what came out."


def _difference(one: Difference, units: Sequence[Unit], address: str) -> str:
    place = _place(one, units)
    jump = f' <span class="jump">{link("show block", f"{address}{place}")}</span>' if place is not None else ""
    words = "".join(f"<{_TAGS[how]}>{escape(text)}</{_TAGS[how]}>" for how, text in parts(one))
    return (
        f'<li class="difference {one.kind}"><p class="chip"><b>{escape(one.field.replace("_", " "))}</b>'
        f' {escape(heading(one))}{jump}</p><p dir="auto">{words}</p></li>'
    )


def _place(one: Difference, units: Sequence[Unit]) -> int | None:
    """The unit that a difference is about, told by its words."""
    texts = [folded(text) for text in (one.actual, one.expected) if text and len(text.split()) > 2]
    for text in texts:
        for unit in units:
            own = folded(unit.text)
            if text in own or (len(own.split()) > 3 and own in text):
                return unit.number
    return None
