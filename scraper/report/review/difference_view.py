"""What differs from the expected, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from ...regression.fields import REMOVALS
from ...regression.words import word_diff
from .blocks_view import folded
from .html_page import link
from .look import Against
from .units import Unit

if TYPE_CHECKING:
    from ...regression.compare import Difference

_TAGS = {"same": "span", "lost": "del", "gained": "ins"}
_SAY = {
    "changed": "changed",
    "lost": "lost",
    "gained": "gained",
    "moved": "moved",
    "recategorised": "has another kind",
    "pin": "does not hold",
}
_OF_REMOVALS = {"lost": "no longer removed", "gained": "newly removed"}


def differences_view(against: Against, units: Sequence[Unit], address: str) -> str:
    """All differences, then the known ones; ``address`` ends in the parameter that takes the number of a unit."""
    if not (against.differences or against.known or against.stale):
        return f'<p class="none">{_nothing(against)}</p>'
    items = [_difference(one, units, address) for one in against.differences]
    items += [
        f'<li class="difference"><p class="chip">{escape(field)}</p><p>{_STALE}</p></li>' for field in against.stale
    ]
    listed = f'<ol class="differences">{"".join(items)}</ol>' if items else f'<p class="none">{_nothing(against)}</p>'
    known = "".join(_difference(one, units, address) for one in against.known)
    return listed + (f'<h3>Known to differ</h3><ol class="differences known">{known}</ol>' if known else "")


_STALE = "does not differ any more: take its line out of known.txt"


def _nothing(against: Against) -> str:
    if against.expected:
        return "Nothing differs: every field, every block and the ledger are as expected."
    return "Nothing is expected of this page yet. Look whether the blocks are right, then accept what came out."


def _said(one: Difference) -> str:
    """What happened to the words; in the ledger it is their removal that is lost or gained."""
    if one.field == REMOVALS and one.kind in _OF_REMOVALS:
        return _OF_REMOVALS[one.kind]
    return _SAY.get(one.kind, one.kind)


def _difference(one: Difference, units: Sequence[Unit], address: str) -> str:
    by = f" <span>by {escape(one.by)}</span>" if one.by else ""
    place = _place(one, units)
    jump = f' <span class="jump">{link("show block", f"{address}{place}")}</span>' if place is not None else ""
    return (
        f'<li class="difference {escape(one.kind)}"><p class="chip"><b>{escape(one.field.replace("_", " "))}</b>'
        f" {_said(one)}{by}{jump}</p>{_words(one)}</li>"
    )


def _words(one: Difference) -> str:
    if one.kind == "pin":
        return f'<p dir="auto">{escape(one.expected or "")}</p>'
    if one.expected is None:
        return f'<p dir="auto"><ins><i class="vh">came: </i>{escape(one.actual or "")}</ins></p>'
    if one.actual is None:
        return f'<p dir="auto"><del><i class="vh">was expected: </i>{escape(one.expected)}</del></p>'
    parts = (f"<{_TAGS[how]}>{escape(text)}</{_TAGS[how]}>" for how, text in word_diff(one.expected, one.actual))
    return f'<p dir="auto">{"".join(parts)}</p>'


def _place(one: Difference, units: Sequence[Unit]) -> int | None:
    """The unit that a difference is about, told by its words."""
    texts = [folded(text) for text in (one.actual, one.expected) if text and len(text.split()) > 2]
    for text in texts:
        for unit in units:
            own = folded(unit.text)
            if text in own or (len(own.split()) > 3 and own in text):
                return unit.number
    return None
