"""The ratchet: no score of ours may fall below its floor. ``python -m benchmarks.floors --corpora DIR``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click

from .accuracy import FOLDER
from .aggregate import LOWER_IS_BETTER
from .corpora import SETS, Truth, load, sample
from .evaluation import by_set, extract_all, groups

FILE = Path(__file__).with_name("floors.toml")
CHANGELOG = Path(__file__).resolve().parents[1] / "CHANGELOG.md"
UNRELEASED = "## Unreleased\n"
_SECTION = "### Benchmark floors\n\n"
PAGES_OF_SET = 40
_HELD = (
    "f1", "exact", "word_f1", "kept", "leaked", "title", "authors", "date", "caption", "caption_leak", "verdict",
)  # fmt: skip
_HEAD = f"""\
# Scores of ours on {PAGES_OF_SET} pages of each open set, always the same ones. None may get worse.
# Written by `python -m benchmarks.floors --corpora DIR --raise`; lowering takes `--lower --because "..."`.
"""

Scores = dict[str, dict[str, float]]


class Change(NamedTuple):
    """One score that differs from its floor; ``worse`` when it is on the wrong side of it."""

    group: str
    measure: str
    floor: float | None
    value: float

    @property
    def worse(self) -> bool:
        if self.floor is None:
            return False
        return self.value > self.floor if self.measure in LOWER_IS_BETTER else self.value < self.floor

    def __str__(self) -> str:
        floor = "none" if self.floor is None else f"{self.floor:.4f}"
        return f"{self.group} {self.measure}: floor {floor}, now {self.value:.4f}"


def fixed_sample(corpora: Path) -> list[Truth]:
    """The pages that the floors are of. Raises FileNotFoundError without corpora."""
    return [page for members in by_set(load(corpora, SETS)) for page in sample(members, PAGES_OF_SET)]


def measure(pages: list[Truth], jobs: int = 2) -> Scores:
    """The scores of ours that have floors, rounded to four places, by group and measure."""
    results = extract_all(("ours",), pages, None, jobs, lambda _system, _done: None)
    found: Scores = {}
    for group in groups(pages, results):
        totals = group.totals()["ours"]
        found[group.name] = {name: round(totals[name].value, 4) for name in _HELD if name in totals}
    return found


def read(file: Path) -> Scores:
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def changes(floors: Mapping[str, Mapping[str, float]], scores: Scores) -> Iterator[Change]:
    """Every score that is not at its floor."""
    for group, found in scores.items():
        for name, value in found.items():
            floor = floors.get(group, {}).get(name)
            if floor != value:
                yield Change(group, name, floor, value)


def write(floors: Scores, file: Path) -> None:
    tables = (
        f"\n[{group!r}]\n" + "".join(f"{name} = {value}\n" for name, value in found.items())
        for group, found in floors.items()
    )
    file.write_text(_HEAD + "".join(tables), encoding="utf-8")


def moved(floors: Scores, wanted: list[Change]) -> Scores:
    """The floors after the changes."""
    result = {group: dict(found) for group, found in floors.items()}
    for change in wanted:
        result.setdefault(change.group, {})[change.measure] = change.value
    return result


def note(changelog: str, lowered: list[Change], because: str) -> str:
    """The changelog with a line on the lowered floors. Raises click.UsageError when it has no place for it."""
    if UNRELEASED not in changelog:
        raise click.UsageError(
            f"CHANGELOG.md has no line {UNRELEASED.strip()!r}: add one, a floor is not lowered in silence"
        )
    line = f"- Benchmark floors lowered, because {because} ({'; '.join(map(str, lowered))}).\n"
    before, _, after = changelog.partition(UNRELEASED)
    section, older_mark, older = after.partition("\n## ")
    if _SECTION not in section:
        section = f"\n{_SECTION}{section}"
    section = section.replace(_SECTION, _SECTION + line, 1)
    return f"{before}{UNRELEASED}{section}{older_mark}{older}"


@click.command()
@click.option("--corpora", required=True, type=FOLDER, help="Folder with the annotated pages.")
@click.option("--jobs", default=2, show_default=True, help="Processes.")
@click.option("--raise", "up", is_flag=True, help="Move the floors up to scores that are better.")
@click.option("--lower", "down", is_flag=True, help="Move the floors down to scores that are worse.")
@click.option("--because", default="", help="With --lower: the reason, which goes into CHANGELOG.md.")
def main(corpora: Path, jobs: int, up: bool, down: bool, because: str) -> None:
    """Compare ours with its floors; exit code 1 when a score is below."""
    if down and not because:
        raise click.UsageError("--lower needs --because REASON")
    floors = read(FILE)
    found = list(changes(floors, measure(fixed_sample(corpora), jobs)))
    worse = [change for change in found if change.worse]
    better = [change for change in found if not change.worse]
    click.echo(f"{len(worse)} scores of ours are below their floor, {len(better)} above it or new")
    for change in found:
        click.echo(f"{'worse ' if change.worse else 'better'} {change}")
    if down and worse:
        CHANGELOG.write_text(note(CHANGELOG.read_text(encoding="utf-8"), worse, because), encoding="utf-8")
    accepted = (better if up else []) + (worse if down else [])
    if accepted:
        write(moved(floors, accepted), FILE)
    if worse and not down:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
