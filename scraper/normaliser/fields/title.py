"""The headline: every candidate, the site's name taken off, and the choice by agreement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache

from ...letters import HAN_OR_KANA
from ...model import Candidate
from ...urls import parts_of
from ..folding import plain, squashed, squashed_words
from ..times.datetext import find_dates
from ..wordlist import table, words
from .clues import Clues, Marked
from .jsonld import first, types
from .site_names import is_house, leads_home, separators
from .text_title import headline_of_text

_MAX_LENGTH = 500
_PERMALINK = re.compile(r"\s*[¶🔗]+$|\s+[#§]$")  # the sign of a link to the heading itself
_SIGNS = ("¶", "🔗", "#", "§")
_LABEL = 20  # letters: a name of a site or of a section, "Untitled document"
_NAME = 4  # letters: a name as short as this stands in many headlines by chance
_LONG = 35  # words: a longer heading is a paragraph in heading's clothes
_RUN = 3  # characters that two headlines share, where no spaces tell the words
_NEARLY = 0.75  # of the words are shared by two wordings of one headline
_NEWS_TYPES = ("newsarticle", "liveblogposting")
_WEIGHT = {"jsonld": 1.2, "opengraph": 1.0, "microdata": 0.9, "meta": 0.4, "title-tag": 0.5}


@dataclass(frozen=True, slots=True)
class Title:
    """The chosen headline, the candidates, and the visible headline it belongs to (None: none found)."""

    value: str | None
    candidates: tuple[Candidate, ...]
    heading: Marked | None


def read_title(clues: Clues, site_names: Iterable[str]) -> Title:
    """Choose the headline that most sources agree on; between equals the visible one wins."""
    stated = list(_stated(clues))
    names = {squashed(name) for name in site_names if name} - {""}
    heading = (
        visible_heading(clues, [candidate.raw for candidate in stated], names)
        if clues.document.kind == "html"
        else headline_of_text(clues, frozenset(names))
    )
    candidates = [*stated]
    if heading:
        span = (heading.node.first, heading.node.start)
        candidates.append(Candidate("title", heading.text, heading.text, "visible", span[0], span[1], None))
    names |= _other_sides(stated, squashed(heading.text) if heading else "")
    kickers = {squashed(item.text) for item in clues.marked.get("section", ()) if heading and _opens(item, heading)}
    bare = {squashed(heading.text).removeprefix(kicker) for kicker in kickers} if heading else set()
    cleaned = _without_sites(candidates, names, _folders(clues.urls), bare)
    news = any(kind.endswith(_NEWS_TYPES) for item in clues.articles[:1] for kind in types(item))
    story = bool(clues.articles) or "article" in clues.meta.get("og:type", ())
    value = (news and _of_record(cleaned)) or _choose(cleaned, names, bare, story)
    return Title(value and " ".join(value.split()), tuple(cleaned), heading)


def _opens(item: Marked, heading: Marked) -> bool:
    """Whether an element is the beginning of a heading, and not all of it."""
    part, whole = item.node, heading.node
    begins = (part.first, part.start) == (whole.first, whole.start)
    return begins and part.id > whole.id and (part.last, part.end) < (whole.last, whole.end)


def _stated(clues: Clues) -> Iterable[Candidate]:
    for item in clues.articles:
        text = first(item.get("headline"))
        if text and not text.endswith(("...", "…")):
            yield Candidate("title", text, text, "jsonld")
            break
    for name, content in clues.metas(table("sources")["title"]):
        source = "opengraph" if name == "og:title" else "microdata" if name == "headline" else "meta"
        if text := plain(content):
            yield Candidate("title", text, content, source)
    if clues.document.title_tag:
        yield Candidate("title", plain(clues.document.title_tag), clues.document.title_tag, "title-tag")


def visible_heading(clues: Clues, titles: Sequence[str], names: Set[str]) -> Marked | None:
    """The visible headline: the one most like the stated titles, else the nearest one above the body.

    A heading that is nothing but one of the site's ``names`` (squashed), or a link to its front page, is its masthead,
    where there is another heading.
    """
    known = [words for title in titles if (words := _word_set(title))]
    best, best_key = None, (0.0, 0.0)
    headings = _no_mastheads(clues, clues.headings, names)
    if not headings:
        lesser = _no_mastheads(clues, clues.lesser, names)
        headings = [item for item in lesser if _known_as(item, known) >= _NEARLY] or list(clues.headings)
    for item in headings:
        likeness = _known_as(item, known)
        distance = clues.first - item.node.first if clues.first <= clues.last else 0
        if clues.first <= clues.last < item.node.first:  # below the body stand the headlines of other articles
            likeness /= 2
        near = 1.0 / (1 + abs(distance)) if distance > -3 else 0.0
        key = (likeness + 0.2 * (item.node.tag == "h1") if likeness > 0.2 else 0.0, near)
        if key > best_key and (likeness > 0.2 or (near and item.node.tag == "h1") or not known):
            best, best_key = item, key
    return best


def _known_as(heading: Marked, known: Iterable[Set[str]]) -> float:
    """Share of the words that a heading and the stated title most like it have in common (0..1)."""
    words = _word_set(heading.text)
    return max((_shared(words, other) for other in known), default=0.0)


def _no_mastheads(clues: Clues, headings: Iterable[Marked], names: Set[str]) -> list[Marked]:
    host = parts_of(next(iter(clues.urls), "")).netloc
    return [item for item in headings if squashed(item.text) not in names and not _leads_home(clues, item, host)]


def _leads_home(clues: Clues, item: Marked, host: str) -> bool:
    """Whether a link to the front page covers all words of a heading."""
    return any(
        mark.kind == "link" and mark.start <= start and end <= mark.end and leads_home(mark.url, host)
        for number, start, end in clues.document.covered(item.node)
        for mark in clues.block(number).marks
    )


def _other_sides(stated: Sequence[Candidate], visible: str) -> set[str]:
    """What the title element has beside the title that og:title or JSON-LD give: the site's name, whatever it is."""
    titles = {squashed(candidate.value) for candidate in stated if candidate.source in ("jsonld", "opengraph")}
    found = set()
    for candidate in stated:
        if candidate.source == "title-tag":
            for start, end in separators(candidate.value):
                head, tail = squashed(candidate.value[:start]), squashed(candidate.value[end:])
                if head + tail != visible:
                    found |= {tail} if head in titles else {head} if tail in titles else set()
    return found - titles - {""}


@lru_cache(maxsize=256)
def _word_set(text: str) -> frozenset[str]:
    """Pure; cached because every heading is compared with every title."""
    return frozenset(squashed_words(text))


def _folders(urls: Iterable[str]) -> set[str]:
    """The folders of the page's address: a section is often named after the title as well."""
    return {form for url in urls for part in url.split("/")[3:-1] if len(form := squashed(part)) > 3}


def _without_sites(
    candidates: Sequence[Candidate], names: set[str], folders: set[str], bare: Set[str]
) -> list[Candidate]:
    """Candidates with site and section names taken off their ends. ``bare``: the visible headline without a kicker."""
    forms = Counter(squashed(candidate.value) for candidate in candidates)
    # A headline in JSON-LD seldom carries a site's name: two others must know it without the tail.
    whole, confirmed = {*forms, *bare}, {form for form, count in forms.items() if count > 1}
    result = []
    for candidate in candidates:
        value = candidate.value
        if candidate.source != "visible":
            value = strip_site(value, names, confirmed if candidate.source == "jsonld" else whole)
            head, bar, tail = value.rpartition("|")
            value = head.strip() if bar and squashed(tail) in folders else value
        value = _decorations(value)
        if value and len(value) <= _MAX_LENGTH:
            result.append(Candidate("title", value, candidate.raw, candidate.source, candidate.block, candidate.start))
    return result


def _decorations(text: str) -> str:
    text = text.strip().strip("|").strip()
    return _PERMALINK.sub("", text) if text.endswith(_SIGNS) else text


def strip_site(title: str, names: set[str], others: set[str]) -> str:
    """Take site names off the ends, or a short tail when another source gives the part before it as the whole title."""
    spots = separators(title)
    own = squashed(title)
    for start, end in spots:
        head = squashed(title[:start])
        if head in others and head != own and len(head) >= 8 and len(title[end:].split()) <= 6:
            return title[:start]
    while spots:
        start, end = spots[-1]
        if not (title[:start].strip() and _names_site_roughly(title[end:], names)):
            break
        title, spots = title[:start], spots[:-1]
    for start, end in spots[:1]:
        if title[end:].strip() and _names_site(title[:start], names):
            title = title[end:]
    return title


def _names_site(part: str, names: set[str]) -> bool:
    text = squashed(part)
    return not text or text in names


def _names_site_roughly(part: str, names: set[str]) -> bool:
    """Also "Example News" when the site is known as "Example", and 海港新闻网, which can be nothing else."""
    text = squashed(part)
    longer = len(part.split()) <= 4 and any(len(name) > 3 and text.startswith(name) for name in names)
    return longer or is_house(part) or _names_site(part, names)


def _of_record(candidates: Sequence[Candidate]) -> str | None:
    """The headline that a publisher states in the JSON-LD of a news article.

    Not when it is the title made for search engines: the same as the title element, while the visible headline and
    og:title agree on quite another one.
    """
    values = {candidate.source: str(candidate.value) for candidate in reversed(candidates)}
    stated, visible = values.get("jsonld"), values.get("visible")
    if stated is None or visible is None:
        return stated
    forms = {source: squashed(value) for source, value in values.items()}
    searched = forms["jsonld"] == forms.get("title-tag") != forms["visible"] == forms.get("opengraph")
    return None if searched and _shared(_word_set(stated), _word_set(visible)) < _NEARLY else stated


def _shared(words: Set[str], others: Set[str]) -> float:
    """Share of the words that both have (Jaccard)."""
    return len(words & others) / max(1, len(words | others))


def _choose(candidates: Sequence[Candidate], names: set[str], bare: Set[str], story: bool) -> str | None:
    """The visible headline when it is one; the full form when the sources agree on "Kicker: Headline"; else a vote."""
    visible = next((candidate for candidate in candidates if candidate.source == "visible"), None)
    stated = [candidate for candidate in candidates if candidate.source != "visible"]
    if visible and _says_nothing(visible, stated, names, story):
        return str(visible.value)
    if visible is None or not _is_headline(visible, stated, names):
        return _vote(stated) or (str(visible.value) if visible else None)
    return _fuller(visible, stated, bare) or str(visible.value)


def _says_nothing(visible: Candidate, stated: Sequence[Candidate], names: Set[str], story: bool) -> bool:
    """Whether a page states nothing of its own as its title, and has a longer headline to show.

    That is "Home" and, on the page of a ``story``, the site's name, or a title element that is as short as a name.
    """
    text = squashed(visible.value)
    if any(name in text for name in names if len(name) >= _NAME):  # a masthead
        return False
    empty = names | _empty_titles() if story else _empty_titles()
    forms = {squashed(candidate.value): candidate.source for candidate in stated}
    return all(
        len(form) * 3 <= len(text) * 2
        and (form in empty or (story and source == "title-tag" and len(form) <= _LABEL and form not in text))
        for form, source in forms.items()
    )


@cache
def _empty_titles() -> frozenset[str]:
    return frozenset(map(squashed, words("pagetitles", "empty")))


def _is_headline(visible: Candidate, stated: Sequence[Candidate], names: set[str]) -> bool:
    text = squashed(visible.value)
    if text in names or len(visible.value.split()) > _LONG:
        return False
    shared = {word for word in _word_set(visible.value) if len(word) > 3 or not word.isascii()}
    runs = {text[start : start + _RUN] for start in range(len(text) - _RUN + 1)} if HAN_OR_KANA.search(text) else ()
    return not stated or any(
        shared & _word_set(candidate.value)
        or (form := squashed(candidate.value)) in text
        or any(run in form for run in runs)
        for candidate in stated
    )


def _fuller(visible: Candidate, stated: Sequence[Candidate], bare: Set[str]) -> str | None:
    """A title two sources agree on that is the visible one with or without its kicker.

    One source is enough where the markup says that the rest of the visible headline is its kicker (``bare``).
    """
    text = squashed(visible.value)
    forms: dict[str, list[Candidate]] = {}
    for candidate in stated:
        forms.setdefault(squashed(candidate.value), []).append(candidate)
    for form, same in forms.items():
        short, long = sorted((form, text), key=len)
        if form in bare:
            return str(same[0].value)
        if len({c.source for c in same}) < 2 or short == long or len(short) <= 0.4 * len(long):
            continue
        if long.endswith(short) or (text.startswith(form) and find_dates(str(visible.value)[len(same[0].value) :])):
            return str(same[0].value)  # the other has a kicker more, or the date line in the headline's element
    return None


def _vote(candidates: Sequence[Candidate]) -> str | None:
    votes: dict[str, float] = {}
    for candidate in candidates:
        key = squashed(candidate.value)
        votes[key] = votes.get(key, 0.0) + _WEIGHT[candidate.source]
    best = max(votes, key=lambda key: votes[key], default="")
    return next((str(candidate.value) for candidate in candidates if squashed(candidate.value) == best), None)
