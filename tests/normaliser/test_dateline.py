"""Where a report was filed: copied to its field, kept in the body."""

from __future__ import annotations

import pytest
from described import HEADLINE, document_of, moved, page, scores_of

from scraper.normaliser.fields.dateline import parse_dateline
from scraper.normaliser.metadata import read_metadata

REST = "The ferry came back to the old harbour on Tuesday morning."


@pytest.mark.parametrize(
    ("opening", "place", "agencies"),
    [
        ("SEOUL, South Korea — ", "SEOUL, South Korea", ()),
        ("WASHINGTON (AP) — ", "WASHINGTON", ("AP",)),
        ("BERLIN (dpa) - ", "BERLIN", ("dpa",)),
        ("Berlin (dpa/AFP) - ", "Berlin", ("dpa", "AFP")),
        ("PARIS, 3 mai (Reuters) – ", "PARIS", ("Reuters",)),
        ("LONDON, May 3 (Reuters) - ", "LONDON", ("Reuters",)),
        ("(Beirut) – ", "Beirut", ()),
        ("NEW YORK -- ", "NEW YORK", ()),
        ("OSLO, Norway, Oct. 3, 2023 /Reuters/ -- ", "OSLO, Norway", ("Reuters",)),
        ("OSLO, Oct. 3, 2023 /Ferrywire/ -- ", "OSLO", ()),
        ("МОСКВА, 3 мая (ТАСС) — ", "МОСКВА", ("TASS",)),
        ("(서울=연합뉴스) ", "서울", ("Yonhap",)),
        ("【ソウル=共同】", "ソウル", ("Kyodo",)),
        ("新华社北京5月3日电 ", "北京", ("Xinhua",)),
    ],
)
def test_openings(opening: str, place: str, agencies: tuple[str, ...]) -> None:
    found = parse_dateline(opening + REST)
    assert found is not None
    assert (found[0].place, found[1]) == (place, agencies)
    assert opening.strip() == found[0].raw


@pytest.mark.parametrize(
    "text",
    [
        REST,
        "Ferries - once the pride of the town - are back.",
        "Breaking: the ferry is back.",
        "UK - wide talks went on.",
        "The harbour master said: “It is back.”",
        "(Note) – this is prose about nothing in particular (really).".lower(),
    ],
)
def test_prose_has_none(text: str) -> None:
    assert parse_dateline(text) is None


@pytest.mark.parametrize(
    ("opening", "rest", "place"), [("NEW DELHI: ", "People in New Delhi saw it.", "NEW DELHI"), ("WARNING: ", "", None)]
)
def test_a_colon_needs_the_place_to_be_named_again(opening: str, rest: str, place: str | None) -> None:
    body = f"<p>{opening}{REST} {REST} {rest}</p><p>{REST} {REST}</p>"
    document = document_of(page(f"<h1>{HEADLINE}</h1>", body=body))
    dateline = read_metadata(document, scores_of(document)).dateline
    assert (dateline.place if dateline else None) == place


def test_words_stay_in_the_body_and_the_agency_is_named() -> None:
    body = f"<p>OSLO, Norway (AP) — {REST} {REST}</p><p>{REST} {REST}</p>"
    document = document_of(page(f"<h1>{HEADLINE}</h1>", body=body))
    fields = read_metadata(document, scores_of(document))
    assert fields.dateline is not None
    assert (fields.dateline.place, fields.agency) == ("OSLO, Norway", ("AP",))
    assert not any("OSLO" in words for _, words in moved(fields, document))


@pytest.mark.parametrize(
    ("opening", "told", "place"),
    [
        ("VALLE SCURA. ", "It is the last one in Valle Scura.", "VALLE SCURA"),
        ("VALLE SCURA. ", "It is the last one.", None),
        ("Valle Scura. ", "It is the last one in Valle Scura.", None),
        ("ЗАРЕЧНЫЙ, 14 ноября. ", "It is the last one.", "ЗАРЕЧНЫЙ"),
        ("СТЕПОВЕ, 1 жовтня /Reuters/. ", "It is the last one.", "СТЕПОВЕ"),
        ("STOP. ", "It is the last one of the whole harbour town.", None),
    ],
)
def test_a_place_in_capitals_with_a_full_stop(opening: str, told: str, place: str | None) -> None:
    body = f"<p>{opening}{REST} {REST}</p><p>{told} {REST} {REST}</p>"
    document = document_of(page(body=body))
    dateline = read_metadata(document, scores_of(document)).dateline
    assert (dateline and dateline.place) == place
    assert dateline is None or dateline.raw == opening.strip()


def test_a_place_with_a_full_stop_opens_the_first_paragraph_alone() -> None:
    document = document_of(page(body=f"<p>{REST} {REST}</p><p>VALLE SCURA. {REST} It is far from Valle Scura.</p>"))
    assert read_metadata(document, scores_of(document)).dateline is None
