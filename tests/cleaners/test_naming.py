"""Names for what the content model, or a rule that goes by shape, takes out: they tell what it is, no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.api import explain
from scraper.config import Config
from scraper.pipeline import Result

FOLDER = Path(__file__).parents[2] / "fixtures" / "cleaners"
COMMENTS = (FOLDER / "comments" / "strip" / "below.html").read_bytes()
PROSE = "".join(
    f"<p>The {part} of the story tells how the lift was built, and why nobody has ever seen it go up again.</p>"
    for part in ("beginning", "middle", "end")
)
TITLE = "The post goes out late"
TITLES = "".join(
    f"<p><a href=/a/{number}>{title}</a></p>"
    for number, title in enumerate((TITLE, "A bridge by the metre", "The ram took the ferry", "Home", "Town", "Sea"))
)
LIST = f"<h1>The lift that goes down</h1><article>{PROSE}</article><div>{TITLES}</div>".encode()


def result_of(page: bytes, config: Config | None = None) -> Result:
    return explain(page, config=config)


def rules_of(result: Result, words: str) -> list[str]:
    return [f"{it.cleaner}/{it.rule}" for it in result.removals if words in it.text]


@pytest.mark.parametrize("name", ["comments/below", "comments"])
def test_what_a_name_that_is_off_would_name_stays(name: str) -> None:
    assert rules_of(result_of(COMMENTS), "merdiveni") == ["comments/below"]
    without = result_of(COMMENTS, Config(disable=(name,)))
    assert rules_of(without, "merdiveni") == []
    assert "Önce merdiveni onarsınlar." in without.article.text


def test_what_a_rule_goes_by_the_shape_of_goes_without_a_name_too() -> None:
    without = result_of(LIST, Config(disable=("related/linked-titles",)))
    taken = rules_of(result_of(LIST), TITLE), rules_of(without, TITLE)
    assert taken == (["related/linked-titles"], ["navigation/link-list"])


def test_nothing_is_named_after_a_cleaner_that_is_not_asked() -> None:
    assert rules_of(result_of(LIST, Config(only=("navigation",))), TITLE) == ["navigation/link-list"]
    assert rules_of(result_of(LIST, Config(only=("navigation", "related"))), TITLE) == ["related/linked-titles"]


def test_evidence_tells_the_name_first_and_the_score_as_well() -> None:
    [removal] = [it for it in result_of(COMMENTS).removals if "merdiveni" in it.text]
    assert removal.evidence[0] == "below “Yorumlar (2)”"
    assert removal.evidence[1].startswith("score 0.")
