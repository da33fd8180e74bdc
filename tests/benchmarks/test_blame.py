"""Missing words are charged to the rule that took them, and to one rule only."""

from __future__ import annotations

from benchmarks.blame import settle
from scraper.model import Move, Removal

TRUTH = "The council met on Monday. Nobody voted against it. Sign up for the choir by Friday."


def _removal(text, rule="call"):
    return Removal("signup", rule, "why", 0, "body>p", 0, len(text), text, ())


def test_only_words_of_the_true_body_are_charged():
    ours = "The council met on Monday. Nobody voted against it."
    rows = settle(
        [_removal("Sign up for the choir by Friday."), _removal("Sign up for our letter", "form")], ours, TRUTH
    )
    assert rows == [
        ("signup/call", "Sign up for the choir by Friday.", 7, 7),
        ("signup/form", "Sign up for our letter", 5, 0),
    ]


def test_a_word_is_charged_once():
    ours = "The council met on Monday. Sign up for the choir by Friday."
    text = "Nobody voted against it."
    move = Move("caption", "figcaption", 0, "body>p", 0, len(text), text, ())
    assert [row[3] for row in settle([move, _removal(text)], ours, TRUTH)] == [4, 0]
    assert settle([move], ours, TRUTH)[0][0] == "→ caption (figcaption)"


def test_what_ours_still_has_is_not_missing():
    assert settle([_removal("Nobody voted against it.")], TRUTH, TRUTH)[0][3] == 0
