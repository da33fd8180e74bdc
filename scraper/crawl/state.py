"""The state of a job: one SQLite file, migrated by ``user_version``, durable at every commit.

WAL with synchronous=FULL: a commit that returned survives a kill and a power cut. One connection for all threads, one
lock around it: transactions are short. What goes wrong with the file is told as JobError (damaged, from a newer
program) or OutputError (full disk, no permission).
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from ..errors import JobError, OutputError, ScraperError
from .schema import MIGRATIONS

STATE_FILE = "state.sqlite"
_CHECKED_BYTES = 64 * 1024 * 1024  # larger files are not read through at every start; damage shows when it is met
_REPAIR = "Nothing was changed. 'scraper crawl JOB.toml --repair' makes a new state from the articles written so far"


class State:
    """Use ``transaction()`` for everything that writes. Not to be opened without the job's lock, but for reading."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.lock = threading.RLock()
        self._connection = connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block or nothing. Durable when the block has been left. Raises JobError, OutputError."""
        with self.lock, told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._commit()

    def _commit(self) -> None:
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def run(self, sql: str, values: tuple[Any, ...] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """One statement. Raises JobError, OutputError."""
        with self.lock, told(self.path):
            return self._connection.execute(sql, values)

    def all(self, sql: str, values: tuple[Any, ...] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self.lock, told(self.path):
            return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: tuple[Any, ...] | dict[str, Any] = ()) -> sqlite3.Row | None:
        """The first row of a query, None when there is none."""
        with self.lock, told(self.path):
            row: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
            return row

    def copy_to(self, path: Path) -> None:
        """A copy as of now, in another file. Raises JobError, OutputError."""
        with self.lock, told(path), closing(sqlite3.connect(path)) as target:
            self._connection.backup(target)

    def close(self) -> None:
        """Close the file; what was committed is in it."""
        self._connection.close()


def open_state(folder: Path, *, readonly: bool = False) -> State:
    """The state in ``folder``, made or migrated when needed. Raises JobError, OutputError.

    A file that cannot be used is never touched. ``readonly``: neither made nor migrated; JobError when there is none.
    """
    path = folder / STATE_FILE
    if readonly and not path.exists():
        raise JobError(str(path), "does not exist: the job has never run", "Run it first: scraper crawl JOB.toml")
    with told(path):
        connection = _connect(path, readonly)
        try:
            _check(path, connection)
            if not readonly:
                _migrate(connection)
        except BaseException:
            connection.close()
            raise
    return State(path, connection)


def _connect(path: Path, readonly: bool) -> sqlite3.Connection:
    mode = "ro" if readonly else "rwc"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, timeout=30, isolation_level=None, check_same_thread=False, uri=True)
    connection.row_factory = sqlite3.Row
    return connection


def _check(path: Path, connection: sqlite3.Connection) -> None:
    """Read before anything is written. Raises JobError."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if version > len(MIGRATIONS):
        reason = f"was written by a newer version (state {version}; this one reads {len(MIGRATIONS)})"
        raise JobError(str(path), reason, "Upgrade article-scraper")
    if (version == 0) != (not tables):
        raise JobError(str(path), "is not the state of a crawl", _REPAIR)
    if path.stat().st_size <= _CHECKED_BYTES:
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise JobError(str(path), f"is damaged ({' '.join(verdict.split())})", _REPAIR)


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for number, script in enumerate(MIGRATIONS[version:], version + 1):
        # One transaction a step: a kill leaves the old version or the new one.
        connection.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """SQLite's errors as ours."""
    try:
        yield
    except ScraperError:
        raise
    except sqlite3.OperationalError as error:
        raise _operational(path, error) from error
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise JobError(str(path), f"is damaged ({error})", _REPAIR) from error


def _operational(path: Path, error: sqlite3.OperationalError) -> ScraperError:
    words = str(error)
    if "full" in words or "I/O" in words:
        return OutputError(str(path), f"cannot be written ({words})", "Check the space there, then start again")
    if "readonly" in words or "unable to open" in words:
        return OutputError(str(path), f"cannot be opened for writing ({words})", "Check the permissions there")
    if "locked" in words:
        return JobError(str(path), "is in use by another program", "Close it and start again")
    return JobError(str(path), f"does not hold what was expected ({words})", _REPAIR)
