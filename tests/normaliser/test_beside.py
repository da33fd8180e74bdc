"""A short line beside a lone picture is its caption when it is built unlike the prose, though it may look like body."""

from __future__ import annotations

import pytest
from figured import BODY, IMG, P, article, document_of

from scraper.normaliser.captions import read_figures

LINE = "Crews wait on the quay in the rain"
OTHER = IMG.replace("dawn", "noon")

CAPTIONS = {
    "wrapper of two": f'<div class="x12"><div class="x13">{IMG}</div><div class="x14">{LINE}</div></div>',
    "paragraph called cap": f'<div class="x12">{IMG}<p class="cap">{LINE}</p></div>',
    "encyclopedia": f'<div class="thumb">{IMG}<div class="thumbcaption">{LINE}</div></div>',
    "lone cell": f"<table align=right><tr><td>{IMG}<br><font size=1>{LINE}</font></td></tr></table>",
    "slanted in the paragraph": f"<p>{IMG}<br><em>{LINE}</em></p>",
    "small in the paragraph": f"<p><a href=/img/ferry-at-dawn.jpg>{IMG}</a><small>{LINE}</small></p>",
    "small below": f"<p>{IMG}</p><p><small>{LINE}</small></p>",
    "small by style": f'<p>{IMG}</p><p><span style="font-size:11px">{LINE}</span></p>',
    "centred below": f'<p style="text-align:center">{IMG}</p><p style="text-align: center">{LINE}</p>',
}

PROSE = {
    "paragraph below": f"<p>{IMG}</p><p>{LINE}.</p>",
    "paragraph around": f"<p>{IMG}{LINE}.</p>",
    "box like the prose": f"<div>{IMG}<p>{LINE}.</p></div>",
    "standfirst below": f'<p>{IMG}</p><p class="intro">{LINE}.</p>',
    "slanted once": f"<p>{IMG}</p><p><em>{LINE}.</em></p>",
    "question": f"<p>{IMG}</p><p><small>Why do crews wait on the quay?</small></p>",
    "box that leads on": f'<div class="x12">{IMG}<p class="cap"><a href="/other">{LINE}</a></p></div>',
    "cells": f"<table><tr><td>{IMG}<p class=x>{LINE}</p></td><td>{OTHER}<p class=x>{LINE} again</p></td></tr></table>",
    "heading": f"<div class=x12>{IMG}<h3>{LINE}</h3></div>",
}


def captions_of(html: str) -> list[str]:
    """The captions when every block with the line or the prose counts as body."""
    document = document_of(html)
    scores = [0.9 if LINE in block.text or block.text == BODY else 0.1 for block in document.blocks]
    return [image.caption for image in read_figures(document, scores).images if image.caption]


@pytest.mark.parametrize("html", CAPTIONS.values(), ids=CAPTIONS.keys())
def test_a_line_unlike_the_prose_is_the_caption(html):
    assert captions_of(article(html)) == [LINE]


@pytest.mark.parametrize("html", PROSE.values(), ids=PROSE.keys())
def test_a_line_like_the_prose_stays(html):
    assert captions_of(article(html)) == []


def test_slanted_lines_below_two_pictures_are_captions():
    html = f"<p>{IMG}</p><p><em>{LINE}.</em></p>{P}<p>{OTHER}</p><p><i>{LINE} again.</i></p>"
    assert captions_of(article(html)) == [f"{LINE}.", f"{LINE} again."]


def test_where_all_prose_is_centred_a_centred_line_is_none():
    html = f"<center><p>{BODY}</p><p>{IMG}</p><p>{LINE}.</p><p>{BODY}</p></center>"
    assert captions_of(f"<article><h1>Ferries</h1>{html}</article>") == []
