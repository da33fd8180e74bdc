"""When in doubt a page keeps what it prints: data that is no story, or the story of another page, adds nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from markup import texts
from storypages import KOREAN, SENTENCES, TITLE, data, html, is_told, page, pushed

OTHER = "Bakery on the island sells its oven"
LINES = "\n".join(SENTENCES)
STORY = {"headline": TITLE, "body": html()}


def without(**changed: Any) -> str:
    return page(data({"props": STORY | changed}))


def test_the_same_page_with_a_story_has_it() -> None:
    assert is_told(page(data({"props": STORY})))


def test_a_page_that_prints_its_text_is_untouched() -> None:
    longer = "".join(f"<p>Day {day}: {text}</p>" for day in range(3) for text in SENTENCES)
    markup = page(data({"headline": TITLE, "body": html() * 20}), printed=longer)
    assert not is_told(markup)
    assert len(texts(markup)) == 1 + 3 * len(SENTENCES)


@pytest.mark.parametrize("hidden", ["", " hidden", ' style="display:none"'])
def test_a_story_that_is_printed_is_not_doubled(hidden: str) -> None:
    assert not is_told(page(data(STORY), printed=f"<div{hidden}>{html()}</div>"))


def test_a_story_that_is_printed_in_short_pieces_is_not_doubled() -> None:
    pieces = "".join(f"<div>{piece}</div>" for text in SENTENCES for piece in text.replace(", ", ",|").split("|"))
    halves = pieces.replace(" and ", " and</div><div>").replace(" the ", " the</div><div>")
    assert not is_told(page(data(STORY), printed=halves))


def test_a_page_that_prints_its_story_takes_no_other_text_of_its_data() -> None:
    other = {"headline": TITLE, "body": html(), "note": "".join(f"<p>{text[::-1]}</p>" for text in SENTENCES[:4])}
    assert not is_told(page(data(other), printed=f"<div hidden>{html()}</div>"))


def test_the_story_of_another_page_is_not_taken() -> None:
    assert not is_told(without(headline=OTHER))


def test_one_of_several_stories_is_taken_by_its_title_alone() -> None:
    others = [{"headline": OTHER + str(n), "body": html(tuple(t[::-1] for t in SENTENCES)) * 2} for n in range(3)]
    assert is_told(page(data({"list": [*others, STORY]})))
    assert not is_told(page(data({"list": others})))


def test_two_stories_without_titles_are_none() -> None:
    one, two = html(), html(tuple(text[::-1] for text in SENTENCES))
    assert is_told(page(data({"a": {"body": one}})))
    assert not is_told(page(data({"a": {"body": one}, "b": {"body": two}})))


def test_a_page_that_is_no_article_needs_the_title() -> None:
    def plain(headline: str) -> str:
        return page(data({"headline": headline, "body": html()})).replace('content="article"', 'content="website"')

    assert is_told(plain(TITLE))
    assert not is_told(plain(""))


def test_beginning_as_the_page_does_ties_a_story_whose_title_is_for_search_engines() -> None:
    printed = f"<p>{SENTENCES[0]}</p>"
    assert is_told(page(data({"title": OTHER, "body": html()}), printed=printed))
    description = f'<meta name="description" content="{SENTENCES[0][:100]}">'
    assert is_told(page(data({"title": OTHER, "body": html()}), head=description))


def test_a_listing_that_prints_how_another_page_begins_does_not_get_it() -> None:
    listing = page(data({"title": OTHER, "body": html()}), printed=f"<p>{SENTENCES[0]}</p>")
    assert not is_told(listing.replace('content="article"', 'content="website"'))


def test_what_is_mostly_short_lines_is_no_story() -> None:
    assert not is_told(without(body=html() + "".join(f"<p>Size {n}, blue, in stock</p>" for n in range(60))))


def test_teasers_of_a_listing_are_no_story() -> None:
    teasers = [
        {"type": "article", "title": f"{OTHER} {n}", "url": f"/{n}", "content": f"<p>{text}</p>"}
        for n, text in enumerate(SENTENCES)
    ]
    assert not is_told(page(data({"headline": TITLE, "content": teasers})))


def test_an_entry_of_another_page_between_the_paragraphs_gives_none() -> None:
    entry = {"type": "text", "title": OTHER, "url": "/oven", "content": f"<p>{SENTENCES[0][::-1]}</p>"}
    parts = [{"type": "text", "content": text} for text in SENTENCES]
    found = texts(page(data({"headline": TITLE, "content": [*parts[:3], entry, *parts[3:]]})))
    assert found == ["Menu", *SENTENCES]


KEYS = "comments", "relatedArticles", "privacyPolicy", "cookieConsent", "translations", "footer", "authorBio", "tags"


@pytest.mark.parametrize("key", KEYS)
def test_a_key_may_say_that_a_text_is_not_the_story(key: str) -> None:
    assert not is_told(page(data({"headline": TITLE, key: {"html": html()}})))
    assert not is_told(page(data({"headline": TITLE, key: [{"text": text} for text in SENTENCES]})))


def test_comments_with_authors_are_no_paragraphs() -> None:
    said = [{"user": {"id": 1}, "text": text, "likes": []} for text in SENTENCES]
    assert not is_told(page(data({"headline": TITLE, "thread": said})))


TRANSLATIONS = {f"form.field{n}": f"Please enter at least {n} characters, then press the button" for n in range(80)}


@pytest.mark.parametrize(
    "table", [TRANSLATIONS, list(TRANSLATIONS), [{"key": k, "text": v} for k, v in TRANSLATIONS.items()]]
)
def test_a_table_of_translations_is_no_story(table: Any) -> None:
    assert not is_told(page(data({"headline": TITLE, "messages": table, "content": table})))


CODE = "const names = {a: 'b'}; if (x === y && z) { return f(x => { go(); }); }\n" * 20


@pytest.mark.parametrize("body", [CODE, f"<p>{CODE}</p>", ".a { color: red; margin: 0 auto; }\n" * 60])
def test_code_is_no_story(body: str) -> None:
    assert not is_told(without(body=body))


def test_links_to_other_pages_are_no_story() -> None:
    assert not is_told(without(body="".join(f'<p><a href="/{n}">{t}</a></p>' for n, t in enumerate(SENTENCES))))


def test_a_story_needs_eighty_words() -> None:
    twenty = tuple(" ".join(text.split()[:20]) for text in SENTENCES)
    assert not is_told(without(body=html(twenty[:3])))
    assert is_told(without(body=html(twenty[:4])))


def test_a_story_must_be_many_times_what_the_page_prints_beside_it() -> None:
    beside = "".join(f"<p>{text}</p>" for text in KOREAN)
    assert not is_told(page(data(STORY), printed=beside))
    assert is_told(page(data(STORY), printed=f"<p>{KOREAN[0]}</p>"))


BROKEN = {
    "cut off": json.dumps(STORY)[:-2],
    "too deep": '{"a":' * 5000 + json.dumps(STORY) + "}" * 5000,
    "a number too long": f'{{"n":{"9" * 5000},"story":{json.dumps(STORY)}}}',
    "not quoted": json.dumps(STORY).replace('"headline"', "headline"),
    "nothing": "",
    "a string": json.dumps("x" * 1000),
    "a number": "17" + " " * 1000,
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_not_json_is_no_story(what: str) -> None:
    value = BROKEN[what].replace("<", "\\u003c")
    assert not is_told(page(f'<script type="application/json">{value}</script>'))
    assert not is_told(page(f"<script>window.S = {value};</script>"))


ROWS = ("", "[", '{"a":1}', f"24:Tffffff,{html()}", "24:T", "x" * 900, f'1:{{"body":"$2","title":"{TITLE}"}}\n')


@pytest.mark.parametrize("row", ROWS)
def test_broken_rows_are_no_story_unless_there_is_one(row: str) -> None:
    assert is_told(page(pushed(row, " " * 700))) is (html() in row)
    assert not is_told(page("<script>self.__next_f.push([1</script><script>self.__next_f.push([1,2,3])</script>" * 30))


def test_a_row_of_another_page_is_no_story() -> None:
    assert not is_told(page(pushed(f'1:T{len(html()):x},{html()}2:{{"title":"{OTHER}","body":"$1"}}\n')))


def test_nodes_too_deep_to_be_rich_text_give_nothing() -> None:
    node: dict[str, Any] = {"type": "doc", "content": [{"type": "paragraph", "content": LINES}]}
    for _ in range(200):
        node = {"type": "section", "content": [node]}
    assert not is_told(without(body=node))


def test_html_nested_too_deep_gives_nothing() -> None:
    assert not is_told(without(body="<div>" * 600 + html() + "</div>" * 600))
    assert not is_told(without(body=html() + "<div>" * 600 + "the end"))


def test_scripts_too_large_are_not_read() -> None:
    assert not is_told(
        page(f"<script>S = {json.dumps(STORY)}; x = '{'x' * 4_000_000}'</script>".replace("</p>", "<\\/p>"))
    )


@pytest.mark.parametrize("printed", [0, 5])
def test_a_page_that_is_no_article_gets_a_story_only_when_it_prints_next_to_nothing(printed: int) -> None:
    words = "".join(f"<p>Pump {number}: {SENTENCES[number][::-1]}</p>" for number in range(printed))
    markup = page(data({"headline": TITLE, "body": html() * 4}), printed=words).replace(
        'content="article"', 'content="product"'
    )
    assert is_told(markup) is (printed == 0)
