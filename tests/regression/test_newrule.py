"""Words that go into a cleaner, with the fixtures that they need."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scraper.errors import ConfigError, FixtureError, ScraperError
from scraper.regression.newrule import Addition, Example, plan
from scraper.regression.trial_words import Proposal

ROOT = Path(__file__).resolve().parents[2]
BOX = '<form class="quay-box"><h3>Send me the quay letter</h3><p>Every Friday.</p></form>'
SENTENCE = "Send me the quay letter, she wrote to her brother, and I shall burn it before the others see."


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("scraper/cleaners/signup.py", "scraper/cleaners/phrases/signup.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "fixtures" / "cleaners" / "signup", tmp_path / "fixtures" / "cleaners" / "signup")
    return tmp_path


def html(text: str) -> Example:
    return Example(text, ".html")


PHRASE = Proposal("Send me the quay letter", "phrase", "signup", "label")
SELECTOR = Proposal(".quay-box", "css", "signup", "subscribe-box")


def test_a_phrase_with_its_fixtures(checkout: Path) -> None:
    words, strip, keep = plan(checkout, Addition(PHRASE, html(BOX), Example(SENTENCE, ".txt")))
    assert words.path == checkout / "scraper/cleaners/phrases/signup.toml"
    assert '"send me the quay letter"' in words.text
    assert strip.path == checkout / "fixtures/cleaners/signup/strip/label-send-me-the-quay-letter.html"
    assert strip.text.startswith("<!-- strip: label | Send me the quay letter -->\n<article>")
    assert keep.path.name == "label-send-me-the-quay-letter.txt"
    assert keep.text.startswith(f"#! keep: label | {SENTENCE}\n")
    assert list(checkout.rglob("*quay*")) == []  # a plan writes nothing


def test_a_selector_for_a_rule_that_is_there(checkout: Path) -> None:
    keep = html('<p class="quay">The letter came on Friday, and nobody on the quay could read it.</p>')
    source, strip, _ = plan(checkout, Addition(SELECTOR, html(BOX), keep))
    assert 'optin") + ", .quay-box"' in source.text
    assert "<!-- strip: subscribe-box | Every Friday. -->" in strip.text


def test_a_selector_as_a_rule_of_its_own(checkout: Path) -> None:
    made = Proposal(".quay-box", "css", "signup", "quay-letter")
    keep = html('<p class="quay">The letter came on Friday, and nobody on the quay could read it.</p>')
    source, strip, _ = plan(checkout, Addition(made, html(BOX), keep, reason="a box about the quay letter"))
    assert 'css("quay-letter", ".quay-box", "a box about the quay letter"),' in source.text
    assert strip.path.name == "quay-letter-quay-box.html"


def test_a_whole_page_may_say_itself_what_is_expected(checkout: Path) -> None:
    page = f"<!-- strip: label | Send me the quay letter -->\n<main><p>{'The tower stood there. ' * 30}</p></main>{BOX}"
    _, strip, _ = plan(checkout, Addition(PHRASE, Example(page, ".html", whole=True), Example(SENTENCE, ".txt")))
    assert strip.text == f"{page}\n"


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (Addition(PHRASE, html(f"<p>{SENTENCE}</p>"), Example(SENTENCE, ".txt")), "strips nothing of it"),
        (Addition(PHRASE, html(BOX), Example("The letter came on Friday.", ".txt")), "does not stand in it"),
        (Addition(PHRASE, html(BOX), html(BOX)), "must stay"),
        (Addition(SELECTOR, html(BOX), html('<p class="quay-box">It came on Friday, wet and late.</p>')), "must stay"),
        (Addition(SELECTOR, html('<div class="optin quay-box">Every Friday</div>'), html("<p>Late.</p>")), "nothing"),
    ],
)
def test_fixtures_that_show_nothing_are_refused(checkout: Path, new: Addition, told: str) -> None:
    with pytest.raises(FixtureError) as caught:
        plan(checkout, new)
    assert told in str(caught.value)


def test_a_rule_that_breaks_another_fixture_is_refused(checkout: Path) -> None:
    made = Proposal("their daily quay letter", "phrase", "signup", "inbox")
    box = "<aside><p>Their daily quay letter, now free</p><a href='/letters'>All about it</a></aside>"
    keep = checkout / "fixtures/cleaners/signup/keep/inbox-mine.html"
    keep.write_text(f"<!-- keep: inbox | Their daily quay letter, now free -->\n{box}")
    sentence = Example("Their daily quay letter was printed on one sheet, and pinned up in the shop.", ".txt")
    with pytest.raises(FixtureError, match=r"signup/keep/inbox-mine.html: no longer comes as it says"):
        plan(checkout, Addition(made, html(box), sentence))


@pytest.mark.parametrize(
    ("made", "options", "told"),
    [
        (Proposal("send me", "phrase", "signup"), {}, "It has: call, inbox, label"),
        (Proposal(".quay", "css", "signup"), {}, "a new rule needs --reason too"),
        (Proposal(".quay", "css", "signup", "nope"), {}, "no rule of selectors named 'nope'"),
        (Proposal(".quay", "css", "signup", "Quay Box"), {"reason": "x"}, "is no name for a rule"),
        (Proposal(".quay", "css", "signup", "call"), {"reason": "x"}, "is there already"),
        (Proposal("Sign up now", "phrase", "signup", "call"), {}, "is in signup/call already"),
        (Proposal("send me", "phrase", "signup", "call"), {"language": "English"}, "no code of a language"),
        (Proposal("send me", "phrase", "singup", "call"), {}, "Did you mean 'signup'"),
    ],
)
def test_names_that_are_wrong_are_told(checkout: Path, made: Proposal, options: dict[str, str], told: str) -> None:
    example = Example("x", ".txt")
    with pytest.raises(ScraperError) as caught:
        plan(checkout, Addition(made, example, example, **options))
    assert isinstance(caught.value, ConfigError)
    assert told in str(caught.value)
