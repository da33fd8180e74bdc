"""The shapes in which pages send a story in the data of their scripts: each comes out as paragraphs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from markup import document, node_of, tagged
from storypages import KOREAN, SENTENCES, TITLE, added, data, html, page, pushed, story_in

ALL = list(SENTENCES)


def leaf(text: str) -> dict[str, Any]:
    return {"type": "text", "value": text}


TREES: dict[str, Any] = {
    "html": html(),
    "escaped html": html().replace("<", "&lt;").replace(">", "&gt;"),
    "html strings": [f"<p>{text}</p>" for text in ALL],
    "plain strings": ALL,
    "plain lines": "\n".join(ALL),
    "blank lines": "\n\n".join(ALL),
    "wrapped lines": "\n\n".join(text.replace(" of ", "\nof ").replace(", ", ",\n") for text in ALL),
    "json in a string": json.dumps({"body": html()}),
    "content elements": [{"type": "text", "_id": "A", "content": text} for text in ALL],
    "elements with html": [{"type": "text", "content": f"<p>{text}</p>"} for text in ALL],
    "components": [{"component": "ArticleText", "props": {"html": f"<p>{text}</p>"}} for text in ALL],
    "untyped": [{"text": text} for text in ALL],
    "contentful": {"nodeType": "document", "content": [{"nodeType": "paragraph", "content": [leaf(t)]} for t in ALL]},
    "prosemirror": {
        "type": "doc",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": t}]} for t in ALL],
    },
    "portable text": [
        {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": t, "marks": []}]} for t in ALL
    ],
    "slate": [{"type": "paragraph", "children": [{"text": t}]} for t in ALL],
    "lexical": {"root": {"type": "root", "children": [{"type": "paragraph", "children": [{"text": t}]} for t in ALL]}},
    "draft.js": {"entityMap": {}, "blocks": [{"key": "a", "type": "unstyled", "text": t} for t in ALL]},
    "editor.js": {"blocks": [{"type": "paragraph", "data": {"text": t}} for t in ALL]},
    "gutenberg": [{"name": "core/paragraph", "attributes": {"content": t}} for t in ALL],
    "graphql": [{"__typename": "ParagraphBlock", "content": [{"__typename": "TextInline", "text": t}]} for t in ALL],
    "dom": [{"type": "element", "tagName": "p", "children": [{"type": "text", "value": t}]} for t in ALL],
    "models": [
        {"type": "text", "model": {"blocks": [{"type": "paragraph", "model": {"text": t, "blocks": []}}]}} for t in ALL
    ],
}  # fmt: skip


@pytest.mark.parametrize("shape", TREES)
def test_every_shape_gives_the_paragraphs_in_order(shape: str) -> None:
    found = story_in(TREES[shape])
    assert " ".join(" ".join(found).split()) == " ".join(ALL)
    assert len(found) == len(ALL)


SCRIPTS = {
    "assigned": lambda value: f"<script>window.__STATE__ = {value};(function(){{}}());</script>",
    "assigned with undefined": lambda value: f'<script>window.S={{"a":undefined,"b":{value}}}</script>',
    "called": lambda value: f'<script>(self.q = self.q || []).push({{"state":{value}}});</script>',
    "parsed, double quotes": lambda value: f"<script>window.S = JSON.parse({json.dumps(value)})</script>",
    "parsed, single quotes": lambda value: (
        "<script>var S = JSON.parse('"
        + value.replace("\\", "\\\\").replace("'", "\\'").replace("/", "\\x2f")
        + "')</script>"
    ),
    "in a comment": lambda value: f'<script type="application/json"><!--{value}--></script>',
    "behind code": lambda value: f"<script>if(a<b){{f([1,x])}};var c={{d:1}},e=[f];window.S={value}</script>",
}


@pytest.mark.parametrize("way", SCRIPTS)
def test_data_is_found_whatever_stands_around_it(way: str) -> None:
    value = json.dumps({"article": {"title": TITLE, "body": html()}}).replace("<", "\\u003c")
    assert added(page(SCRIPTS[way](value))) == ALL


def test_rows_of_server_components_are_joined_and_their_references_followed() -> None:
    size = len(html().encode())
    rows = f'1:I[5,["a.js"],""]\n24:T{size:x},{html()}5:["$","$L1",null,{{"title":"{TITLE}","contentHtml":"$24"}}]\n'
    assert added(page(pushed(rows[:300], rows[300:900], rows[900:]))) == ALL


def test_the_length_of_a_row_is_in_bytes() -> None:
    size, other = len(html(KOREAN).encode()), html(SENTENCES) * 2
    rows = f'7:T{size:x},{html(KOREAN)}8:{{"title":"{TITLE}","body":"$7"}}\n9:T{len(other):x},{other}'
    assert added(page(pushed(rows))) == list(KOREAN)


def test_words_of_scripts_without_spaces_are_counted() -> None:
    line = (
        "島へ渡る船は、砂で塞がれていた水路が一週間ぶりに通れるようになり、月曜の朝か"
        "ら運航を再開した。船長は新しい海図を壁に貼った。"
    )
    assert story_in(html((line, *(line[::-1] for _ in range(3)))))


def test_headings_lists_quotes_and_links_keep_their_place() -> None:
    nodes = [
        {"nodeType": "heading-2", "content": [leaf("At the pier")]},
        *({"nodeType": "paragraph", "content": [leaf(text)]} for text in ALL),
        {"nodeType": "unordered-list", "content": [
            {"nodeType": "list-item", "content": [{"nodeType": "paragraph", "content": [leaf("Monday at nine")]}]},
            {"nodeType": "list-item", "content": [{"nodeType": "paragraph", "content": [leaf("Friday at four")]}]},
        ]},
        {"nodeType": "blockquote", "content": [{"nodeType": "paragraph", "content": [leaf("We wait for the moon.")]}]},
        {"nodeType": "paragraph", "content": [
            leaf("More is in "),
            {"nodeType": "hyperlink", "data": {"uri": "https://bay.example/log"}, "content": [leaf("the log")]},
            leaf("."),
        ]},
    ]  # fmt: skip
    found = document(page(data({"headline": TITLE, "body": {"nodeType": "document", "content": nodes}})))
    assert [(block.tag, block.text) for block in found.blocks if block.text not in (*ALL, "Menu")] == [
        ("h2", "At the pier"),
        ("p", "Monday at nine"),
        ("p", "Friday at four"),
        ("p", "We wait for the moon."),
        ("p", "More is in the log."),
    ]
    assert node_of(found, "ul").first == node_of(found, "li").first
    assert found.blocks[-1].marks[0].url == "https://bay.example/log"


def test_items_beside_each_other_make_one_list() -> None:
    items = [
        {"_type": "block", "listItem": "bullet", "children": [{"_type": "span", "text": t}]} for t in ("Oar", "Bow")
    ]
    text = [{"_type": "block", "style": "normal", "children": [{"_type": "span", "text": t}]} for t in ALL]
    head = [{"_type": "block", "style": "h3", "children": [{"_type": "span", "text": "Aboard"}]}]
    found = tagged(page(data({"title": TITLE, "body": [*text, *head, *items]})))
    assert found[-3:] == [("h3", "Aboard"), ("li", "Oar"), ("li", "Bow")]


def test_what_is_no_text_of_the_story_stays_out() -> None:
    names = "image", "ad", "inline-newsletter", "video", "oembed", "relatedStories", "PullQuoteBlock", "author-bio"
    others = [{"type": name, "content": [leaf(f"Words of the {name} that nobody asked for.")]} for name in names]
    text = [{"type": "paragraph", "content": [leaf(text)]} for text in ALL]
    assert story_in([*others[:4], *text, *others[4:]]) == ALL


def test_an_image_with_an_address_becomes_a_figure() -> None:
    image = {
        "type": "image",
        "url": "https://bay.example/ferry.jpg",
        "caption": "The <b>ferry</b> at noon",
        "alt": "A boat",
    }
    found = document(page(data({"title": TITLE, "body": [{"type": "text", "content": t} for t in ALL] + [image]})))
    assert [medium.sources for medium in found.media] == [("https://bay.example/ferry.jpg",)]
    assert found.media[0].attrs["alt"] == "A boat"
    assert (found.blocks[-1].tag, found.blocks[-1].text) == ("figcaption", "The ferry at noon")


def test_letters_that_look_like_markup_are_words_in_a_leaf() -> None:
    nodes = [{"type": "paragraph", "content": [leaf(text + " 1 < 2 && <b> stays")]} for text in ALL]
    assert story_in({"type": "doc", "content": nodes})[0] == ALL[0] + " 1 < 2 && <b> stays"


def test_the_text_that_json_ld_gives_comes_last() -> None:
    stated = json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(ALL)})
    head = f'<script type="application/ld+json">{stated}</script>'
    assert added(page(head=head)) == [" ".join(ALL)]
    assert added(page(data({"headline": TITLE, "body": html()}), head=head)) == ALL


def test_json_ld_in_one_piece_goes_on_where_the_page_breaks_off() -> None:
    stated = json.dumps({"@type": "NewsArticle", "articleBody": " ".join(ALL)})
    head = f'<script type="application/ld+json">{stated}</script>'
    assert added(page(head=head, printed=f"<p>{ALL[0]}</p>")) == [ALL[0], " ".join(ALL[1:])]


def test_scripts_inside_a_story_are_not_read() -> None:
    story = html() + "<script>var words = 1;</script><style>p{}</style><form>Your mail</form>"
    assert story_in(story) == ALL
