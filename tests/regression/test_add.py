"""A page becomes a case, whole or not at all, the same everywhere."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from storedcases import URL, html

from scraper.config import DEFAULT
from scraper.errors import FixtureError, OutputError, ReadError
from scraper.model import Page
from scraper.regression.add import Storing, add, case_name, check_name
from scraper.regression.case import load_case
from scraper.regression.check import check_case
from scraper.regression.pins import Pin, write_pin

PAGE = Page(html(), URL, URL, "text/html", "utf-8", 200, "2024-03-12T10:00:00Z", {"server": "x", "age": "3"})


def test_the_page_is_stored_as_received(tmp_path: Path) -> None:
    found = add(tmp_path / "crane", PAGE, DEFAULT, Storing())
    assert (tmp_path / "crane" / "page.html").read_bytes() == html()
    assert load_case(tmp_path / "crane").page == PAGE
    assert found.article.title == "Harbour crane moves to the museum"
    assert not check_case(tmp_path / "crane", DEFAULT).failed
    assert [path.name for path in tmp_path.iterdir()] == ["crane"]


def test_large_pages_and_those_that_are_to_be_are_compressed(tmp_path: Path) -> None:
    large = Page(html().replace(b"</main>", b"<!--" + b"x" * 600_000 + b"--></main>"), url=URL)
    for name, page, storing in (("large", large, Storing()), ("asked", PAGE, Storing(compressed=True))):
        add(tmp_path / name, page, DEFAULT, storing)
        assert gzip.decompress((tmp_path / name / "page.html.gz").read_bytes()) == page.body
        assert not check_case(tmp_path / name, DEFAULT).failed


def test_plain_text_stays_plain_text(tmp_path: Path) -> None:
    add(
        tmp_path / "text",
        Page(b"A headline\n\nA first paragraph of text.\n", media_type="text/plain"),
        DEFAULT,
        Storing(),
    )
    assert (tmp_path / "text" / "page.txt").exists()
    assert not check_case(tmp_path / "text", DEFAULT).failed


def test_a_name_that_is_there_is_told_and_replaced_with_its_pins(tmp_path: Path) -> None:
    folder = tmp_path / "crane"
    add(folder, PAGE, DEFAULT, Storing(compressed=True))
    write_pin(folder, Pin("KEEP", "The old harbour crane"))
    with pytest.raises(FixtureError, match=r"is there already.*--replace"):
        add(folder, PAGE, DEFAULT, Storing())
    other = Page(html(title="Crane stays"), URL, media_type="text/html")
    add(folder, other, DEFAULT, Storing(replace=True))
    case = load_case(folder)
    assert (case.page.body, case.pins) == (other.body, (Pin("KEEP", "The old harbour crane"),))
    assert not check_case(folder, DEFAULT).failed


def test_what_cannot_be_cleaned_or_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        add(tmp_path / "empty", Page(b"  "), DEFAULT, Storing())
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        add(tmp_path / "file" / "crane", PAGE, DEFAULT, Storing())
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_slimmed_pages_agree(tmp_path: Path) -> None:
    found = add(tmp_path / "crane", PAGE, DEFAULT, Storing(slim=True))
    assert "bytes slimmer" in found.slimmed
    assert b"window.tracker" not in (tmp_path / "crane" / "page.html").read_bytes()
    assert not check_case(tmp_path / "crane", DEFAULT).failed


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://www.example.org/2024/03/12/crane-moved.html", "crane-moved"),
        ("saved/german-news/page.html", "german-news"),
        ("https://example.org/", "example-org"),
    ],
)
def test_names_say_most(source: str, name: str) -> None:
    assert case_name(source) == name


@pytest.mark.parametrize("name", ["", ".hidden", "a/b", "..", "a\nb", "x" * 200, "漢" * 100])
def test_names_are_those_of_folders(name: str) -> None:
    with pytest.raises(FixtureError, match="is no name for a folder"):
        check_name(name)


def test_the_same_page_gives_the_same_files_in_every_process(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from scraper.model import Page; from scraper.config import DEFAULT\n"
        "from scraper.regression.add import Storing, add\n"
        "page = Page(Path(sys.argv[1]).read_bytes(), url='https://x.example/a', headers={'b': '1', 'a': '2'})\n"
        "add(Path(sys.argv[2]), page, DEFAULT, Storing(compressed=True))\n"
    )
    (tmp_path / "in.html").write_bytes(html())
    stored = []
    for seed in ("1", "2"):
        command = [sys.executable, "-c", script, str(tmp_path / "in.html"), str(tmp_path / seed)]
        subprocess.run(
            command, check=True, env={"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}, cwd=Path(__file__).parents[2]
        )
        stored.append({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()})
    assert stored[0] == stored[1]
    assert sorted(stored[0]) == ["article.json", "page.html.gz", "page.json", "removals.json"]
