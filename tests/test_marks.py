"""Marks: one agreed form, proper nesting, nothing lost."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.article import Mark
from scraper.marks import Span, canonical, nest, paragraphs

MARKS = st.lists(
    st.builds(
        Mark,
        st.integers(-2, 20),
        st.integers(0, 24),
        st.sampled_from(["link", "strong", "em", "code"]),
        st.sampled_from([None, "http://a.example", "http://b.example"]),
    ).map(lambda mark: mark if mark.kind == "link" else Mark(mark.start, mark.end, mark.kind)),
    max_size=8,
)
TEXT = st.text("ab \n", max_size=22)


def flat(parts) -> str:
    return "".join(part if isinstance(part, str) else flat(part.children) for part in parts)


def covered(text: str, marks) -> dict[str, set[int]]:
    """Kind -> places of the characters, other than white space, that it covers."""
    found: dict[str, set[int]] = {}
    for mark in marks:
        places = {place for place in range(max(mark.start, 0), min(mark.end, len(text))) if not text[place].isspace()}
        found.setdefault(mark.kind, set()).update(places)
    return {kind: places for kind, places in found.items() if places}


def written(parts, start=0):
    """(marks, end) as a reader would find them in the written form."""
    marks = []
    for part in parts:
        if isinstance(part, str):
            start += len(part)
        else:
            inner, end = written(part.children, start)
            marks += [*inner, Mark(start, end, part.kind, part.url)]
            start = end
    return marks, start


@settings(deadline=None)
@given(TEXT, MARKS)
def test_canonical_covers_the_same_characters_once(text, marks):
    found = canonical(text, marks)
    assert covered(text, found) == covered(text, marks)
    assert canonical(text, found) == found
    for kind in ("link", "strong", "em", "code"):
        same = [mark for mark in found if mark.kind == kind]
        assert all(one.end < two.start or one.url != two.url for one, two in zip(same, same[1:], strict=False))
        assert all(one.end <= two.start for one, two in zip(same, same[1:], strict=False))


@settings(deadline=None)
@given(TEXT, MARKS)
def test_reading_the_nested_form_gives_the_same_marks(text, marks):
    tree = nest(text, marks)
    assert flat(tree) == text
    assert canonical(text, written(tree)[0]) == canonical(text, marks)


def test_the_wider_mark_is_outside_and_crossing_marks_are_split():
    tree = nest("one two three", [Mark(0, 7, "em"), Mark(4, 13, "strong"), Mark(4, 7, "link", "http://a.example")])
    assert tree == (
        Span("em", None, ("one ", Span("link", "http://a.example", (Span("strong", None, ("two",)),)))),
        Span("strong", None, (" three",)),
    )


def test_thousands_of_marks_take_no_time():
    text = "ab " * 20_000
    marks = [Mark(3 * n, 3 * n + 2, kind) for n in range(20_000) for kind in ("strong", "em")]
    started = time.process_time()
    assert flat(nest(text, marks)) == text
    assert time.process_time() - started < 5


def test_paragraphs_take_their_marks_along():
    assert paragraphs("ab\n\ncd e", [Mark(1, 5, "em"), Mark(7, 8, "code")]) == [
        ("ab", (Mark(1, 2, "em"),)),
        ("cd e", (Mark(0, 1, "em"), Mark(3, 4, "code"))),
    ]
