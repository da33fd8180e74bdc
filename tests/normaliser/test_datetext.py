"""Dates in print, in the languages of the phrase lists."""

from __future__ import annotations

import pytest

from scraper.normaliser.times.datetext import find_dates

PRINTED = {
    "en": "3 May 2024",
    "en-us": "May 3, 2024",
    "en-th": "3rd of May 2024",
    "de": "3. Mai 2024",
    "fr": "le 3 mai 2024",
    "es": "3 de mayo de 2024",
    "pt": "3 de maio de 2024",
    "it": "3 maggio 2024",
    "nl": "3 mei 2024",
    "sv": "3 maj 2024",
    "da": "3. maj 2024",
    "no": "3. mai 2024",
    "fi": "3. toukokuuta 2024",
    "pl": "3 maja 2024",
    "cs": "3. května 2024",
    "ru": "3 мая 2024",
    "uk": "3 травня 2024",
    "tr": "3 Mayıs 2024",
    "el": "3 Μαΐου 2024",
    "ar": "٣ مايو ٢٠٢٤",
    "he": "3 במאי 2024",
    "hi": "3 मई 2024",
    "ja": "2024年5月3日",
    "zh": "2024年05月03日",
    "ko": "2024년 5월 3일",
    "id": "3 Mei 2024",
    "iso": "2024-05-03",
    "dots": "03.05.2024",
    "slashes": "2024/5/3",
}


@pytest.mark.parametrize("text", PRINTED.values(), ids=PRINTED.keys())
def test_every_language(text: str) -> None:
    assert [found.value for found in find_dates(text)] == ["2024-05-03"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 May 2024 10:20 GMT", "2024-05-03T10:20:00+00:00"),
        ("May 3, 2024 at 3:05 PM EDT", "2024-05-03T15:05:00-04:00"),
        ("3. Mai 2024, 10.20 Uhr", "2024-05-03T10:20:00"),
        ("le 3 mai 2024 à 10h20", "2024-05-03T10:20:00"),
        ("3 de mayo de 2024 a las 10:20 h", "2024-05-03T10:20:00"),
        ("2024年5月3日 10時20分", "2024-05-03T10:20:00"),
        ("2024년 5월 3일 오후 3:05", "2024-05-03T15:05:00"),
        ("10:20 AM EST, Fri May 3, 2024", "2024-05-03T10:20:00-05:00"),
        ("3 May 2024 12:05 am", "2024-05-03T00:05:00"),
        ("3 May 2024 10:20 UTC+2", "2024-05-03T10:20:00+02:00"),
    ],
)
def test_time_and_zone_beside_the_date(text: str, value: str) -> None:
    assert [found.value for found in find_dates(text)] == [value]


def test_span_covers_date_and_time() -> None:
    text = "Published 3 May 2024 10:20 GMT | News"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "3 May 2024 10:20 GMT"


def test_ambiguous_numbers_follow_the_reader() -> None:
    assert find_dates("03/05/2024")[0].value == "2024-05-03"
    assert find_dates("03/05/2024", day_first=False)[0].value == "2024-03-05"
    assert find_dates("23/05/2024", day_first=False)[0].value == "2024-05-23"


@pytest.mark.parametrize(
    "text", ["version 1.2.24", "31 February 2024", "room 2024", "10.20.30.40", "May 2024", "3 of 2024 ferries", ""]
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == ()
