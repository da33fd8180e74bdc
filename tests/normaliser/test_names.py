"""Bylines as printed or stated, taken apart."""

from __future__ import annotations

import pytest

from scraper.normaliser.people.agencies import agency_of
from scraper.normaliser.people.names import read_byline
from scraper.normaliser.people.shapes import looks_like_person


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jane Doe", ["Jane Doe"]),
        ("BY JANE DOE", ["JANE DOE"]),
        ("By Jane Doe and John Q. Roe", ["Jane Doe", "John Q. Roe"]),
        ("By Jane Doe, John Roe, and Ann Poe", ["Jane Doe", "John Roe", "Ann Poe"]),
        ("Von Jörg Müller und Änne Groß", ["Jörg Müller", "Änne Groß"]),
        ("Par Élise Durand et Luc Petit", ["Élise Durand", "Luc Petit"]),
        ("Por Ana López y Juan Pérez", ["Ana López", "Juan Pérez"]),
        ("Por João Silva e Ana Costa", ["João Silva", "Ana Costa"]),
        ("Av Åsa Ek och Per Alm", ["Åsa Ek", "Per Alm"]),
        ("Af Søren Holm og Ida Krog", ["Søren Holm", "Ida Krog"]),
        ("Teksti: Aino Virta ja Eero Laine", ["Aino Virta", "Eero Laine"]),
        ("Автор: Иван Петров и Анна Смирнова", ["Иван Петров", "Анна Смирнова"]),
        ("作者：王小明、李小红", ["王小明", "李小红"]),
        ("بقلم: سارة أحمد", ["سارة أحمد"]),
        ("Jane Doe | John Roe", ["Jane Doe", "John Roe"]),
        ("Jane Doe & John Roe", ["Jane Doe", "John Roe"]),
        ("By Vincent van Gogh", ["Vincent van Gogh"]),
        ("By Mary O'Brien-Smith", ["Mary O'Brien-Smith"]),
        ("ByJane Doe", ["Jane Doe"]),
        ("By Jane Doe (she/her)", ["Jane Doe"]),
        ("By Jane Doe (they/them) and John Roe [he / him]", ["Jane Doe", "John Roe"]),
        ("Von Jane Doe (sie/ihr), John Roe (er, ihm)", ["Jane Doe", "John Roe"]),
        ("By Jane Doe (pronouns: she/her)", ["Jane Doe"]),
        ("Par Jane Doe (elle)", ["Jane Doe"]),
        ("By Jane Doe (AFP, Berlin) and John Roe (dpa/Oslo)", ["Jane Doe", "John Roe"]),
        ("By Robert (Bob/Bobby) Doe, John Roe", ["Robert (Bob/Bobby) Doe", "John Roe"]),
        ("Jane Doe\nLeeds", ["Jane Doe"]),
        ("By John Roe\nTuesday, June 4, 2002", ["John Roe"]),
        ("By Jane Doe\nBy John Roe", ["Jane Doe", "John Roe"]),
        ("By\nJane Doe and\nJohn Roe\nwith Ann Poe", ["Jane Doe", "John Roe", "Ann Poe"]),
        ("By Jane\nDoe", ["Jane Doe"]),
        ("Jane Doe in Oslo and John Roe in Rome", ["Jane Doe", "John Roe"]),
        ("Jane Doe and John Roe in Rome", ["Jane Doe", "John Roe"]),
        ("Jane Doe in New York and Los Angeles", ["Jane Doe"]),
        ("By Jane Doe, John Roe, Ann Poe and agencies", ["Jane Doe", "John Roe", "Ann Poe"]),
        ("Jane Doe & agencies", ["Jane Doe"]),
        ("By JANE DOE and JOHN ROE Associated Press", ["JANE DOE", "JOHN ROE", "Associated Press"]),
        ("By Jane Doe and John Roe Associated Press Writers", ["Jane Doe", "John Roe", "Associated Press"]),
        ("By Jane Doe BBC News, Glasgow", ["Jane Doe", "BBC News"]),
        ("By Santa Barbara Daily News", ["Santa Barbara Daily News"]),
        ("Guest post by Jane Doe", ["Jane Doe"]),
        ("田中太郎 記者", ["田中太郎"]),
    ],
)
def test_people(byline: str, names: list[str]) -> None:
    assert [credit.name for credit in read_byline(byline)] == names


@pytest.mark.parametrize(
    ("byline", "name", "role"),
    [
        ("By Jane Doe, Senior Reporter", "Jane Doe", "Senior Reporter"),
        ("Jane Doe Political Correspondent", "Jane Doe", "Correspondent"),
        ("Von Jane Doe, Redakteurin", "Jane Doe", "Redakteurin"),
        ("구현모 기자", "구현모", "기자"),
        ("田中太郎 記者", "田中太郎", "記者"),
        ("Jane Doe\nPolitical Editor", "Jane Doe", "Political Editor"),
        ("Jane Doe (Leeds, chief reporter)", "Jane Doe", "chief reporter"),
    ],
)
def test_roles_are_split_off(byline: str, name: str, role: str) -> None:
    (credit,) = read_byline(byline)
    assert credit.name.startswith(name)
    assert credit.role == role


def test_letters_after_a_name_stay_with_it() -> None:
    assert [credit.name for credit in read_byline("By Jane Doe, Ph.D., and John Roe, MD")] == [
        "Jane Doe, Ph.D.",
        "John Roe, MD",
    ]


@pytest.mark.parametrize(
    "tail",
    [
        " in Berlin",
        " for The Post",
        " | 3 May 2024",
        " May 3, 2024",
        " Published 3 May",
        " 5 min read",
        "Updated May 3",
    ],
)
def test_what_follows_a_name_is_left_out(tail: str) -> None:
    assert [credit.name for credit in read_byline(f"By Jane Doe{tail}")] == ["Jane Doe"]


def test_how_a_newsroom_signs_is_left_out() -> None:
    assert [credit.name for credit in read_byline("Jane Doe (jdo)", stated=True)] == ["Jane Doe"]


@pytest.mark.parametrize("text", ["社会部 記者", "特約 記者", "フリー ライター", "自由時報 記者"])
def test_what_stands_before_a_role_in_japanese_may_be_no_name(text: str) -> None:
    assert not any(credit.role for credit in read_byline(text) if credit.kind == "person")


@pytest.mark.parametrize("text", ["null", "null null", "Undefined", "None", "N/A"])
def test_what_programs_print_for_no_name_is_none(text: str) -> None:
    assert read_byline(text, stated=True) == []


def test_the_site_behind_a_name_is_its_house() -> None:
    names = [credit.name for credit in read_byline("By Jane Doe The Post", sites=frozenset({"thepost"}))]
    assert names == ["Jane Doe", "The Post"]


def test_agencies_and_desks_are_no_people() -> None:
    kinds = {credit.name: credit.kind for credit in read_byline("Jane Doe, Reuters, News Desk", stated=True)}
    assert kinds == {"Jane Doe": "person", "Reuters": "agency", "News Desk": "group"}


def test_the_site_itself_is_no_person() -> None:
    (credit,) = read_byline("Harbour Post", sites=frozenset({"harbourpost"}), stated=True)
    assert credit.kind == "group"


def test_contact_goes_with_the_only_name() -> None:
    (credit,) = read_byline("By Jane Doe @janedoe")
    assert (credit.name, credit.contact) == ("Jane Doe", "@janedoe")


@pytest.mark.parametrize(
    "text", ["https://www.example.org/people/jane", "By", "Written by:", "page.head.author", "", "—"]
)
def test_what_is_no_byline_gives_nothing(text: str) -> None:
    assert read_byline(text, stated=True) == []


@pytest.mark.parametrize("text", ["the old harbour", "Jane", "Ferry Returns 2024", "Who is Jane Doe?", "News Staff"])
def test_what_is_not_written_like_a_name(text: str) -> None:
    assert not looks_like_person(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [("The Associated Press", "AP"), ("dpa", "dpa"), ("(AFP)", "AFP"), ("연합뉴스", "Yonhap"), ("Jane", None)],
)
def test_agencies_by_their_printed_names(text: str, name: str | None) -> None:
    assert agency_of(text) == name
