"""What an article says of itself is still known when its HTML is cleaned again."""

from __future__ import annotations

import pytest

import scraper

SENTENCES = (
    "The last ferry left the old harbour at nine in the evening with forty people and two bicycles on board.",
    "Captain Ina Quay had promised the council that the boat would sail as long as somebody bought a ticket.",
    "On Monday the council decided by twelve votes to three that the bridge should open a month early instead.",
    "Passengers who hold a yearly pass can hand it in at the ticket office until the end of September.",
    "The boat itself will be kept at the maritime museum, where visitors may climb aboard from next spring.",
)
HEAD = """<html lang=en><head><title>The last ferry sails</title>
<meta name=description content="The last ferry left the old harbour at nine in the evening">
<meta property=article:published_time content="2024-05-01T10:00:00+02:00">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "The last ferry sails", "author": %s, "isAccessibleForFree": false,
"image": {"@type": "ImageObject", "url": "https://harbour.example/lead.jpg"},
"sourceOrganization": {"@type": "Organization", "name": "Reuters"},
"correction": "An earlier version of this article named the wrong captain."}</script></head>"""
PERSON = '{"@type": "Person", "name": "Ada Pier", "email": "mailto:ada@harbour.example", "jobTitle": "Reporter"}'
HOUSE = '{"@type": "Organization", "name": "The Harbour Desk"}'
FIGURES = (
    '<figure><img src=/a.jpg alt="A boat at the quay"></figure>',
    "<figure><img src=/b.jpg><figcaption>“We will miss her.” <span class=credit>Cy Buoy</span></figcaption></figure>",
    "<figure><img src=/c.jpg><figcaption><span class=credit>Bo Mast</span></figcaption></figure>",
    "<figure><img src=/d.jpg><figcaption>Ina Quay <span class=credit>Getty Images</span></figcaption></figure>",
)


def page(author: str) -> bytes:
    body = "".join(f"<p>{text}</p>{figure}" for text, figure in zip(SENTENCES, (*FIGURES, ""), strict=True))
    return f"{HEAD % author}<body><article><h1>The last ferry sails</h1>{body}</article></body></html>".encode()


@pytest.fixture(params=[PERSON, HOUSE], ids=["a person", "a house"])
def twice(request) -> tuple[scraper.Article, scraper.Article]:
    once = scraper.clean(page(request.param), url="https://harbour.example/news/last-ferry")
    return once, scraper.clean(once.to_html().encode(), url="https://harbour.example/news/last-ferry")


@pytest.mark.parametrize(
    "name", "title subtitle authors date_published site agency corrections description language text".split()
)
def test_the_field_stays(twice, name):
    once, again = twice
    assert getattr(once, name) == getattr(again, name)


def test_the_page_says_all_this(twice):
    once, _ = twice
    assert once.subtitle is None  # the description is only the first words of the first paragraph
    assert once.authors[0].name in ("Ada Pier", "The Harbour Desk")
    assert once.authors[0].contact in ("ada@harbour.example", None)
    assert once.agency == ("Reuters",)
    assert once.corrections == ("An earlier version of this article named the wrong captain.",)
    assert once.site.name is None


def test_pictures_stay_as_they_were(twice):
    once, again = twice
    assert [(image.caption, image.credit) for image in once.images] == [
        (None, None),
        (None, None),
        ("“We will miss her.”", "Cy Buoy"),
        (None, "Bo Mast"),
        ("Ina Quay", "Getty Images"),
    ]
    assert [(image.url, image.alt, image.caption, image.credit) for image in again.images] == [
        (image.url, image.alt, image.caption, image.credit) for image in once.images
    ]


def test_the_price_stays(twice):
    once, again = twice
    assert once.access.free is again.access.free is False
