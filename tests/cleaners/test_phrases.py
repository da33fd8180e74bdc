"""Word lists: every language, written the way they are compared, nothing listed twice."""

from __future__ import annotations

import pytest

from scraper.cleaners import all_cleaners
from scraper.cleaners.engine.phrasebook import lists
from scraper.cleaners.engine.rules import Phrase

LANGUAGES = set("en de fr es pt it nl sv da no fi pl cs ru uk tr el ar he hi ja zh ko id".split())
TABLES = [(cleaner.name, table) for cleaner in all_cleaners() for table in lists(cleaner.name)]


@pytest.mark.parametrize(("cleaner", "table"), TABLES)
def test_tables_have_every_language(cleaner: str, table: str) -> None:
    found = lists(cleaner)[table]
    assert set(found) >= LANGUAGES, f"missing: {sorted(LANGUAGES - set(found))}"
    assert all(found.values())


@pytest.mark.parametrize(("cleaner", "table"), TABLES)
def test_phrases_are_in_lower_case_and_trimmed(cleaner: str, table: str) -> None:
    for language, phrases in lists(cleaner)[table].items():
        for phrase in phrases:
            assert phrase.rstrip() == " ".join(phrase.split()), (language, phrase)
            assert "’" not in phrase, (language, phrase)
            assert language == "tr" or phrase == phrase.lower(), (language, phrase)


@pytest.mark.parametrize(("cleaner", "table"), TABLES)
def test_no_language_lists_a_phrase_twice(cleaner: str, table: str) -> None:
    for language, phrases in lists(cleaner)[table].items():
        doubled = {phrase for phrase in phrases if phrases.count(phrase) > 1}
        assert not doubled, (language, doubled)


def test_every_phrase_rule_has_its_table() -> None:
    for cleaner in all_cleaners():
        for rule in cleaner.rules:
            if isinstance(rule, Phrase):
                assert rule.id in lists(cleaner.name), f"phrases/{cleaner.name}.toml has no table [{rule.id}]"
