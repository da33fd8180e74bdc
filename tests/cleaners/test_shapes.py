"""Rules that go by shape: runs of links, boxes below headings, cut-in lines, notes for screen readers."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from scraper.cleaners.engine.cutins import helpers, line_ends, lines, unlinked
from scraper.cleaners.engine.linklists import languages, link_runs
from scraper.cleaners.engine.sections import below, titles_below
from scraper.cleaners.engine.sharing import bars, lone_names
from scraper.document import read
from scraper.model import Document, Page

PROSE = (
    "The harbour was rebuilt after the storm, and the town council voted to keep the old lighthouse open to visitors "
    * 2
)


def page(body: str) -> Document:
    return read(Page(f"<html><body>{body}</body></html>".encode(), media_type="text/html", charset="utf-8"))


def text(body: str) -> Document:
    return read(Page(body.encode(), media_type="text/plain", charset="utf-8"))


def words_of(document: Document, spans: Iterable[tuple[int, int, int, str]]) -> list[str]:
    return [document.blocks[block].text[start:end] for block, start, end, _ in spans]


def links(count: int, title: str = "News") -> str:
    return "".join(f'<li><a href="/{number}">{title} {number}</a></li>' for number in range(count))


def test_runs_of_links_need_five_and_a_place_outside_the_text() -> None:
    few, many = page(f"<p>{PROSE}</p><ul>{links(4)}</ul>"), page(f"<p>{PROSE}</p><ul>{links(5)}</ul>")
    amid = page(f"<p>{PROSE}</p><ul>{links(5)}</ul><p>{PROSE}</p>")
    find = link_runs(outside=True, titles=False)
    assert [len(list(find(document))) for document in (few, many, amid)] == [0, 5, 0]
    assert len(list(link_runs(outside=False, titles=False)(amid))) == 5


def test_titles_are_told_from_menu_items_by_their_length() -> None:
    document = page(f"<p>{PROSE}</p><p>{PROSE}</p><ul>{links(5, 'Council keeps the old lighthouse open')}</ul>")
    assert not list(link_runs(outside=True, titles=False)(document))
    assert len(list(link_runs(outside=True, titles=True)(document))) == 5


def test_a_main_title_ends_a_run_of_links() -> None:
    document = page(f'<ul>{links(5)}</ul><h1><a href="/">Harbour rebuilt</a></h1><p>{PROSE}</p>')
    found = words_of(document, link_runs(outside=True, titles=False)(document))
    assert "Harbour rebuilt" not in found
    assert len(found) == 5


def test_a_box_below_a_heading_ends_with_its_element() -> None:
    box = '<div><h3>Related articles</h3><ul><li><a href="/a">Storm</a></li><li>12 May</li></ul></div>'
    document = page(f"<p>{PROSE}</p>{box}<p>{PROSE}</p>")
    assert words_of(document, below("related", "heading")(document)) == ["Related articles", "Storm", "12 May"]


def test_a_heading_above_prose_has_no_box() -> None:
    document = page(f"<div><h2>Related articles</h2><p>{PROSE}</p></div>")
    assert not list(below("related", "heading")(document))


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ('It ended late. READ ALSO: <a href="/x">Storm hits coast</a>', "READ ALSO: Storm hits coast"),
        (
            'Es endete spät. (Lesen Sie auch: <a href="/x">Sturm an der Küste</a>)',
            "(Lesen Sie auch: Sturm an der Küste)",
        ),
        ('<a href="/x">Читайте также: Шторм на побережье</a>', "Читайте также: Шторм на побережье"),
        ('Primera línea<br>Lea también: <a href="/x">Tormenta</a><br>Última línea', "Lea también: Tormenta"),
        ('<strong>MORE: <a href="/x">Storm hits coast</a></strong>', "MORE: Storm hits coast"),
    ],
)
def test_cut_in_lines_are_cut_on_word_borders(line: str, cut: str) -> None:
    document = page(f"<p>{line}</p>")
    assert words_of(document, [*lines(document), *line_ends(document)]) == [cut]


@pytest.mark.parametrize(
    "line",
    [
        'We also read the <a href="/x">report</a> that the council had published.',
        'He likes to watch <a href="/x">football</a>',
        'More: <a href="/x">the saint</a> and his book',
        'Related: the committee said in <a href="/x">its letter</a> that nothing had been decided.',
        "Read also the small print.",
        'It ended late. See also <a href="/x">the letter</a>.',
    ],
)
def test_lead_ins_in_sentences_are_kept(line: str) -> None:
    document = page(f"<p>{line}</p>")
    assert words_of(document, [*lines(document), *line_ends(document)]) == []


def test_cut_in_lines_of_plain_text_need_a_colon_and_a_title() -> None:
    document = text(
        "Read also: Storm hits the coast\n\nRead also: the report says that it was late.\n\nRead also the report"
    )
    assert words_of(document, unlinked(document)) == ["Read also: Storm hits the coast"]


def test_notes_about_links_are_cut_wherever_they_stand() -> None:
    document = page("<p>The report (opens in a new window) is long. The council (opens late) said so.</p>")
    assert words_of(document, helpers(document)) == ["(opens in a new window)"]


def test_titles_below_a_heading_of_plain_text_end_with_the_first_sentence() -> None:
    document = text("Around the web\n\nStorm hits coast\n\nHarbour reopens\n\nThe council met on Monday.\n\nBack page")
    assert words_of(document, titles_below("related", "heading", outside=True)(document)) == [
        "Storm hits coast",
        "Harbour reopens",
    ]


def test_share_bars_need_two_networks() -> None:
    bar = page("<p>Teilen</p><p>Auf Facebook teilen</p><p>WhatsApp</p><p>Link kopieren</p>")
    assert words_of(bar, bars(bar)) == ["Teilen", "Auf Facebook teilen", "WhatsApp", "Link kopieren"]
    heading = page(f"<h3>TikTok</h3><p>{PROSE}</p>")
    assert not list(bars(heading))
    assert words_of(heading, lone_names(heading)) == ["TikTok"]


def test_switchers_need_two_languages() -> None:
    switcher, lone = page("<li>Deutsch</li><li>English</li><p>Home</p>"), page("<li>English</li><p>Home</p>")
    assert words_of(switcher, languages(switcher)) == ["Deutsch", "English"]
    assert not list(languages(lone))
