"""Names in capitals, the line below a name, a name in the last line."""

from __future__ import annotations

import pytest
from described import HEADLINE, described, ld, moves_of

from scraper.article import Author
from scraper.model import Fields
from scraper.normaliser.people.spelling import spelled


def names(fields: Fields) -> list[str]:
    return [author.name for author in fields.authors]


def top(line: str) -> str:
    return f"<h1>{HEADLINE}</h1>{line}"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("LORRAINE PICKETT", "Lorraine Pickett"),
        ("JEAN-LUC D'ARC", "Jean-Luc D'Arc"),
        ("RONALD MCDONALD JR.", "Ronald McDonald Jr."),
        ("MARÍA DE LA CRUZ", "María de la Cruz"),
        ("TJ J.K. SMITH II", "TJ J.K. Smith II"),
        ("JANE DOE, MD", "Jane Doe, MD"),
        ("ИВАН ПЕТРОВ", "Иван Петров"),
        ("İLKER IŞIK", "İLKER IŞIK"),  # nobody knows here which I is which
        ("Jane DOE", "Jane DOE"),
        ("REUTERS", "REUTERS"),
        ("葉孟潔", "葉孟潔"),
    ],
)
def test_names_in_capitals_are_written_as_names(printed: str, name: str) -> None:
    assert spelled(printed, ()) == name


@pytest.mark.parametrize(
    ("stated", "found"),
    [
        ("Von Jane Doe, Berlin", ["Jane Doe"]),
        ("Doe, Jane", ["Jane Doe"]),
        ("O'Doe, Jane", ["Jane O'Doe"]),
        ("Doe, MD", ["Doe, MD"]),
        ("Jane Doe, John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe (she/her)", ["Jane Doe"]),
        ("null", []),
    ],
)
def test_what_the_name_of_one_person_says(stated: str, found: list[str]) -> None:
    person = {"@type": "Person", "name": stated}
    assert names(described(head=ld(**{"@type": "NewsArticle", "headline": HEADLINE, "author": person}))) == found


def test_the_place_of_the_dateline_is_no_author() -> None:
    filed = "<p>NEW YORK (AP) — The ferry of the harbour came back to the old pier late on Sunday, the crew said.</p>"
    assert names(described(top("<p>By Jane Doe | New York</p>") + filed)) == ["Jane Doe"]
    assert names(described(top("<p>By Jane Doe | John York</p>") + filed)) == ["Jane Doe", "John York"]


@pytest.mark.parametrize("line", ["By Jane Doe (she/her)", "Jane Doe (she/her)</p><p>3 May 2024"])
def test_pronouns_are_of_the_byline_and_not_of_the_name(line: str) -> None:
    fields = described(top(f"<p>{line}</p>"))
    assert names(fields) == ["Jane Doe"]
    assert line.partition("<")[0] in [words for field, words in moves_of(top(f"<p>{line}</p>")) if field == "byline"]


def test_a_name_in_capitals_is_spelled_as_elsewhere_on_the_page() -> None:
    fields = described(
        top("<p>By SHAWN DEVRIES</p>"),
        head=ld(**{"@type": "NewsArticle", "headline": HEADLINE, "author": "Shawn DeVries"}),
    )
    assert names(fields) == ["Shawn DeVries"]
    assert spelled("SHAWN DEVRIES", ["SHAWN DEVRIES", "Shawn DeVries"]) == "Shawn DeVries"


@pytest.mark.parametrize(
    ("lines", "role"),
    [
        ("By Jane Doe<br>Gazette staff writer", "Gazette staff writer"),
        ("By Jane Doe<br>Gazette staff writer |", "Gazette staff writer"),
        ("By Jane Doe<br>Gazette staff writer<br>May 3, 2024", "Gazette staff writer"),
        ("By Jane Doe</p><p>Gazette staff writer", "Gazette staff writer"),
        ("By Jane Doe, reporter<br>Gazette staff writer", "reporter"),
        ("By Jane Doe<br>By John Roe, staff writer", None),
        ("By Jane Doe<br>The reporter of the Gazette was at the pier before the first boat came in.", None),
    ],
)
def test_the_line_below_the_name_says_what_they_do(lines: str, role: str | None) -> None:
    assert described(top(f"<p>{lines}</p>")).authors[0] == Author("Jane Doe", None, role, None)


def test_the_line_below_the_name_moves_with_it() -> None:
    moves = moves_of(top("<p>By Jane Doe<br>Gazette staff writer</p>"))
    assert ("byline", "By Jane Doe\nGazette staff writer") in moves


@pytest.mark.parametrize(
    ("below", "people"),
    [
        ("<p>Ingrid Sol</p>", ["Ingrid Sol"]),
        ("<p>– <b>Ingrid Sol</b></p>", ["Ingrid Sol"]),
        ("<p>Полина Верхова</p>", ["Полина Верхова"]),
        ("<div>Ingrid Sol</div>", []),  # not among the paragraphs
        ("<section><p>Ingrid Sol</p></section>", []),
        ("<h3>Ingrid Sol</h3>", []),
        ("<p>Photo Gallery</p>", []),
        ("<p>The harbour</p>", []),
        ("<p>Ingrid Sol, John Roe and the whole crew of the ferry</p>", []),
    ],
)
def test_a_name_in_the_last_line_signs_where_nobody_is_named_above(below: str, people: list[str]) -> None:
    assert names(described(below=below)) == people
    assert names(described(top("<p>By Jane Doe</p>"), below)) == ["Jane Doe"]


def test_the_signature_moves() -> None:
    assert ("byline", "Ingrid Sol") in moves_of(below="<p>Ingrid Sol</p>")


def test_a_link_to_another_place_on_the_page_is_no_address() -> None:
    assert described(top('<p class="author">By <a href="#about">Jane Doe</a></p>')).authors == (Author("Jane Doe"),)


def test_a_label_below_short_lines_or_one_that_is_repeated_signs_nothing() -> None:
    assert described(above=f"{top('')}<p>Raincover Included</p>", below="<p>Raincover Included</p>").authors == ()
    assert described(below="<p>Two wheels</p><p>One year</p><p>Raincover Included</p>").authors == ()
