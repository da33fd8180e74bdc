"""Numbers and signs that point from the text to a note or a reference: ``word<sup><a href="#fn1">1</a></sup>``; and
what editors raise in square brackets behind words: ``word<sup>[citation needed]</sup>``.

The reader parts them from the words around them, a cleaner takes them out.
"""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree

INLINE = frozenset(("a", "abbr", "b", "cite", "em", "i", "mark", "small", "span", "strong", "sup", "u"))

_LONGEST = 16  # characters
_REMARK = 40  # the same for remarks
_MOST, _MOST_PIECES = 100, 20  # characters and text nodes of an element that can be a mark, white space included
_ONE = r"(?:(?:note|nb|fn) )?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,3})"
_SEVERAL = rf"{_ONE}(?:[,;–-] ?{_ONE})*"
_MARK = re.compile(rf"{_SEVERAL}|(?:{_SEVERAL})?(?:\[{_SEVERAL}\][,;]? ?)+(?:{_SEVERAL})?|\({_SEVERAL}\)", re.I)
# The fragment of a note, where the link is not raised. Links that lead back from a note have "ref" in it.
_NOTE = re.compile(r"#(?!.*ref)[_:-]*(?:ftn|fn|footnote|endnote|note|cite_note|sdfootnote|sdendnote)[\w:.-]*\Z", re.I)


def is_mark(text: str) -> bool:
    """Whether a text can be such a number or sign, or several of them."""
    return len(text) <= _LONGEST and _MARK.fullmatch(text) is not None


def is_editors(text: str) -> bool:
    """Whether a raised text is a remark of editors, or a mark, in square brackets."""
    return 2 < len(text) <= _REMARK and text[0] == "[" and text[-1] == "]" and "[" not in text[1:]


def editors(element: etree._Element) -> bool:
    """Whether an element is such a remark, or a mark in such brackets, and raised."""
    return element.tag == "sup" and is_editors(_short_text(element))


def raised(link: etree._Element) -> etree._Element | None:
    """The outermost inline element that holds nothing but the mark that this link is.

    None when the link does not point to a note: it is neither raised nor is it named so.
    """
    href = link.get("href") or ""
    words = _short_text(link) if "#" in href else ""
    if not is_mark(words):
        return None
    is_raised = link.find(".//sup") is not None or link.get("role") == "doc-noteref" or bool(_NOTE.search(href))
    mark, above = link, link.getparent()
    while above is not None and above.tag in INLINE:
        more = _short_text(above)
        if not is_mark(more) or (above.tag != "sup" and more.strip("[]()") != words.strip("[]()")):
            break
        is_raised = is_raised or above.tag == "sup"
        mark, above = above, above.getparent()
    return mark if is_raised else None


def _short_text(element: etree._Element) -> str:
    """The text of an element with single spaces; of a long one only the beginning, which is too long for a mark."""
    text = ""
    for piece in islice(element.itertext(), _MOST_PIECES):
        text += str(piece)
        if len(text) > _MOST:
            return text
    return " ".join(text.split())
