"""The profile names the main path's functions, children below their parents, and leaves them as they were."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpora import Truth
from benchmarks.stages import profile
from scraper import pipeline

PAGES = Path(__file__).resolve().parents[2] / "fixtures" / "pages"


@pytest.fixture(scope="module")
def stages():
    before = dict(vars(pipeline))
    pages = [Truth("news", name, PAGES / name / "page.html") for name in ("wire-report", "german-news")]
    found = profile(pages)
    assert dict(vars(pipeline)) == before
    return found


def test_the_main_path_is_profiled_in_its_order(stages):
    names = [stage.name for stage in stages if stage.depth == 0]
    assert [name for name in names if name in ("read", "judge", "normalise")] == ["read", "judge", "normalise"]


def test_children_add_up_to_their_parent(stages):
    start = next(number for number, stage in enumerate(stages) if stage.name == "judge")
    inside = []
    for stage in stages[start + 1 :]:
        if stage.depth == 0:
            break
        inside.append(stage)
    assert {"judge_content", "examine"} <= {stage.name for stage in inside}
    children = sum(stage.cpu_ms for stage in inside if stage.depth == 1)
    assert children == pytest.approx(stages[start].cpu_ms, rel=0.1)  # but for what is too short to show
