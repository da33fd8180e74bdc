"""The smaller fields: section, tags, kicker, subtitle, addresses, pages, language, access, site."""

from __future__ import annotations

import pytest
from described import BODY, HEADLINE, URL, described, document_of, ld, moves_of, page, scores_of

from scraper.normaliser.metadata import read_metadata


def article(**values: object) -> str:
    return ld(**{"@type": "NewsArticle", "headline": HEADLINE, **values})


def test_tags_from_meta_and_jsonld_without_repeats() -> None:
    head = '<meta property="article:tag" content="Ferries"><meta property="article:tag" content="Harbour">'
    assert described(head=head + article(keywords="ferries, Engines")).tags == ("Ferries", "Harbour", "Engines")


def test_visible_tag_list_moves() -> None:
    below = '<ul class="tags"><li><a href="/t/ferries">Ferries</a></li><li><a href="/t/engines">Engines</a></li></ul>'
    assert described(below=below).tags == ("Ferries", "Engines")
    assert [words for field, words in moves_of(below=below) if field == "tags"] == ["Ferries", "Engines"]


@pytest.mark.parametrize("label", ["كلمات مفتاحية: ", "Filed under this and that: ", ""])
def test_links_that_call_themselves_tags_are_tags_behind_any_label(label: str) -> None:
    links = '<a rel="category tag" href="/c/local">Local</a> <a rel="tag" href="/t/ferries">Ferries</a>'
    fields = described(below=f"<div>{label}{links}</div>")
    assert fields.tags == ("Ferries",)
    assert fields.section == "Local"


def test_section_from_meta_or_breadcrumb() -> None:
    assert described(head='<meta property="article:section" content="Local">').section == "Local"
    steps = [{"name": "Home"}, {"name": "Local"}, {"name": HEADLINE}]
    assert described(head=ld(**{"@type": "BreadcrumbList", "itemListElement": steps})).section == "Local"


def test_kicker_moves() -> None:
    above = f'<div class="kicker">Shipping</div><h1>{HEADLINE}</h1>'
    assert described(above).kicker == "Shipping"
    assert ("kicker", "Shipping") in moves_of(above)


@pytest.mark.parametrize("line", ["Updated", "3 May 2024", "Filed under:", "By Jane Doe", HEADLINE, "12"])
def test_what_is_no_kicker(line: str) -> None:
    assert described(f'<div class="label">{line}</div><h1>{HEADLINE}</h1><p>By Jane Doe</p>').kicker is None


@pytest.mark.parametrize(
    "junk", ["page_id:77", "https://a.example/", "8ae9ab2d-fe1b-4230-acb8-a59b52877682", "a.example.com", "1234"]
)
def test_codes_are_no_tags(junk: str) -> None:
    head = f'<meta property="article:tag" content="Ferries"><meta property="article:tag" content="{junk}">'
    assert described(head=head).tags == ("Ferries",)


def test_standfirst_moves_when_it_is_not_body() -> None:
    above = f'<h1>{HEADLINE}</h1><div class="standfirst">After a winter of repairs the old boat sails again.</div>'
    assert described(above).subtitle == "After a winter of repairs the old boat sails again."
    assert ("subtitle", "After a winter of repairs the old boat sails again.") in moves_of(above)


def test_standfirst_that_is_the_first_paragraph_stays() -> None:
    lead = "After a long winter of repairs in the dry dock the old boat sails again from the harbour."
    above = f'<h1>{HEADLINE}</h1><p class="standfirst">{lead}</p>'
    assert described(above).subtitle == lead
    assert all(words != lead for _, words in moves_of(above))


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe<br>Harbour Post<br>Archive | Contact",
        "Jane Doe currently works for the Harbour Post as a writer. She studied writing and art in the old town.",
    ],
)
def test_what_says_who_wrote_it_is_no_subtitle(line: str) -> None:
    above = f"<h1>{HEADLINE}</h1><p>By Jane Doe</p><div class=subtitle>{line}</div>"
    assert described(above).subtitle is None


def test_a_standfirst_may_begin_with_the_name_of_the_author() -> None:
    line = "Jane Doe went out with the last ferry of the year."
    above = f"<h1>{HEADLINE}</h1><p>By Jane Doe</p><div class=subtitle>{line}</div>"
    assert described(above).subtitle == line


def test_a_caption_is_no_subtitle() -> None:
    caption = '<figcaption class="subtitle">The old boat at the quay in the morning.</figcaption>'
    above = f"<h1>{HEADLINE}</h1><figure><img src=a.jpg>{caption}</figure>"
    assert described(above).subtitle is None


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/news/ferry-returns?ref=1#top", "https://www.harbourpost.example/news/ferry-returns?ref=1"),
        ("https://HARBOURPOST.example/a", "https://harbourpost.example/a"),
        ("https://www.harbourpost.example:443/a", "https://www.harbourpost.example/a"),
        ("https://www.harbourpost.example:8443/a", "https://www.harbourpost.example:8443/a"),
        ("https://build-server/a", None),
        ("https://www.harbourpost.example/", None),
        ("javascript:void(0)", None),
        ("https://[broken", None),
    ],
)
def test_canonical_address(href: str, expected: str | None) -> None:
    assert described(head=f'<link rel="canonical" href="{href}">').canonical_url == expected


def test_pages_of_the_same_article() -> None:
    links = ("ferry-returns/2", "ferry-returns/3", "other/2")
    below = "<p>" + " ".join(f'<a href="/news/{link}">{link[-1]}</a>' for link in links) + "</p>"
    head = '<link rel="next" href="/news/ferry-returns/2"><link rel="prev" href="/news/older-story">'
    assert described(below=below, head=head).pages == (f"{URL}/2", f"{URL}/3")


def test_pages_by_query() -> None:
    assert described(head='<link rel="next" href="?page=2">').pages == (f"{URL}?page=2",)


PORTUGUESE = "<p>A velha barca voltou ao porto da cidade depois de um longo inverno e os marinheiros estão felizes.</p>"


def language_of(declared: str, paragraph: str) -> str | None:
    document = document_of(page(body=paragraph * 4).replace("lang=en", f'lang="{declared}"' if declared else ""))
    return read_metadata(document, scores_of(document)).language


def test_language_as_declared() -> None:
    assert described().language == "en"
    assert language_of("pt_br", PORTUGUESE) == "pt-BR"
    assert language_of("pt_BR.UTF-8", PORTUGUESE) == "pt-BR"


GERMAN = (
    "<p>Die alte Fähre ist nach einem langen Winter in der Werft wieder in den Hafen zurückgekehrt und sie fährt.</p>"
)
RUSSIAN = "<p>Старый паром вернулся в гавань после долгой зимы, и капитан сказал, что он снова выйдет в море скоро.</p>"
TITLED = (
    "<p>The film of the ferry (Japanese: <i>いまそこにいるフェリー</i>) came to the harbour in the autumn, and all who "
    "were there on the day said that it was the best that they had seen in the old cinema at the end of the quay.</p>"
)
MIXED = (
    "<p>新しいフェリーの予約は Harbour Post の Web サイトから行うことができます。Python と JavaScript の API も"
    "公開されました。詳しくは README をご覧ください。船は毎港を出て、夕方には戻ってくる予定だと発表しました。</p>"
)


@pytest.mark.parametrize(
    ("declared", "paragraph", "language"),
    [
        ("en", GERMAN, "de"),
        ("", GERMAN, "de"),
        ("en", TITLED, "en"),
        ("en", MIXED, "ja"),
        ("en", RUSSIAN, "ru"),
        ("de-AT", GERMAN, "de-AT"),
    ],
)
def test_language_of_the_text_corrects_the_template(declared: str, paragraph: str, language: str) -> None:
    assert language_of(declared, paragraph) == language


@pytest.mark.parametrize(
    ("value", "free"), [(False, False), ("False", False), ("http://schema.org/True", True), (True, True), ([], None)]
)
def test_access_from_jsonld(value: object, free: bool | None) -> None:
    access = described(head=article(isAccessibleForFree=value)).access
    assert access.free is free
    assert (access.evidence is None) == (free is None)


@pytest.mark.parametrize(("tier", "free"), [("locked", False), ("metered", False), ("free", True), ("whatever", None)])
def test_access_from_meta(tier: str, free: bool | None) -> None:
    assert described(head=f'<meta property="article:content_tier" content="{tier}">').access.free is free


def test_site_name_and_domain() -> None:
    site = described(head='<meta property="og:site_name" content="Harbour Post">').site
    assert (site.name, site.domain) == ("Harbour Post", "harbourpost.example")


def test_text_document_without_any_markup() -> None:
    document = document_of(page(), url=None)
    assert read_metadata(document, scores_of(document)).site.domain is None


@pytest.mark.parametrize(
    ("head", "below", "free"),
    [
        ('<meta name="ispremium" content="0">', "", True),
        ('<meta property="article:premium" content="true">', "", False),
        ('<meta name="userIsPremium" content="true">', "", None),
        (ld(**{"@type": "NewsArticle", "headline": HEADLINE, "isAccessibleforFree": True}), "", True),
        (
            ld(
                **{
                    "@type": "NewsArticle",
                    "headline": HEADLINE,
                    "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paid"},
                }
            ),
            "",
            False,
        ),
        ("", "<div>Subscribe to continue reading this and every other story.</div>", False),
        ("", "<div>Comments are open to subscribers.</div>", None),
    ],
)
def test_access_however_it_is_spelt(head: str, below: str, free: bool | None) -> None:
    assert described(below=below, head=head).access.free is free


def test_tags_behind_a_label() -> None:
    links = "<a href=/t/1>Ferries</a> <a href=/t/2>Old harbour</a>"
    assert described(below=f"<div>Topics: {links} <a href=/t>All topics</a></div>").tags == ("Ferries", "Old harbour")
    rows = "<ul><li><a href=/t/1>Ferries</a><li><a href=/t/2>Old harbour</a></ul>"
    assert described(below=f"<h3>Topics</h3>{rows}").tags == ("Ferries", "Old harbour")
    assert ("tags", "Old harbour") in moves_of(below=f"<h3>Topics</h3>{rows}")
    assert described(below=f"<nav><h3>Topics</h3>{rows}</nav>").tags == ()


def test_keys_with_values_are_no_tags() -> None:
    head = '<meta name=keywords content="Ferries, NLP Category: Travel, type: news">'
    assert described(head=head).tags == ("Ferries",)


GERMAN = "".join(
    f"<p>Im {order} Absatz steht, wie die Mannschaft der Fähre den Motor über den Winter repariert hat, und warum.</p>"
    for order in ("ersten", "zweiten", "dritten")
)


@pytest.mark.parametrize(
    ("language", "kind", "moves"),
    [
        ("de", "NewsArticle", True),
        ("de", "ReportageNewsArticle", True),
        ("de", "BlogPosting", False),
        ("en", "NewsArticle", False),
    ],
)
def test_a_standfirst_that_the_model_takes_for_body_moves_in_the_news(language: str, kind: str, moves: bool) -> None:
    words = "Zwei Jahre lag sie im Dock, nun fährt sie wieder jeden Morgen um halb sieben hinüber nach Norden."
    above = f'<h1>{HEADLINE}</h1><p class="standfirst">{words}</p>'
    text = page(above, head=ld(**{"@type": kind}), body=GERMAN if language == "de" else BODY)
    document = document_of(text.replace("lang=en", f"lang={language}"))
    fields = read_metadata(document, scores_of(document))
    assert fields.subtitle == words
    assert any(move.field == "subtitle" for move in fields.moves) is moves


def test_links_that_say_they_are_tags_above_an_answer() -> None:
    more = "<ul><li><a rel=tag href=/t/oars>oars</a></li><li><a rel=tag href=/t/sails>sails</a></li></ul>"
    assert described(below=more + BODY).tags == ("oars", "sails")
    inside = (
        "<p>The crew wrote at great length of <a rel=tag href=/t/oars>oars</a> and of many other useful things.</p>"
    )
    assert described(below=inside + BODY).tags == ()


def test_persian_tags() -> None:
    assert described(below="<div><span>برچسب‌ها:</span> <a href=/1>پرستو</a> <a href=/2>کاهگل</a></div>").tags == (
        "پرستو",
        "کاهگل",
    )


def test_of_two_links_to_sections_the_first_is_the_kicker() -> None:
    links = '<div class="cat-links"><a href="/sea">Sea</a> <a href="/health">Health</a></div>'
    assert described(f"{links}<h1>{HEADLINE}</h1>").kicker == "Sea"
    way = '<div class="category"><a href="/">Start</a> <a href="/sea">Sea</a></div>'
    assert described(f"{way}<h1>{HEADLINE}</h1>").kicker == "Start Sea"


def test_a_kicker_by_name_may_have_a_word_of_the_page() -> None:
    assert described(f'<p class="eyebrow">Time &amp; place</p><h1>{HEADLINE}</h1>').kicker == "Time & place"
    assert described(f'<p class="category">Time &amp; place</p><h1>{HEADLINE}</h1>').kicker is None
    assert described(f'<p class="eyebrow">Last updated</p><h1>{HEADLINE}</h1>').kicker is None


@pytest.mark.parametrize(
    ("own", "links", "pages"),
    [
        ("/essays/23", {"prev": "/essays/22", "next": "/essays/24"}, ()),
        ("/essays/2", {"prev": "/essays", "next": "/essays/3"}, ("/essays", "/essays/3")),
        ("/essays/page/3", {"prev": "/essays/page/2"}, ("/essays/page/2",)),
        ("/essays/23?page=2", {"next": "/essays/23?page=3"}, ("/essays/23?page=3",)),
    ],
)
def test_numbers_of_articles_are_no_pages(own: str, links: dict[str, str], pages: tuple[str, ...]) -> None:
    site = "https://www.harbourpost.example"
    head = "".join(f'<link rel="{rel}" href="{href}">' for rel, href in links.items())
    assert described(head=head, url=f"{site}{own}").pages == tuple(f"{site}{page}" for page in pages)
