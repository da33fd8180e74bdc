"""Captions in texts without markup; and what holds for any page."""

from __future__ import annotations

import pytest
from figured import BODY, P, document_of, scores_of
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.document import read
from scraper.errors import ReadError
from scraper.model import Figures, Page
from scraper.normaliser.captions import read_figures


def text_figures(text: str, scores: list[float] | None = None):
    document = read(Page(text.encode(), media_type="text/plain"))
    figures = read_figures(document, scores or [0.9 if block.words > 15 else 0.1 for block in document.blocks])
    return document, figures


def test_text_a_caption_is_known_by_its_repeat_with_credit():
    text = f"Join us\nCrews wait on the quay at dawn.\nCrews wait on the quay at dawn. (KCNA)\n\n{BODY}\n\n{BODY}"
    _, figures = text_figures(text)
    (image,) = figures.images
    assert (image.caption, image.credit, image.url, image.role) == (
        "Crews wait on the quay at dawn.",
        "KCNA",
        "",
        "lead",
    )
    assert {move.block for move in figures.moves} == {1, 2}


@pytest.mark.parametrize(
    "line",
    [
        "Crews wait on the quay. (AP Photo/Jane Doe)",
        "Die Crew wartet am Kai. Foto: Jane Doe",
        "Crews wait over there. (KCNA)",
    ],
)
def test_text_a_line_above_the_body_that_ends_in_a_credit(line):
    _, figures = text_figures(f"Ferries stay\n\n{line}\n\n{BODY}\n\n{BODY}")
    assert [image.credit is not None for image in figures.images] == [True]


@pytest.mark.parametrize("line", ["The talks go on, he said. (Reuters)", "Photo of the day", "By Jane Doe"])
def test_text_other_lines_stay(line):
    _, figures = text_figures(f"Ferries stay\n\n{BODY}\n\n{line}")
    assert figures == Figures()


def test_text_a_caption_printed_again_further_down_is_one_picture():
    line = "Crews wait on the quay. (Photo: Jane Doe)"
    _, figures = text_figures(f"Ferries stay\n\n{BODY}\n\n{line}\n\n{BODY}\n\n{line}\n\n{BODY}")
    assert [image.caption for image in figures.images] == ["Crews wait on the quay."]
    assert sum(move.rule == "caption-repeat" for move in figures.moves) == 1
    assert {move.block for move in figures.moves} == {2, 4}


# ------------------------------------------------------------------------------------------ properties

_TAGS = st.sampled_from("figure figcaption div p span a picture img h2 ul li noscript video iframe blockquote".split())
_CLASSES = st.sampled_from(["caption", "credit", "image", "related", "gallery", "player", "title", "quote", ""])
_WORDS = st.sampled_from(
    [
        "Crews wait.",
        "Photo: Jane Doe",
        "(KCNA)",
        BODY,
        "Foto:",
        "©",
        "3/12",
        "写真：山田",
        "a b",
        "x",
        "By Jane Doe",
        "\u0301",
    ]
)


@st.composite
def _markup(draw, depth=0):
    if depth > 4 or draw(st.booleans()):
        return draw(_WORDS)
    tag, name = draw(_TAGS), draw(_CLASSES)
    inner = "".join(draw(st.lists(_markup(depth=depth + 1), max_size=3)))
    address = draw(
        st.sampled_from(["/a/ferry-harbour.jpg", "data:x", "", "http://[", "https://www.youtube.com/embed/abcdefghijk"])
    )
    return f'<{tag} class="{name}" src="{address}" href="{address}">{inner}</{tag}>'


@settings(max_examples=200, deadline=None)
@given(st.lists(_markup(), max_size=6), st.integers(0, 2**32 - 1))
def test_any_page_gives_disjoint_moves_on_word_borders(parts, seed):
    html = f"<h1>Head</h1>{P}{''.join(parts)}{P}"
    document = document_of(html)
    scores = [((seed >> (block.index % 32)) & 1) * 0.9 for block in document.blocks]
    for given_scores in (scores_of(document), scores):
        figures = read_figures(document, given_scores)
        assert figures == read_figures(document, given_scores)
        last = (-1, 0)
        for move in figures.moves:
            text = document.blocks[move.block].text
            assert 0 <= move.start < move.end <= len(text)
            assert last <= (move.block, move.start)
            assert move.start == 0 or text[move.start - 1].isspace()
            assert move.end == len(text) or text[move.end].isspace()
            assert not text[move.start].isspace()
            assert not text[move.end - 1].isspace()
            last = (move.block, move.end)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.booleans())
def test_arbitrary_input_never_raises(text, is_html):
    try:
        document = read(Page(text.encode("utf-8", "replace"), media_type="text/html" if is_html else "text/plain"))
    except ReadError:
        return
    read_figures(document, [0.9] * len(document.blocks))
    read_figures(document, [])
