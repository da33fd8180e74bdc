"""lxml tree -> nodes and media: what an element covers, where media stand and which addresses they have."""

from __future__ import annotations

import pytest
from markup import document, node_of, words_of

from scraper.model import Media
from scraper.paths import path_of


def media(markup: str) -> list[Media]:
    return list(document(markup).media)


def sources(markup: str) -> tuple[str, ...]:
    return media(markup)[0].sources


# --------------------------------------------------------------------------- nodes


def test_nodes_cover_the_words_inside_them() -> None:
    found = document("<main><h1>Title</h1><p>One <span class=x>two three</span> four</p></main><p>after</p>")
    assert words_of(found, node_of(found, "main")) == ["Title", "One two three four"]
    assert [word.strip() for word in words_of(found, node_of(found, "span"))] == ["two three"]


def test_inline_elements_without_attributes_have_no_node() -> None:
    assert [node.tag for node in document("<p><b>a</b><i class=c>b</i></p>").nodes] == ["html", "body", "p", "i"]


def test_parents_depths_and_attributes() -> None:
    found = document('<div id=box data-x="1"><b><span class="a b">word</span></b></div>')
    span, box = node_of(found, "span"), node_of(found, "div")
    assert (span.parent, span.depth) == (box.id, box.depth + 2)
    assert dict(box.attrs) == {"id": "box", "data-x": "1"}
    assert span.element.tag == "span"


def test_an_empty_element_covers_nothing_where_it_stands() -> None:
    found = document("<p>One</p><input type=email><p>Two</p><div class=end></div>")
    field, end = node_of(found, "input"), node_of(found, "div")
    assert words_of(found, field) == words_of(found, end) == []
    assert field.first == 1


def test_paths_are_readable() -> None:
    found = document('<article id="story x"><p class="lead big">One</p><p>Two</p></article>')
    assert [path_of(found, block.index) for block in found.blocks] == [
        "body>article#story>p.lead",
        "body>article#story>p",
    ]


# --------------------------------------------------------------------------- media


def test_media_stand_before_the_block_that_follows() -> None:
    markup = "<img src=a.jpg><p>One</p><p>Two <img src=b.jpg> words</p><video src=c.mp4></video><embed src=d>"
    assert [(item.kind, item.before) for item in media(markup)] == [("img", 0), ("img", 1), ("video", 2), ("embed", 2)]


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<amp-img src=a></amp-img>", "img"),
        ("<amp-video src=a></amp-video>", "video"),
        ("<amp-audio src=a></amp-audio>", "audio"),
        ("<amp-iframe src=a></amp-iframe>", "iframe"),
        ("<amp-youtube data-videoid=a></amp-youtube>", "embed"),
        ("<object data=a></object>", "embed"),
        ("<iframe src=a></iframe>", "iframe"),
    ],
)
def test_kinds_of_media(markup: str, kind: str) -> None:
    assert [item.kind for item in media(f"<div>{markup}</div>")] == [kind]


def test_the_largest_of_a_srcset_comes_first() -> None:
    assert sources('<img src=s.jpg srcset="a.jpg 320w, b.jpg 1280w, c.jpg 640w">') == ("b.jpg", "s.jpg")
    assert sources('<img srcset="a.jpg, b.jpg 2x">') == ("b.jpg",)
    assert sources('<img srcset="a.jpg?w=1,2 1x,https://x.example/b.jpg 1.5x">') == ("https://x.example/b.jpg",)


def test_lazy_images_keep_their_real_address() -> None:
    assert sources('<img src="data:image/gif;base64,R0" data-src=real.jpg data-srcset="big.jpg 2x">') == (
        "big.jpg",
        "real.jpg",
    )


def test_every_source_of_a_picture_counts_for_its_image() -> None:
    """libxml2 does not know ``source`` and nests what follows inside it."""
    markup = (
        "<picture><source srcset='a.webp 1x, b.webp 2x'><source srcset='c.jpg 600w'><img src=d.jpg></picture>"
        "<p><img src=e.jpg></p>"
    )
    first, second = media(markup)
    assert first.sources == ("d.jpg", "b.webp", "c.jpg")
    assert second.sources == ("e.jpg",)


def test_the_sources_of_a_video() -> None:
    assert sources("<video><source src=a.webm><source src=b.mp4></video>") == ("a.webm", "b.mp4")


def test_images_inside_noscript_are_known_and_hidden() -> None:
    found = document("<noscript><img src=a.jpg></noscript><p>Text")
    assert found.media[0].sources == ("a.jpg",)
    assert found.nodes[found.media[0].node].hidden
