"""The stored ledger: what is written is what is read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from storedcases import cleaned_page, html

from scraper.regression.ledger import Entry, Ledger, from_json, ledger_of, to_json

_TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
_ENTRIES = st.lists(st.builds(Entry, _TEXT, _TEXT, _TEXT, _TEXT), max_size=4).map(tuple)
_COUNT = st.integers(0, 10**6)


@given(st.builds(Ledger, _COUNT, _COUNT, _COUNT, _COUNT, _ENTRIES, _ENTRIES))
def test_what_is_written_is_read(ledger: Ledger) -> None:
    assert from_json(to_json(ledger)) == ledger
    assert from_json(to_json(ledger).encode()) == ledger


def test_the_ledger_of_a_page_has_every_removal_and_move() -> None:
    result = cleaned_page(html())
    ledger = ledger_of(result)
    assert len(ledger.removals) == len(result.removals) > 0
    assert {entry.cleaner_or_field for entry in ledger.moves} >= {"title"}
    assert "evidence" not in to_json(ledger)
