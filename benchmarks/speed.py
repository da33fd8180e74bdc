"""How fast are we, and how fast are the others: ``python -m benchmarks.speed --corpora DIR``."""

from __future__ import annotations

import dataclasses
import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from .accuracy import FILE, FOLDER, listed
from .corpora import SETS, Truth, load, sample
from .stages import Stage, profile
from .systems import SYSTEMS
from .timing import Point, Speed, exponent, growth, memory, speeds


@dataclass(frozen=True, slots=True)
class Options:
    """The command line, with lists split."""

    corpora: Path
    sets: tuple[str, ...]
    peers: tuple[str, ...]
    ours: bool
    count: int
    rounds: int
    seconds: float
    grow: bool
    soak: int
    json_file: Path | None
    plots: Path | None

    @property
    def systems(self) -> tuple[str, ...]:
        return (("ours",) if self.ours else ()) + self.peers


@click.command()
@click.option("--corpora", required=True, type=FOLDER, help="Folder with pages, annotated or not.")
@click.option("--set", "sets", default="news", show_default=True, callback=listed(SETS), help="Sets to time.")
@click.option("--peers", default="trafilatura", callback=listed(tuple(SYSTEMS)[1:]), help="Peers, with commas.")
@click.option("--ours/--no-ours", default=True, help="Time ours as well.")
@click.option("--sample", "count", default=60, show_default=True, help="Pages of each set; 0 for all.")
@click.option("--rounds", default=3, show_default=True, help="Turns; each page's best time counts.")
@click.option("--seconds", default=60.0, show_default=True, help="Time limit of one page.")
@click.option("--growth/--no-growth", "grow", default=True, help="Pages of 10 kB to 20 MB, 1,000 to 200,000 elements.")
@click.option("--soak", default=0, help="Clean this many pages in one process and show its memory.")
@click.option("--json", "json_file", type=FILE, help="Write all times here.")
@click.option("--plots", type=FOLDER, help="Write speed.png and growth.png into this folder.")
def main(**arguments: Any) -> None:
    """Time extraction in CPU milliseconds, ours and peers in one run on one core."""
    options = Options(**arguments)
    console = Console(width=None if sys.stdout.isatty() else 120)
    pages = _pages(options)
    data: dict[str, Any] = {"pages": len(pages)}
    data["speed"] = _timed(console, options, pages)
    data["stages"] = _profiled(console, pages) if options.ours else []
    data["growth"] = _grown(console, options) if options.grow else []
    data["memory"] = _soaked(console, options, pages) if options.soak else {}
    plain = json.dumps(data, indent=1, default=dataclasses.asdict)
    if options.json_file:
        options.json_file.write_text(plain, encoding="utf-8")
    if options.plots:
        _plot(options.plots, data)


def _pages(options: Options) -> list[Truth]:
    return [page for name in options.sets for page in sample(load(options.corpora, (name,)), options.count)]


def _timed(console: Console, options: Options, pages: list[Truth]) -> list[Speed]:
    found = speeds(options.systems, pages, options.rounds, options.seconds)
    base = next((speed for speed in found if speed.system == "trafilatura"), found[0])
    title = f"CPU milliseconds a page: {len(pages)} pages of {', '.join(options.sets)}"
    columns = ("mean", "median", "p95", "pages/s/core", f"× {base.system}", "peak MiB", "failed")
    rows = (
        (_label(s.system), f"{s.mean:.1f}", f"{s.median:.1f}", f"{s.p95:.1f}", f"{s.pages_per_second:.0f}",
         f"{s.mean / base.mean:.2f}", f"{s.peak_mb:.0f}", str(s.failed))
        for s in found
    )  # fmt: skip
    console.print(_table(title, ("system", *columns), rows))
    return found


def _profiled(console: Console, pages: list[Truth]) -> list[Stage]:
    found = profile(pages)
    total = sum(stage.cpu_ms for stage in found if stage.depth == 0)
    rows = (("  " * s.depth + s.name, f"{s.cpu_ms:.2f}", f"{s.cpu_ms / total:.0%}") for s in found)
    console.print(_table(f"Our stages: {total:.1f} ms a page", ("stage", "CPU ms", "share"), rows))
    return found


def _grown(console: Console, options: Options) -> list[Point]:
    found: list[Point] = []
    with tempfile.TemporaryDirectory() as folder:
        for system in options.systems:
            found += growth(system, Path(folder), options.seconds)
    for measure in ("bytes", "elements"):
        points = [point for point in found if point.measure == measure]
        sizes = sorted({point.size for point in points})
        rows = (_growth_row(system, [p for p in points if p.system == system], sizes) for system in options.systems)
        columns = ("system", *(f"{size:,}" for size in sizes), "time ~ size^", "peak MiB")
        console.print(_table(f"CPU milliseconds of one page, by {measure}", columns, rows))
    return found


def _growth_row(system: str, points: list[Point], sizes: list[int]) -> tuple[str, ...]:
    cells = {point.size: point.error[:16] if point.cpu_ms is None else f"{point.cpu_ms:,.1f}" for point in points}
    power = exponent(points)
    peak = max((point.peak_mb for point in points), default=0)
    return (_label(system), *(cells.get(size, "–") for size in sizes), f"{power:.2f}" if power else "–", f"{peak:,.0f}")


def _soaked(console: Console, options: Options, pages: list[Truth]) -> dict[str, list[tuple[int, float]]]:
    found = {system: list(memory(system, pages, options.soak, options.seconds)) for system in options.systems}
    for system, points in found.items():
        line = ", ".join(f"{done:,}: {mb:.0f}" for done, mb in points)
        console.print(f"{system}, MiB in use after so many pages in one process: {line}", soft_wrap=True)
    return found


def _label(system: str) -> str:
    return f"{system} {SYSTEMS[system].version}"


def _table(title: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table


def _plot(folder: Path, data: dict[str, Any]) -> None:
    from .plots import growth_plot, speed_plot  # noqa: PLC0415 - matplotlib takes seconds to load and is rarely wanted

    folder.mkdir(parents=True, exist_ok=True)
    speed_plot(data["speed"], folder / "speed.png")
    if data["growth"]:
        growth_plot(data["growth"], folder / "growth.png")


if __name__ == "__main__":
    main()
