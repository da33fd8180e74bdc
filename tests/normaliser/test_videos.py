"""Videos by element, address and data attribute, each once, with title and caption."""

from __future__ import annotations

import pytest

from scraper.article import Video
from scraper.document import read
from scraper.model import Document, Figures, Page
from scraper.normaliser.captions import read_figures
from scraper.normaliser.pictures.videos import service

BODY = (
    "The ferry company said on Tuesday that no ship would leave the harbour before the talks with its crews are over."
)
P = f"<p>{BODY}</p>"
WATCH = "https://www.youtube.com/watch?v=abcdefghijk"


def document_of(inner: str, head: str = "") -> Document:
    page = f"<html><head>{head}</head><body><article><h1>Ferries stay</h1>{P}{inner}{P}</article></body></html>"
    return read(Page(page.encode(), url="https://news.example/2024/ferry", media_type="text/html"))


def figures_of(inner: str, head: str = "") -> Figures:
    document = document_of(inner, head)
    return read_figures(document, [0.9 if block.text == BODY else 0.1 for block in document.blocks])


def only_video(inner: str, head: str = "") -> Video:
    (video,) = figures_of(inner, head).videos
    return video


PLAYERS = {
    "iframe": '<iframe src="https://www.youtube.com/embed/abcdefghijk?autoplay=1"></iframe>',
    "no cookies": '<iframe data-src="//www.youtube-nocookie.com/embed/abcdefghijk"></iframe>',
    "lite": '<lite-youtube videoid="abcdefghijk"></lite-youtube>',
    "amp": '<amp-youtube data-videoid="abcdefghijk" width="480" height="270"></amp-youtube>',
    "attribute": '<div class="youtube-player" data-video-id="abcdefghijk"></div>',
}


@pytest.mark.parametrize("player", PLAYERS.values(), ids=PLAYERS.keys())
def test_every_kind_of_player_gives_the_page_of_the_video(player):
    video = only_video(player)
    assert (video.provider, video.url, video.before) == ("YouTube", WATCH, 2)


@pytest.mark.parametrize(
    ("address", "name", "page"),
    [
        ("https://player.vimeo.com/video/123456789?h=1", "Vimeo", "https://vimeo.com/123456789"),
        (
            "https://geo.dailymotion.com/player/x.html?video=x8abcde",
            "Dailymotion",
            "https://www.dailymotion.com/video/x8abcde",
        ),
        ("https://youtu.be/abcdefghijk", "YouTube", WATCH),
        ("https://rutube.ru/play/embed/1a2b", "Rutube", "https://rutube.ru/play/embed/1a2b"),
        ("https://www.youtube.com/@channel", None, None),
        ("https://www.facebook.com/plugins/like.php?href=x", None, None),
        ("https://notyoutube.com/embed/abcdefghijk", None, None),
        ("https://[broken/embed", None, None),
    ],
)
def test_services_by_address(address, name, page):
    assert service(address) == (name, page)


def test_a_video_element_with_its_own_file():
    video = only_video('<video poster="/p.jpg"><source src="/v/ferry.mp4" type="video/mp4"></video>')
    assert (video.provider, video.url) == (None, "https://news.example/v/ferry.mp4")


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="https://maps.example/embed?q=harbour"></iframe>',
        '<iframe src="https://podcast.example/player/12"></iframe>',
        '<iframe src="https://www.googletagmanager.com/ns.html?id=1" style="display:none"></iframe>',
        '<div class="related"><iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe></div>',
        '<audio src="/a.mp3"></audio>',
        '<div class="video-teaser">Videos</div>',
    ],
)
def test_no_video(html):
    assert figures_of(html).videos == ()


def test_the_same_video_twice_is_one():
    assert len(figures_of(PLAYERS["iframe"] + P + PLAYERS["no cookies"]).videos) == 1


def test_title_from_the_frame():
    player = '<iframe title="Ferry crews on strike" src="https://www.youtube.com/embed/abcdefghijk"></iframe>'
    assert only_video(player).title == "Ferry crews on strike"


@pytest.mark.parametrize("title", ["YouTube video player", "Embedded video", "Vídeo", "video"])
def test_titles_that_say_nothing(title):
    player = f'<iframe title="{title}" src="https://www.youtube.com/embed/abcdefghijk"></iframe>'
    assert only_video(player).title is None


def test_a_visible_title_in_the_players_box_moves():
    inner = (
        f'<div class="video-player">{PLAYERS["iframe"]}<h4 class="video-title">Ferry crews on strike</h4>'
        "<span>01:25</span></div>"
    )
    document = document_of(inner)
    figures = read_figures(document, [0.9 if block.text == BODY else 0.1 for block in document.blocks])
    assert [video.title for video in figures.videos] == ["Ferry crews on strike"]
    (move,) = figures.moves
    assert (move.field, move.rule) == ("video_title", "video-title")
    assert document.blocks[move.block].text == "Ferry crews on strike"


def test_the_articles_own_headline_is_no_video_title():
    head = f'<div class="video-page">{PLAYERS["iframe"]}<h2 class="title">Ferries stay</h2>{P}</div>'
    assert not [move for move in figures_of(head).moves if move.rule == "video-title"]


def test_a_figcaption_becomes_the_videos_caption():
    figures = figures_of(f"<figure>{PLAYERS['iframe']}<figcaption>The talks on film. (AP)</figcaption></figure>")
    assert [video.caption for video in figures.videos] == ["The talks on film."]
    assert {move.field for move in figures.moves} == {"caption", "credit"}


LD = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferries stay", "video":
    {"@type": "VideoObject", "name": "Ferry crews on strike", "embedUrl": "https://www.youtube.com/embed/abcdefghijk"}}
    </script>"""


def test_json_ld_names_the_video_of_the_page():
    assert only_video(PLAYERS["iframe"], LD) == Video("YouTube", WATCH, "Ferry crews on strike", None, 2)


def test_json_ld_alone_when_a_script_draws_the_player():
    assert only_video("", LD) == Video("YouTube", WATCH, "Ferry crews on strike")


def test_a_video_object_beside_the_article_needs_a_player():
    alone = '<script type="application/ld+json">{"@type": "VideoObject", "name": "Other", "url": "/v/1"}</script>'
    assert figures_of("", alone).videos == ()
