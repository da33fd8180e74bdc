"""One run of a job at a time: flock on a file of the output folder. The kernel lets go of it when the process ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import OutputError

LOCK_FILE = "lock"


@contextmanager
def locked(folder: Path) -> Iterator[str]:
    """Hold the job's lock in the block. Yields "" when it is held now, else who holds it. Raises OutputError."""
    path = folder / LOCK_FILE
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise OutputError(str(path), f"cannot be made ({error.strerror})", "Check the permissions there") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip() or "another process"
            return
        _sign(descriptor, path)
        yield ""
    finally:
        os.close(descriptor)


def _sign(descriptor: int, path: Path) -> None:
    words = f"process {os.getpid()} since {time.strftime('%Y-%m-%d %H:%M:%S %z')}\n"
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, words.encode(), 0)
    except OSError as error:
        raise OutputError(str(path), f"cannot be written ({error.strerror})", "Check the space there") from error


def holder(folder: Path) -> str:
    """Who holds the job's lock, "" when nobody does or the job never ran."""
    path = folder / LOCK_FILE
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return ""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip() or "another process"
    finally:
        os.close(descriptor)
    return ""
