"""Fixtures of rules: small pages that say themselves which words a rule must strip, and which it must keep.

They lie in ``fixtures/cleaners/<cleaner>/{strip,keep}/``. HTML says it in comments, ``<!-- strip: rule | text -->`` or
``<!-- keep: rule | text -->``; plain text in its first lines, ``#! strip: rule | text``. ``keep`` may name
several rules, or none when the file is named after one (``keep/<rule>.html``, ``keep/<rule>-<anything>.html``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..cleaners.engine.rules import Name, Rule
from ..document import read
from ..model import Document, Page, Verdict

_HTML = re.compile(r"<!--\s*(strip|keep):\s*(.*?)\s*-->", re.S)
_TEXT = re.compile(r"^#!\s*(strip|keep):\s*(.*?)\s*$", re.M)
Rules = Mapping[str, Mapping[str, Rule]]
"""Cleaner -> rule -> the rule."""


@dataclass(frozen=True, slots=True)
class Expected:
    """``rules`` must strip ``text``, or no rule of the cleaner may; then ``rules`` are those it is an example for."""

    action: str
    rules: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class RuleFixture:
    """One file of a cleaner; ``source`` without what it says of itself."""

    file: Path
    cleaner: str
    source: str
    expected: tuple[Expected, ...]

    def document(self) -> Document:
        return document_of(self.source, self.file.suffix)


def rule_fixtures(folder: Path, rules: Rules) -> tuple[RuleFixture, ...]:
    """Every fixture below ``fixtures/cleaners``, by path; folders that are named after no cleaner are left out."""
    return tuple(
        rule_fixture(file, file.read_text(encoding="utf-8"), rules)
        for file in sorted(folder.glob("*/*/*"))
        if file.suffix in (".html", ".txt") and file.parent.parent.name in rules
    )


def rule_fixture(file: Path, text: str, rules: Rules) -> RuleFixture:
    """The fixture of which ``text`` is the content; what is read from its path is cleaner, rule and kind of page."""
    cleaner = file.parent.parent.name
    pattern = _TEXT if file.suffix == ".txt" else _HTML
    known = rules[cleaner]
    expected = tuple(_expected(file.stem, cleaner, known, *found) for found in pattern.findall(text))
    return RuleFixture(file, cleaner, pattern.sub("", text).lstrip("\n"), expected)


def about_names(fixture: RuleFixture, rules: Rules) -> bool:
    """Whether it is about names, which are given when all cleaners and the content model have been asked."""
    return all(isinstance(rules[fixture.cleaner][rule], Name) for it in fixture.expected for rule in it.rules)


def document_of(source: str, suffix: str) -> Document:
    """A page of HTML, or of plain text when the suffix is ``.txt``."""
    if suffix == ".txt":
        return read(Page(source.encode(), media_type="text/plain"))
    return read(Page(source.encode(), media_type="text/html", charset="utf-8"))


def said(action: str, rule: str, texts: Iterable[str], suffix: str) -> str:
    """The lines with which a fixture says what is expected of it."""
    lines = (f"{action}: {rule} | {' '.join(text.split())}" for text in texts)
    return "".join(f"#! {line}\n" if suffix == ".txt" else f"<!-- {line} -->\n" for line in lines)


def _expected(stem: str, cleaner: str, known: Mapping[str, Rule], action: str, body: str) -> Expected:
    names, bar, text = body.partition("|")
    rules = tuple(name.removeprefix(f"{cleaner}/") for name in names.split())
    if not bar or not set(rules) <= set(known):
        fitting = [rule for rule in known if stem == rule or stem.startswith(f"{rule}-")]
        rules, text = (max(fitting, key=len),) if fitting else (), body
    return Expected(action, rules, " ".join(text.split()))


def problems(fixture: RuleFixture, verdicts: tuple[Verdict, ...], document: Document, rules: Rules) -> Iterator[str]:
    """What does not come as the fixture says, given what the rules of its cleaner say about its document."""
    if not fixture.expected:
        yield "the fixture does not say what to strip or keep"
    for expected in fixture.expected:
        covering = covered_by(document, verdicts, expected.text, whole=expected.action == "strip")
        if covering is None:
            yield f"{expected.text!r} is not in any block: {[block.text for block in document.blocks]}"
        elif expected.action == "keep":
            strong = [(it.rule, it.strength, it.evidence) for it in covering if it.strength != "hint"]
            if strong:
                yield f"{expected.text!r} must stay, but {strong}"
        else:
            yield from _unstripped(expected, covering, rules[fixture.cleaner])


def _unstripped(expected: Expected, covering: list[Verdict], known: Mapping[str, Rule]) -> Iterator[str]:
    if not expected.rules:
        yield f"no rule is named for {expected.text!r}"
    for rule in expected.rules:
        claims = [verdict for verdict in covering if verdict.rule == rule]
        only_hint = "hint" in (getattr(known[rule], "strength", None), getattr(known[rule], "agreed", None))
        if not claims:
            yield f"{rule} does not claim {expected.text!r}; claimed: {[(it.rule, it.block) for it in covering]}"
        elif not only_hint and all(verdict.strength == "hint" for verdict in claims):
            yield f"{rule} only hints at {expected.text!r}: {claims}"


def covered_by(document: Document, verdicts: Iterable[Verdict], text: str, *, whole: bool) -> list[Verdict] | None:
    """Verdicts that cover all of a text, or touch it when not ``whole``; None when it stands in no block."""
    places = [
        (block.index, match.start(), match.end())
        for block in document.blocks
        for match in re.finditer(re.escape(text), " ".join(block.text.split()))
    ]
    if not places:
        return None
    return [
        verdict
        for verdict in verdicts
        for block, start, end in places
        if verdict.block == block
        and (verdict.start <= start and end <= verdict.end if whole else verdict.start < end and start < verdict.end)
    ]
