"""What kind of page it is, how good the result is, and what to be wary of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from ..article import Kind
from ..forwarding import forwards_to
from ..letters import words_in
from ..model import Cut, Document, Fields
from ..urls import parts_of
from .fields.jsonld import is_list, types

_THIN_WORDS = 60
_DOUBTFUL = 0.5  # below this probability the page is hardly an article
_LIVE_URL = re.compile(r"\b(?:live-?blog|liveticker|live-?updates?|en-direct|minuto-a-minuto|direkt)\b", re.I)
_ERROR_TITLE = re.compile(
    r"\b(?:404|403|410|500|502|503)\b.*\b(?:error|not found|forbidden|unavailable)\b"
    r"|\bpage (?:not found|can'?t be found)\b|\b(?:access denied|seite nicht gefunden|page introuvable)\b"
    r"|\b(?:página no encontrada|pagina non trovata)\b"
    r"|\b(?:diese seite existiert nicht|cette page n'existe (?:pas|plus)|página não encontrada|pagina niet gevonden)\b"
    r"|\bsiden (?:blev ikke fundet|findes ikke|ble ikke funnet|finnes ikke)\b|\bsidan (?:hittades inte|finns inte)\b"
    r"|\bsivua ei löy|\bstron[ay] nie (?:została znaleziona|znaleziono|istnieje)\b|\bstránka nenalezena\b"
    r"|\bстраница не найдена\b|\bсторінку не знайдено\b|\bsayfa bulunamadı\b|\bhalaman tidak ditemukan\b"
    r"|η σελίδα δεν βρέθηκε|الصفحة غير موجودة|ページが見つかりません"
    r"|页面不存在|找不到(?:页面|頁面|網頁)|페이지를 찾을 수 없"
    r"|\bjust a moment\b|\battention required\b|\bare you (?:a )?(?:human|robot)\b",
    re.I,
)
_ERROR_CLASS = re.compile(r"(?:^|\s)(?:error-?404|page-404)(?:\s|$)")  # of <html> or <body>, WordPress and others
_SHELL_SCRIPT_CHARS = 5000
_CONSENT_WALL = "a consent wall: nothing but a request for consent"
_STATING = ("jsonld", "microdata", "opengraph", "meta", "url")  # sources of candidates that are the page's own word


def verdict_of(cut: Cut, text: str) -> tuple[Kind, float, tuple[str, ...]]:
    """The kind, a quality score (0..1) and warnings in words."""
    words = words_in(text)
    kind, reasons = _kind(cut, text, words)
    warnings = (*cut.document.warnings, *reasons, *_warnings(cut, text, words))
    return kind, _score(cut, words, kind, len(warnings)), warnings


def _kind(cut: Cut, text: str, words: float) -> tuple[Kind, tuple[str, ...]]:
    document, judgement = cut.document, cut.judgement
    if reason := _error(cut, words) or ("" if text else _empty_reason(cut)):
        return "not_article", (reason,)
    if _is_live(document):
        return "live_blog", ()
    if is_list(document.jsonld):
        return "listing", ("says that it is a list of other pages",)
    if document.kind == "text":
        return "article", ()
    doubtful = judgement.articleness < _DOUBTFUL
    told = f"looks like an article with probability {judgement.articleness:.2f} only"
    if judgement.is_article:
        return "article", (told,) * doubtful
    return _no_article(cut, words, told)


def _no_article(cut: Cut, words: float, told: str) -> tuple[Kind, tuple[str, ...]]:
    if words < _THIN_WORDS and _is_consent_wall(cut):
        return "not_article", (_CONSENT_WALL,)
    return ("listing" if _is_listing(cut, words) else "not_article"), (told,)


def _error(cut: Cut, words: float) -> str:
    """What tells that there is no such page, or not here, or that it could not be had; empty when nothing does."""
    document, status = cut.document, cut.document.page.status
    if status and status >= 400:
        return f"the server answered {status}"
    if address := _onward(cut):
        return f"sends its readers on to {address}: pass that address"
    if words < _THIN_WORDS and _ERROR_TITLE.search(f"{document.title_tag} {cut.judgement.fields.title or ''}"):
        return "the title is that of an error page"
    if any(_ERROR_CLASS.search(node.attrs.get("class", "")) for node in document.nodes[:2]):
        return "its markup says that it is an error page"
    return ""


def _onward(cut: Cut) -> str | None:
    """Where a page leads that has hardly a text of its own."""
    document = cut.document
    if document.root is None or cut.conservation.visible >= _THIN_WORDS:
        return None
    return forwards_to(document.root, document.base_url)


def _empty_reason(cut: Cut) -> str:
    if _is_shell(cut.document):
        return "an empty shell that scripts fill in: render it in a browser"
    return _CONSENT_WALL if _is_consent_wall(cut) else "no block looks like the body of an article"


def _is_consent_wall(cut: Cut) -> bool:
    return cut.removed.get("consent", 0) * 2 > cut.conservation.visible > 0


def _is_shell(document: Document) -> bool:
    if document.script_chars <= _SHELL_SCRIPT_CHARS:
        return False
    shown = accumulate(block.words for block in document.blocks if not block.hidden)
    return all(words < _THIN_WORDS for words in shown)


def _is_live(document: Document) -> bool:
    types = (str(entity.get("@type")) for entity in document.jsonld)
    return any("LiveBlogPosting" in name for name in types) or bool(
        _LIVE_URL.search(parts_of(document.page.url).path) and len(document.blocks) > 40
    )


def _is_listing(cut: Cut, words: float) -> bool:
    """Pages made of links to other pages: the home page of a site, a section, search results."""
    document = cut.document
    path = parts_of(document.page.final_url or document.page.url).path.strip("/")
    links = sum(block.link_chars for block in document.blocks)
    letters = sum(len(block.text) for block in document.blocks)
    return links * 2 > letters or (not path and bool(document.page.url)) or words < _THIN_WORDS


def _warnings(cut: Cut, text: str, words: float) -> Iterator[str]:
    fields, counts = cut.judgement.fields, cut.conservation
    if text and words < _THIN_WORDS:
        yield "thin: fewer than 60 words"
    if text and counts.visible > 400 and counts.kept < counts.visible * 0.05:
        yield f"unusual share removed: {1 - counts.kept / counts.visible:.0%} of the words"
    if days := _conflicting(fields):
        yield f"conflicting dates: {', '.join(map(str, days[:4]))}"
    if not fields.title:
        yield "no title found"
    if text and _is_shell(cut.document):
        yield "script-rendered shell: most of the page is missing without a browser"
    if fields.access.free is False:
        yield "paywalled: the text may be cut short"
    if any("advertisercontentarticle" in types(item) for item in cut.document.jsonld):
        yield "advertiser content: somebody paid for this article"
    if cut.document.encoding.source == "statistics" and "\N{REPLACEMENT CHARACTER}" in text:
        yield "damaged characters: the encoding is a guess"


def _conflicting(fields: Fields) -> list[date]:
    """The days on which the page states that it was published, when they are further apart than time zones explain.

    What is printed further down, or only says when the page was changed, is no statement.
    """
    stated = [c.value for c in fields.candidates if c.field == "date_published" and c.source in _STATING]
    published, modified = _day(fields.date_published), _day(fields.date_modified)
    days = {day for value in stated if (day := _day(value)) and (day == published or day != modified)}
    found = sorted(days | {published} if published else days)
    return found if found and found[-1] - found[0] > timedelta(days=1) else []


def _day(value: object) -> date | None:
    """The day of a moment, in UTC where it has a zone; None for what is less than a day."""
    if not isinstance(value, str) or len(value) < len("2024-05-16"):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:  # as pages write it
        return None
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date()


def _score(cut: Cut, words: float, kind: Kind, warnings: int) -> float:
    """The model's certainty about the blocks, weighed with length, verdict and warnings."""
    sizes = [len(block.text) for block in cut.document.blocks]
    sure = [abs(2 * score.value - 1) * size for score, size in zip(cut.judgement.scores, sizes, strict=True)]
    certain = sum(sure) / max(1, sum(sizes))
    length = min(1.0, words / 200)
    is_article = cut.judgement.articleness if kind in ("article", "live_blog") else 0.3
    return round(max(0.0, certain * (0.4 + 0.3 * length + 0.3 * is_article) - 0.05 * warnings), 3)
