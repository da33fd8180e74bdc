"""The words of a rule that somebody proposes: whether they are a CSS selector or a phrase, and what rule they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal

from cssselect import SelectorError, parse
from cssselect.parser import Element
from lxml.cssselect import CSSSelector

from ..allowed import host_name
from ..cleaners import all_cleaners
from ..cleaners.engine import markup
from ..cleaners.engine.examine import Examiner
from ..cleaners.engine.phrasebook import WordLists, lists
from ..cleaners.engine.rules import Cleaner, Css, Phrase, Rule
from ..errors import ConfigError

Kind = Literal["css", "phrase"]
TRIED = "+"  # ends the name of a rule that is tried: no rule of ours has it
_BEGINS_A_SELECTOR = re.compile(r"[.#][a-z_-]|\[|\w+\[", re.I)
_TAGS = frozenset(
    "a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas caption center"
    " cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure"
    " font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label"
    " legend li link main map mark marquee menu meta meter nav noscript object ol optgroup option output p param"
    " picture pre progress q s samp script search section select slot small source span strike strong"
    " style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video"
    " wbr".split()
)  # WHATWG HTML, sections 4 and 16.2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule that nobody has kept yet.

    A selector without a ``cleaner`` is one of a host's section, and then any CSS; with one it is a list of simple
    compounds (``markup.py``). ``rule`` is the rule of the cleaner that the words would go to. Without it a phrase is
    tried in each list of the cleaner, and a selector as a rule of its own. ``host``: whose pages alone are looked at.
    """

    words: str
    kind: Kind
    cleaner: str = ""
    rule: str = ""
    host: str = ""


def proposal(words: str, kind: Kind | None = None, *, cleaner: str = "", rule: str = "", host: str = "") -> Proposal:
    """A Proposal that can be tried. Raises ConfigError for words, names and pairs of options that make no rule."""
    words = " ".join(words.split())
    if not words:
        raise ConfigError("the rule", "has no words", "Give a CSS selector or a phrase")
    made = Proposal(words, kind or kind_of(words), cleaner, rule, host and host_name("--host", host))
    if made.kind == "phrase" and not cleaner:
        advice = "Name it with --cleaner, or say --css if it is a selector"
        raise ConfigError(f"'{words}'", "is taken as a phrase, and phrases belong to a cleaner", advice)
    if rule and not cleaner:
        raise ConfigError("--rule", "names a rule of a cleaner", "Name the cleaner too, with --cleaner")
    if cleaner:
        rules_for(made)
    if made.kind == "css":
        check_selector(words, simple=bool(cleaner))
    return made


def kind_of(words: str) -> Kind:
    """``css`` when the words can be read as a selector all of whose element names are those of HTML.

    ``aside``, ``div.promo`` and ``[data-ad]`` are selectors; ``read more``, ``newsletter`` and ``e.g. this`` are
    phrases. An element name with a hyphen counts as one of HTML when a class, an id or an attribute goes with it.
    """
    try:
        parsed = parse(words)
    except SelectorError:
        return "css" if _BEGINS_A_SELECTOR.match(words) else "phrase"  # a slip of the pen is to be told
    parts = [part for selector in parsed for part in _parts(selector.parsed_tree)]
    names = [part.element.lower() for part in parts if isinstance(part, Element) and part.element]
    conditions = [part for part in parts if not isinstance(part, Element)]
    known = all(name in _TAGS or ("-" in name and conditions) for name in names)
    return "css" if known and (names or conditions) else "phrase"


def _parts(tree: Any) -> Iterator[Any]:
    """The element, classes, ids, attributes and pseudo-classes of a selector, combinators taken apart."""
    yield tree
    for name in ("selector", "subselector"):
        below = getattr(tree, name, None)
        if below is not None:
            yield from _parts(below)


def check_selector(selector: str, *, simple: bool) -> None:
    """Raises ConfigError for a selector that is no CSS, or that a cleaner's rule cannot have (``simple``)."""
    subject = f"selector '{selector}'"
    try:
        if simple:
            markup.parse(selector)
        else:
            CSSSelector(selector, translator="html")
    except ValueError as error:  # of lxml's too: SelectorError is one
        advice = "Rules of cleaners have no combinators; with --host any CSS can be tried" if simple else "Correct it"
        raise ConfigError(subject, f"is not valid here ({error})", advice) from error
    except SelectorError as error:
        raise ConfigError(subject, f"is not valid CSS ({error})", "Correct it, or say --phrase") from error


def named(name: str) -> Cleaner:
    """The cleaner of this name. Raises ConfigError with the nearest one."""
    known = {cleaner.name: cleaner for cleaner in all_cleaners()}
    if name in known:
        return known[name]
    raise ConfigError("--cleaner", f"no cleaner is named '{name}'", _nearest(name, known))


def rules_for(made: Proposal) -> tuple[Css | Phrase, ...]:
    """The rules that the words would go to: all of the kind, or the one that is named. Raises ConfigError."""
    cleaner, rule = made.cleaner, made.rule.removeprefix(f"{made.cleaner}/")
    wanted = Phrase if made.kind == "phrase" else Css
    found = {it.id: it for it in named(cleaner).rules if isinstance(it, wanted)}
    if rule and rule not in found:
        what = "phrases" if made.kind == "phrase" else "selectors"
        raise ConfigError("--rule", f"{cleaner} has no rule of {what} named '{rule}'", _nearest(rule, found))
    if not found and made.kind == "phrase":
        raise ConfigError("--cleaner", f"{cleaner} has no rule that reads phrases", "Propose a selector for it")
    return (found[rule],) if rule else tuple(found.values())


def _nearest(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = get_close_matches(name, names, 1, 0.5)
    return f"Did you mean '{close[0]}'? 'scraper cleaners' lists them all" if close else f"Known: {', '.join(names)}"


@cache
def examiner_with(made: Proposal) -> Examiner:
    """All rules, and beside them those that the proposal would make; their names end in TRIED. Built once a proposal.

    Functions that read the same word list (the ends of paragraphs, what is below a heading) do not know the phrase.
    """
    tried = tuple(_rules(made))

    def words(cleaner: str) -> WordLists:
        new = {rule.id: {"": [made.words]} for rule in tried} if cleaner == made.cleaner else {}
        return {**lists(cleaner), **new}

    def with_tried(cleaner: Cleaner) -> Cleaner:
        return replace(cleaner, rules=(*cleaner.rules, *tried)) if cleaner.name == made.cleaner else cleaner

    return Examiner(map(with_tried, all_cleaners()), words)


def _rules(made: Proposal) -> Iterator[Rule]:
    if made.kind == "css" and not made.rule:
        yield Css(f"css{TRIED}", made.words, "a rule that is tried")
        return
    for rule in rules_for(made):
        name = f"{rule.id}{TRIED}"
        yield replace(rule, id=name, selector=made.words) if isinstance(rule, Css) else replace(rule, id=name)
