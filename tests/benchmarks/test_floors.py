"""The ratchet: what is below a floor fails, and floors go down only aloud."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest

from benchmarks.floors import FILE, Change, changes, fixed_sample, measure, moved, note, read, write

CORPORA = Path(os.environ.get("SCRAPER_CORPORA") or Path(__file__).resolve().parents[3] / "shared" / "corpora")
FLOORS = {"wcxb all": {"exact": 0.3, "leaked": 0.05}}


def test_better_and_worse_depend_on_the_measure():
    found = list(changes(FLOORS, {"wcxb all": {"exact": 0.29, "leaked": 0.04, "f1": 0.9}, "news": {"f1": 0.9}}))
    assert [(change.group, change.measure, change.worse) for change in found] == [
        ("wcxb all", "exact", True),
        ("wcxb all", "leaked", False),
        ("wcxb all", "f1", False),
        ("news", "f1", False),
    ]
    assert list(changes(FLOORS, FLOORS)) == []
    assert Change("news", "leaked", 0.05, 0.06).worse


def test_floors_are_written_and_read_back(tmp_path):
    floors = moved(FLOORS, [Change("wcxb all", "exact", 0.3, 0.35), Change("news", "f1", None, 0.9)])
    write(floors, tmp_path / "floors.toml")
    assert read(tmp_path / "floors.toml") == {"wcxb all": {"exact": 0.35, "leaked": 0.05}, "news": {"f1": 0.9}}
    assert FLOORS == {"wcxb all": {"exact": 0.3, "leaked": 0.05}}
    assert read(tmp_path / "none.toml") == {}


def test_lowering_leaves_a_line_in_the_changelog():
    lowered = [Change("news", "exact", 0.3, 0.28)]
    text = note("# Changelog\n\n## Unreleased\n\n- Older.\n", lowered, "the truth was corrected")
    told = "- Benchmark floors lowered, because the truth was corrected (news exact: floor 0.3000, now 0.2800)."
    assert text == f"# Changelog\n\n## Unreleased\n\n### Benchmark floors\n\n{told}\n\n- Older.\n"
    again = note(f"{text}\n## 0.1\n\n- Oldest.\n", lowered, "it rained")
    assert again.count("### Benchmark floors") == 1
    assert again.index("it rained") < again.index("the truth was corrected") < again.index("## 0.1")
    with pytest.raises(click.UsageError, match="not lowered in silence"):
        note("# Changelog\n", lowered, "no reason")


@pytest.mark.skipif(
    not CORPORA.is_dir(), reason=f"no annotated pages at {CORPORA}: set SCRAPER_CORPORA to their folder"
)
def test_no_score_is_below_its_floor():
    worse = [str(change) for change in changes(read(FILE), measure(fixed_sample(CORPORA))) if change.worse]
    assert worse == []
