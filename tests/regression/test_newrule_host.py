"""A rule for a host, written into a file that people keep by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.config import HostConfig, load
from scraper.errors import ConfigError
from scraper.regression.newrule_host import add_to_host, shadowed

KEPT = """# What our desk found out.
disable = ["promotion"] # since May

[fetch]
contact = "desk@example.org"

# the weekly
[host."Weekly.example"]
strip = [
    ".a", # the old box
    ".b",
]
keep = [".editors-note"]

[host."other.example"]
disable=["legal"]
# the end
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scraper.toml"
    path.write_text(KEPT)
    return path


def test_a_new_file(tmp_path: Path) -> None:
    file = tmp_path / "scraper.toml"
    assert add_to_host(file, "Daily.example", "strip", 'main > aside[class~="x y"]')
    assert file.read_text() == """[host."daily.example"]\nstrip = ['main > aside[class~="x y"]']\n"""


def test_the_rest_of_the_file_stays(file: Path) -> None:
    assert add_to_host(file, "weekly.example", "strip", ".c")
    assert add_to_host(file, "weekly.example", "disable", "signup/call")
    assert add_to_host(file, "new.example", "keep", "p.note")
    text = file.read_text()
    assert [line for line in KEPT.splitlines() if line not in text.splitlines()] == []
    assert '    ".b",\n    ".c",\n]' in text
    hosts = load(file).host
    assert hosts["weekly.example"].strip == (".a", ".b", ".c")
    assert hosts["weekly.example"].disable == ("signup/call",)
    assert hosts["new.example"].keep == ("p.note",)
    assert hosts["other.example"].disable == ("legal",)


def test_a_long_list_gets_a_line_an_entry(file: Path) -> None:
    for number in range(6):
        add_to_host(file, "daily.example", "keep", f".a-long-name-of-a-box > p:nth-child({number})")
    assert '\n    ".a-long-name-of-a-box > p:nth-child(5)",\n' in file.read_text()


def test_nothing_is_written_twice(file: Path) -> None:
    assert not add_to_host(file, "WEEKLY.example", "strip", ".a")
    assert file.read_text() == KEPT


@pytest.mark.parametrize(
    ("text", "option", "value", "told"),
    [
        (KEPT, "strip", "a[", "is not valid CSS"),
        (KEPT, "disable", "signup/cal", "Did you mean 'signup/call'"),
        ("strip = [", "strip", ".a", "is not valid TOML"),
        ("nothing = 1", "strip", ".a", "unknown option 'nothing'"),
        ("host = 1", "strip", ".a", "must be a table"),
        ('[host."weekly.example"]\nstrip = ".a"', "strip", ".b", "must be a list of strings"),
    ],
)
def test_what_cannot_be_is_told_and_not_written(file: Path, text: str, option: str, value: str, told: str) -> None:
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        add_to_host(file, "weekly.example", option, value)  # type: ignore[arg-type]
    assert told in str(caught.value)
    assert file.read_text() == text


def test_a_section_that_no_longer_counts_is_named(file: Path) -> None:
    add_to_host(file, "www.weekly.example", "strip", ".c")
    assert shadowed(file, "www.weekly.example") == "weekly.example"
    assert shadowed(file, "weekly.example") == ""


def test_one_host_in_two_spellings_has_one_section(tmp_path: Path) -> None:
    file = tmp_path / "scraper.toml"
    assert add_to_host(file, "münchen.example", "strip", ".a")
    assert add_to_host(file, "xn--mnchen-3ya.example", "strip", ".b")
    assert dict(load(file).host) == {"xn--mnchen-3ya.example": HostConfig(strip=(".a", ".b"))}
    assert shadowed(file, "www.xn--mnchen-3ya.example") == "xn--mnchen-3ya.example"
