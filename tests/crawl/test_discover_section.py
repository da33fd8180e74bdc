"""Section pages: the articles they list, in every language; their feeds and sections when the whole site is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.crawl.discover import Link
from scraper.crawl.discover.links import links_of
from scraper.crawl.job import Job, Output, Source
from scraper.model import Page

HOME = "https://example.org/"
OUTPUT = Output(Path("o"))
SITE = Job("x", (Source("site", HOME),), OUTPUT)

TITLES = {
    "en": ["Old stone bridge reopens after two years of repairs", "Council votes for a night bus to the valley"],
    "de": ["Alte Steinbrücke nach zwei Jahren wieder offen", "Gemeinderat stimmt für einen Nachtbus ins Tal"],
    "ru": ["Старый каменный мост открыт после двух лет ремонта", "Совет проголосовал за ночной автобус в долину"],
    "ja": ["二年の修理を経て古い石橋が再び開通した", "村議会が谷への夜行バスの運行に賛成した"],
    "ar": ["إعادة فتح الجسر الحجري القديم بعد عامين من الإصلاح", "المجلس يصوت لصالح حافلة ليلية إلى الوادي"],
    "hi": ["दो साल की मरम्मत के बाद पुराना पत्थर का पुल फिर खुला", "परिषद ने घाटी तक रात्रि बस के लिए मतदान किया"],
}
MENU = {
    "en": "Politics Sport Contact", "de": "Politik Sport Kontakt", "ru": "Политика Спорт Контакты",
    "ja": "政治 スポーツ 連絡先", "ar": "سياسة رياضة اتصل", "hi": "राजनीति खेल संपर्क",
}  # fmt: skip


def section(language: str) -> str:
    menu = "".join(
        f'<li><a href="/{n}/">{word}</a></li>' for n, word in zip("abc", MENU[language].split(), strict=True)
    )
    entries = "".join(
        f'<li class="teaser"><a href="/story/{4711 + number}"><img src="/i/{number}.jpg"></a>'
        f'<h3><a href="/story/{4711 + number}">{title}</a></h3><p>...</p></li>'
        for number, title in enumerate(TITLES[language])
    )
    return f"""<!DOCTYPE html><html lang="{language}"><head><title>x</title>
<link rel="alternate" type="application/rss+xml" title="All" href="/feed.xml">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed.xml"></head><body>
<header><a href="/"><img src="/logo.png"></a></header><nav><ul>{menu}</ul></nav><main><ul>{entries}</ul>
<a rel="next" href="/?page=2">2</a></main>
<footer><a href="/legal/privacy-statement-and-cookies">x</a><a href="https://social.example/us">Us</a></footer></body></html>"""


def links(body: str, kind: str = "section", job: Job = SITE, url: str = HOME) -> tuple[Link, ...]:
    return links_of(Page(body.encode(), url=url, media_type="text/html"), kind, job).taken


def pages(found: tuple[Link, ...], kind: str = "page") -> list[str]:
    return [link.url.removeprefix(HOME) for link in found if link.kind == kind]


@pytest.mark.parametrize("language", TITLES)
def test_articles_are_told_from_menus_in_every_language(language: str) -> None:
    found = links(section(language))
    assert sorted(pages(found)) == ["story/4711", "story/4712"]
    assert {link.title for link in found if link.kind == "page"} == {*TITLES[language]}
    assert pages(found, "feed") == ["feed.xml"]
    assert pages(found, "section") == ["a/", "b/", "c/", "?page=2"]
    assert [link.kind for link in found] == ["feed", "page", "page", "section", "section", "section", "section"]


def test_a_single_section_leads_to_its_own_pages_only() -> None:
    job = Job("x", (Source("section", HOME + "a/"),), OUTPUT)
    body = section("en").replace('href="/b/"', 'href="/a/local/"').replace("/?page=2", "/a/?page=2")
    found = links(body, job=job, url=HOME + "a/")
    assert len(pages(found)) == 2
    assert pages(found, "section") == ["a/local/", "a/?page=2"]
    assert pages(found, "feed") == []


def test_a_page_leads_on_only_where_the_whole_site_is_wanted() -> None:
    assert len(links(section("en"), "page")) == 2
    assert links(section("en"), "page", Job("x", (Source("feed", HOME + "feed"),), OUTPUT)) == ()
    assert links("plain text", "page") == ()


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/2024/05/12/old-stone-bridge-reopens">Bridge</a>',
        '<a rel="bookmark" href="/bridge-reopens"><h2>Old bridge reopens at last</h2></a>',
        '<a href="/news/old-stone-bridge-reopens-2713.html">Old stone bridge reopens after repairs</a>',
        '<a href="/?p=41234">Old stone bridge reopens after repairs</a>',
        '<a href="https://news.example.org/story-41234">Old stone bridge reopens after repairs</a>',
        '<nav><a href="/story-41234-bridge">Old stone bridge reopens after two years of repairs</a></nav>',
    ],
)
def test_links_to_articles(link: str) -> None:
    assert len(pages(links(f"<html><body><main>{link}</main></body></html>"))) == 1


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/">The Valley Courier, news from the valley since 1893</a>',
        '<a href="/author/mara-lindqvist">Mara Lindqvist</a>',
        '<a rel="tag" href="/tag/stone-bridges-of-the-valley">Stone bridges of the valley</a>',
        '<a href="/search?q=bridge">All results for this search of bridges</a>',
        '<a rel="sponsored" href="/2024/05/12/old-stone-bridge-reopens">Old stone bridge reopens after repairs</a>',
        '<a href="/pictures/old-stone-bridge-2024.jpg">Old stone bridge reopens after repairs</a>',
        '<a href="#old-stone-bridge">Old stone bridge reopens after repairs</a>',
        '<a href="https://example.net/2024/05/12/old-stone-bridge-reopens">Old stone bridge reopens</a>',
        '<a href="mailto:desk@example.org">Write to the desk about this story</a>',
        '<a href="/section">Old stone bridge reopens after repairs</a>',
    ],
)
def test_links_to_anything_else(link: str) -> None:
    found = links(f"<html><body><main>{link}</main></body></html>", url=HOME + "section")
    assert pages(found) == []


def test_one_page_comes_once_however_it_is_linked() -> None:
    path = "2024/05/12/old-stone-bridge-reopens"
    body = "".join(
        f'<p><a href="{address}">{text}</a></p>'
        for address, text in [
            (f"/{path}", "Bridge"),
            (f"/{path}?utm_source=home", "Old stone bridge reopens"),
            (f"/{path}/amp/", ""),
        ]
    )
    found = links(f"<html><body>{body}</body></html>")
    assert [(link.url, link.title) for link in found] == [(f"{HOME}{path}", "Old stone bridge reopens")]


def test_an_item_list_names_what_scripts_would_show() -> None:
    entries = '[{"url": "https://example.org/story/1"}, {"@type": "ListItem", "item": {"@id": "/story/2"}}]'
    script = f'<script type="application/ld+json">{{"@type": "ItemList", "itemListElement": {entries}}}</script>'
    assert sorted(pages(links(f"<html><head>{script}</head><body><p>Loading</p></body></html>"))) == [
        "story/1",
        "story/2",
    ]


def test_relative_links_follow_the_base_element() -> None:
    body = '<body><a href="05/12/old-stone-bridge">Old stone bridge reopens</a></body>'
    found = links(f'<html><head><base href="/2024/"></head>{body}</html>')
    assert pages(found) == ["2024/05/12/old-stone-bridge"]


def test_a_page_of_ten_thousand_links_stays_within_the_limit() -> None:
    body = "".join(
        f'<p><a href="/news/{n}/old-stone-bridge-reopens">Old stone bridge reopens, part {n}</a>' for n in range(10_000)
    )
    assert len(links(f"<html><body>{body}</body></html>")) == SITE.limits.links_per_page
