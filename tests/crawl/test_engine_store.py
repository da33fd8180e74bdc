"""What is in the state is in the file, once, whatever instruction the process dies at; and nothing foreign is cut."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.crawl.segments import segments
from scraper.crawl.state import State, open_state
from scraper.crawl.store import Store, records
from scraper.errors import JobError, OutputError


class Killed(BaseException):
    """Stands for SIGKILL: nothing of ours may run after it."""


@contextmanager
def job(folder: Path, **options: Any) -> Iterator[tuple[State, Store]]:
    with closing(open_state(folder)) as state, closing(Store(state, folder, "articles", **options)) as store:
        yield state, store


def write(state: State, store: Store, batches: list[list[bytes]]) -> None:
    """Append the batches that are not committed yet, each with its number in the same transaction."""
    for number in range(done(state), len(batches)):
        with state.transaction():
            store.append(batches[number])
            state.run("INSERT OR REPLACE INTO meta VALUES ('done', ?)", (str(number + 1),))
        store.rotate_when_full()


def done(state: State) -> int:
    row = state.one("SELECT value FROM meta WHERE name = 'done'")
    return int(row["value"]) if row else 0


@contextmanager
def dying(name: str, number: int, after: bool) -> Iterator[None]:
    """The n-th call of os.``name`` (or a commit) from now on ends the process, before or after its work."""
    holder: Any = State if name == "_commit" else os
    real: Callable[..., Any] = getattr(holder, name)
    left = number

    def call(*args: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and not after:
            raise Killed
        result = real(*args)
        if left == 0:
            raise Killed
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(holder, name, call)
        yield


LINES = st.binary(min_size=1, max_size=30).map(lambda line: line.replace(b"\n", b" "))
BATCHES = st.lists(st.lists(LINES, min_size=1, max_size=4), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(
    BATCHES,
    st.sampled_from(["fsync", "rename", "replace", "_commit"]),
    st.integers(1, 12),
    st.booleans(),
    st.sampled_from([{}, {"rotate_bytes": 40}, {"rotate_bytes": 40, "compressed": True}]),
)
def test_no_kill_loses_or_doubles_a_line(
    batches: list[list[bytes]], operation: str, number: int, after: bool, options: dict[str, Any]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        with dying(operation, number, after):
            try:
                with job(folder, **options) as (state, store):
                    write(state, store, batches)
            except Killed:
                assert batches
        with job(folder, **options) as (state, store):
            assert list(records(folder)) == [line for batch in batches[: done(state)] for line in batch]
            write(state, store, batches)
        assert list(records(folder)) == [line for batch in batches for line in batch]


def test_a_torn_line_is_cut(tmp_path: Path) -> None:
    with job(tmp_path) as (state, store):
        write(state, store, [[b"one"]])
    with (tmp_path / "articles.jsonl").open("ab") as file:
        file.write(b"two\nthr")
    with job(tmp_path):
        assert (tmp_path / "articles.jsonl").read_bytes() == b"one\n"


def test_full_files_get_numbers_and_are_compressed(tmp_path: Path) -> None:
    batches = [[b"a" * 30], [b"b" * 30], [b"c" * 30], [b"d"]]
    with job(tmp_path, rotate_bytes=20, compressed=True) as (state, store):
        write(state, store, batches)
    names = [path.name for path in segments(tmp_path, "articles")]
    assert names == [f"articles-0000{number}.jsonl.zst" for number in (1, 2, 3)]
    assert not list(tmp_path.glob("*-0*.jsonl"))
    assert list(records(tmp_path)) == [line for batch in batches for line in batch]


def test_compression_that_is_not_installed_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(JobError, match=r"needs the package zstandard.*article-scraper\[zstd\]"):
        job(tmp_path, compressed=True).__enter__()


def test_readers_see_whole_lines_only(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_bytes(b"one\ntwo\nthr")
    assert list(records(tmp_path)) == [b"one", b"two"]
    assert list(records(tmp_path, length=4)) == [b"one"]


def test_a_file_that_lost_lines_is_not_written_to(tmp_path: Path) -> None:
    with job(tmp_path) as (state, store):
        write(state, store, [[b"one"], [b"two"]])
    (tmp_path / "articles.jsonl").write_bytes(b"one\n")
    with pytest.raises(JobError, match=r"holds 4 bytes, but 8 were written.*--repair"), job(tmp_path):
        pass
    assert (tmp_path / "articles.jsonl").read_bytes() == b"one\n"


@pytest.mark.parametrize("name", ["articles.jsonl", "articles-00001.jsonl", "articles-00001.jsonl.zst"])
def test_files_that_a_new_state_does_not_know_are_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"years of articles\n")
    for _ in range(2):
        with pytest.raises(JobError, match=r"state.sqlite does not know it.*--repair"), job(tmp_path):
            pass
    assert (tmp_path / name).read_bytes() == b"years of articles\n"


def test_a_foreign_file_is_not_overwritten_by_rotation(tmp_path: Path) -> None:
    with job(tmp_path, rotate_bytes=5) as (state, store):
        (tmp_path / "articles-00001.jsonl").write_bytes(b"mine\n")
        with pytest.raises(JobError, match="is there already"):
            write(state, store, [[b"long enough"]])
    assert (tmp_path / "articles-00001.jsonl").read_bytes() == b"mine\n"
    assert (tmp_path / "articles.jsonl").read_bytes() == b"long enough\n"


def test_a_full_disk_leaves_the_committed_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.fsync, 0

    def full_once(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    with job(tmp_path) as (state, store):
        write(state, store, [[b"one"]])
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full_once)
            with pytest.raises(OutputError, match="No space left"):
                write(state, store, [[b"one"], [b"two"]])
        assert (tmp_path / "articles.jsonl").read_bytes() == b"one\n"
        write(state, store, [[b"one"], [b"two"]])
    assert (tmp_path / "articles.jsonl").read_bytes() == b"one\ntwo\n"
