"""The pictures are drawn for any mix of systems, ours among them or not."""

from __future__ import annotations

import pytest

pytest.importorskip("matplotlib", reason="the benchmark extra is not installed")

from benchmarks.aggregate import Score
from benchmarks.plots import accuracy_plot, growth_plot, speed_plot
from benchmarks.timing import Point, Speed

PNG = b"\x89PNG\r\n"


def test_pictures_are_written(tmp_path):
    points = [Point(s, m, z, z / 1e3, 1.0) for s in ("ours", "peer") for m in ("bytes", "elements") for z in (10, 100)]
    scores = {name: Score(0.9, 0.8, 0.95, 10) for name in ("f1", "exact")}
    groups = {"news": {"peer": scores, "ours": scores}, "dates": {"peer": {}, "ours": {}}}
    speed_plot([Speed("ours", 5, 4, 9, 80, 0), Speed("peer", 20, 18, 60, 90, 1)], tmp_path / "speed.png")
    growth_plot([*points, Point("peer", "bytes", 1000, None, 1.0, "time limit")], tmp_path / "growth.png")
    accuracy_plot(groups, tmp_path / "accuracy.png")
    for name in ("speed", "growth", "accuracy"):
        assert (tmp_path / f"{name}.png").read_bytes().startswith(PNG)
