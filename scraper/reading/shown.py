"""What a page shows by its markup alone and a text would lose: the marks of ``<q>``, and that a number is a power.

``10<sup>6</sup>`` is read as 10⁶, not as 106. Other raised letters say the same without it: 2nd, m2.
"""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

_SHOWN = etree.XPath("//sup[not(*)] | //q")
_POWER = re.compile(r"\s*([+\-−–]?\d{1,4})\s*")
_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_QUOTES = "\"'“”„‘’«»‹›「」『』"


def write(root: etree._Element) -> None:
    """Put what is shown into the text. Doing it again changes nothing."""
    for element in cast("list[etree._Element]", _SHOWN(root)):
        if element.tag == "q":
            _quote(element)
        elif (number := _POWER.fullmatch(element.text or "")) and _before(element)[-1:].isdecimal():
            element.text = number[1].translate(_RAISED)


def _before(element: etree._Element) -> str:
    """The text right before an element."""
    previous, above = element.getprevious(), element.getparent()
    if previous is not None:
        return previous.tail or ""
    return (above.text or "") if above is not None else ""


def _quote(element: etree._Element) -> None:
    """Quotation marks around a ``<q>`` that has none of its own (HTML standard, 15.3.4)."""
    words = "".join(map(str, element.itertext())).strip()
    if not words or words[0] in _QUOTES or words[-1] in _QUOTES or _before(element)[-1:] in (*_QUOTES,):
        return
    element.text = f"“{(element.text or '').lstrip()}"
    if len(element):
        element[-1].tail = f"{(element[-1].tail or '').rstrip()}”"
    else:
        element.text = f"{element.text.rstrip()}”"
