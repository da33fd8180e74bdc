"""``explain``, ``schema``, ``cleaners``, ``--help`` and ``--version``."""

from __future__ import annotations

import json
import re
import resource
from importlib.metadata import version
from pathlib import Path

import pytest
from running import NEWS, PAGES, TEXT, scraper

from scraper.cleaners import all_cleaners
from scraper.output import schema


def test_explain_is_a_table_by_default() -> None:
    run = scraper("explain", TEXT, COLUMNS="100")
    assert (run.code, run.err) == (0, "")
    assert "signup" in run.out
    assert "Sign-up to receive" in run.out
    assert "\x1b" not in run.out
    assert max(map(len, run.out.splitlines())) <= 100


def test_explain_as_json_accounts_for_every_word() -> None:
    run = scraper("explain", NEWS, "--json")
    counts = run.json["conservation"]
    for kind, name in (("removed", "removals"), ("moved", "moves"), ("kept", "kept")):
        assert sum(len(entry["text"].split()) for entry in run.json[name]) == counts[kind] > 0
    assert counts["kept"] + counts["moved"] + counts["removed"] == counts["visible"]
    assert run.json["id"] == scraper("clean", NEWS).json["id"]
    assert all(entry["cleaner"] and entry["rule"] and entry["reason"] for entry in run.json["removals"])


def test_explain_as_a_page(tmp_path: Path) -> None:
    run = scraper("explain", NEWS, "--html", tmp_path / "explained.html")
    assert (run.code, run.out) == (0, "")
    assert run.err == f"note: wrote {tmp_path}/explained.html\n"
    page = (tmp_path / "explained.html").read_text(encoding="utf-8")
    assert "Old swing bridge reopens" in page
    assert not re.search(r"<(?:link|script|img)[^>]*\s(?:src|href)=[\"']?https?:", page)


def test_explain_can_do_both_at_once(tmp_path: Path) -> None:
    run = scraper("explain", TEXT, "--json", "--html", tmp_path / "explained.html")
    assert run.json["conservation"]["visible"] > 0
    assert (tmp_path / "explained.html").stat().st_size > 1000


def test_explain_reads_standard_input_and_obeys_rules() -> None:
    run = scraper("explain", "-", "--json", "--disable", "signup", stdin=TEXT.read_bytes())
    assert not [entry for entry in run.json["removals"] if entry["cleaner"] == "signup"]


@pytest.mark.parametrize(
    ("words", "code"),
    [(("nowhere.html",), 3), ((PAGES,), 2), ((), 2), ((NEWS, TEXT), 2), ((NEWS, "--disable", "nope"), 2)],
)
def test_explain_takes_one_page(words: tuple[object, ...], code: int) -> None:
    run = scraper("explain", *words)
    assert (run.code, run.out) == (code, "")
    assert run.err
    assert "Traceback" not in run.err


def test_explain_cannot_write_its_page(tmp_path: Path) -> None:
    run = scraper("explain", NEWS, "--html", tmp_path / "no" / "explained.html")
    assert (run.code, run.out) == (1, "")
    assert "cannot be written" in run.err


def test_schema_is_the_published_one() -> None:
    assert scraper("schema").json == schema()


def test_cleaners_lists_every_rule_with_its_reason() -> None:
    listed, data = scraper("cleaners").out, scraper("cleaners", "--json").json
    for cleaner in all_cleaners():
        for rule in cleaner.rules:
            assert f"{cleaner.name}/{rule.id}" in listed
    assert {entry["id"] for entry in data} >= {"signup/call", "content/low-score", "host/strip"}
    assert all(entry["reason"] and entry["strength"] in ("certain", "strong", "hint", "name") for entry in data)


def test_version() -> None:
    assert scraper("--version").out == f"scraper {version('article-scraper')}\n"


@pytest.mark.parametrize("command", [(), ("clean",), ("explain",), ("schema",), ("cleaners",)])
def test_help_is_helpful_and_quick(command: tuple[str, ...]) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = scraper(*command, "--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("Usage: scraper")
    if command in ((), ("clean",), ("explain",)):
        assert "scraper clean https://" in run.out or "scraper explain https://" in run.out
    assert after.ru_utime - before.ru_utime < 0.5


def test_without_a_command_it_says_what_there_is() -> None:
    run = scraper()
    assert run.code == 2
    assert "clean" in run.err + run.out


def test_output_is_json_that_any_reader_takes() -> None:
    text = scraper("clean", PAGES / "japanese-news" / "page.html").out
    assert "灯台" in text
    assert json.loads(text)["language"] == "ja"
