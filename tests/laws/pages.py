"""Pages that nobody wrote: trees of tags around words that cleaners know, broken in the ways that pages are broken."""

from __future__ import annotations

import json

from hypothesis import strategies as st

_CUES = (
    "Sign up for our newsletter", "Read more", "Share on Facebook", "Advertisement", "By Maren Oakley",
    "Photo: Ines Calder", "Published 16 May 2024", "© 2024 Harbour Courier", "Watch: the bridge reopens", "ALDMOUTH —",
    "Lesen Sie auch:", "Most read", "3 comments", "Support us", "We use cookies", "シェア", "اشترك الآن", "Подписаться",
    "(KCNA)", "1.", "•",
)  # fmt: skip
_PROSE = (
    "The bridge over the Ald carried its first tram in 26 months on Thursday, ending a long detour.",
    "“I had forgotten how good the view is,” said the driver, who has worked the line for nineteen years.",
    "Der Brand war am 10. September in einem Torfabbaufeld ausgebrochen und fraß sich unter der Oberfläche weiter.",
    "灯台は高さ二十六メートル。昭和四十年代に役目を終え、長く立ち入りが禁じられていた。",
    "وقال المتحدث إن الجسر سيغلق مرة أخرى في أكتوبر.",
)
_TAGS = (
    "p p p p div div span a a li ul ol h1 h2 h3 em strong b i figure figcaption blockquote pre code table tr td th "
    "section article aside nav header footer main form button time address details summary template noscript svg math "
    "select option textarea label dl dt dd center font iframe object"
).split()
_VOID = ("br", "br", "img", "hr", "input", "video", "wbr")
_NAMES = (
    "article-body", "newsletter-signup", "caption", "byline", "share-bar", "related", "comments", "video-player", "ad",
    "cookie-consent", "author", "paywall", "nav", "hidden", "lightbox", "",
)  # fmt: skip
_ATTRIBUTES = (
    "hidden", 'style="display:none"', 'aria-hidden="true"', 'href="/a"', 'href="http://["', 'src="x.jpg"',
    'alt="A bridge"',
    'datetime="2024-05-16"', 'itemprop="author"', 'itemtype="https://schema.org/NewsArticle"', 'lang="de"',
    'colspan="9"',
    'datetime="99999-99-99"', 'start="x"', "=", '"',
)  # fmt: skip

words = st.one_of(st.sampled_from(_CUES), st.sampled_from(_PROSE), st.text(max_size=20))


def _attributes() -> st.SearchStrategy[str]:
    named = st.sampled_from(_NAMES).map(lambda name: f' class="{name}"' if name else "")
    others = st.lists(st.sampled_from(_ATTRIBUTES), max_size=2).map(lambda found: "".join(f" {item}" for item in found))
    return st.tuples(named, others).map("".join)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    closings = st.sampled_from(("</{tag}>", "</{tag}>", "</{tag}>", "", "</div>"))
    return st.builds(
        lambda tag, attributes, inner, closing: f"<{tag}{attributes}>{''.join(inner)}{closing.format(tag=tag)}",
        st.sampled_from(_TAGS),
        _attributes(),
        st.lists(children, max_size=5),
        closings,
    )


def _leaves() -> st.SearchStrategy[str]:
    void = st.builds(lambda tag, attributes: f"<{tag}{attributes}>", st.sampled_from(_VOID), _attributes())
    junk = st.sampled_from(
        (
            "<!-- a comment -->",
            "<!--",
            "&nbsp;",
            "&#0;",
            "&bogus;",
            "<",
            "</p>",
            "<![CDATA[x]]>",
            "\x00",
            "\x01\x0c",
            "</body>",
            "</html>",
            '<base href="http://[">',
        )
    )
    return st.one_of(words, words, words, void, junk)


def _head() -> st.SearchStrategy[str]:
    values = st.recursive(
        st.none() | st.booleans() | st.integers() | words, lambda inner: st.lists(inner, max_size=3), max_leaves=4
    )
    keys = ("@type", "headline", "author", "datePublished", "image", "articleBody", "publisher", "keywords", "@graph")
    data = st.dictionaries(st.sampled_from(keys), values, max_size=5)
    scripts = data.map(lambda found: f'<script type="application/ld+json">{json.dumps(found)}</script>')
    metas = st.builds(
        lambda name, content: f'<meta property="{name}" content="{content}">',
        st.sampled_from(("og:title", "og:image", "article:published_time", "author", "description", "og:url")),
        st.one_of(words.map(lambda text: text.replace('"', "")), st.just("http://[site]/a")),
    )
    titles = words.map(lambda text: f"<title>{text} | Harbour Courier</title>")
    return st.lists(st.one_of(scripts, metas, titles), max_size=4).map("".join)


body = st.recursive(_leaves(), _element, max_leaves=40)
html = st.builds(
    lambda head, parts: f"<html><head>{head}</head><body>{''.join(parts)}</body></html>",
    _head(),
    st.lists(body, max_size=8),
)
text = st.lists(words, max_size=30).map("\n".join)
anything = st.one_of(st.binary(max_size=600), html.map(lambda page: page.encode("utf-8", "surrogatepass")))
