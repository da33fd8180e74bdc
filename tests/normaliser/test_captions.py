"""One caption an image, once, its credit split off, nothing of it left in the text."""

from __future__ import annotations

import pytest
from figured import BODY, IMG, article, figures_of, moved, only_image, words_left

# Each is one way to print the caption "Crews wait on the quay." with the credit "Jane Doe/AP".
MARKUPS = {
    "figcaption": f"<figure>{IMG}<figcaption>Crews wait on the quay. Photo: Jane Doe/AP</figcaption></figure>",
    "caption above": f"<figure><figcaption>Crews wait on the quay. (Jane Doe/AP)</figcaption>{IMG}</figure>",
    "credit element": f"<figure>{IMG}<figcaption>Crews wait on the quay."
    '<span class="credit">Jane Doe/AP</span></figcaption></figure>',
    "credit outside": f'<figure>{IMG}<small class="copyright">© Jane Doe/AP</small>'
    "<figcaption>Crews wait on the quay.</figcaption></figure>",
    "unmarked credit": f"<figure>{IMG}<small>Foto: Jane Doe/AP</small>"
    "<figcaption>Crews wait on the quay.</figcaption></figure>",
    "figure without figcaption": f'<figure>{IMG}<div class="x1">Crews wait on the quay. Jane Doe/AP</div></figure>',
    "wordpress": f'<div class="wp-caption">{IMG}'
    '<p class="wp-caption-text">Crews wait on the quay. (Jane Doe/AP)</p></div>',
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
    "glued": f"<figure>{IMG}<figcaption><span>Crews wait on the quay.</span><span>Jane Doe/AP</span>"
    "</figcaption></figure>",
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


@pytest.mark.parametrize("inside", ["Photo: Jane Doe", "Photo: <p>Jane Doe</p>", "<b>Image: Jane Doe</b>"])
def test_a_label_with_a_name_is_a_credit_and_no_label_of_a_caption(inside):
    image = only_image(article(f"<figure>{IMG}<figcaption>{inside}</figcaption></figure>"), credited=True)
    assert (image.caption, image.credit) == (None, "Jane Doe")


@pytest.mark.parametrize(
    ("inside", "credit"),
    [
        ("Handout", "Handout"),
        ("Courtesy Jane Doe", "Jane Doe"),
        ("(Photo by Jane Doe/AP)<b class=credit>Doe</b>", "Jane Doe/AP"),
    ],
)
def test_a_caption_that_is_nothing_but_a_credit(inside, credit):
    image = only_image(article(f"<figure>{IMG}<figcaption>{inside}</figcaption></figure>"), credited=True)
    assert (image.caption, image.credit) == (None, credit)


def test_what_is_for_sale_has_no_caption():
    html = article(f'<div class="image">{IMG}<div>Belt bag of recycled canvas, blue.</div><div>$38 $29</div></div>')
    assert not [words for _, _, words in moved(html)]


def test_a_label_without_a_name_is_none_of_the_caption():
    html = article(f"<figure>{IMG}<figcaption><b>Photo:</b><p>Crews wait on the quay.</p></figcaption></figure>")
    assert (only_image(html).caption, only_image(html).credit) == ("Crews wait on the quay.", None)


def test_an_element_called_credit_that_holds_the_caption_too():
    html = article(
        f'<figure>{IMG}<p class="credit">Crews wait on the quay and hope that the talks end before the night is over, '
        "as they did last year. Photo: Jane Doe</p></figure>"
    )
    image = only_image(html)
    assert image.credit == "Jane Doe"
    assert image.caption.endswith("as they did last year.")


LONG = (
    "The ferry company said that its crews wait on the quay until the talks are over, as they did for nine days before"
)


def test_a_caption_called_credit_right_below_the_box_of_the_picture():
    html = article(
        f'<section><div><p>{IMG}</p></div></section><div><p class="meta-credit">{LONG}. | Jane Doe/AP</p></div>'
    )
    assert (only_image(html).caption, only_image(html).credit) == (f"{LONG}.", "Jane Doe/AP")


def test_a_credit_alone_right_below_a_picture_without_a_figure():
    image = only_image(article(f'<section>{IMG}<div class="mt-2">Credit: Jane Doe</div></section>'), credited=True)
    assert (image.caption, image.credit) == (None, "Jane Doe")


def test_a_byline_called_credit_above_the_picture_is_left_to_the_byline():
    html = article(f'<div class="read__credit"><a href="/by/jane">Jane Doe</a></div><div class="photo">{IMG}</div>')
    assert not [words for field, _, words in moved(html) if field == "credit"]


def test_name_and_newspaper_in_elements_of_their_own():
    html = article(
        f'<div class="Figure">{IMG}<div class="Figure-credit">Jane Doe</div><div class="Figure-source">/</div>'
        '<div class="Figure-source">The Courier</div><div class="Figure-caption">Crews wait on the quay</div></div>'
    )
    assert only_image(html).credit == "Jane Doe / The Courier"
    assert "Courier" not in words_left(html)


@pytest.mark.parametrize(
    "name", ["<small>JANE DOE</small>", "<small>Jane Doe</small>", "<span>JANE DOE</span>", "<b><em>JANE DOE</em></b>"]
)
def test_a_name_that_closes_the_caption_in_other_letters_is_the_credit(name):
    image = only_image(
        article(f"<figure>{IMG}<figcaption>The work of a smith of the town {name}</figcaption></figure>")
    )
    assert (image.caption, (image.credit or "").title()) == ("The work of a smith of the town", "Jane Doe")


@pytest.mark.parametrize("name", ["<em>Queen Mary</em>", "<b>Jane Doe</b> on board", "<small>in the rain</small>"])
def test_other_words_in_elements_of_their_own_stay_in_the_caption(name):
    image = only_image(article(f"<figure>{IMG}<figcaption>The crew of the ferry {name}</figcaption></figure>"))
    assert image.credit is None
    assert image.caption.startswith("The crew of the ferry ")


def test_a_button_within_a_caption_is_none_of_it():
    image = only_image(f"<figure>{IMG}<figcaption>The pier at dawn. <button>Share</button></figcaption></figure>{BODY}")
    assert image.caption == "The pier at dawn."


def test_a_closing_label_goes_too():
    html = article(f"<figure>{IMG}<figcaption>Crews wait on the quay. hide caption</figcaption></figure>")
    assert only_image(html).caption == "Crews wait on the quay."


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


@pytest.mark.parametrize(("tag", "more"), [("p", " (fixed)"), ("pre", " (KCNA)")])
def test_lines_that_stand_twice_are_no_captions_of_a_word_in_brackets_or_of_code(tag, more):
    line = "Add a shipper for the northern isles"
    html = article(f"<{tag}>{line}</{tag}><{tag}>{line}{more}</{tag}>")
    assert moved(html) == []


def test_without_body_only_the_announced_picture():
    html = '<head><meta property="og:image" content="/img/quay.jpg"></head><body><p>Home</p><img src="/a.jpg"></body>'
    figures = figures_of(html)
    assert [image.url for image in figures.images] == ["https://news.example/img/quay.jpg"]
    assert figures.moves == ()


@pytest.mark.parametrize(
    "words",
    [
        "Listen to this story.",
        "To view this video please enable JavaScript, and consider upgrading to a browser that supports HTML5 video",
    ],
)
def test_what_a_player_says_of_itself_is_no_caption(words):
    html = article(f"<figure>{IMG}<figcaption>{words}</figcaption></figure>")
    assert [image.caption for image in figures_of(html).images] == [None]
    assert [words for _, rule, words in moved(html) if rule == "caption-label"] == [words]


def test_words_inside_a_frame_are_for_browsers_that_show_none():
    shown = "https://ads.example/media/2012.harbourpost.com/news@Middle"
    inside = f"<a href='{shown}'><img src='{shown}' alt='TextBanner'></a>"
    figures = figures_of(article(f"<ul><li><iframe src='https://ads.example/b'>{inside}</iframe></ul>"))
    assert (figures.images, figures.moves) == ((), ())
