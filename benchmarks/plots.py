"""The pictures for the README, drawn from what the two commands measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")  # draws into files; no display is needed
from matplotlib import pyplot as plt

from .aggregate import MEASURES, Score
from .timing import Point, Speed

_OURS = "#0b6e4f"
_PEERS = ("#5b6c8f", "#b08a3e", "#9a5b6e", "#6f7d4f", "#8f6f9a")
_SHOWN = ("f1", "exact")


def _colours(systems: Sequence[str]) -> dict[str, str]:
    peers = [system for system in systems if system != "ours"]
    return {"ours": _OURS} | {system: _PEERS[number % len(_PEERS)] for number, system in enumerate(peers)}


def speed_plot(speeds: Sequence[Speed], file: Path) -> None:
    """A bar for each system: mean CPU milliseconds a page, with the 95th percentile as a line to its right."""
    colours = _colours([speed.system for speed in speeds])
    figure, axes = plt.subplots(figsize=(8, 0.6 * len(speeds) + 1.2), layout="constrained")
    for row, speed in enumerate(reversed(speeds)):
        axes.barh(row, speed.mean, color=colours[speed.system], height=0.6)
        axes.plot([speed.mean, speed.p95], [row, row], color=colours[speed.system], linewidth=1.5)
        axes.text(speed.p95, row, f"  {speed.mean:.1f} ms", va="center", fontsize=9)
    axes.set_yticks(range(len(speeds)), [speed.system for speed in reversed(speeds)])
    axes.set_xlabel("CPU milliseconds a page: mean (bar) to 95th percentile (line); less is better")
    axes.margins(x=0.15)
    _finish(figure, file)


def growth_plot(points: Sequence[Point], file: Path) -> None:
    """Time against size on logarithmic axes, in bytes and in elements; a straight line of slope 1 is linear."""
    systems = list(dict.fromkeys(point.system for point in points))
    colours = _colours(systems)
    figure, panels = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
    for axes, measure in zip(panels, ("bytes", "elements"), strict=True):
        for system in systems:
            timed = [p for p in points if p.system == system and p.measure == measure and p.cpu_ms is not None]
            axes.loglog([p.size for p in timed], [p.cpu_ms for p in timed], "o-", color=colours[system], label=system)
        axes.set_xlabel(f"page size in {measure}")
        axes.set_ylabel("CPU milliseconds")
        axes.grid(True, which="major", alpha=0.3)
    panels[0].legend(frameon=False)
    _finish(figure, file)


def accuracy_plot(groups: Mapping[str, Mapping[str, Mapping[str, Score]]], file: Path) -> None:
    """F1 and exact by set: a point for each system with its 95 % interval. ``groups``: set, system, measure."""
    names = [name for name, scores in groups.items() if any("f1" in found for found in scores.values())]
    systems = list(groups[names[0]]) if names else []
    colours = _colours(systems)
    figure, panels = plt.subplots(1, len(_SHOWN), figsize=(10, 4), layout="constrained")
    for axes, measure in zip(panels, _SHOWN, strict=True):
        for number, system in enumerate(systems):
            places = [place + 0.12 * (number - (len(systems) - 1) / 2) for place in range(len(names))]
            _points(axes, places, [groups[name][system][measure] for name in names], (system, colours[system]))
        axes.set_xticks(range(len(names)), [name.replace(" ", "\n") for name in names])
        axes.set_ylabel(MEASURES[measure])
        axes.grid(True, axis="y", alpha=0.3)
    figure.legend(*panels[0].get_legend_handles_labels(), frameon=False, ncols=3, loc="outside upper left")
    _finish(figure, file)


def _points(axes: Any, places: Sequence[float], scores: Sequence[Score], style: tuple[str, str]) -> None:
    values = [score.value for score in scores]
    errors = [[s.value - s.low for s in scores], [s.high - s.value for s in scores]]
    axes.errorbar(places, values, yerr=errors, fmt="o", label=style[0], color=style[1], markersize=5, elinewidth=1.2)


def _finish(figure: Any, file: Path) -> None:
    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, dpi=120)
    plt.close(figure)
