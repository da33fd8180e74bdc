"""One caption an image, once, its credit split off, nothing of it left in the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.document import read
from scraper.errors import ReadError
from scraper.model import Document, Figures, Page
from scraper.normaliser.captions import read_figures
from scraper.normaliser.picture_address import picture_key

URL = "https://news.example/2024/ferry-strike"
BODY = (
    "The ferry company said on Tuesday that no ship would leave the harbour before the talks with its crews are over."
)
P = f"<p>{BODY}</p>"


def document_of(html: str) -> Document:
    return read(Page(html.encode(), url=URL, media_type="text/html"))


def scores_of(document: Document) -> list[float]:
    """Long paragraphs are body, as the content model would say."""
    return [0.9 if block.text == BODY else 0.1 for block in document.blocks]


def figures_of(html: str) -> Figures:
    document = document_of(html)
    return read_figures(document, scores_of(document))


def article(inner: str, head: str = "") -> str:
    page = f"<article><h1>Ferries stay in the harbour</h1>{P}{inner}{P}</article>"
    return f"<html><head>{head}</head><body>{page}</body></html>"


def only_image(html: str):
    images = [image for image in figures_of(html).images if image.caption or image.role != "lead"]
    assert len(images) == 1, images
    return images[0]


def moved(html: str) -> list[tuple[str, str, str]]:
    """(field, rule, words) of every move."""
    document = document_of(html)
    figures = read_figures(document, scores_of(document))
    return [
        (move.field or "", move.rule, document.blocks[move.block].text[move.start : move.end]) for move in figures.moves
    ]


def words_left(html: str) -> str:
    """The text of the page without what the captions took."""
    document = document_of(html)
    figures = read_figures(document, scores_of(document))
    texts = [block.text for block in document.blocks]
    for move in reversed(figures.moves):
        texts[move.block] = texts[move.block][: move.start] + texts[move.block][move.end :]
    return " ".join(texts)


IMG = '<img src="/img/ferry-at-dawn.jpg" alt="A ship" width="800" height="500">'

# Each is one way to print the caption "Crews wait on the quay." with the credit "Jane Doe/AP".
MARKUPS = {
    "figcaption": f"<figure>{IMG}<figcaption>Crews wait on the quay. Photo: Jane Doe/AP</figcaption></figure>",
    "caption above": f"<figure><figcaption>Crews wait on the quay. (Jane Doe/AP)</figcaption>{IMG}</figure>",
    "credit element": f"<figure>{IMG}<figcaption>Crews wait on the quay."
    '<span class="credit">Jane Doe/AP</span></figcaption></figure>',
    "credit outside": f'<figure>{IMG}<small class="copyright">© Jane Doe/AP</small>'
    "<figcaption>Crews wait on the quay.</figcaption></figure>",
    "unmarked credit": f"<figure>{IMG}<small>Foto: Jane Doe/AP</small><figcaption>Crews wait on the quay.</figcaption></figure>",
    "figure without figcaption": f'<figure>{IMG}<div class="x1">Crews wait on the quay. Jane Doe/AP</div></figure>',
    "wordpress": f'<div class="wp-caption">{IMG}<p class="wp-caption-text">Crews wait on the quay. (Jane Doe/AP)</p></div>',
    "sibling": f'<div class="inner">{IMG}</div><p class="caption">Crews wait on the quay. (Jane Doe/AP)</p>',
    "container": f'<div class="article-image">{IMG}<div><p>Crews wait on the quay.</p><p>© Jane Doe/AP</p></div></div>',
    "description": f'<div>{IMG}<p class="img-description">Crews wait on the quay. | <b>Jane Doe/AP</b></p></div>',
    "schema": f'<div itemprop="image">{IMG}<span itemprop="caption">Crews wait on the quay.</span> '
    '<span itemprop="copyrightHolder">Jane Doe/AP</span></div>',
    "attribute": '<img src="/img/ferry-at-dawn.jpg" data-caption="Crews wait on the quay. (Jane Doe/AP)">',
    "title attribute": '<img src="/img/ferry-at-dawn.jpg" title="Crews wait on the quay. | Foto: Jane Doe/AP">',
    "labels": f"<figure>{IMG}<figcaption><span>Image source, </span><span class=credit>Jane Doe/AP</span>"
    "</figcaption><figcaption><span>Image caption, </span>Crews wait on the quay.</figcaption></figure>",
    "repeated": f"<figure>{IMG}<div class=pswp-caption>Crews wait on the quay.</div>"
    "<figcaption>Crews wait on the quay. Photo: Jane Doe/AP</figcaption></figure>",
    "paragraph": f"{IMG}<p>Crews wait on the quay. (AP Photo/Jane Doe/AP)</p>",
    "glued": f"<figure>{IMG}<figcaption><span>Crews wait on the quay.</span><span>Jane Doe/AP</span></figcaption></figure>",
    "lightbox link": f'<figure><a href="/img/ferry-at-dawn-2000x1200.jpg">{IMG}</a>'
    "<figcaption>Crews wait on the quay. Photo: Jane Doe/AP</figcaption></figure>",
}


@pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS.keys())
def test_caption_and_credit_from_every_markup(markup):
    image = only_image(article(markup))
    assert image.caption == "Crews wait on the quay."
    assert (image.credit or "").removeprefix("AP Photo/") == "Jane Doe/AP"
    assert image.url.startswith("https://news.example/img/ferry-at-dawn")
    left = words_left(article(markup))
    assert "quay" not in left
    assert "Doe" not in left
    assert left.count(BODY) == 2


def test_the_moves_name_the_field_and_the_rule():
    html = article(f"<figure>{IMG}<figcaption>Crews wait on the quay. Photo: Jane Doe</figcaption></figure>")
    assert moved(html) == [
        ("caption", "caption", "Crews wait on the quay."),
        ("credit", "credit", "Photo: Jane Doe"),
    ]


@pytest.mark.parametrize(
    "label", ["Enlarge this image", "3/12", "Bild vergrößern", "View gallery", "تكبير", "画像を拡大", "toggle caption"]
)
def test_labels_beside_captions_are_moved_but_no_part_of_them(label):
    html = article(f"<figure>{IMG}<button>{label}</button><figcaption>Crews wait on the quay.</figcaption></figure>")
    assert only_image(html).caption == "Crews wait on the quay."
    assert ("caption", "caption-label", label) in moved(html)


def test_a_closing_label_goes_too():
    html = article(f"<figure>{IMG}<figcaption>Crews wait on the quay. hide caption</figcaption></figure>")
    assert only_image(html).caption == "Crews wait on the quay."


def test_the_largest_candidate_is_the_address():
    picture = (
        '<picture><source srcset="/img/a-400.webp 400w, /img/a-1600.webp 1600w"><img src="/img/a-800.jpg"></picture>'
    )
    html = article(f"<figure>{picture}<figcaption>Crews wait on the quay.</figcaption></figure>")
    assert only_image(html).url == "https://news.example/img/a-1600.webp"


def test_a_placeholder_and_its_noscript_copy_are_one_image():
    twin = '<img src="data:image/gif;base64,R0"><noscript><img src="/img/ferry.jpg"></noscript>'
    html = article(f"<figure>{twin}<figcaption>Crews wait on the quay.</figcaption></figure>")
    assert only_image(html).url == "https://news.example/img/ferry.jpg"


def test_the_same_picture_in_page_lightbox_and_metadata_is_one_image():
    head = '<meta property="og:image" content="https://cdn.example/resize/1200x630/ferry-at-dawn.jpg?w=1200">'
    box = '<div class="lightbox"><img src="/img/ferry-at-dawn-1600x900.jpg"><div class=caption>Crews wait.</div></div>'
    html = article(f"<figure>{IMG}<figcaption>Crews wait.</figcaption></figure>{box}", head)
    figures = figures_of(html)
    assert [(image.caption, image.role) for image in figures.images] == [("Crews wait.", "inline")]
    assert "wait" not in words_left(html)


def test_two_pictures_with_one_file_name_stay_two():
    one = '<figure><img src="/1/ferry-harbour.jpg"><figcaption>Crews wait on the quay.</figcaption></figure>'
    two = '<figure><img src="/2/ferry-harbour.jpg"><figcaption>Travellers read the notice.</figcaption></figure>'
    assert len(figures_of(article(one + P + two)).images) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/up/ferry-harbour-300x200.jpg", "https://a.example/up/ferry-harbour.jpg?w=900"),
        ("https://a.example/up/ferry-harbour@2x.webp", "https://cdn.example/w_640/up/ferry-harbour.jpg"),
        (
            "https://a.example/cdn/width=640,quality=80/up/ferry-harbour.jpg",
            "https://a.example/up/ferry-harbour.jpg.webp",
        ),
        (
            "https://a.example/_next/image?url=https%3A%2F%2Fb.example%2Fferry-harbour.jpg&w=640",
            "https://b.example/ferry-harbour.jpg",
        ),
        (
            "https://a.example/i/6f1c2d3e-0000-4000-8000-1234567890ab.16x9_700.jpg",
            "https://a.example/x.6f1c2d3e-0000-4000-8000-1234567890ab.o?w=3",
        ),
        ("https://a.example/ferry-harbour/wide__360x202", "https://a.example/ferry-harbour/wide__820x461"),
    ],
)
def test_sizes_formats_and_resizers_have_one_key(one, other):
    assert picture_key(one) == picture_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/up/ferry-harbour-101.jpg", "https://a.example/up/ferry-harbour-102.jpg"),
        ("https://a.example/story-one/image.jpg", "https://a.example/story-two/image.jpg"),
        ("https://a.example/i?id=123", "https://a.example/i?id=124"),
    ],
)
def test_different_pictures_have_different_keys(one, other):
    assert picture_key(one) != picture_key(other)


def test_the_lead_picture_stands_above_the_headline_or_the_body():
    lead = f"<figure>{IMG}<figcaption>Crews wait on the quay.</figcaption></figure>"
    html = f"<body><main>{lead}<h1>Ferries stay in the harbour</h1>{P}{P}</main></body>"
    image = only_image(html)
    assert (image.role, image.caption) == ("lead", "Crews wait on the quay.")


def test_a_lead_picture_known_from_metadata_only():
    ld = """<script type="application/ld+json">{"@type": "NewsArticle", "image": {"@type": "ImageObject",
        "url": "/img/quay.jpg", "caption": "Crews wait on the quay. (Jane Doe/AP)"}}</script>"""
    (image,) = figures_of(article("", ld)).images
    assert (image.url, image.caption, image.credit) == (
        "https://news.example/img/quay.jpg",
        "Crews wait on the quay.",
        "Jane Doe/AP",
    )
    assert (image.role, image.before) == ("lead", None)


def test_json_ld_describes_a_picture_of_the_page():
    ld = """<script type="application/ld+json">{"@type": "ImageObject", "contentUrl": "/img/ferry-at-dawn_1200.jpg",
        "description": "Crews wait on the quay.", "author": "Jane Doe"}</script>"""
    image = only_image(article(IMG, ld))
    assert (image.caption, image.credit) == ("Crews wait on the quay.", "Jane Doe")


def test_the_articles_own_description_is_no_caption():
    head = """<meta name="description" content="No ship leaves before the talks are over.">
        <script type="application/ld+json">{"@type": "NewsArticle", "image": {"@type": "ImageObject",
        "url": "/img/q.jpg", "description": "No ship leaves before the talks are over."}}</script>"""
    assert [image.caption for image in figures_of(article("", head)).images] == [None]


def test_a_caption_without_a_picture_is_kept_with_an_empty_address():
    html = article("<figure><figcaption>Crews wait on the quay. Photo: Jane Doe</figcaption></figure>")
    assert (only_image(html).url, only_image(html).credit) == ("", "Jane Doe")


def test_a_gallery_gives_each_picture_its_own_caption():
    slides = "".join(
        f'<li class="slide"><img src="/img/ferry-{name}.jpg"><div class="caption">Ferry {name} in port.</div></li>'
        for name in ("anna", "berta", "clara")
    )
    figures = figures_of(article(f'<div class="gallery"><ul>{slides}</ul></div>'))
    assert [image.caption for image in figures.images] == [f"Ferry {n} in port." for n in ("anna", "berta", "clara")]
    assert {image.role for image in figures.images} == {"gallery"}


def test_a_gallery_behind_the_body_belongs_to_the_article():
    slides = "".join(
        f'<figure><img src="/img/ferry-{name}.jpg"><figcaption>Ferry {name} in port.</figcaption></figure>'
        for name in ("anna", "berta", "clara")
    )
    html = f"<body><article><h1>Ferries</h1>{P}{P}{slides}</article></body>"
    assert len(figures_of(html).images) == 3


NOT_THE_ARTICLES = {
    "teaser": '<div class="related"><a href="/other"><img src="/img/other.jpg"></a><h3>Other story</h3></div>',
    "linked": '<a href="/other"><img src="/img/other-story.jpg"><span>Another story</span></a>',
    "card": '<div><img src="/img/other-story.jpg"><h3><a href="/other">Another story</a></h3></div>',
    "logo": '<img src="/img/logo.png">',
    "icon": '<img src="/img/print.png" width="16" height="16">',
    "pixel": '<img src="https://count.example/hit?x=1" width="1" height="1">',
    "vector": '<img src="/img/arrow-right.svg">',
    "avatar": '<div class="author-box"><img src="/people/jane.jpg"></div>',
    "portrait": '<figure><img src="/p/jane.jpg"><figcaption><address>By Jane Doe</address>1 May</figcaption></figure>',
    "byline figure": '<figure><img src="/p/jane.jpg"><figcaption>By Jane Doe, Harbour reporter</figcaption></figure>',
    "advert": '<img src="/img/summer-sale.jpg" alt="Advertisement">',
    "menu": '<nav><img src="/img/section-travel.jpg"></nav>',
}


@pytest.mark.parametrize("html", NOT_THE_ARTICLES.values(), ids=NOT_THE_ARTICLES.keys())
def test_pictures_that_are_not_the_articles(html):
    assert figures_of(article(html)).images == ()
    assert not [move for move in moved(article(html)) if move[0] == "caption"]


def test_a_teasers_caption_between_the_paragraphs_is_removed_for_no_field():
    html = article(
        '<div class="related"><figure><img src="/o.jpg"><figcaption>Another story of ours</figcaption></figure></div>'
    )
    assert moved(html) == [("", "foreign-caption", "Another story of ours")]


def test_pictures_behind_the_body_and_its_element_stay_out():
    html = article("") + '<div><img src="/img/something-else.jpg"><p>Other</p></div>'
    assert figures_of(html).images == ()


@pytest.mark.parametrize(
    "html",
    [
        "<figure><blockquote>We wait and see.</blockquote><figcaption>Jane Doe, captain</figcaption></figure>",
        "<figure><table><tr><td>1</td><td>2</td></tr></table><figcaption>Departures a day</figcaption></figure>",
        "<figure><pre>x = 1</pre><figcaption>Listing 1</figcaption></figure>",
    ],
)
def test_captions_of_quotations_tables_and_listings_stay_with_them(html):
    assert moved(article(html)) == []


def test_a_box_with_a_picture_and_prose_is_no_caption():
    html = article(f'<div class="image-text">{IMG}<p class="image-text__text">{BODY}</p></div>')
    assert moved(html) == []


def test_a_heading_that_the_alt_text_repeats_stays():
    html = article('<img src="/img/ferry-anna.jpg" alt="The ferry Anna"><h3>The ferry Anna</h3>')
    assert moved(html) == []


def test_a_paragraph_that_repeats_the_alt_text_is_the_caption():
    text = "Crews wait on the quay for the end of the talks."
    html = article(f'<div><img src="/img/ferry-anna.jpg" alt="{text}"></div><p>Share</p><p>{text}</p>')
    assert only_image(html).caption == text
    assert ("caption", "alt-repeat", text) in moved(html)


def test_a_body_paragraph_that_repeats_a_caption_stays():
    html = article(f"<figure>{IMG}<figcaption>{BODY}</figcaption></figure>")
    left = words_left(html)
    assert left.count(BODY) >= 1


def test_a_caption_printed_twice_without_any_picture():
    html = article("<div>Crews wait on the quay at dawn.</div><div>Crews wait on the quay at dawn. (KCNA)</div>")
    image = only_image(html)
    assert (image.caption, image.credit, image.url) == ("Crews wait on the quay at dawn.", "KCNA", "")
    assert [rule for _, rule, _ in moved(html)] == ["caption-repeat", "caption", "credit"]


def test_without_body_only_the_announced_picture():
    html = '<head><meta property="og:image" content="/img/quay.jpg"></head><body><p>Home</p><img src="/a.jpg"></body>'
    figures = figures_of(html)
    assert [image.url for image in figures.images] == ["https://news.example/img/quay.jpg"]
    assert figures.moves == ()


# ------------------------------------------------------------------------------------------------ text


def text_figures(text: str, scores: list[float] | None = None):
    document = read(Page(text.encode(), media_type="text/plain"))
    figures = read_figures(document, scores or [0.9 if block.words > 15 else 0.1 for block in document.blocks])
    return document, figures


def test_text_a_caption_is_known_by_its_repeat_with_credit():
    text = f"Join us\nCrews wait on the quay at dawn.\nCrews wait on the quay at dawn. (KCNA)\n\n{BODY}\n\n{BODY}"
    document, figures = text_figures(text)
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
