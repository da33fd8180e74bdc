"""Every rule on its fixtures, each cleaner alone (names in the whole): what it must strip, and what it must keep.

``scraper/regression/newrule_fixtures.py`` says how a fixture tells what is expected of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.cleaners import all_cleaners
from scraper.cleaners.engine.examine import examiner
from scraper.config import DEFAULT
from scraper.judge import judge
from scraper.model import Document, Verdict
from scraper.regression.newrule_fixtures import RuleFixture, about_names, problems, rule_fixture, rule_fixtures

FOLDER = Path(__file__).parents[2] / "fixtures" / "cleaners"
RULES = {cleaner.name: {rule.id: rule for rule in cleaner.rules} for cleaner in all_cleaners()}
FIXTURES = rule_fixtures(FOLDER, RULES)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: str(fixture.file.relative_to(FOLDER)))
def test_fixture(fixture: RuleFixture) -> None:
    document = fixture.document()
    verdicts = settled if about_names(fixture, RULES) else alone
    assert list(problems(fixture, verdicts(fixture, document), document, RULES)) == []


def alone(fixture: RuleFixture, document: Document) -> tuple[Verdict, ...]:
    return examiner((fixture.cleaner,)).examine(document)


def settled(fixture: RuleFixture, document: Document) -> tuple[Verdict, ...]:
    return tuple(verdict for verdict in judge(document, DEFAULT).verdicts if verdict.cleaner == fixture.cleaner)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "does not say"),
        ("<!-- strip: call | not there -->", "is not in any block"),
        ("<!-- strip: call | The council met. -->", "call does not claim"),
        ("<!-- strip: | The council met. -->", "no rule is named"),
        ("<!-- keep: label | Sign up now -->", "must stay, but"),
        ("<!-- strip: call | Sign up now for it, said the man who met the council and left. -->", "only hints"),
    ],
)
def test_a_fixture_that_is_not_so_is_found(said: str, told: str) -> None:
    text = f"""{said}<article><p>The council met.</p>
        <p>Sign up now for it, said the man who met the council and left.</p>
        <p>The council has a bridge to pay for, and nobody knows how.</p></article><form><p>Sign up now</p></form>"""
    fixture = rule_fixture(FOLDER / "signup" / "strip" / "x.html", text, RULES)
    document = fixture.document()
    [problem] = problems(fixture, examiner(("signup",)).examine(document), document, RULES)
    assert told in problem


@pytest.mark.parametrize(
    ("cleaner", "rule"), [(name, rule) for name, rules in RULES.items() for rule in rules], ids=lambda value: value
)
def test_every_rule_has_strip_and_keep_fixtures(cleaner: str, rule: str) -> None:
    shown = {
        expected.action
        for fixture in FIXTURES
        if fixture.cleaner == cleaner
        for expected in fixture.expected
        if rule in expected.rules
    }
    missing = {"strip", "keep"} - shown
    assert not missing, f"write fixtures/cleaners/{cleaner}/{{{','.join(sorted(missing))}}}/… for rule {rule}"


def test_folders_are_named_after_cleaners() -> None:
    unknown = [folder.name for folder in FOLDER.iterdir() if folder.name not in RULES]
    assert not unknown, f"no cleaner is named {unknown}"
