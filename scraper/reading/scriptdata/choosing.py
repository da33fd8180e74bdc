"""The one story of the page among the candidates; none when in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape

from .claims import Claims
from .finding import Candidate, Owner, titles_of
from .markup import paragraphs
from .measuring import Printed, Story, measured
from .planting import parsed

_FEWEST_UNTIED = 150  # words of a story on a page that does not even say that it is an article
NEXT_TO_NOTHING = 60  # words of prose on a page with an article
_SAME = 200  # letters at the start that tell stories apart
_MUCH_MORE = 1.5  # times the words: then paragraphs are worth less than the text
_MEASURED = 16  # candidates, the longest ones
_ALL_MEASURED = 4_000_000  # characters
_NEAR = 8  # objects around a candidate whose titles and keys are looked at
_FOREIGN = re.compile(
    r"related|recommend|most ?read|popular|trending|comment|\brepl(?:y|ies)|footer|privacy|polic(?:y|ies)|\bterms"
    r"|consent|cookie|\blegal|gdpr|ccpa|translation|i18n|locali[sz]ation|dictionary|\blabels?\b|newsletter|disclaimer|promo"
    r"|teaser|\btags?\b|\bauthors?\b|contributor|categor(?:y|ies)\b|\btopics?\b|profile|\busers?\b|channel|biograph"
    r"|\bbio\b|\bseo\b|\bfaqs?\b|config|settings|navigation|\bmenus?\b|\bmodal|\bbanner|\berrors?\b",
    re.I,
)
_WORD_BORDER = re.compile(r"(?<=[a-z])(?=[A-Z])|[_-]")


def choose(found: Sequence[Candidate], claims: Claims, printed: Printed) -> Story | None:
    """The story of this page that has most words which the page does not print.

    A story is tied to the page by its title, or, where the page says that it is an article, by beginning as the page is
    described or as its printed text does. One that nothing ties is taken when the page prints next to nothing and there
    is no other. The text that JSON-LD gives comes last: it has no paragraphs. None is taken when the page prints more
    of its data than that: it has printed its story.
    """
    own = [candidate for candidate in found if not _is_foreign(candidate)]
    stories, stated = list(_measured(own, printed)), list(_stated(claims, printed))
    best = _best(stories, claims, printed)
    plain = next((story for story in stated if story.enough), None)
    story = plain if best is None or (plain and plain.missing > best.missing * _MUCH_MORE) else best
    again = max((each.again for each in (*(story for story, _ in stories), *stated)), default=0.0)
    return story if story and story.missing > again else None


def _best(stories: Sequence[tuple[Story, Owner | None]], claims: Claims, printed: Printed) -> Story | None:
    """The longest of those that are tied to the page, else the one that is alone."""
    tied = [story for story, owner in stories if story.enough and _is_tied(story, owner, claims)]
    loose = [story for story, owner in stories if story.enough and _is_titled(owner, claims) is None]
    chosen = tied or (loose if _is_alone(loose, claims, printed) else [])
    return max(chosen, key=lambda story: story.missing, default=None)


def _measured(own: Sequence[Candidate], printed: Printed) -> Iterator[tuple[Story, Owner | None]]:
    """The longest candidates, measured, each with the object that it stands in. Data often has a text twice."""
    room, known = _ALL_MEASURED, dict[str, Story | None]()
    for candidate in sorted(own, key=lambda each: -len(each.markup))[:_MEASURED]:
        markup = candidate.markup
        if markup not in known and (room := room - len(markup)) >= 0:
            known[markup] = measured(fragment, printed) if (fragment := parsed(markup)) else None
        if story := known.get(markup):
            yield story, candidate.owner


def _is_alone(stories: Sequence[Story], claims: Claims, printed: Printed) -> bool:
    """Whether there is but one story, however often, on a page that prints next to nothing."""
    if len({story.opening[:_SAME] for story in stories}) != 1:
        return False
    if claims.is_article:
        return printed.prose <= NEXT_TO_NOTHING
    return not printed.runs and stories[0].missing >= _FEWEST_UNTIED


def _is_tied(story: Story, owner: Owner | None, claims: Claims) -> bool:
    opens = story.printed > 0 or claims.is_described(story.opening)
    return (claims.is_article and opens) or _is_titled(owner, claims) is True


def _is_titled(owner: Owner | None, claims: Claims) -> bool | None:
    """Whether the nearest object with a title has the page's; None when there is none with a title nearby."""
    for _ in range(_NEAR):
        if owner is None:
            return None
        if titles := list(titles_of(owner.data)):
            return claims.is_title(titles)
        owner = owner.above
    return None


def _is_foreign(candidate: Candidate) -> bool:
    """Whether the keys that lead to a text say that it is none of the page's own."""
    names, owner = [candidate.name[:80]], candidate.owner
    for _ in range(_NEAR):
        if owner is None:
            break
        names.append(owner.name[:80])
        owner = owner.above
    return any(map(_says_foreign, names))


@lru_cache(4096)
def _says_foreign(name: str) -> bool:
    return _FOREIGN.search(_WORD_BORDER.sub(" ", name)) is not None


def _stated(claims: Claims, printed: Printed) -> Iterator[Story]:
    """The story that the page's JSON-LD gives as the body of the only article it tells of."""
    if len(claims.bodies) == 1 and (fragment := parsed(_as_printed(unescape(claims.bodies[0]), printed))):
        yield measured(fragment, printed)


def _as_printed(body: str, printed: Printed) -> str:
    """HTML of a text that is often in one piece: the paragraphs at its start that the page prints, then the rest."""
    if "\n" in body.strip() or "<" in body:
        return paragraphs(body)
    rest, shown = " ".join(body.split()), []
    for text in printed.texts:
        if rest.startswith(text):
            shown.append(text)
            rest = rest[len(text) :].lstrip()
    return paragraphs("\n".join([*shown, rest]))
