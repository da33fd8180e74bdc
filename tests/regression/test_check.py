"""One case checked: what is known to fail does not, what cannot be checked is told."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from storedcases import edit, html, make_case

from scraper.config import DEFAULT
from scraper.regression.check import check_case
from scraper.regression.known import Stale

_REMOTE = html().replace(
    b"<body>",
    b'<body><img src="https://cdn.example/a.jpg"><iframe src="https://video.example/1"></iframe>'
    b'<link rel="stylesheet" href="//cdn.example/s.css"><script src="https://cdn.example/s.js"></script>',
)


def _wrong_title(folder: Path) -> Path:
    edit(folder / "article.json", lambda data: data.update(title="Other"))
    return folder


def test_what_agrees_passes(tmp_path: Path) -> None:
    outcome = check_case(make_case(tmp_path), DEFAULT)
    assert (outcome.case, outcome.failed, outcome.differences, outcome.error) == ("crane", False, (), None)


def test_a_difference_fails_unless_it_is_known(tmp_path: Path) -> None:
    folder = _wrong_title(make_case(tmp_path))
    assert [one.field for one in check_case(folder, DEFAULT).differences] == ["title"]
    (folder / "known.txt").write_text("title: it is cut off\n")
    outcome = check_case(folder, DEFAULT)
    assert not outcome.failed
    assert [one.field for one in outcome.known] == ["title"]


def test_a_known_failure_that_is_mended_fails(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    (folder / "known.txt").write_text("title: it is cut off\n")
    outcome = check_case(folder, DEFAULT)
    assert outcome.failed
    assert outcome.stale == (Stale("title", None, 0),)


def test_what_expects_nothing_is_an_error_with_its_pins(tmp_path: Path) -> None:
    folder = make_case(tmp_path, accepted=False)
    (folder / "pins.txt").write_text("KEEP words that are not there\n")
    (folder / "known.txt").write_text("title: cut off\n")
    outcome = check_case(folder, DEFAULT)
    assert outcome.failed
    assert "scraper fixture accept crane" in str(outcome.error)
    assert [one.kind for one in outcome.differences] == ["pin"]
    assert outcome.stale == ()


def test_what_cannot_be_cleaned_is_an_error_of_its_case(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    (folder / "page.html").write_bytes(b" \n")
    assert "is empty" in str(check_case(folder, DEFAULT).error)


def test_the_network_is_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_case(tmp_path, body=_REMOTE)

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a socket was made")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    with pytest.raises(AssertionError, match="a socket was made"):
        socket.create_connection(("127.0.0.1", 9))
    assert not check_case(folder, DEFAULT).failed
