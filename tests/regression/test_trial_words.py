"""Whether words are a selector or a phrase, and which proposals are no rules."""

from __future__ import annotations

import pytest

from scraper.errors import ConfigError
from scraper.regression.trial_words import check_selector, kind_of, proposal


@pytest.mark.parametrize(
    "words",
    [
        "aside", "div.promo", ".promo", "#promo", "[data-ad]", "[class*=newsletter]", "main > aside.recirc",
        "a[href*=subscribe]", "div p", "amp-ad[type]", "li:nth-child(2)", "p:has(a.more)", "form, .box",
        "H2", "[name-word=ad]", ".story-promo >", "div[",
    ],
)  # fmt: skip
def test_selectors(words: str) -> None:
    assert kind_of(words) == "css"


@pytest.mark.parametrize(
    "words",
    [
        "read more", "Sign up for our newsletter", "newsletter", "e.g. this", "U.S. news", "example.com", "sign-up",
        "follow us on example.com", "Read also:", "¡Suscríbete!", "関連記事", "don't miss a story", "50% off", "...",
        "read more >", "who's who?", "(updated)", "sign up, now",
    ],
)  # fmt: skip
def test_phrases(words: str) -> None:
    assert kind_of(words) == "phrase"


def test_what_is_said_counts() -> None:
    assert proposal("video", cleaner="video").kind == "css"
    assert proposal("video", "phrase", cleaner="video").kind == "phrase"
    assert proposal("  read\n more ", cleaner="related").words == "read more"


@pytest.mark.parametrize(
    ("words", "kind", "options", "told"),
    [
        ("", None, {}, "has no words"),
        ("sign up", None, {}, "--cleaner"),
        ("sign up", None, {"cleaner": "sing-up"}, "Did you mean 'signup'"),
        ("sign up", None, {"cleaner": "zzz"}, "Known: advert, author_box"),
        ("sign up", None, {"cleaner": "signup", "rule": "cal"}, "Did you mean 'call'"),
        ("sign up", None, {"cleaner": "signup", "rule": "newsletter-box"}, "no rule of phrases"),
        (".box", None, {"cleaner": "signup", "rule": "signup/newsleter-box"}, "Did you mean 'newsletter-box'"),
        ("div[", None, {}, "is not valid CSS"),
        ("li:frist", "css", {}, "is not valid CSS"),
        ("div::before", "css", {}, "is not valid CSS"),
        ("main > aside", None, {"cleaner": "related"}, "have no combinators"),
    ],
)
def test_what_is_no_rule_is_told(words: str, kind: str | None, options: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        proposal(words, kind, **options)  # type: ignore[arg-type]
    assert told in str(caught.value)


def test_selectors_of_hosts_are_any_css() -> None:
    check_selector("main > aside:nth-child(2)", simple=False)
    check_selector("aside.promo, [name-word=ad]", simple=True)
