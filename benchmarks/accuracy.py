"""How good are we, and how good are the others, on the same pages: ``python -m benchmarks.accuracy --corpora DIR``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from .corpora import SETS, Truth, load, sample
from .evaluation import Results, by_set, extract_all, groups
from .systems import FOLDS_VARIABLE, SYSTEMS
from .tables import as_data, print_group
from .worst import FIELDS, Case, cases, print_worst, worst, wrong_fields
from .worst_html import render


@dataclass(frozen=True, slots=True)
class Options:
    """The command line, with lists split."""

    corpora: Path
    sets: tuple[str, ...]
    peers: tuple[str, ...]
    ours: bool
    count: int
    against: str
    jobs: int
    cache: Path | None
    json_file: Path | None
    show: int
    near: bool
    wrong: tuple[str, ...]
    html_file: Path | None
    plot: Path | None
    folds: Path | None

    @property
    def systems(self) -> tuple[str, ...]:
        return (("ours",) if self.ours else ()) + self.peers

    @property
    def versus(self) -> str | None:
        return self.against if self.against in self.systems else None


def listed(allowed: Sequence[str]) -> Callable[[click.Context, click.Parameter, str], tuple[str, ...]]:
    def split(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
        names = tuple(name.strip() for name in value.split(",") if name.strip())
        if wrong := [name for name in names if name not in allowed]:
            raise click.BadParameter(f"{', '.join(wrong)}: choose from {', '.join(allowed)}")
        return names

    return split


FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--corpora", required=True, type=FOLDER, help="Folder with the annotated pages.")
@click.option("--set", "sets", default=",".join(SETS), callback=listed(SETS), help="Sets to measure, with commas.")
@click.option("--peers", default="trafilatura", callback=listed(tuple(SYSTEMS)[1:]), help="Peers, with commas.")
@click.option("--ours/--no-ours", default=True, help="Measure ours as well.")
@click.option("--sample", "count", default=0, help="This many pages of each set, the same ones every time.")
@click.option("--against", default="trafilatura", show_default=True, help="The peer to compare with, page by page.")
@click.option("--jobs", default=2, show_default=True, help="Processes.")
@click.option("--cache", type=FOLDER, help="Keep what peers found here; ours always runs.")
@click.option("--json", "json_file", type=FILE, help="Write all scores here.")
@click.option("--worst", "show", default=0, help="Show this many of the pages where ours does worst.")
@click.option("--near", is_flag=True, help="With --worst: the pages that miss exact by least instead.")
@click.option("--wrong", default="", callback=listed(FIELDS), help="List the pages where ours has this field wrong.")
@click.option("--html", "html_file", type=FILE, help="Write the worst pages side by side (20 without --worst).")
@click.option("--folds", type=FOLDER, help="Judge each page by the fold model that did not see its host.")
@click.option("--plot", type=FILE, help="Write F1 and exact of each set as a PNG.")
def main(**arguments: Any) -> None:
    """Score extraction of annotated pages, ours and peers in one run."""
    options = Options(**arguments)
    if options.folds:
        os.environ[FOLDS_VARIABLE] = str(options.folds.resolve())
    pages = _pages(options)
    results = _extract(options, pages)
    found = list(groups(pages, results))
    console = Console(width=None if sys.stdout.isatty() else 200)
    for group in found:
        print_group(console, group, options.versus)
    if options.json_file:
        options.json_file.write_text(json.dumps(as_data(found, options.versus), indent=1), encoding="utf-8")
    if options.plot:
        from .plots import accuracy_plot  # noqa: PLC0415 - matplotlib takes seconds to load and is rarely wanted

        accuracy_plot({group.name: group.totals() for group in found}, options.plot)
    if options.ours:
        _show_cases(console, options, cases(pages, results["ours"], SYSTEMS["ours"].fields))


def _show_cases(console: Console, options: Options, found: list[Case]) -> None:
    print_worst(console, worst(found, options.show, options.near))
    for field in options.wrong:
        for key, ours, truth in wrong_fields(found, field):
            console.print(f"{field} {key}\n    ours  {ours!r}\n    truth {truth!r}", markup=False, soft_wrap=True)
    if options.html_file:
        title = "Nearly right" if options.near else "Worst pages"
        page = render(worst(found, options.show or 20, options.near), title)
        options.html_file.write_text(page, encoding="utf-8")
    failed = [case for case in found if case.error]
    for case in failed:
        click.echo(f"{case.truth.key}: {case.error}", err=True)


def _pages(options: Options) -> list[Truth]:
    try:
        pages = load(options.corpora, options.sets)
    except FileNotFoundError as error:
        raise click.UsageError(str(error)) from error
    return [page for members in by_set(pages) for page in sample(members, options.count)]


def _extract(options: Options, pages: list[Truth]) -> Results:
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bars = {system: progress.add_task(system, total=len(pages)) for system in options.systems}
        return extract_all(
            options.systems,
            pages,
            options.cache,
            options.jobs,
            lambda name, n: progress.update(bars[name], completed=n),
        )


if __name__ == "__main__":
    main()
