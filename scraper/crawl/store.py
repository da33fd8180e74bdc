"""Files of JSON lines that only grow, each line once: what is in the state is in the file, and nothing else.

The order that no kill can break: lines are appended and fsynced, then the state's transaction records the new length.
On start the file is cut to the recorded length: a torn line, or a whole one that the state knows nothing of, goes, and
its page is still leased and comes again. A full file is renamed to ``NAME-00001.jsonl`` in three steps (announced in
the state, renamed, recorded), each of which finds out on start whether the next one happened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import JobError, OutputError
from ..saving import sync_folder
from .segments import check_compression, compress, is_compressed, read_lines, segment_path, segments
from .state import State

ARTICLES, NOTICES = "articles", "notices"
_REPAIR = "Nothing was changed. 'scraper crawl JOB.toml --repair' brings files and state together again"


class Store:
    """One growing file, ``NAME.jsonl``. Only under the job's lock; by one thread."""

    def __init__(self, state: State, folder: Path, name: str, rotate_bytes: int = 0, compressed: bool = False) -> None:
        """Open or make the file and undo what was not committed. Raises JobError, OutputError."""
        self._state, self._folder, self._name = state, folder, name
        self._rotate_bytes, self._compressed = rotate_bytes, compressed
        self.path = folder / f"{name}.jsonl"
        with state.transaction():
            if state.run("INSERT INTO files (name) VALUES (?) ON CONFLICT (name) DO NOTHING", (name,)).rowcount:
                self._check_fresh()
        self._finish_rotation()
        self._file = self._open()
        if compressed:
            check_compression(self.path)
            self._compress_old()

    def append(self, lines: list[bytes]) -> None:
        """Write lines (without line ends) to the disk. Inside the transaction that records what they mean.

        When the transaction fails, call ``undo``. Raises OutputError; what was written before it is undone.
        """
        try:
            self._file.write(b"".join(line + b"\n" for line in lines))
            self._file.flush()
            os.fsync(self._file.fileno())
            length = self._file.tell()
        except OSError as error:
            self.undo()
            raise _unwritable(self.path, error) from error
        self._state.run("UPDATE files SET length = ? WHERE name = ?", (length, self._name))

    def undo(self) -> None:
        """Cut off what was appended since the last commit. Outside of the transaction."""
        self._file.close()
        self._file = self._open()

    def rotate_when_full(self) -> None:
        """Begin a new file when this one has grown over the limit. Not inside a transaction."""
        if not self._rotate_bytes or self._file.tell() < self._rotate_bytes:
            return
        self._file.close()
        with self._state.transaction():
            self._state.run("UPDATE files SET rotating = 1 WHERE name = ?", (self._name,))
        self._finish_rotation()
        self._file = self._open()
        if self._compressed:
            self._compress_old()

    def close(self) -> None:
        self._file.close()

    def _recorded(self) -> tuple[int, int, int]:
        row = self._state.one("SELECT segment, length, rotating FROM files WHERE name = ?", (self._name,))
        assert row is not None
        return row["segment"], row["length"], row["rotating"]

    def _finish_rotation(self) -> None:
        segment, length, rotating = self._recorded()
        if not rotating:
            return
        target = segment_path(self._folder, self._name, segment)
        if self.path.exists():  # else it was renamed before the kill
            if target.exists():
                raise JobError(str(target), "is there already", "Move it out of the folder, then start again")
            self._rename(target, length)
        with self._state.transaction():
            self._state.run(
                "UPDATE files SET segment = segment + 1, length = 0, rotating = 0 WHERE name = ?", (self._name,)
            )

    def _rename(self, target: Path, length: int) -> None:
        try:
            if _size(self.path) > length:
                os.truncate(self.path, length)
            os.rename(self.path, target)
            sync_folder(self._folder)
        except OSError as error:
            raise _unwritable(target, error) from error

    def _open(self) -> BinaryIO:
        """The file, cut to its committed length."""
        _, length, _ = self._recorded()
        if (present := _size(self.path)) < length:
            reason = f"holds {present:,} bytes, but {length:,} were written: another program cut or moved it"
            raise JobError(str(self.path), reason, _REPAIR)
        try:
            fresh = not self.path.exists()
            file = self.path.open("r+b" if not fresh else "x+b")
            file.truncate(length)
            file.seek(length)
            os.fsync(file.fileno())
            if fresh:
                sync_folder(self._folder)
        except OSError as error:
            raise _unwritable(self.path, error) from error
        return file

    def _check_fresh(self) -> None:
        """A state that never wrote the file must not find one with content. Raises JobError."""
        present = [*segments(self._folder, self._name), *([self.path] if _size(self.path) else [])]
        if present:
            raise JobError(str(present[0]), "is there, but state.sqlite does not know it: it was removed", _REPAIR)

    def _compress_old(self) -> None:
        for path in segments(self._folder, self._name):
            if not is_compressed(path):
                compress(path)


def files(folder: Path, name: str = ARTICLES) -> list[Path]:
    """The files of ``name`` that are there, oldest first."""
    current = folder / f"{name}.jsonl"
    return [*segments(folder, name), *([current] if current.exists() else [])]


def records(folder: Path, name: str = ARTICLES, length: int | None = None) -> Iterator[bytes]:
    """The lines of all files of ``name``, oldest first, without line ends. Raises OutputError, JobError.

    ``length``: committed bytes of the newest file; None for all its whole lines. Reads while a crawl is writing.
    """
    current = folder / f"{name}.jsonl"
    for path in files(folder, name):
        yield from read_lines(path, length if path == current else None)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _unwritable(path: Path, error: OSError) -> OutputError:
    advice = "Check the space and the permissions there, then start again: nothing is lost"
    return OutputError(str(path), f"cannot be written ({error.strerror})", advice)
