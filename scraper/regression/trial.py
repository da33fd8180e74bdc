"""What a rule that nobody has kept yet would do to a page: which words it claims, and what becomes of them today.

The page is judged twice, with the rule and without it, so that what follows from it (a heading left alone, a neighbour
that the content model sees differently) shows as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from ..cleaners.engine.host import select
from ..config import Config, HostConfig
from ..document import read
from ..judge import judge, word_spans
from ..model import Document, Page, Verdict
from ..paths import paths_of
from ..urls import ascii_host, parts_of
from .trial_words import TRIED, Proposal, examiner_with

Fate = Literal["lost", "removed", "moved", "kept", "beside", "back"]


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of one block, in a row, that share a fate.

    ``lost``: body today, the rule would strip them. ``removed``, ``moved``: no body today either; ``by`` is the rule
    that removes them or the field they move to. ``kept``: claimed, and yet they would stay; ``by`` says why.
    ``beside``, ``back``: not claimed, but gone or back in the body when the rule is there. ``rules`` are the lists that
    the phrase would have to be in, ``why`` the evidence.
    """

    page: str
    site: str
    block: int
    path: str
    text: str
    fate: Fate
    by: str = ""
    rules: tuple[str, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class _Owners:
    """Who has each word of a document: ``body``, or a verdict. Asked by (block, start of the word)."""

    verdicts: dict[int, list[Verdict]]

    def of(self, block: int, start: int) -> Verdict | None:
        return next((it for it in self.verdicts.get(block, ()) if it.start <= start < it.end), None)


def try_rule(page: Page, name: str, made: Proposal, config: Config) -> tuple[Hit, ...]:
    """Every place on a page that a proposal claims or changes, in reading order; none on pages of other hosts.

    ``name`` is what to call the page. Raises ReadError, and ConfigError for a selector that is no CSS.
    """
    address = page.final_url or page.url
    if address and not _is_below(parts_of(address).hostname, made.host) and b"<base" not in page.body.lower():
        return ()  # without a look at the page
    document = read(page)
    host = parts_of(document.base_url).hostname or ""
    if not _is_below(host, made.host):
        return ()
    claims = _claims(document, made)
    if not claims:
        return ()
    before = _owners(judge(document, config).verdicts)
    if made.cleaner:
        after = _owners(judge(document, config, examiner_with(made)).verdicts)
    else:
        after = _owners(judge(document, _with_selector(config, host, made.words)).verdicts)
    found = [(block, _Fates(document, claims.get(block, []), before, after)) for block in range(len(document.blocks))]
    hits = [hit for block, fates in found for hit in fates.of(block)]
    paths = paths_of(document, {hit.block for hit in hits})
    return tuple(replace(hit, page=name, site=host or name, path=paths[hit.block]) for hit in hits)


def _is_below(host: str | None, wanted: str) -> bool:
    """Whether a host is the wanted one or below it; every host when none is wanted."""
    return not wanted or f".{ascii_host(host or '')}".endswith(f".{wanted}")


def _claims(document: Document, made: Proposal) -> dict[int, list[Verdict]]:
    """Block -> what the proposal alone says about it."""
    if made.cleaner:
        claims = [it for it in examiner_with(made).examine(document) if it.rule.endswith(TRIED)]
    else:
        spans = select(document, (made.words,))
        claims = [Verdict("host", "strip", *span, "certain", (f"selector {made.words}",)) for _, span in spans]
    by_block: dict[int, list[Verdict]] = {}
    for claim in claims:
        by_block.setdefault(claim.block, []).append(claim)
    return by_block


def _with_selector(config: Config, host: str, selector: str) -> Config:
    section = config.for_host(host)
    section = HostConfig((*section.strip, selector), section.keep, section.disable)
    return replace(config, host={**config.host, ascii_host(host) or "": section})


def _owners(verdicts: Sequence[Verdict]) -> _Owners:
    by_block: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        by_block.setdefault(verdict.block, []).append(verdict)
    return _Owners(by_block)


def _is_list(claim: Verdict) -> bool:
    """Whether a claim is that of a word list, and more than a hint."""
    return claim.strength != "hint" and claim.rule.removesuffix(TRIED) not in ("css", "strip")


@dataclass(frozen=True, slots=True)
class _Fates:
    """What becomes of the words of one block; ``claims`` are those of the proposal on it."""

    document: Document
    claims: Sequence[Verdict]
    before: _Owners
    after: _Owners

    def of(self, block: int) -> Iterator[Hit]:
        """Hits without the names of page and site."""
        text = self.document.blocks[block].text
        words = [(start, end, self._fate(block, start)) for start, end in word_spans(text)]
        for (fate, by), group in groupby(words, lambda word: word[2]):
            spans = list(group)
            if fate is None:
                continue
            start, end = spans[0][0], spans[-1][1]
            acting = [claim for claim in self.claims if claim.start < end and start < claim.end]
            rules = tuple(sorted({claim.rule.removesuffix(TRIED) for claim in acting if _is_list(claim)}))
            why = acting[0].evidence if acting else ()
            yield Hit("", "", block, "", " ".join(text[start:end].split()), fate, by, rules, why)

    def _fate(self, block: int, start: int) -> tuple[Fate | None, str]:
        before, after = self.before.of(block, start), self.after.of(block, start)
        claims = [claim for claim in self.claims if claim.start <= start < claim.end]
        if not claims:
            return self._beside(before, after)
        if before is not None:
            return ("moved", before.field) if before.field else ("removed", before.rule_id)
        if after is not None:
            return "lost", ""
        if all(claim.strength == "hint" for claim in claims):
            return "kept", "too little beside the phrase says the same"
        return "kept", "the content model is sure that it is body, or the host's section keeps it"

    def _beside(self, before: Verdict | None, after: Verdict | None) -> tuple[Fate | None, str]:
        if before is None and after is not None:
            return "beside", after.rule_id.removesuffix(TRIED)
        if before is not None and after is None and not before.field:
            return "back", before.rule_id
        return None, ""
