"""How much a link looks like one to an article, from the amount of its text, its place and the shape of its address.

Points are added up; zero and more is taken for an article. Links of one template (the same tags and classes above
them) are entries of one list and share part of their points, so that the short headline between long ones is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import category
from urllib.parse import unquote, urlsplit

from .anchors import Anchor

_OWN_SHARE = 0.6  # of a link's own points; the rest are the mean of its template
_LIST_SIZE = 3  # links of one template from which on it is a list
_TEXT_POINTS = ((8, -2.0), (16, -1.0), (25, 0.0), (40, 1.5), (201, 2.5), (100_000, 1.0))
_PLACE_POINTS = {"": 0.0, "aside": -0.5, "header": -1.5, "nav": -3.0, "footer": -3.0}
_HEADLINE_SHARE = 0.4  # of what a place counts for a text as long as a headline: menus show articles too
_START = -1.0

_DATED = re.compile(
    r"/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2])(?:[/-]?(?:0?[1-9]|[12]\d|3[01]))?(?=[/_.-]|$)|/(?:19|20)\d{6}"
)
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)|(?<=[/.=_-])[a-z]?\d{5,}|[0-9a-f]{8}-[0-9a-f]{4}-|[-_/][0-9a-f]{10,}$", re.I)
_PAGE_END = re.compile(r"\.(?:s?html?|php|aspx?|jsp)$", re.I)
_LISTS = re.compile(
    r"/(?:tags?|topics?|them(?:a|en|es?)|temas?|hashtag|label|schlagwort|etiquet\w*|[ck]at[ée]gor\w*|product-category"
    r"|aut(?:h?or|eur|h?ør)\w*|redakteure?|people|person|users?|profiles?|members?|writers?|pages?|archives?|search"
    r"|such\w*|buscar|recherche|log-?in|sign-?(?:in|up)|register|account|subscri\w+|abonn\w*|newsletters?|[ck]onta[ck]\w*"
    r"|about\w*|privacy\w*|datenschutz\w*|terms\w*|agb|imprint|impressum|feeds?|rss|cart|checkout|shop|jobs?|careers?"
    r"|help|faq|sitemap|wp-\w+|cdn-cgi)(?=[/.?]|$)",
    re.IGNORECASE,
)
_LIST_KEYS = re.compile(r"(?:^|&)(?:page|paged|q|query|search|s|tag|cat|category|sort|filter|replytocom|action)=", re.I)
_LIST_RELS = frozenset(("tag", "author", "category", "next", "prev", "previous", "search", "help", "license", "me"))


def article_points(found: Sequence[Anchor], home: str) -> list[float]:
    """Points for each link of a page at ``home``: zero and more means that it looks like an article."""
    own = [_points(anchor, home) for anchor in found]
    groups: dict[str, list[float]] = {}
    for anchor, value in zip(found, own, strict=True):
        groups.setdefault(anchor.template, []).append(value)
    return [_shared(value, groups[anchor.template]) for anchor, value in zip(found, own, strict=True)]


def _shared(own: float, group: list[float]) -> float:
    if len(group) < _LIST_SIZE:
        return own
    return _OWN_SHARE * own + (1 - _OWN_SHARE) * sum(group) / len(group)


def _points(anchor: Anchor, home: str) -> float:
    return _START + _text_points(anchor) + _place_points(anchor) + address_points(anchor.url, home)


def _text_points(anchor: Anchor) -> float:
    weight = letters(anchor.text)
    return next(points for limit, points in _TEXT_POINTS if weight < limit)


def letters(text: str) -> float:
    """The amount of text in letters of an alphabet: a character that stands for a syllable or word counts 2.5."""
    return sum(2.5 if char > "\u0e00" and category(char) == "Lo" else 1.0 for char in text if char.isalnum())


def _place_points(anchor: Anchor) -> float:
    points = _PLACE_POINTS[anchor.place] * (_HEADLINE_SHARE if letters(anchor.text) >= 40 else 1.0)
    points += 1.5 * anchor.heading + 1.0 * anchor.article + 0.5 * anchor.picture + 0.5 * anchor.dated
    points += 0.5 * (anchor.count > 1) + 4.0 * anchor.listed + 2.0 * ("bookmark" in anchor.rel)
    return points - 4.0 * bool(anchor.rel & _LIST_RELS) - 1.0 * ("nofollow" in anchor.rel)


def address_points(url: str, home: str = "") -> float:
    """What the address alone says: dates, numbers and words in the path speak for an article."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    segments = [segment for segment in path.split("/") if segment]
    if not segments and not parts.query:
        return -6.0
    last = _PAGE_END.sub("", segments[-1]) if segments else ""
    words = [word for word in re.split(r"[-_+\s.]", last) if word and not word.isdigit()]
    points = 2.0 * bool(_DATED.search(path)) + 1.0 * bool(_NUMBER.search(f"{path}?{parts.query}"))
    points += 0.5 * bool(_PAGE_END.search(path)) + (2.0 if len(words) >= 4 else 1.0 if len(words) == 3 else 0.0)
    points += 1.0 * (letters(last) >= 25) - 0.5 * (len(segments) == 1)
    points -= 1.5 * (len(segments) <= 2 and letters(last) < 14 and not any(char.isdigit() for char in last))
    points -= 3.0 * bool(_LISTS.search(path)) + 3.0 * bool(_LIST_KEYS.search(parts.query))
    return points - 4.0 * bool(home and urlsplit(home).path.rstrip("/") == parts.path.rstrip("/") and segments != [])
