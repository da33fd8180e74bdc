"""Which configuration would keep or strip some words: each proposal is proved by cleaning the page with it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from ...config import Config, HostConfig
from ...pipeline import clean
from ...urls import ascii_host
from .selectors import selectors_around
from .units import Unit, units_of

if TYPE_CHECKING:
    from ...model import Cut, Page
    from ...output import Article
    from ...pipeline import Result

_SELECTORS = 4  # tried, from the narrowest on
_RULES = 3  # switched off together: when one rule lets go, another may take the words
_SHOWN = 5
_EXAMPLES = 3
Wish = Literal["KEEP", "STRIP"]
Words = dict[tuple[int, int, str], str]  # (block, character, word) -> "kept", or what took it


@dataclass(frozen=True, slots=True)
class Proposal:
    """``option``: for the command line, empty when there is none; ``toml``: lines for a configuration file.

    ``works``: the wish came true when the page was cleaned with it; ``instead``: else what has the words then.
    ``back`` and ``gone``: other words that came into the body, or left it, with it; ``examples`` of them.
    """

    option: str
    toml: str
    works: bool
    instead: str = ""
    back: int = 0
    gone: int = 0
    examples: tuple[str, ...] = ()

    @property
    def others(self) -> int:
        """How much else it changes, in words."""
        return self.back + self.gone


@dataclass(frozen=True, slots=True)
class Advice:
    """Proposals, best first, and what stands in the way of more."""

    proposals: tuple[Proposal, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wish for one unit of a page. ``holds``: whether an article is as wished (a pin)."""

    page: Page
    config: Config
    unit: Unit
    wish: Wish
    holds: Callable[[Article], bool]

    @property
    def host(self) -> str:
        """The host a section would be for, empty when the page has no address."""
        url = self.page.final_url or self.page.url or ""
        return (urlsplit(url).hostname or "").removeprefix("www.")


def advise(wanted: Wanted, before: Result) -> Advice:
    """Try what may help; ``before`` is what comes of the page now. Raises what ``clean`` raises."""
    had = _words(before.cut)
    tried = [*_rules_off(wanted, had), *_by_selectors(wanted, before, had)]
    tried.sort(key=lambda one: (not one.works, one.others))
    return Advice(tuple(tried[:_SHOWN]), tuple(_notes(wanted, before)))


def _notes(wanted: Wanted, before: Result) -> Iterator[str]:
    if before.cut.document.kind == "text":
        yield "Plain text has no elements, so selectors can do nothing here."
    elif not wanted.host:
        yield "The page has no address, so no section of a host holds for it: give one in page.json."


def _rules_off(wanted: Wanted, had: Words) -> Iterator[Proposal]:
    """Switch off the rule that has the words, then the one that takes them instead, and so on."""
    if wanted.wish == "STRIP":
        yield from _rules_on(wanted, had)
        return
    names: tuple[str, ...] = ()
    now = wanted.unit.by
    while now and not now.startswith("host/") and now not in names and len(names) < _RULES:
        names = (*names, now)
        config = dataclasses.replace(wanted.config, disable=(*wanted.config.disable, *names))
        option = " ".join(f"--disable {name}" for name in names)
        proposal, now = _proved(wanted, had, config, (option, _toml(wanted.host, "disable", *names)))
        yield proposal


def _rules_on(wanted: Wanted, had: Words) -> Iterator[Proposal]:
    """What the configuration switched off may be what would have stripped the words."""
    for name in wanted.config.disable:
        others = tuple(one for one in wanted.config.disable if one != name)
        config = dataclasses.replace(wanted.config, disable=others)
        text = f'# take "{name}" out of:\ndisable = {json.dumps(list(wanted.config.disable), ensure_ascii=False)}'
        proposal, _ = _proved(wanted, had, config, ("", text))
        if proposal.works:
            yield proposal


def _by_selectors(wanted: Wanted, before: Result, had: Words) -> Iterator[Proposal]:
    document = before.cut.document
    if not wanted.host or document.kind == "text":
        return
    key = wanted.wish.lower()
    present = wanted.config.for_host(wanted.host)
    for selector in selectors_around(document, wanted.unit, _SELECTORS):
        section = _with(present, key, selector)
        config = dataclasses.replace(wanted.config, host={**wanted.config.host, ascii_host(wanted.host) or "": section})
        proposal, _ = _proved(wanted, had, config, ("", _toml(wanted.host, key, selector)))
        yield proposal


def _with(section: HostConfig, key: str, selector: str) -> HostConfig:
    if key == "keep":
        return dataclasses.replace(section, keep=(*section.keep, selector))
    return dataclasses.replace(section, strip=(*section.strip, selector))


def _toml(host: str, key: str, *values: str) -> str:
    line = f"{key} = {json.dumps(list(values), ensure_ascii=False)}"
    return f'[host."{host}"]\n{line}' if host else line


def _proved(wanted: Wanted, had: Words, config: Config, written: tuple[str, str]) -> tuple[Proposal, str]:
    """What came of cleaning with ``config``, and what has the unit's words now (empty: the body)."""
    result = clean(wanted.page, config)
    has = _words(result.cut)
    own = {key for key in had if key[0] == wanted.unit.block and wanted.unit.start <= key[1] < wanted.unit.end}
    taker = next((has[key] for key in sorted(own) if has[key]), "")
    changed = [key for key in had if key not in own and bool(had[key]) != bool(has[key])]
    back = sum(1 for key in changed if had[key])
    works = wanted.holds(result.article)
    instead = "" if works else (taker or "it stays in the body")
    examples = _examples(result.cut, changed)
    return Proposal(*written, works, instead, back, len(changed) - back, examples), taker


def _words(cut: Cut) -> Words:
    """What took each word of the page, empty for words of the body."""
    found: Words = {}
    for unit in units_of(cut):
        position = unit.start
        for word in unit.text.split():
            position = cut.document.blocks[unit.block].text.index(word, position)
            found[unit.block, position, word] = unit.by
            position += len(word)
    return found


def _examples(cut: Cut, changed: list[tuple[int, int, str]]) -> tuple[str, ...]:
    """The first blocks with changed words."""
    blocks = list(dict.fromkeys(block for block, _, _ in changed))[:_EXAMPLES]
    return tuple(" ".join(word for block, _, word in changed if block == wanted)[:80] for wanted in blocks)
