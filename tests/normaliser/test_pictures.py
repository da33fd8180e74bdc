"""Which pictures are the article's, which of them are the same, and where they stand."""

from __future__ import annotations

import pytest
from figured import IMG, P, article, figures_of, moved, only_image, words_left

from scraper.normaliser.pictures.address import picture_key


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
    assert [(image.caption, image.role) for image in figures.images] == [("Crews wait.", "lead")]  # as the page says
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


def test_the_picture_below_a_standfirst_is_the_lead_unless_the_page_names_another():
    """``article`` begins with a paragraph, as a standfirst that is body would stand there."""
    picture = f"<figure>{IMG}<figcaption>Crews wait on the quay.</figcaption></figure>"
    other = '<meta property="og:image" content="https://cdn.example/town-hall.jpg">'
    assert only_image(article(picture)).role == "lead"
    assert [image.role for image in figures_of(article(picture, other)).images] == ["lead", "inline"]


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
    "styled pixel": '<img src="https://count.example/70c8fc80" style="position:absolute;width:1px;height:1px">',
    "masthead": '<img src="/gif/masthead.gif" width="760" height="80">',
    "front page": '<div id="top"><a href="/"><img src="/i/ferry-news.gif"></a><br>Ships and tides, every day.</div>',
    "contributor": '<div class="contributor"><img src="/kd.png" alt="Jane Doe">Jane Doe</div>',
    "profile photo": '<div><img src="/profile_photos/a9549444.jpg" alt="Jane Doe"></div>',
    "byline box": '<div class="by"><img src="/people/jane.jpg"><b>Jane Doe, harbours</b> 7 min read</div>',
    "numbered card": '<a href="/story/3930011/"><img src="/t/3930011.jpg" alt=""><h4>Another story</h4></a>',
    "covered card": '<li><a href="/other"></a><div><img src="/o/3.jpg"><h3>Another story</h3></div></li>',
}


@pytest.mark.parametrize("html", NOT_THE_ARTICLES.values(), ids=NOT_THE_ARTICLES.keys())
def test_pictures_that_are_not_the_articles(html):
    assert figures_of(article(html)).images == ()
    assert not [move for move in moved(article(html)) if move[0] == "caption"]


def test_a_drawing_in_a_figure_keeps_its_address():
    html = article('<figure><img src="/img/departures.svg"><figcaption>Departures a day.</figcaption></figure>')
    assert only_image(html).url == "https://news.example/img/departures.svg"


def test_a_lazy_picture_beside_the_page_has_an_address_without_folders():
    html = article('<img src="data:image/svg+xml,%3Csvg%3E" data-lazysrc="ferry-at-noon.jpg" width=400 height=267>')
    (image,) = figures_of(html).images
    assert image.url == "https://news.example/2024/ferry-at-noon.jpg"


def test_one_picture_is_no_gallery():
    html = article(f'{P}<div class="image-gallery">{IMG}<p>Crews wait on the quay.</p></div>')
    assert only_image(html).role == "inline"


def test_a_teasers_caption_is_left_to_the_cleaners():
    html = article(
        '<div class="related"><figure><img src="/o.jpg"><figcaption>Another story of ours</figcaption></figure></div>'
    )
    assert moved(html) == []


def test_pictures_behind_the_body_and_its_element_stay_out():
    html = article("") + '<div><img src="/img/something-else.jpg"><p>Other</p></div>'
    assert figures_of(html).images == ()


def test_the_caption_of_a_chart_in_a_frame_is_not_lost():
    html = article("<figure><iframe src=/chart/7></iframe><figcaption>Departures a day. (AFP)</figcaption></figure>")
    image = only_image(html)
    assert (image.url, image.caption, image.credit) == ("", "Departures a day.", "AFP")


def test_the_page_of_a_gallery_has_no_body():
    slides = "".join(
        f'<figure><img src="/img/ferry-{name}.jpg"><figcaption>Ferry {name} in port.</figcaption></figure>'
        for name in ("anna", "berta", "clara")
    )
    figures = figures_of(f"<body><nav>Home</nav><article><h1>Our ferries</h1>{slides}</article><p>Other</p></body>")
    assert [image.caption for image in figures.images] == [f"Ferry {n} in port." for n in ("anna", "berta", "clara")]
