"""Discovery: every kind of source gives the pages it names, whatever its author or an attacker wrote."""

from __future__ import annotations

import gzip
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.crawl.discover import Link, moment, seeds
from scraper.crawl.discover.dates import iso_date
from scraper.crawl.discover.links import links_of
from scraper.crawl.job import Job, Limits, Output, Source
from scraper.errors import ReadError, ScraperError
from scraper.model import Page

HOME = "https://example.org/"
NOW = "2024-06-01T12:00:00Z"


def job(**changes: object) -> Job:
    values: dict[str, object] = {"name": "x", "sources": (Source("site", HOME),), "output": Output(Path("o"))}
    return Job(**{**values, **changes})  # type: ignore[arg-type]


def links(body: str | bytes, kind: str = "feed", wanted: Job | None = None, **page: str) -> tuple[Link, ...]:
    raw = body.encode() if isinstance(body, str) else body
    fetched = Page(raw, **{"url": HOME + "source", "fetched_at": NOW, **page})  # type: ignore[arg-type]
    return links_of(fetched, kind, wanted or job()).taken


def urls(found: tuple[Link, ...]) -> list[str]:
    return [link.url.removeprefix(HOME) for link in found]


FEEDS = {
    "RSS 2.0": """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>The Valley Courier</title><link>https://example.org/</link><atom:link rel="self" href="https://example.org/feed"/>
<item><title>Bridge &amp;amp; road reopen</title><link>https://example.org/a?x=1&amp;y=2</link>
<pubDate>Sun, 12 May 2024 10:00:00 +0200</pubDate><media:title>A picture</media:title>
<source url="https://example.net/f"><title>Other</title></source></item></channel></rss>""",
    "RSS 0.91": """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://example.net/rss-0.91.dtd">
<rss version="0.91"><channel><item><title>Bridge &amp; road reopen</title><link>https://example.org/a?x=1&amp;y=2</link>
<pubDate>12 May 2024 10:00:00 +0200</pubDate></item></channel></rss>""",
    "RSS 1.0": """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/feed"><items><rdf:Seq>
 <rdf:li resource="https://example.org/a?x=1&amp;y=2"/></rdf:Seq></items></channel>
 <item rdf:about="https://example.org/a?x=1&amp;y=2"><title>Bridge &amp; road reopen</title>
 <link>https://example.org/a?x=1&amp;y=2</link><dc:date>2024-05-12T10:00:00+02:00</dc:date></item></rdf:RDF>""",
    "Atom 1.0": """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/"><title>Courier</title>
<link rel="self" href="feed"/><entry><id>tag:example.org,2024:1</id>
<title type="html">Bridge &amp;amp; &lt;b&gt;road&lt;/b&gt; reopen</title>
<link rel="edit" href="edit/1"/><link rel="enclosure" type="audio/mpeg" href="a.mp3"/>
<link rel="alternate" type="text/html" href="a?x=1&amp;y=2"/><published>2024-05-11T00:00:00Z</published>
<updated>2024-05-12T10:00:00+02:00</updated></entry></feed>""",
    "Atom 0.3": """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Bridge &amp; road reopen</title>
<link rel="alternate" type="text/html" href="https://example.org/a?x=1&amp;y=2"/><issued>2024-05-11</issued>
<modified>2024-05-12T10:00:00+02:00</modified></entry></feed>""",
    "JSON Feed": """{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1",
"url": "https://example.org/a?x=1&y=2", "title": "Bridge & road reopen",
"date_published": "2024-05-12T10:00:00+02:00"}]}""",
}


@pytest.mark.parametrize("kind", FEEDS)
def test_every_kind_of_feed(kind: str) -> None:
    wanted = Link(HOME + "a?x=1&y=2", "page", "2024-05-12T10:00:00+02:00", "Bridge & road reopen")
    assert links(FEEDS[kind]) == (wanted,)
    assert links("\ufeff\n" + FEEDS[kind]) == (wanted,)
    assert links(gzip.compress(FEEDS[kind].encode())) == (wanted,)


@pytest.mark.parametrize("kind", [kind for kind in FEEDS if kind != "JSON Feed"])
def test_a_well_kept_feed_reader_finds_the_same(kind: str) -> None:
    feedparser = pytest.importorskip("feedparser", reason="the peer to compare with is not installed")
    read = feedparser.parse(FEEDS[kind].encode(), response_headers={"content-location": HOME})
    assert [entry.link for entry in read.entries] == [link.url for link in links(FEEDS[kind])]


def items(*inner: str) -> str:
    return "<rss><channel>" + "".join(f"<item>{part}</item>" for part in inner) + "</channel></rss>"


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ("<link>/a</link>", "a"),
        ("<link><![CDATA[ https://example.org/a?x=1&y=2 ]]></link>", "a?x=1&y=2"),
        ("<link>https://example.org/a?x=1&y=2</link>", "a?x=1&y=2"),  # & not escaped
        ("<link/>https://example.org/a", "a"),
        ("<guid>https://example.org/a</guid>", "a"),
        ('<guid isPermaLink="true">https://example.org/a</guid>', "a"),
        ("<link></link><guid>https://example.org/a</guid>", "a"),
        ("<feedburner:origLink>https://example.org/a</feedburner:origLink><link>https://example.net/~r/1</link>", "a"),
        ("<title>caf&eacute; &nbsp; &unknown; <b>x</title><link>https://example.org/a</link>", "a"),
        ("<title>bell \x07</title><link>https://example.org/a</link>", "a"),
    ],
)
def test_feeds_as_they_are_written(inner: str, wanted: str) -> None:
    assert urls(links(items(inner))) == [wanted]


@pytest.mark.parametrize(
    "inner", ['<guid isPermaLink="false">https://example.org/a</guid>', "<guid>17</guid>", "<title>x</title>",
              "<link>javascript:x</link>", "<link>https://example.org/song.mp3</link>"]
)  # fmt: skip
def test_entries_without_a_page_are_passed_over(inner: str) -> None:
    assert urls(links(items(inner, "<link>/b</link>"))) == ["b"]


def test_a_feed_in_another_encoding() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>' + items("<title>Мост открыт</title><link>/a</link>")
    assert links(text.encode("cp1251"))[0].title == "Мост открыт"
    assert links(text.encode("cp1251"), charset="windows-1251")[0].title == "Мост открыт"
    assert urls(links(text.replace("windows-1251", "utf-16").encode("utf-16"))) == ["a"]


@pytest.mark.parametrize("base", ["http://[site]/", "https://example.org/"])
def test_an_entry_of_a_base_that_is_no_address_does_not_cost_the_others(base: str) -> None:
    entry = '<entry xml:base="{}"><link href="{}"/></entry>'
    feed = f"<feed>{entry.format(base, 'a')}{entry.format(HOME, 'b')}{entry.format(HOME, 'http://[c')}</feed>"
    assert "b" in urls(links(feed))
    assert "http://[c" not in urls(links(feed))


def test_a_feed_that_breaks_off_gives_what_came() -> None:
    text = items("<link>/a</link>", "<link>/b</link>", "<link>/c</link>")
    assert urls(links(text[: text.index("/c")])) == ["a", "b"]


def test_a_feed_may_name_other_sites_a_sitemap_may_not() -> None:
    assert links(items("<link>https://example.net/a</link>"))[0].url == "https://example.net/a"
    named = [HOME + "a", "https://news.example.org/b", "https://example.net/c"]
    assert [link.url for link in links(sitemap(*named), "sitemap")] == named[:2]
    elsewhere = links(sitemap(*named), "sitemap", url="https://cdn.example.net/sitemap.xml")
    assert [link.url for link in elsewhere] == named  # example.org is a source of the job


def sitemap(*addresses: str, root: str = "urlset", entry: str = "url", more: str = "") -> str:
    entries = "".join(f"<{entry}><loc>{address}</loc>{more}</{entry}>" for address in addresses)
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{root}>'


def test_sitemaps() -> None:
    news = (
        '<lastmod>2024-05-12</lastmod><news:news xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        "<news:publication><news:name>Courier</news:name></news:publication>"
        "<news:publication_date>2024-05-13T09:00:00Z</news:publication_date><news:title>Bridge</news:title></news:news>"
        '<image:image xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><image:loc>/x</image:loc></image:image>'
        '<xhtml:link xmlns:xhtml="http://www.w3.org/1999/xhtml" rel="alternate" href="https://example.org/fr/a"/>'
    )
    wanted = (Link(HOME + "a", "page", "2024-05-13T09:00:00+00:00", "Bridge"),)
    assert links(sitemap(HOME + "a", more=news), "sitemap") == wanted
    assert links(gzip.compress(sitemap(HOME + "a", more=news).encode()), "sitemap") == wanted
    assert links(sitemap(HOME + "a", more=news).encode("utf-16"), "sitemap") == wanted


def test_a_sitemap_index_names_sitemaps_the_newest_first() -> None:
    old, new = (
        f"<sitemap><loc>{HOME}{name}.xml.gz</loc><lastmod>{date}</lastmod></sitemap>"
        for name, date in (("old", "2019-01-01"), ("new", "2024-01-01"))
    )
    found = links(f"<sitemapindex>{old}{new}</sitemapindex>", "sitemap")
    assert [(link.url, link.kind) for link in found] == [
        (HOME + "new.xml.gz", "sitemap"),
        (HOME + "old.xml.gz", "sitemap"),
    ]


def test_a_list_of_addresses_and_a_feed_may_be_sitemaps() -> None:
    assert urls(links(f"\ufeff{HOME}a\r\n\r\n{HOME}b\nnot an address\n{HOME}a#x", "sitemap")) == ["a", "b"]
    assert urls(links(items("<link>/a</link>"), "sitemap")) == ["a"]


def test_limits_of_age_and_number() -> None:
    dated = [f"<link>/{day}</link><pubDate>{day} May 2024 10:00:00 GMT</pubDate>" for day in range(10, 30)]
    assert urls(links(items(*dated, "<link>/undated</link>"), wanted=job(limits=Limits(age_days=5.5)))) == [
        "29", "28", "27", "undated",
    ]  # fmt: skip
    assert urls(links(items(*dated), wanted=job(limits=Limits(links_per_page=2)))) == ["29", "28"]
    undated = sitemap(*(f"{HOME}{number}" for number in range(50)))
    assert urls(links(undated, "sitemap", job(limits=Limits(links_per_page=3)))) == ["0", "1", "2"]


def test_patterns_hold_for_pages_and_deny_for_all() -> None:
    two = items("<link>/news/a</link>", "<link>/sport/b</link>")
    assert urls(links(two, wanted=job(allow=("/news/",)))) == ["news/a"]
    assert urls(links(two, wanted=job(deny=("/news/",)))) == ["sport/b"]
    index = sitemap(HOME + "news.xml", HOME + "sport.xml", root="sitemapindex", entry="sitemap")
    assert urls(links(index, "sitemap", job(allow=("/2024/",), deny=("sport",)))) == ["news.xml"]


@pytest.mark.parametrize(
    ("kind", "body", "found"),
    [
        ("feed", "<!DOCTYPE html><html><body><p>Moved</p></body></html>", "an HTML page"),
        ("sitemap", "<html><body>Not found", "an HTML page"),
        ("feed", "", "nothing that can be read"),
        ("sitemap", "Service unavailable", "nothing that can be read"),
        ("feed", '{"error": "gone"}', "nothing that can be read"),
        ("feed", '{"version": "https://jsonfeed.org/version/1", "items": [', "no JSON feed"),
    ],
)
def test_a_source_that_is_something_else_is_told(kind: str, body: str, found: str) -> None:
    with pytest.raises(ReadError, match=found) as caught:
        links(body, kind)
    assert caught.value.advice


def test_entities_are_never_expanded() -> None:
    entities = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f"<!DOCTYPE rss [{entities}]>" + items("<title>&a9;</title><link>/a</link>")
    assert [(link.url, link.title) for link in links(bomb)] == [(HOME + "a", "&a9;")]
    outside = '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/hostname">]>' + items(
        "<title>&file;</title><link>/a</link>"
    )
    assert links(outside)[0].title == "&file;"


def test_a_gzip_bomb_and_a_damaged_gzip_end() -> None:
    packed = gzip.compress(sitemap(HOME + "a").encode() + b" " * 300_000_000, 1)
    assert urls(links(packed, "sitemap")) == ["a"]
    body = gzip.compress(sitemap(*(f"{HOME}{number}" for number in range(2000))).encode())
    assert 0 < len(links(body[:-2000], "sitemap")) < 2000


def test_seeds_follow_the_job_file() -> None:
    kinds = [("site", "section"), ("feed", "feed"), ("sitemap", "sitemap"), ("section", "section"), ("urls", "page")]
    sources = tuple(Source(kind, f"{HOME}{kind}") for kind, _ in kinds)  # type: ignore[arg-type]
    assert [(link.url, link.kind) for link in seeds(job(sources=sources))] == [(HOME + k, w) for k, w in kinds]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Sun, 12 May 2024 10:00:00 GMT", "2024-05-12T10:00:00+00:00"),
        ("2024-05-12", "2024-05-12"),
        ("2024-05-12T10:00Z", "2024-05-12T10:00:00+00:00"),
        ("2024-05-12 10:00:00", "2024-05-12T10:00:00"),
        ("May 12, 2024", "2024-05-12T00:00:00"),
        ("yesterday", None),
        ("", None),
        ("9" * 500, None),
        ("Sun, 99 May 99999 10:00:00 GMT", None),
    ],
)
def test_dates(written: str, iso: str | None) -> None:
    assert iso_date(written) == iso


@given(st.text(max_size=40) | st.from_regex(r"[0-9TZ:+. -]{1,30}", fullmatch=True))
def test_a_date_that_was_read_is_a_moment_or_none(written: str) -> None:
    date = iso_date(written)
    assert date is None or isinstance(moment(date), float | None)


PARTS = [
    *(
        "<rss>",
        "<item>",
        "</item>",
        "<link>",
        "</link>",
        "https://example.org/a",
        "<urlset>",
        "<url>",
        "<loc>",
        "</loc>",
    ),
    *("</url>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "<link href='/b'/>", "&amp;"),
    *("&x;", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE rss [", "]>", "<?xml version='1.0' encoding='utf-16'?>"),
    *("\x00", "\x0b", "<pubDate>", "2024-05-12", "</pubDate>", "<html><body>", "</a>", "é", "<base href='x:'>"),
    *("<base href='http://['>", "<link href='/b' xml:base='http://[x]/'/>", "<a href='http://[y'>"),
    *("<a href='/news/2024/05/a-long-story'>", "{", '"items"', ":", "[", "]", "}", '"url"', "jsonfeed.org", "<guid>"),
    *("<rdf:RDF>", "</rss>", "\n", "<link rel=alternate type=application/rss+xml href=/f>"),
]
BODIES = st.one_of(
    st.binary(max_size=200),
    st.lists(st.sampled_from(PARTS), max_size=25).map(lambda parts: "".join(parts).encode()),
    st.binary(max_size=80).map(gzip.compress),
    st.sampled_from(sorted(FEEDS.values())).flatmap(
        lambda text: st.tuples(st.integers(0, len(text)), st.integers(0, len(text)), st.binary(max_size=4)).map(
            lambda cut: text[: cut[0]].encode() + cut[2] + text[cut[1] :].encode()
        )
    ),
)


@given(
    BODIES,
    st.sampled_from(["page", "feed", "sitemap", "section"]),
    st.sampled_from([None, "utf-8", "x-none", "utf-16"]),
)
def test_whatever_comes_there_are_links_or_a_scraper_error(body: bytes, kind: str, charset: str | None) -> None:
    wanted = job(limits=Limits(links_per_page=2))
    found: tuple[Link, ...] = ()
    with suppress(ScraperError):
        found = links_of(Page(body, url=HOME, charset=charset, fetched_at=NOW), kind, wanted).taken
    assert len(found) <= 2
    assert all(link.url.startswith(("http://", "https://")) for link in found)
