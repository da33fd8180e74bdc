"""Accepting: what is accepted agrees afterwards, single fields alone, pins never."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storedcases import MIDDLE, cleaned, edit, html, make_case

from scraper.config import DEFAULT
from scraper.errors import FixtureError
from scraper.regression.accept import accept
from scraper.regression.check import check_case
from scraper.regression.compare import compare
from scraper.regression.fields import ARTICLE_FIELDS, REMOVALS

_CHANGES = {"title": "Other", "subtitle": "Other", "tags": ["a"], "blocks": [], "section": "Port", "kind": "listing"}


def _spoil(folder: Path, names: tuple[str, ...] = tuple(_CHANGES)) -> None:
    edit(folder / "article.json", lambda data: data.update({name: _CHANGES[name] for name in names}, images=[]))
    edit(folder / "removals.json", lambda data: data["removals"].pop())


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(["p", "div", "h2", "li", "nav", "form"]), max_size=5), st.sampled_from("aé日"))
def test_what_is_accepted_agrees(tmp_path: Path, tags: list[str], letter: str) -> None:
    extra = tuple(f"</p><{tag}>{letter * 3} words {tag} here</{tag}><p>More {letter}." for tag in tags)
    folder = make_case(tmp_path, f"case-{len(list(tmp_path.iterdir()))}", html((*extra, MIDDLE)))
    assert not check_case(folder, DEFAULT).failed
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert accept(*cleaned(folder)) == ()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_everything_that_differs_is_taken_and_shown(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    before = {name: (folder / name).read_bytes() for name in ("article.json", "removals.json")}
    _spoil(folder)
    expected = compare(*cleaned(folder))
    assert {one.field for one in expected} == {*_CHANGES, REMOVALS}
    assert accept(*cleaned(folder)) == expected
    assert {name: (folder / name).read_bytes() for name in before} == before


@pytest.mark.parametrize("field", [*_CHANGES, REMOVALS])
def test_one_field_alone_is_taken(tmp_path: Path, field: str) -> None:
    folder = make_case(tmp_path)
    _spoil(folder)
    assert {one.field for one in accept(*cleaned(folder), (field,))} == {field}
    assert {one.field for one in compare(*cleaned(folder))} == {*_CHANGES, REMOVALS} - {field}


def test_blocks_and_images_are_taken_one_by_one(tmp_path: Path) -> None:
    picture = (
        b'<figure><img src="/crane.jpg" width="900" height="600"><figcaption>The crane at noon.</figcaption></figure>'
    )
    folder = make_case(tmp_path, body=html().replace(f"<p>{MIDDLE}".encode(), picture + f"<p>{MIDDLE}".encode()))
    other = {"url": "https://x.example/o.jpg", "alt": None, "caption": None, "credit": None, "role": "lead", "block": 0}

    def change(data: dict[str, list[object]]) -> None:
        data["images"] = [other]
        data["blocks"] = [{"type": "image", "image": 0}]

    edit(folder / "article.json", change)
    assert {one.field for one in accept(*cleaned(folder), ("blocks",))} == {"blocks"}
    assert {one.field for one in compare(*cleaned(folder))} == {"images"}
    accept(*cleaned(folder), ("images",))
    assert not check_case(folder, DEFAULT).failed


def test_a_pin_is_never_accepted(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    (folder / "pins.txt").write_text("STRIP The old harbour crane\n")
    _spoil(folder)
    assert all(one.kind != "pin" for one in accept(*cleaned(folder)))
    assert [one.expected for one in check_case(folder, DEFAULT).differences] == ["STRIP The old harbour crane"]
    with pytest.raises(FixtureError, match=r"never accepted away.*unpin"):
        accept(*cleaned(folder), ("pins",))


def test_what_is_known_to_fail_keeps_what_is_right(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    _spoil(folder)
    (folder / "known.txt").write_text("title: cut off\n")
    accept(*cleaned(folder))
    outcome = check_case(folder, DEFAULT)
    assert [one.expected for one in outcome.known] == ["Other"]
    assert not outcome.failed
    accept(*cleaned(folder), ("title",))
    assert [line.field for line in check_case(folder, DEFAULT).stale] == ["title"]


def test_what_is_no_field_is_told(tmp_path: Path) -> None:
    with pytest.raises(FixtureError, match=r"titel.*The nearest is 'title'"):
        accept(*cleaned(make_case(tmp_path)), ("titel",))
    assert "text" not in ARTICLE_FIELDS


def test_a_write_that_fails_leaves_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_case(tmp_path)
    _spoil(folder)
    before = (folder / "article.json").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(Exception, match="No space left"):
        accept(*cleaned(folder))
    assert (folder / "article.json").read_bytes() == before
    assert not list(folder.glob(".*"))
