"""Characters and words, counted for a whole page at once, are what plain Python counts text by text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.article import Mark
from scraper.content.characters import Characters, Kind
from scraper.content.wording import NAMES, features
from scraper.model import Block

_BY_DEFINITION = {
    Kind.SPACE: str.isspace,
    Kind.UPPER: str.isupper,
    Kind.DIGIT: str.isdigit,
    Kind.END: ".!?。！？؟।…".__contains__,
    Kind.COMMA: ",;、，؛،".__contains__,
    Kind.BREAK: "\n".__contains__,
    Kind.SEPARATOR: "|»›•·".__contains__,
}
texts = st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=8)


def _row(text: str, *marks: Mark) -> dict[str, float]:
    blocks = [Block(0, "Before it.", "p", 0), Block(1, text, "p", 0, marks)]
    return dict(zip(NAMES, features(blocks, {"storm": 2.0, "menu": -3.0})[1].tolist(), strict=True))


@given(texts)
def test_each_kind_is_counted_in_the_text_that_has_it(found: list[str]) -> None:
    characters = Characters(found)
    for kind, belongs in _BY_DEFINITION.items():
        assert characters.count(kind).tolist() == [sum(map(belongs, text)) for text in found], kind


@given(texts)
def test_shares_are_of_the_first_characters(found: list[str]) -> None:
    share = Characters(found).share_of_sample(Kind.UPPER)
    assert np.allclose(share, [sum(map(str.isupper, text[:200])) / len(text[:200]) for text in found])


@given(st.lists(st.text("abc .\n\t\xa0\u2003é", min_size=1, max_size=80), min_size=1, max_size=8))
def test_words_are_those_that_split_finds(found: list[str]) -> None:
    assert Characters(found).words().tolist() == [len(text.split()) for text in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [("北京今天下雨", 4.0), ("今天 5G 网络在北京开通", 7.5), ("สวัสดีครับ", 6.0), ("세 낱말 이다", 3.0), ("a\nb", 2.0)],
)
def test_in_scripts_without_spaces_every_two_characters_are_a_word_more(text: str, words: float) -> None:
    assert _row(text)["words"] == words


def test_links_and_styles_are_shares_of_the_characters() -> None:
    row = _row("Read the storm report now", Mark(9, 21, "link", "/storm"), Mark(0, 4, "strong"), Mark(22, 25, "em"))
    assert (row["links"], row["link_share"], row["bold_share"], row["italic_share"]) == (1, 12 / 25, 4 / 25, 3 / 25)


def test_the_vocabulary_is_met_in_lower_case() -> None:
    row = _row("Storm over the MENU")
    assert (row["vocabulary_mean"], row["vocabulary_low"], row["vocabulary_high"]) == (-0.5, -3.0, 2.0)
    assert _row("nothing known")["vocabulary_mean"] == 0.0


def test_who_wrote_it_behind_the_last_sentence_does_not_hide_that_a_sentence_ends() -> None:
    assert _row("So it ended. Contact: ann@example.org")["ends_sentence"] == 1.0
    assert _row("So it ended with ann")["ends_sentence"] == 0.0


@pytest.mark.parametrize(("text", "like"), [("12:30", 1.0), ("3 May 2021", 1.0), ("Room 7", 0.0), ("at noon", 0.0)])
def test_times_are_seen_in_short_texts(text: str, like: float) -> None:
    assert _row(text)["time_like"] == like
    assert _row(f"{text} {'and so on ' * 30}")["time_like"] == 0.0
