"""Cases on disk: what is found, what is read, and what is told when something is wrong."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest
from storedcases import URL, edit, html, make_case

from scraper.errors import ConfigError, FixtureError
from scraper.regression.case import config_of, find_cases, load_case, meta_json
from scraper.regression.known import Known


def test_a_case_is_read_whole(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    (folder / "pins.txt").write_text("# sure\nKEEP the  old harbour\n")
    (folder / "known.txt").write_text("# later\ntitle: the site's name is in it\n")
    case = load_case(folder)
    assert case.name == "crane"
    assert case.page.body == html()
    assert (case.page.url, case.page.fetched_at, case.page.media_type) == (URL, "2024-03-12T10:00:00Z", "text/html")
    assert case.expected is not None
    assert case.expected.title == "Harbour crane moves to the museum"
    assert case.ledger is not None
    assert case.ledger.kept + case.ledger.moved + case.ledger.removed == case.ledger.visible
    assert [str(pin) for pin in case.pins] == ["KEEP the old harbour"]
    assert case.known == {"title": Known("the site's name is in it")}


def test_a_compressed_page_is_the_same_page(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    page = load_case(folder).page
    (folder / "page.html.gz").write_bytes(gzip.compress(html()))
    (folder / "page.html").unlink()
    assert load_case(folder).page == page


def test_facts_survive_their_file(tmp_path: Path) -> None:
    page = load_case(make_case(tmp_path)).page
    assert json.loads(meta_json(page))["headers"] == {"content-type": "text/html"}
    (tmp_path / "crane" / "page.json").write_text(meta_json(page))
    assert load_case(tmp_path / "crane").page == page


def test_cases_are_found_by_name_pattern_and_path(tmp_path: Path) -> None:
    for name in ("b-two", "a-one", "b-three"):
        make_case(tmp_path, name, accepted=False)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "notes").mkdir()
    assert [path.name for path in find_cases(tmp_path)] == ["a-one", "b-three", "b-two"]
    assert [path.name for path in find_cases(tmp_path, ("b-*", "b-two"))] == ["b-three", "b-two"]
    assert [path.name for path in find_cases(tmp_path, (str(tmp_path / "a-one"),))] == ["a-one"]


@pytest.mark.parametrize(
    ("names", "told"),
    [(("crano",), "crano: is no case in"), (("zzzzzz",), "There are 1"), (("",), "is no case")],
)
def test_an_unknown_case_is_told_with_the_nearest(tmp_path: Path, names: tuple[str, ...], told: str) -> None:
    make_case(tmp_path, accepted=False)
    with pytest.raises(FixtureError) as caught:
        find_cases(tmp_path, names)
    assert told in str(caught.value)
    assert ("The nearest is 'crane'" in str(caught.value)) == (names == ("crano",))


def test_nothing_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FixtureError, match=r"holds no case.*scraper fixture add"):
        find_cases(tmp_path)
    with pytest.raises(FixtureError, match="is no folder of cases"):
        find_cases(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("article.json", '{"schema_version":\n "1.0",,}', "article.json: .*line 2"),
        ("article.json", "{}", "article.json: is no article of this version"),
        ("removals.json", '{"visible": 1', "removals.json: is not valid JSON: .*line 1"),
        ("removals.json", '{"visible": -1}', "'visible' must be a number of words, not -1"),
        ("page.json", "[]", "page.json: must be an object"),
        ("page.json", '{"adress": ""}', "unknown key 'adress'. Known: url"),
        ("page.json", '{"status": "200"}', "'status' must be a number"),
        ("page.json", '{"headers": {"a": 1}}', "'headers' must be an object of texts"),
        ("pins.txt", "KEEP\n", "pins.txt: line 1 is no pin"),
        ("pins.txt", "# fine\nkeep this\n", "pins.txt: line 2 is no pin: 'keep this'"),
        ("known.txt", "titel: wrong\n", "known.txt: line 1: no field is named 'titel'. The nearest is 'title'"),
        ("known.txt", "title\n", "line 1 gives no reason"),
        ("known.txt", "title 2\n", "line 1 gives no reason"),
        ("known.txt", "title 0: mended\n", "line 1 knows of no difference"),
        ("known.txt", "title -2: cut off\n", "no field is named 'title -2'"),
        ("known.txt", "title: cut off\ntitle 1: again\n", "line 2 names title again"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, file: str, text: str, told: str) -> None:
    folder = make_case(tmp_path)
    (folder / file).write_text(text)
    with pytest.raises(FixtureError, match=told) as caught:
        load_case(folder)
    assert caught.value.advice


def test_a_case_has_one_page(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    shutil.copy(folder / "page.html", folder / "page.txt")
    with pytest.raises(FixtureError, match=r"holds page.html and page.txt"):
        load_case(folder)
    (folder / "page.txt").unlink()
    (folder / "page.html").rename(folder / "page.html.gz")
    with pytest.raises(FixtureError, match=r"page.html.gz: is damaged"):
        load_case(folder)
    (folder / "page.html.gz").unlink()
    with pytest.raises(FixtureError, match=r"holds no page"):
        load_case(folder)


def test_the_configuration_lies_beside_the_cases(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('disable = ["legal"]\nstrict = true\n')
    assert config_of(tmp_path).disable == ()
    (tmp_path / "scraper.toml").write_text('disable = ["signup"]\n')
    assert config_of(tmp_path).disable == ("signup",)
    assert config_of(tmp_path, other).disable == ("legal",)
    assert not config_of(tmp_path, other).strict
    with pytest.raises(ConfigError):
        config_of(tmp_path, tmp_path / "none.toml")


def test_unknown_headers_are_none(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    edit(folder / "page.json", lambda data: data.update(headers=None, url=None))
    assert load_case(folder).page.headers == {}
    assert load_case(folder).page.url is None
