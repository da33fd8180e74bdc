"""Ask every cleaner, the content model and the field readers about the untouched Document; settle their conflicts.

Order of precedence for a word, first match wins:

1. a selector of the host's ``keep`` list keeps it;
2. a field claims it (title, byline, caption ...): it moves;
3. a ``certain`` rule, or a selector of the host's ``strip`` list, removes it;
4. a ``strong`` rule removes it, unless the content model is sure that the block is body;
5. the content model leaves the block out: removed, named after the best hint there is, else after what stands
   around it (``naming.py``), else after the model.

What a disabled rule claims is kept, unless another rule claims it too: the content model does not take it instead.
Where so nothing would be left of an article, the blocks likeliest to be its text stay (``content/lastresort.py``), or
what had been taken for its standfirst.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .cleaners import box_rules, phrase_rules
from .cleaners.engine.examine import Examiner, examiner
from .cleaners.engine.host import select
from .config import Config, HostConfig
from .content import judge_content, with_body
from .content.copies import copies, in_one_piece
from .model import Block, Document, Fields, Judgement, Score, Verdict
from .naming import named
from .normaliser.body import orphan_headings
from .normaliser.captions import read_figures
from .normaliser.metadata import read_metadata
from .urls import parts_of

BODY = 0.5  # a block is body from this score on
SURE = 0.97  # from this score on the model outweighs a strong rule
_HINT = 5
_RANK = {"certain": 2, "strong": 3, "hint": _HINT}
_REMOVING = (_RANK["certain"], _RANK["strong"])
_LABEL_CHARS = 30
_NO_CLAIMS: tuple[tuple[int, Verdict], ...] = ()
_KEEP = "keep"


def judge(document: Document, config: Config, rules: Examiner | None = None) -> Judgement:
    """Verdicts on disjoint spans, on word borders, in reading order; every other word stays in the body.

    ``rules``: asked instead of those of all cleaners.
    """
    host = config.for_host(parts_of(document.base_url).hostname)
    rules = rules or examiner()
    claims = rules.examine(document)
    content = judge_content(document, claims, article_from=config.article_from, with_reasons=config.reasons)
    values = [score.value for score in content.scores]
    fields = read_metadata(document, values)
    figures = read_figures(document, values)
    claims = (*claims, *_copied(document, values, claims), *_by_host(document, host))
    precedence = Precedence(config, host)
    taken = precedence.order((*fields.moves, *figures.moves), claims)
    scores = content.scores
    settled = settle(document, taken, scores, config)
    if content.is_article and not _leaves_body(document, settled):
        scores = with_body(document, scores, {block for block, entries in taken.items() if entries[0][0] < _HINT})
        settled = settle(document, taken, scores, config)
        if fields.subtitle and not _leaves_body(document, settled):
            bare = _without_subtitle(fields)
            again = settle(document, precedence.order((*bare.moves, *figures.moves), claims), scores, config)
            fields, settled = (bare, again) if _leaves_body(document, again) else (fields, settled)
    verdicts = list(named(document, settled, rules, config, host))
    if orphans := _orphans(document, verdicts, config):
        verdicts = sorted(verdicts + orphans, key=lambda verdict: (verdict.block, verdict.start))
    return Judgement(tuple(verdicts), scores, fields, figures, content.articleness, content.is_article)


def _without_subtitle(fields: Fields) -> Fields:
    """What was taken for a standfirst is all the text there is."""
    moves = tuple(move for move in fields.moves if move.field != "subtitle")
    return dataclasses.replace(fields, subtitle=None, moves=moves)


def _copied(document: Document, values: Sequence[float], claims: Iterable[Verdict]) -> Iterator[Verdict]:
    """What the page prints twice. Of two printings the one that a rule removes is not the one that stays."""
    values = list(values)
    for claim in claims:
        value = values[claim.block]
        if value < BODY:  # it is not the one that stays anyway
            continue
        sure = claim.strength == "certain" or (claim.strength == "strong" and value < SURE)
        if sure and claim.end - claim.start == len(document.blocks[claim.block].text):
            values[claim.block] = 0.0
    twice = [(number, "the same paragraphs stand above") for number in copies(document, values)]
    twice += [(number, "its paragraphs stand on the page one by one") for number in in_one_piece(document, values)]
    for number, told in twice:
        yield Verdict("content", "copy", number, 0, len(document.blocks[number].text), "certain", (told,))


def _by_host(document: Document, host: HostConfig) -> list[Verdict]:
    strip = [_host_verdict(span, "strip", selector) for selector, span in select(document, host.strip)]
    return strip + [_host_verdict(span, _KEEP, selector) for selector, span in select(document, host.keep)]


def _host_verdict(span: tuple[int, int, int], rule: str, selector: str) -> Verdict:
    return Verdict("host", rule, *span, "certain", (f"selector {selector}",))


class Precedence:
    """Sorts claims into the order of the module's docstring, disabled ones turned into claims to keep."""

    def __init__(self, config: Config, host: HostConfig) -> None:
        self._only = set(config.only)
        self._disabled = {*config.disable, *host.disable}

    def order(self, moves: Iterable[Verdict], claims: Iterable[Verdict]) -> dict[int, list[tuple[int, Verdict]]]:
        """Block -> (rank, claim), best first. Ranks: 0 host keep, 1 move, 2 certain, 3 strong, 4 disabled, 5 hint."""
        ranked: dict[int, list[tuple[int, Verdict]]] = defaultdict(list)
        for move in moves:
            if not self._disabled or not self._off(move):
                ranked[move.block].append((1, move))
        ordinary = not self._only and not self._disabled
        for claim in claims:
            if ordinary and claim.cleaner != "host":  # most claims of most pages
                ranked[claim.block].append((_RANK[claim.strength], claim))
            elif not self._only or claim.cleaner in self._only:
                ranked[claim.block].append((self._rank(claim), claim))
        for block, entries in ranked.items():
            if len(entries) > 1:
                entries.sort(key=_by_rank)
                ranked[block] = boxes_first(entries)
        return ranked

    def _off(self, verdict: Verdict) -> bool:
        return verdict.cleaner in self._disabled or verdict.rule_id in self._disabled

    def _rank(self, claim: Verdict) -> int:
        if claim.cleaner == "host" and claim.rule == _KEEP:
            return 0
        return 4 if self._disabled and self._off(claim) else _RANK[claim.strength]


def _by_rank(entry: tuple[int, Verdict]) -> tuple[int, int, str, str]:
    rank, claim = entry
    return rank, claim.start, claim.cleaner, claim.rule


def boxes_first(entries: list[tuple[int, Verdict]]) -> list[tuple[int, Verdict]]:
    """A label is named after the box that it stands in: "Video" in a menu is an item of the menu."""
    boxes = box_rules()
    for place, (rank, box) in enumerate(entries):
        if rank == _HINT:  # as are all that follow
            break
        if rank in _REMOVING and (box.cleaner, box.rule) in boxes:
            return _before_labels(entries, place) if place and box.end - box.start <= _LABEL_CHARS else entries
    return entries


def _before_labels(entries: list[tuple[int, Verdict]], place: int) -> list[tuple[int, Verdict]]:
    """The entries with the box at a place moved before the first label of another cleaner with the same words."""
    labels, box = phrase_rules(), entries[place][1]
    for number, (rank, claim) in enumerate(entries[:place]):
        of_another = (claim.cleaner, claim.rule) in labels and claim.cleaner != box.cleaner
        if rank in _REMOVING and of_another and (claim.start, claim.end) == (box.start, box.end):
            return [*entries[:number], entries[place], *entries[number:place], *entries[place + 1 :]]
    return entries


def settle(
    document: Document, taken: dict[int, list[tuple[int, Verdict]]], scores: Sequence[Score], config: Config
) -> list[Verdict]:
    """One owner for every word: a verdict, or none."""
    model_acts = not config.only or "content" in config.only
    verdicts: list[Verdict] = []
    for block, score in zip(document.blocks, scores, strict=True):
        entries = taken.get(block.index, _NO_CLAIMS)
        left_out = model_acts and score.value < BODY
        if not entries and not left_out:
            continue
        acting = _effective(block, entries, score, left_out, config)
        if not acting:
            continue
        first = acting[0]
        if len(acting) == 1 and isinstance(first, Verdict) and _is_whole(first, block):
            verdicts.append(first)
        else:
            verdicts += _assign(block, acting)
    return verdicts


def _effective(
    block: Block, entries: Sequence[tuple[int, Verdict]], score: Score, left_out: bool, config: Config
) -> list[Verdict | tuple[int, int]]:
    """Claims that act, in order, up to one to the whole block; a (start, end) pair stands for words to be kept."""
    acting: list[Verdict | tuple[int, int]] = []
    length, unsure = len(block.text), left_out or score.value < SURE or bool(config.only)
    for rank, claim in entries:
        if rank in (0, 4):
            acting.append((claim.start, claim.end))
        elif left_out or rank < 3 or (rank == 3 and unsure):
            acting.append(claim)
        else:
            continue
        if claim.start == 0 and claim.end >= length:
            return acting
    if left_out:
        acting.append(_by_model(block, score, config))
    return acting


def _is_whole(claim: Verdict, block: Block) -> bool:
    return claim.start == 0 and claim.end >= len(block.text)


def _by_model(block: Block, score: Score, config: Config) -> Verdict | tuple[int, int]:
    if config.disable and {"content", "content/low-score"} & set(config.disable):
        return (0, len(block.text))
    evidence = (f"score {score.value:.2f}", *score.reasons)
    return Verdict("content", "low-score", block.index, 0, len(block.text), "strong", evidence)


def _assign(block: Block, claims: Sequence[Verdict | tuple[int, int]]) -> list[Verdict]:
    """Give each word to the first claim that covers it whole; join neighbours with the same owner."""
    owned: list[Verdict] = []
    for start, end in word_spans(block.text):
        owner = next((claim for claim in claims if _covers(claim, start, end)), None)
        if not isinstance(owner, Verdict):
            continue
        if owned and _same(owned[-1], owner) and not block.text[owned[-1].end : start].strip():
            owned[-1] = _resized(owned[-1], owned[-1].start, end)
        else:
            owned.append(_resized(owner, start, end))
    return owned


def _covers(claim: Verdict | tuple[int, int], start: int, end: int) -> bool:
    low, high = (claim.start, claim.end) if isinstance(claim, Verdict) else claim
    return low <= start and end <= high


def _same(one: Verdict, other: Verdict) -> bool:
    return (one.rule_id, one.field, one.evidence) == (other.rule_id, other.field, other.evidence)


def _resized(verdict: Verdict, start: int, end: int) -> Verdict:
    return Verdict(
        verdict.cleaner, verdict.rule, verdict.block, start, end, verdict.strength, verdict.evidence, verdict.field
    )


def word_spans(text: str) -> Iterable[tuple[int, int]]:
    """(start, end) of every word of a text."""
    position = 0
    for word in text.split():
        start = text.index(word, position)
        position = start + len(word)
        yield start, position


def _leaves_body(document: Document, verdicts: Sequence[Verdict]) -> bool:
    if len({verdict.block for verdict in verdicts}) < len(document.blocks):
        return True  # most pages: a block that nobody takes
    gone = _words_gone(document, verdicts)
    return any(_is_left(block, gone) for block in document.blocks)


def _words_gone(document: Document, verdicts: Sequence[Verdict]) -> dict[int, int]:
    """Block -> how many of its words are removed or moved, for blocks that lose any; of whole blocks the characters,
    as these need no counting and are no fewer."""
    gone: dict[int, int] = {}
    for verdict in verdicts:
        number, start, end = verdict.block, verdict.start, verdict.end
        text = document.blocks[number].text
        lost = len(text) if start == 0 and end >= len(text) else len(text[start:end].split())
        gone[number] = gone.get(number, 0) + lost
    return gone


def _is_left(block: Block, gone: dict[int, int]) -> bool:
    """Whether any word of a block stays."""
    lost = gone.get(block.index, 0)
    return not lost or (lost < len(block.text) and block.words > lost)


def _orphans(document: Document, verdicts: Sequence[Verdict], config: Config) -> list[Verdict]:
    """Headings that are left with nothing below them."""
    if config.only or {"content", "content/orphan-heading"} & set(config.disable):
        return []
    gone = _words_gone(document, verdicts)
    kept = [block.index not in gone or _is_left(block, gone) for block in document.blocks]
    captions = {verdict.block for verdict in verdicts if verdict.field == "caption"}
    evidence = ("a heading with nothing left below it",)
    return [
        Verdict("content", "orphan-heading", number, 0, len(document.blocks[number].text), "certain", evidence)
        for number in orphan_headings(document, kept, captions)
        if number not in gone
    ]
