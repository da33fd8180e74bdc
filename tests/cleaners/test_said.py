"""Phrases found by the first letters of a block are those that a search finds where their rules want them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.cleaners.engine.fold import fold
from scraper.cleaners.engine.phrasebook import Phrasebook
from scraper.cleaners.engine.rules import Phrase, Where
from scraper.cleaners.engine.said import PhraseRules

WORDS = st.sampled_from(("sign", "up", "share:", "Ünë", "(c)", "分享", "分享到:", "5", "it's", "→", "a_b", "¿qué"))
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
BLOCKS = st.lists(st.one_of(WORDS, st.sampled_from(("* ", "x", ", ", " ", "…"))), min_size=1, max_size=9).map(" ".join)
PLACES = st.sampled_from(("start", "whole", "anywhere", "end"))


def stands(where: Where, text: str, start: int, end: int) -> bool:
    before = where in ("start", "whole") and any(map(str.isalnum, text[:start]))
    after = where in ("end", "whole") and any(map(str.isalnum, text[end:]))
    return not before and not after


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(PLACES, st.lists(TEXTS, min_size=1, max_size=3)), min_size=1, max_size=5), BLOCKS, st.booleans()
)
def test_tables_find_what_a_search_finds(listed: list[tuple[Where, list[str]]], text: str, plea: bool) -> None:
    rules = {n: Phrase("trial", "on trial", where, max_words=40) for n, (where, _) in enumerate(listed)}
    phrases = [(n, fold(phrase)) for n, (_, texts) in enumerate(listed) for phrase in texts]
    found = Phrasebook(phrases).find(fold(text))
    said = PhraseRules(rules, phrases, of_pleas={0} if plea else set()).of(text, fold(text))
    assert sorted(said.fitting) == sorted(
        hit for hit in found if stands(rules[hit.key].where, text, hit.start, hit.end)
    )
    assert sorted(said.pleas) == sorted(hit for hit in found if plea and hit.key == 0)
