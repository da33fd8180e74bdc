"""A rule that goes into a cleaner of this project: its words, and the two fixtures that show what it strips and keeps.

Nothing is written before it is known that the rule does what its fixtures say, that it was needed for it, and that
every fixture of the cleaner still comes as it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..cleaners.engine.examine import Examiner
from ..cleaners.engine.fold import fold
from ..cleaners.engine.phrasebook import WordLists, lists
from ..cleaners.engine.rules import Cleaner, Css, Phrase, Rule
from ..errors import ConfigError, FixtureError
from ..model import Document, Verdict
from .newrule_fixtures import RuleFixture, about_names, document_of, problems, rule_fixture, rule_fixtures, said
from .newrule_source import with_css_rule, with_phrase, with_selector
from .trial_words import Proposal, named, rules_for

LANGUAGE = re.compile(r"[a-z]{2,3}")
_PROSE = (
    "The harbour board met on Tuesday to decide what is to become of the old signal tower, which has stood empty since"
    " the last keeper left it in the spring of 1994.",
    "Three plans were on the table, and the members spoke for two hours before they put the vote off until the end of"
    " the month, when the cost of the roof will be known.",
    "Most of the people who had come to listen wanted the tower to stay as it is, with a room for the lifeboat crew and"
    " a bench on the side that looks out to sea.",
)
_SLUG_CHARS = 40


@dataclass(frozen=True, slots=True)
class Example:
    """What a fixture is made of: a whole page, or a piece that is put into one. ``suffix``: ``.html`` or ``.txt``."""

    text: str
    suffix: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """Words for a rule of a cleaner. ``language`` (ISO 639) is that of a phrase; with a ``reason`` a selector becomes a
    rule of its own, named ``proposal.rule``. ``strip`` and ``keep`` are its fixtures."""

    proposal: Proposal
    strip: Example
    keep: Example
    language: str = "en"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """What a file is to hold."""

    path: Path
    text: str


def plan(checkout: Path, new: Addition) -> tuple[Writing, ...]:
    """The files to write into a checkout of the project. Raises ConfigError for names that are wrong, FixtureError when
    a fixture shows that the rule does not do what it should."""
    before = named(new.proposal.cleaner)
    rule = _rule(new, before)
    after = _with(before, rule)
    fixtures = checkout / "fixtures" / "cleaners"
    check = _Check(before, after, rule, _words(new, rule))
    strip, keep = (
        check.made(action, example, _free(fixtures / after.name / action, f"{rule.id}-{_slug(new.proposal.words)}"))
        for action, example in (("strip", new.strip), ("keep", new.keep))
    )
    check.others(rule_fixtures(fixtures, {after.name: _by_id(after)}))
    return (_source(checkout, new, rule), strip, keep)


def _rule(new: Addition, cleaner: Cleaner) -> Css | Phrase:
    """The rule as it is to be. Raises ConfigError."""
    made = new.proposal
    known = _by_id(cleaner)
    if made.kind == "css" and new.reason:
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", made.rule) or made.rule in known:
            reason = "is there already" if made.rule in known else "is no name for a rule"
            raise ConfigError("--rule", f"'{made.rule}' {reason}", "Name the new rule in small letters and hyphens")
        return Css(made.rule, made.words, new.reason)
    if not made.rule:
        kind = "a list of phrases" if made.kind == "phrase" else "a rule of selectors"
        names = ", ".join(rule.id for rule in rules_for(made))
        more = "" if made.kind == "phrase" else "; a new rule needs --reason too"
        raise ConfigError("--rule", f"{kind} of {made.cleaner} must be named", f"It has: {names}{more}")
    [rule] = rules_for(made)
    if isinstance(rule, Css):
        return replace(rule, selector=f"{rule.selector}, {made.words}")
    if not LANGUAGE.fullmatch(new.language):
        raise ConfigError("--language", f"'{new.language}' is no code of a language", "Write it as in ISO 639: en, de")
    if any(fold(made.words) == fold(text) for texts in lists(cleaner.name)[rule.id].values() for text in texts):
        raise ConfigError(f"'{made.words}'", f"is in {cleaner.name}/{rule.id} already", "Nothing is to be done")
    return rule


def _with(cleaner: Cleaner, rule: Css | Phrase) -> Cleaner:
    if rule.id in _by_id(cleaner):
        return replace(cleaner, rules=tuple(rule if it.id == rule.id else it for it in cleaner.rules))
    return replace(cleaner, rules=(*cleaner.rules, rule))


def _by_id(cleaner: Cleaner) -> Mapping[str, Rule]:
    return {rule.id: rule for rule in cleaner.rules}


def _words(new: Addition, rule: Css | Phrase) -> WordLists:
    """The word lists of the cleaner as they are to be."""
    known = lists(new.proposal.cleaner)
    if not isinstance(rule, Phrase):
        return known
    texts = (*known[rule.id].get(new.language, ()), new.proposal.words.lower())
    return {**known, rule.id: {**known[rule.id], new.language: texts}}


def _source(checkout: Path, new: Addition, rule: Css | Phrase) -> Writing:
    """The cleaner's word list or file with the words in it."""
    folder, made = checkout / "scraper" / "cleaners", new.proposal
    if isinstance(rule, Phrase):
        path = folder / "phrases" / f"{made.cleaner}.toml"
        return Writing(path, with_phrase(path.read_text(encoding="utf-8"), rule.id, new.language, made.words.lower()))
    path = folder / f"{made.cleaner}.py"
    source = path.read_text(encoding="utf-8")
    return Writing(path, with_css_rule(source, rule) if new.reason else with_selector(source, rule.id, made.words))


class _Check:
    """The cleaner as it is and as it is to be, asked about pages."""

    def __init__(self, before: Cleaner, after: Cleaner, rule: Css | Phrase, words: WordLists) -> None:
        self._cleaner, self._rule, self._rules = after.name, rule, {after.name: _by_id(after)}
        self._before = Examiner((before,))
        self._after = Examiner((after,), lambda _: words)
        self._new_words = words

    def made(self, action: str, example: Example, path: Path) -> Writing:
        """A fixture that says what is expected of it. Raises FixtureError when that does not come."""
        path = path.with_name(f"{path.name}{example.suffix}")
        text = example.text if example.whole else _page(example, inside=action == "keep")
        fixture = rule_fixture(path, text, self._rules)
        if not any(it.action == action and self._rule.id in it.rules for it in fixture.expected):
            texts = self._stripped(fixture.document()) if action == "strip" else self._kept(example)
            text = said(action, self._rule.id, texts, example.suffix) + text
            fixture = rule_fixture(path, text, self._rules)
        self._must_hold(fixture, action)
        return Writing(path, text if text.endswith("\n") else f"{text}\n")

    def _must_hold(self, fixture: RuleFixture, action: str) -> None:
        document = fixture.document()
        wrong = list(problems(fixture, self._after.examine(document), document, self._rules))
        if wrong:
            advice = "Give a page in which the words stand as they do on the site, or choose another rule"
            raise FixtureError(f"--{action}", wrong[0], advice)
        if action == "strip" and not self._new(document):
            advice = "Give a page that needs the new words, or leave the rule as it is"
            raise FixtureError("--strip", "is stripped already without the new words", advice)

    def others(self, fixtures: Iterable[RuleFixture]) -> None:
        """Raises FixtureError for a fixture of the cleaner that comes otherwise with the rule; names come later."""
        for fixture in fixtures:
            if about_names(fixture, self._rules):
                continue
            document = fixture.document()
            if wrong := list(problems(fixture, self._after.examine(document), document, self._rules)):
                where = "/".join(fixture.file.parts[-3:])
                raise FixtureError(where, f"no longer comes as it says: {wrong[0]}", "Make the rule narrower")

    def _stripped(self, document: Document) -> list[str]:
        found = self._new(document)
        if not found:
            reason = f"{self._cleaner}/{self._rule.id} strips nothing of it with these words"
            hints = [it.evidence for it in self._after.examine(document) if it.rule == self._rule.id]
            told = f" (alone: {', '.join(hints[0])})" if hints else ""
            advice = "Give a page in which they stand as they do on the site: --strip FILE"
            raise FixtureError("--strip", f"{reason}{told}", advice)
        return [document.blocks[it.block].text[it.start : it.end] for it in found]

    def _new(self, document: Document) -> list[Verdict]:
        """What the rule strips with the words and not without."""
        hint = "hint" in (getattr(self._rule, "strength", ""), getattr(self._rule, "agreed", ""))
        old = {(it.block, it.start, it.end, it.strength == "hint") for it in self._claims(self._before, document)}
        return [
            it
            for it in self._claims(self._after, document)
            if (hint or it.strength != "hint") and (it.block, it.start, it.end, it.strength == "hint") not in old
        ]

    def _claims(self, examiner: Examiner, document: Document) -> list[Verdict]:
        return [it for it in examiner.examine(document) if it.rule == self._rule.id]

    def _kept(self, example: Example) -> list[str]:
        """The blocks that prove something: those with the phrase; for a selector the longest one."""
        blocks = [block.text for block in document_of(example.text, example.suffix).blocks]
        if isinstance(self._rule, Css):
            return [max(blocks, key=len)] if blocks else []
        phrases = {fold(text) for texts in self._new_words[self._rule.id].values() for text in texts}
        found = [text for text in blocks if any(phrase in fold(text) for phrase in phrases)]
        if not found:
            advice = "Give a sentence of an article in which the words stand and must stay"
            raise FixtureError("--keep", "the phrase does not stand in it, so it shows nothing", advice)
        return found


def _page(example: Example, *, inside: bool) -> str:
    """The piece at the end of some running text, or in the middle of it."""
    if example.suffix == ".txt":
        texts = (*_PROSE[:2], example.text, *_PROSE[2:]) if inside else (*_PROSE, example.text)
        return "\n\n".join(texts) + "\n"
    prose = [f"<p>{text}</p>" for text in _PROSE]
    if inside:
        return "\n".join(("<article>", *prose[:2], example.text, *prose[2:], "</article>")) + "\n"
    return "\n".join(("<article>", *prose, "</article>", example.text)) + "\n"


def _slug(words: str) -> str:
    return re.sub(r"[\W_]+", "-", words.lower()).strip("-")[:_SLUG_CHARS].strip("-") or "new"


def _free(folder: Path, stem: str) -> Path:
    """A name that no fixture has, without its suffix."""
    taken = {path.stem for path in folder.glob("*")} if folder.is_dir() else set()
    number = 2
    name = stem
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return folder / name
