"""The ledger in a terminal and as data."""

from __future__ import annotations

import json

import pytest
from explained import explained
from rich.cells import cell_len

from scraper.report.ledger import as_dict
from scraper.report.terminal import render


def test_table_names_what_was_kept_moved_and_removed():
    text = render(explained(), 120)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for line in (
        "Ferries stop",
        "Ada Pier, Bo Quay · 2024-05-01T10:00:00+02:00 · Harbour Post",
        "warning: dates differ",
        "45 visible = 20 kept + 7 moved + 18 removed",
        "removed related/inline 5 READ ALSO: Ten best boats",
        "removed navigation/menu 3 Home · World news",
        "moved to title 2 Ferries stop",
        "kept 1 paragraph 9 HARBOUR TOWN - The last ferry left on Monday.",
        "kept 3 list 6 The early boat The late boat",
    ):
        assert line in lines, text
    assert "\x1b" not in text
    assert lines.index("removed signup/call 5 Sign up for our newsletter") < lines.index(
        "removed video/player 2 Loading player"
    )


@pytest.mark.parametrize("width", [40, 80, 200])
def test_table_fits_the_width(width):
    long = "<p>" + "長い文 " * 40 + "<p>" + "x" * 300
    text = render(explained(long, {}), width)
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_colour_only_when_asked_for():
    assert "\x1b[31m" in render(explained(), 100, color=True)


def test_text_cannot_steer_the_terminal():
    words = "a\x1b[2J\x07\x9b31m [bold]b[/bold] :smile: \u202ec"
    result = explained(f"<p>{words}", {}, title=words)
    text = render(result, 100)
    assert not set(text) & set("\x1b\x07\x9b\u202e")
    assert text.splitlines()[0].rstrip() == "a[2J31m [bold]b[/bold] :smile: c"
    assert "[bold]b[/bold] :smile:" in text.splitlines()[-2]


def test_long_texts_are_shortened():
    text = render(explained("<p>" + "word " * 100, {}), 200)
    assert text.count("word ") == 24
    assert "…" in text


def test_ledger_is_json_and_adds_up():
    result = explained()
    data = json.loads(json.dumps(as_dict(result)))
    counts = data["conservation"]
    for part, name in (("removals", "removed"), ("moves", "moved"), ("kept", "kept")):
        assert sum(entry["words"] for entry in data[part]) == counts[name]
    assert counts["kept"] + counts["moved"] + counts["removed"] == counts["visible"]
    first = data["removals"][0]
    assert first == {
        "cleaner": "navigation",
        "rule": "menu",
        "reason": "looks like navigation/menu",
        "block": 0,
        "path": first["path"],
        "start": 0,
        "end": 4,
        "words": 1,
        "text": "Home",
        "evidence": ["phrase Home"],
    }
    assert data["moves"][0]["field"] == "title"
    assert data["kept"][0]["score"] == 0.9
