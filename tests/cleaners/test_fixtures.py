"""Every rule on its fixtures, each cleaner alone: what it must strip, and what it must keep.

A fixture is a small page or text in ``fixtures/cleaners/<cleaner>/{strip,keep}/`` and says what is expected. HTML
says it in comments: ``<!-- strip: rule | exact text -->`` and ``<!-- keep: rule | exact text -->``; plain text in its
first lines: ``#! strip: rule | exact text``. ``keep`` may name several rules, or none when the file is named after one
(``keep/<rule>.html``, ``keep/<rule>-<anything>.html``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from scraper.cleaners import all_cleaners
from scraper.cleaners.engine.examine import examiner
from scraper.document import read
from scraper.model import Document, Page, Verdict

FOLDER = Path(__file__).parents[2] / "fixtures" / "cleaners"
RULES = {cleaner.name: {rule.id: rule for rule in cleaner.rules} for cleaner in all_cleaners()}
_HTML = re.compile(r"<!--\s*(strip|keep):\s*(.*?)\s*-->", re.S)
_TEXT = re.compile(r"^#!\s*(strip|keep):\s*(.*?)\s*$", re.M)


@dataclass(frozen=True)
class Expected:
    """``rules`` must strip ``text``, or no rule of the cleaner may; then ``rules`` are those it is an example for."""

    action: str
    rules: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Fixture:
    file: Path
    cleaner: str
    expected: tuple[Expected, ...]

    def document(self) -> Document:
        source = self.file.read_text(encoding="utf-8")
        if self.file.suffix == ".txt":
            source = _TEXT.sub("", source).lstrip("\n")
            return read(Page(source.encode(), media_type="text/plain"))
        return read(Page(_HTML.sub("", source).encode(), media_type="text/html", charset="utf-8"))


def _fixture(file: Path) -> Fixture:
    cleaner = file.parent.parent.name
    found = (_TEXT if file.suffix == ".txt" else _HTML).findall(file.read_text(encoding="utf-8"))
    return Fixture(file, cleaner, tuple(_expected(file, cleaner, action, body) for action, body in found))


def _expected(file: Path, cleaner: str, action: str, body: str) -> Expected:
    names, bar, text = body.partition("|")
    rules = tuple(name.removeprefix(f"{cleaner}/") for name in names.split())
    if not bar or not set(rules) <= set(RULES[cleaner]):
        rules, text = _named_after(file, cleaner), body
    return Expected(action, rules, " ".join(text.split()))


def _named_after(file: Path, cleaner: str) -> tuple[str, ...]:
    fitting = [rule for rule in RULES[cleaner] if file.stem == rule or file.stem.startswith(f"{rule}-")]
    return (max(fitting, key=len),) if fitting else ()


FIXTURES = [
    _fixture(file)
    for file in sorted(FOLDER.glob("*/*/*"))
    if file.suffix in (".html", ".txt") and file.parent.parent.name in RULES
]


def _covering(document: Document, verdicts: tuple[Verdict, ...], text: str, whole: bool) -> list[Verdict]:
    """Verdicts that cover all of a text, or touch it when not ``whole``. The text must stand in one block."""
    places = [
        (block.index, start, start + len(text))
        for block in document.blocks
        for start in [match.start() for match in re.finditer(re.escape(text), " ".join(block.text.split()))]
    ]
    assert places, f"{text!r} is not in any block: {[block.text for block in document.blocks]}"
    return [
        verdict
        for verdict in verdicts
        for block, start, end in places
        if verdict.block == block
        and (verdict.start <= start and end <= verdict.end if whole else verdict.start < end and start < verdict.end)
    ]


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: str(fixture.file.relative_to(FOLDER)))
def test_fixture(fixture: Fixture) -> None:
    assert fixture.expected, "the fixture does not say what to strip or keep"
    document = fixture.document()
    verdicts = examiner((fixture.cleaner,)).examine(document)
    for expected in fixture.expected:
        if expected.action == "strip":
            assert expected.rules, f"no rule of {fixture.cleaner} is named for {expected.text!r}"
            for rule in expected.rules:
                _must_strip(document, verdicts, rule, expected.text, RULES[fixture.cleaner][rule])
        else:
            touching = _covering(document, verdicts, expected.text, whole=False)
            strong = [(v.rule, v.strength, v.evidence) for v in touching if v.strength != "hint"]
            assert not strong, f"{expected.text!r} must stay, but {strong}"


def _must_strip(document: Document, verdicts: tuple[Verdict, ...], rule: str, text: str, declared: object) -> None:
    covering = [v for v in _covering(document, verdicts, text, whole=True) if v.rule == rule]
    assert covering, f"{rule} does not claim {text!r}; claimed: {[(v.rule, v.block) for v in verdicts]}"
    only_hint = "hint" in (getattr(declared, "strength", None), getattr(declared, "agreed", None))
    assert only_hint or any(v.strength != "hint" for v in covering), f"{rule} only hints at {text!r}: {covering}"


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
