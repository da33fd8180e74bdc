"""Words put into the word lists and rules of cleaners: what is there stays, and the formatter has nothing to say."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from scraper.cleaners import all_cleaners
from scraper.cleaners.engine.rules import Cleaner, Css
from scraper.errors import FixtureError
from scraper.regression.newrule_source import with_css_rule, with_phrase, with_selector

CLEANERS = Path(__file__).parents[2] / "scraper" / "cleaners"
MARKUP = [(cleaner.name, rule) for cleaner in all_cleaners() for rule in cleaner.rules if isinstance(rule, Css)]
SELECTORS = (
    ".quay-letter",
    '[aria-label="harbour letter"]',
    ", ".join(f".a-rather-long-name-of-a-box-{n}" for n in range(5)),
)


def compiled(source: str) -> Cleaner:
    names: dict[str, object] = {"__package__": "scraper.cleaners", "__name__": "scraper.cleaners.made"}
    exec(compile(source, "made", "exec"), names)
    cleaner = names["cleaner"]
    assert isinstance(cleaner, Cleaner)
    return cleaner


def formatted(sources: dict[str, str], folder: Path) -> list[str]:
    """What the formatter of the project would change."""
    for name, source in sources.items():
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
    settings = str(CLEANERS.parents[1] / "pyproject.toml")
    command = [sys.executable, "-m", "ruff", "format", "--diff", "--config", settings, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()


@pytest.mark.parametrize("selector", SELECTORS, ids=["class", "quotes", "long"])
def test_every_rule_of_markup_takes_a_selector(selector: str) -> None:
    for name, rule in MARKUP:
        source = (CLEANERS / f"{name}.py").read_text(encoding="utf-8")
        changed = with_selector(source, rule.id, selector)
        found = next(it for it in compiled(changed).rules if it.id == rule.id)
        assert isinstance(found, Css)
        assert found.selector == f"{rule.selector}, {selector}"
        others = [it for it in compiled(changed).rules if it.id != rule.id and isinstance(it, Css)]
        assert others == [it for n, it in MARKUP if n == name and it.id != rule.id]


@pytest.mark.parametrize("selector", SELECTORS, ids=["class", "quotes", "long"])
def test_every_cleaner_takes_a_rule_of_markup(selector: str, tmp_path: Path) -> None:
    made = {}
    rule = Css("quay-box", selector, "a box about the quay")
    for name in {name for name, _ in MARKUP}:
        source = (CLEANERS / f"{name}.py").read_text(encoding="utf-8")
        made[name] = with_css_rule(source, rule)
        assert rule in compiled(made[name]).rules
        assert [line for line in source.splitlines() if line not in made[name].splitlines()] == []
    assert formatted(made, tmp_path) == []


def test_a_cleaner_without_rules_of_markup_says_so() -> None:
    with pytest.raises(FixtureError, match="no rule of markup"):
        with_css_rule('cleaner = Cleaner("x", "y", (phrase("a", "b"),))\n', Css("quay-box", ".x", "a box"))
    with pytest.raises(FixtureError, match="was not found"):
        with_selector('cleaner = Cleaner("x", "y", (css("a", "b", "c"),))\n', "b", ".x")


@pytest.mark.parametrize("file", sorted(CLEANERS.glob("phrases/*.toml")), ids=lambda file: file.stem)
def test_every_word_list_takes_a_phrase(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    before = tomllib.loads(source)
    for rule in list(before)[-1:]:  # reading such a list takes half a second
        changed = with_phrase(source, rule, "de", 'einen „hafen"brief“')
        after = tomllib.loads(changed)
        assert after[rule].pop("de") == [*before[rule].get("de", []), 'einen „hafen"brief“']
        assert {**after, rule: {**after[rule], "de": before[rule]["de"]}} == before
        gone = set(source.splitlines()) - set(changed.splitlines())
        assert len(gone) <= 1
