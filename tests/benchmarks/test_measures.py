"""Worked examples of every measure, small enough to check by hand."""

from __future__ import annotations

import pytest

from benchmarks import measures

SEVEN = "one two three four five six seven"  # 4 shingles of 4 words


@pytest.mark.parametrize(
    ("found", "truth", "expected"),
    [
        (SEVEN, SEVEN, (1, 0, 0)),
        ("one two three four five", SEVEN, (0.5, 0, 0.5)),
        (SEVEN + " eight", SEVEN, (0.8, 0.2, 0)),
        ("", SEVEN, (0, 0, 1)),
        (SEVEN, "", (0, 1, 0)),
        ("", "", (0, 0, 0)),
        ("Short text!", "Short, text", (1, 0, 0)),
        ("a b c d a b c d", "a b c d", (0.2, 0.8, 0)),
        ("One two three four", "one two three four", (0, 0.5, 0.5)),
    ],
)
def test_shingles_are_counted_as_shares_of_the_page(found, truth, expected):
    assert measures.shingle_counts(found, truth) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (measures.Counts(3, 1, 0), 0.75, 1.0, 6 / 7),
        (measures.Counts(0, 0, 0), 1.0, 1.0, 1.0),
        (measures.Counts(0, 0, 5), 0.0, 0.0, 0.0),
        (measures.Counts(0, 5, 0), 0.0, 0.0, 0.0),
    ],
)
def test_precision_and_recall_of_empty_sides(counts, precision, recall, f1):
    assert (counts.precision, counts.recall, counts.f1) == pytest.approx((precision, recall, f1))


@pytest.mark.parametrize(
    ("found", "truth", "same"),
    [
        ("“Yes,” she said.\n\nNo", '"Yes", she said. No', True),
        ("yes", "Yes", False),
        ("one two", "two one", False),
        ("one", "one two", False),
        ("東京で 話した。", "東京で\n話した", True),
        ("Klimawandel", "Klima\u00adwandel", True),
    ],
)
def test_exact_compares_words_in_order_and_case(found, truth, same):
    assert measures.exact(found, truth) is same


def test_word_counts_ignore_order_and_case_but_not_repeats():
    assert measures.word_counts("B a a", "a b c") == (2, 1, 1)


def test_snippets_are_found_across_line_breaks():
    text = "Sign up\n  for our letter. Read on."
    assert measures.snippets_found(text, ["up for our", "Read  on.", "sign up"]) == 2


def test_snippets_are_found_whatever_is_invisible_in_them():
    text = "Der Klimawandel und die Welt\u00ader\u00adnährung"
    wanted = ["Klima\u00adwandel", "Welternährung", "Welterna\u0308hrung"]
    assert measures.snippets_found(text, wanted) == 3


@pytest.mark.parametrize(
    ("found", "same"),
    [("‘It’s over’:  a Story", True), ("It's over - a story", True), ("It's over", False), (None, False), ("", False)],
)
def test_titles_ignore_quotes_case_and_spaces(found, same):
    assert measures.same_title(found, "'It's Over': A story") is same


@pytest.mark.parametrize(
    ("found", "same"),
    [
        (["Ana Ruiz", "Bo Li"], True),
        (["bo li", "ANA RUIZ", "Bo Li"], True),
        (["Ana Ruiz"], False),
        (["Ana Ruiz and Bo Li"], False),
        (["Ana Ruiz", "Bo Li", "Staff"], False),
        ([], False),
    ],
)
def test_authors_are_compared_as_sets(found, same):
    assert measures.same_authors(found, ["Bo Li", "Ana Ruiz"]) is same


@pytest.mark.parametrize(
    ("found", "truth", "same"),
    [
        ("2024-03-01", "2024-03-01", True),
        ("2024-03-01T23:30:00+01:00", "2024-03-01 22:30:00+00:00", True),
        ("2024-03-01T22:30:00Z", "2024-03-02 00:30:00+02:00", True),  # the same day in the zone of the truth
        ("2024-03-02T00:15:00+02:00", "2024-03-01 09:00:00+00:00", True),  # the same day in UTC
        ("2024-03-02T12:00:00+00:00", "2024-03-01 09:00:00+00:00", False),
        ("2024-03-01", "2024-03-01 23:59:00-08:00", True),
        ("1 March 2024", "2024-03-01", True),
        ("yesterday or so", "2024-03-01", False),
        (None, "2024-03-01", False),
        ("", "2024-03-01", False),
    ],
)
def test_dates_are_compared_by_day(found, truth, same):
    assert measures.same_day(found, truth) is same


def test_a_true_date_that_is_none_is_an_error_of_the_corpus():
    with pytest.raises(ValueError, match="not a date: 'soon'"):
        measures.same_day("2024-03-01", "soon")


CAPTION = "The mayor opens the new bridge on Monday."


@pytest.mark.parametrize(
    ("found", "same"),
    [
        (CAPTION, True),
        (CAPTION + " Photo: Jo Doe / AP", True),  # ours still has the credit
        ("The mayor opens the new bridge", True),  # the truth has words more than ours
        ("The mayor opens a bridge", False),
        ("bridge", False),
        ("", False),
    ],
)
def test_captions_match_with_or_without_credit(found, same):
    assert measures.same_caption(found, CAPTION) is same


def test_short_captions_match_only_whole():
    assert measures.same_caption("Jo Doe", "jo doe.")
    assert not measures.same_caption("Jo Doe in Rome", "Jo Doe")


def test_captions_found_counts_true_captions_once_each():
    assert measures.captions_found([CAPTION, CAPTION], [CAPTION, "A quite different picture of it all"]) == 1


def test_a_caption_leaks_when_it_stands_in_our_body_only():
    quoted = "A line the body has as well, here"
    truth = f"First paragraph. {quoted}."
    ours = f"First paragraph.\n{CAPTION}\nJo Doe\n{quoted}."
    found = measures.captions_leaked(ours, truth, [CAPTION, quoted, "Jo Doe", "Another one that did not leak"])
    assert (found.tp, found.fn) == (1, 1)  # the quoted one is body, "Jo Doe" too short to tell
