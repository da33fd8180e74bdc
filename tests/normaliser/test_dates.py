"""Which date is the publication, which the last change; never one of the clock."""

from __future__ import annotations

import pytest
from described import HEADLINE, URL, described, document_of, ld, moves_of, scores_of

from scraper.normaliser.metadata import read_metadata
from scraper.normaliser.times.moments import from_address, local_form, read_moment


def top(line: str) -> str:
    return f"<h1>{HEADLINE}</h1>{line}"


def article(**values: object) -> str:
    return ld(**{"@type": "NewsArticle", "headline": HEADLINE, **values})


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2024-05-03", "2024-05-03"),
        ("2024-05-03T10:20:00Z", "2024-05-03T10:20:00+00:00"),
        ("2024-05-03T10:20:00.123+0200", "2024-05-03T10:20:00+02:00"),
        ("2024-05-03 10:20", "2024-05-03T10:20:00"),
        ("20240503T102000Z", "2024-05-03T10:20:00+00:00"),
        ("Fri, 03 May 2024 10:20:00 GMT", "2024-05-03T10:20:00+00:00"),
        ("1714731600", "2024-05-03T10:20:00+00:00"),
        ("1714731600000", "2024-05-03T10:20:00+00:00"),
        ("2024-13-03", None),
        ("soon", None),
        ("", None),
    ],
)
def test_machine_dates(raw: str, value: str | None) -> None:
    assert read_moment(raw) == value


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2024/05/03/ferry", "2024-05-03"),
        ("/news/2024-05-03-ferry", "2024-05-03"),
        ("/news/20240503/ferry", "2024-05-03"),
        ("/2024/may/03/ferry", "2024-05-03"),
        ("/news/03-05-2024-ferry", "2024-05-03"),
    ],
)
def test_dates_in_addresses(path: str, day: str) -> None:
    found = from_address(f"https://www.harbourpost.example{path}")
    assert found is not None
    assert found[0] == day


@pytest.mark.parametrize("path", ["/news/12345678", "/2024/05/ferry", "/a?d=2024-05-03", "/2024/13/41/"])
def test_addresses_without_a_date(path: str) -> None:
    assert from_address(f"https://www.harbourpost.example{path}") is None


def test_jsonld_gives_both() -> None:
    fields = described(head=article(datePublished="2024-05-03T10:20:00Z", dateModified="2024-05-04T08:00:00Z"))
    assert (fields.date_published, fields.date_modified) == ("2024-05-03T10:20:00+00:00", "2024-05-04T08:00:00+00:00")


def test_a_day_is_refined_by_the_time_another_source_gives() -> None:
    fields = described(top("<p>3 May 2024 10:20 GMT</p>"), head=article(datePublished="2024-05-03"))
    assert fields.date_published == "2024-05-03T10:20:00+00:00"


def test_the_zone_of_the_place_is_preferred_to_utc() -> None:
    assert local_form("2024-05-03T22:20:07+00:00", ["2024-05-04T08:20:07+10:00"]) == "2024-05-04T08:20:07+10:00"
    assert local_form("2024-05-03T22:20:07+00:00", ["2024-05-04T08:20:07"]) == "2024-05-04T08:20:07+10:00"
    assert local_form("2024-05-03T22:20:07+00:00", ["2024-05-04T08:20:09"]) == "2024-05-03T22:20:07+00:00"


def test_labels_in_print_tell_the_two_dates_apart() -> None:
    fields = described(top("<p>Updated 5 May 2024 | Published 3 May 2024</p>"))
    assert (fields.date_published, fields.date_modified) == ("2024-05-03", "2024-05-05")


def test_a_page_that_only_says_when_it_was_changed_was_there_by_then() -> None:
    fields = described(top("<p>Last updated: 5 May 2024</p>"))
    assert (fields.date_published, fields.date_modified) == ("2024-05-05", "2024-05-05")


def test_an_earlier_printed_day_corrects_a_date_that_is_the_last_change() -> None:
    head = article(datePublished="2024-06-01T00:00:00Z", dateModified="2024-06-01T00:00:00Z")
    assert described(top("<p>3 May 2024</p>"), head=head).date_published == "2024-05-03"


def test_dates_of_what_the_prose_tells_are_not_taken() -> None:
    assert (
        described(
            top("<p>The ferry had last sailed from here on the morning of 3 May 2024 in a heavy storm.</p>")
        ).date_published
        is None
    )


def test_the_date_of_an_embedded_post_is_not_taken() -> None:
    quote = '<blockquote class="embed"><p>3 May 2020</p><time datetime="2020-05-03">3 May</time></blockquote>'
    assert described(top(quote + "<p>4 May 2024</p>")).date_published == "2024-05-04"


def test_nothing_from_after_the_fetch() -> None:
    head = (
        article(datePublished="2031-01-01T00:00:00Z") + '<meta property="article:published_time" content="2024-05-03">'
    )
    assert described(head=head, fetched_at="2024-05-03T12:00:00Z").date_published == "2024-05-03"


def test_time_element_and_microdata() -> None:
    assert (
        described(top('<time datetime="2024-05-03T10:20:00+02:00">yesterday</time>')).date_published
        == "2024-05-03T10:20:00+02:00"
    )
    assert (
        described(top('<span itemprop="datePublished" content="2024-05-03">3/5</span>')).date_published == "2024-05-03"
    )


def test_american_pages_write_the_month_first() -> None:
    assert described(top("<p>Published 03/05/2024</p>")).date_published == "2024-03-05"
    assert (
        described(top("<p>Published 03/05/2024</p>"), url=URL.replace(".example", ".co.uk")).date_published
        == "2024-05-03"
    )


def test_a_conflict_shows_in_the_candidates() -> None:
    fields = described(top("<p>4 May 2024</p>"), head=article(datePublished="2024-05-03"))
    assert {item.value for item in fields.candidates if item.field == "date_published"} == {"2024-05-03", "2024-05-04"}


@pytest.mark.parametrize(
    ("line", "moved"),
    [
        ("Ferries | 3 May 2024 | 12 comments", ["3 May 2024"]),
        ("Published on 3 May 2024 at 10:20 Reading time: 4 min", ["Published on 3 May 2024 at 10:20"]),
        ("Winner of 3 May 2024 regatta", []),
        ("Season opens, 9 June 2024", []),  # another day
    ],
)
def test_a_date_moves_out_of_a_line_that_says_more(line: str, moved: list[str]) -> None:
    moves = moves_of(top("<time>3 May 2024</time>") + f"<div>{line}</div>")
    assert [words for field, words in moves if field == "date"][1:] == moved


def test_date_line_moves_and_nothing_more() -> None:
    moves = moves_of(top("<p>Published Friday, 3 May 2024 10:20 GMT</p><p>Winner of 3 May 2024 regatta</p>"))
    assert [words for field, words in moves if field == "date"] == ["Published Friday, 3 May 2024 10:20 GMT"]


def test_a_day_printed_in_the_element_outweighs_its_attribute() -> None:
    stamp = '<time datetime="2024-05-09T10:18:46Z">Published 3 May 2024</time>'
    assert described(top(f"<div>{stamp}</div>")).date_published == "2024-05-03"
    stamp = '<time datetime="2024-05-03T23:30:00-04:00">4 May 2024</time>'  # the same evening, elsewhere
    assert described(top(f"<div>{stamp}</div>")).date_published == "2024-05-03T23:30:00-04:00"


def test_days_of_teasers_below_are_not_of_this_article() -> None:
    below = "<div>Another story</div><div>5 June 2024</div><div>A third story</div><div>4 June 2024</div>"
    fields = described(top("<p>Last modified: 3 May 2024</p>"), below)
    assert (fields.date_published, fields.date_modified) == ("2024-05-03", "2024-05-03")


def test_the_line_above_the_body_counts_when_the_headline_stands_far_away() -> None:
    between = "".join(f"<div>Link {number}</div>" for number in range(40))
    assert described(top(f"{between}<div>3 May 2024</div>")).date_published == "2024-05-03"


def test_a_sentence_without_spaces_is_no_date_line() -> None:
    prose = (
        "港の古いフェリーは長い冬の修理を終えて再び航海に出たと船長は語り乗客は大いに喜んだという話が町中に広がったのでありました"
        * 2
    )
    assert (
        described(top(f"<div>{prose}2020年7月11日{prose}</div><div>2020年7月12日</div>")).date_published == "2020-07-12"
    )


@pytest.mark.parametrize(
    "line",
    [
        "This page was last edited on 4 October 2022.",
        "Last updated on Oct 4, 2022",
        "Zuletzt bearbeitet am 4. Oktober 2022",
        "Dernière modification le 4 octobre 2022",
        "Última edición: 4 de octubre de 2022",
        "Ultima modifica: 4 ottobre 2022",
        "Последнее изменение: 4 октября 2022",
    ],
)
@pytest.mark.parametrize("tag", ["footer", "section"])
def test_a_last_edit_below_the_body_is_no_publication(line: str, tag: str) -> None:
    menus = "<ul><li>About</li><li>Help</li><li>Privacy</li><li>Terms</li><li>Contact</li><li>Press</li></ul>"
    for gap in ("", menus * 3):
        fields = described(below=f"</article>{gap}<{tag}><p>{line}</p></{tag}><article>")
        assert (fields.date_published, fields.date_modified) == (None, "2022-10-04")


def test_a_publication_after_the_last_change_is_of_the_site() -> None:
    head = article(datePublished="Jun 12, 2025", dateModified="Jun 10, 2025")
    assert described(top("<p>3 May 2024</p>"), head=head).date_published == "2024-05-03"


def test_a_publication_after_the_last_change_that_is_printed_too_is_true() -> None:
    head = article(datePublished="2024-05-13T08:00:00Z", dateModified="2024-05-10T08:00:00Z")
    line = "<p>13 May 2024</p><p>The author has written since 3 May 2020</p>"
    assert described(top(line), head=head).date_published == "2024-05-13T08:00:00+00:00"


def test_a_change_at_the_moment_of_publication_has_its_zone() -> None:
    head = ld(**{"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2024-05-03T10:20:00+01:00"})
    fields = described(top("<p>Published 3 May 2024 10:20</p><p>Updated 3 May 2024 10:20</p>"), head=head)
    assert (fields.date_published, fields.date_modified) == ("2024-05-03T10:20:00+01:00",) * 2


def test_galleries_state_their_day() -> None:
    head = ld(**{"@type": "ImageGallery", "headline": HEADLINE, "datePublished": "2024-05-03T10:20:00+01:00"})
    assert described(head=head).date_published == "2024-05-03T10:20:00+01:00"


@pytest.mark.parametrize(
    "zero",
    [
        "0001-01-01T00:00:00Z",
        "1900-01-01",
        "1969-12-31T19:00:00-05:00",
        "1970-01-01T00:00:00Z",
        "2038-01-19",
        "2099-01-01",
        "9999-12-31",
    ],
)
def test_what_programs_write_for_an_unknown_day_is_no_date(zero: str) -> None:
    for head in (article(datePublished=zero), f'<meta property="article:published_time" content="{zero}">'):
        assert described(top("<p>3 May 2024</p>"), head=head).date_published == "2024-05-03"
        assert described(head=head).date_published is None


def test_the_language_of_the_text_says_which_number_is_the_month_where_none_is_declared() -> None:
    text = "<p>The man and the woman of the ferry that was on the way to the harbour said that it is not for sale.</p>"
    for lang, day in (("", "2024-03-05"), (" lang=de", "2024-05-03")):
        above = f"<h1>{HEADLINE}</h1><p>Published 03/05/2024</p>"
        markup = f"<html{lang}><body>{above}{text * 5}</body></html>"
        document = document_of(markup)
        assert read_metadata(document, scores_of(document)).date_published == day


@pytest.mark.parametrize("line", ["Posted: Tuesday, June 4, 2002", "June 4, 2002"])
def test_a_date_in_the_block_of_the_headline_counts(line: str) -> None:
    old = f"<font size=5><b>{HEADLINE}</b></font><br><font size=1>By Jane Doe<br>{line}</font>"
    fields = described(f"<div>{old}</div>", "<center>Last modified: 06/05/2002</center>")
    assert (fields.date_published, fields.date_modified) == ("2002-06-04", "2002-06-05")


def test_a_date_in_the_headline_itself_is_what_it_tells_of() -> None:
    old = "<font size=5><b>Storm of 4 June 2002</b></font><br><font size=1>By Jane Doe<br>3 May 2024</font>"
    assert described(f"<div>{old}</div>").date_published == "2024-05-03"
