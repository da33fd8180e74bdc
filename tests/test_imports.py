"""The house rules, read from the source: imports run one way, files and functions stay small."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "scraper").rglob("*.py"))
EVERYTHING = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]

# A module may import rooms of lower rank, and its own room. Rooms of one rank never import each other, but for the
# lowest rank, whose parts are one vocabulary, and the last, which is one program.
RANKS = (
    (
        "article",
        "model",
        "errors",
        "config",
        "sniff",
        "marks",
        "collector",
        "letters",
        "assistive",
        "urls",
        "posts",
        "notemarks",
        "once",
        "paths",
        "tagged",
        "values",
        "streams",
        "allowed",
        "forwarding",
    ),
    ("document", "fetchers", "cleaners", "content", "normaliser", "output"),
    ("naming",),
    ("judge", "cut", "rules"),
    ("pipeline",),
    ("api", "__init__"),  # the public names
    ("workers", "saving"),
    ("crawl", "regression"),
    ("report",),
    ("cli", "commands", "pytest_plugin", "__main__"),
)
ROOMS = {"reading": "document"}  # parts of a room that live in a folder beside it
RANK = {room: rank for rank, rooms in enumerate(RANKS) for room in rooms}
LAST = len(RANKS) - 1
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}


def room_of(path: Path) -> str:
    first = path.relative_to(ROOT / "scraper").parts[0].removesuffix(".py")
    return ROOMS.get(first, first)


def imported_rooms(path: Path) -> Iterator[tuple[int, str]]:
    """(line, room of ours) for every import in a file, wherever it stands."""
    package = ["scraper", *path.relative_to(ROOT / "scraper").parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            targets = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            full = [*base, *(node.module or "").split(".")] if node.module else base
            targets = [[*full, alias.name] for alias in node.names] if full == ["scraper"] else [full]
        else:
            continue
        for target in targets:
            if target[0] == "scraper":
                room = target[1] if len(target) > 1 else "__init__"
                room = ROOMS.get(room, room)
                yield node.lineno, room if room in RANK else "__init__"


def breaches(path: Path) -> Iterator[str]:
    here = room_of(path)
    for line, room in imported_rooms(path):
        same_rank = RANK[room] == RANK[here] and room != here and RANK[here] not in (0, LAST)
        if RANK[room] > RANK[here] or same_rank:
            yield f"{path.relative_to(ROOT)}:{line}: {here} imports {room}"


def test_every_room_has_a_rank() -> None:
    assert {room_of(path) for path in SOURCES} <= set(RANK)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    if room_of(path) == "__init__":
        pytest.skip("the public names come from several rooms, on first use")
    assert list(breaches(path)) == []


def test_the_public_names_come_from_below() -> None:
    here = RANK["__init__"]
    assert [room for _, room in imported_rooms(ROOT / "scraper" / "__init__.py") if RANK[room] > here] == []


def test_a_breach_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    bad = tmp_path / "scraper" / "fetchers" / "bad.py"
    bad.parent.mkdir(parents=True)
    bad.write_text("from ..cleaners import all_cleaners\nfrom .. import pipeline\nimport scraper.cli\nimport lxml\n")
    assert [line.partition(": ")[2] for line in breaches(bad)] == [
        "fetchers imports cleaners",
        "fetchers imports pipeline",
        "fetchers imports cli",
    ]


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 350
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f"{f.name} in line {f.lineno}" for f in functions if (f.end_lineno or f.lineno) - f.lineno >= 50]
    assert long == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_take_few_arguments(path: Path) -> None:
    """At most five besides self."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            names = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            assert len([name for name in names if name not in ("self", "cls")]) <= 5, node.name


def test_no_room_for_odds_and_ends() -> None:
    names = {path.stem.lower() for path in EVERYTHING} | {path.parent.name.lower() for path in EVERYTHING}
    assert names & FORBIDDEN_NAMES == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text))


def test_the_middle_stays_small() -> None:
    lines = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES)
    assert lines[len(lines) // 2] <= 120
