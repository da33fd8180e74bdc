"""What is damaged in a job's folder goes out of the way, into files beside it: never deleted."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Set
from pathlib import Path

from ..saving import writing
from .segments import Damaged, read_lines, rewriting
from .state import STATE_FILE


def state_aside(folder: Path) -> Path | None:
    """Move the state; returns where it is, None when there was none."""
    target = None
    for suffix in ("", "-wal", "-shm"):
        path = folder / f"{STATE_FILE}{suffix}"
        if path.exists():
            target = target or _beside(folder / STATE_FILE)
            os.rename(path, f"{target}{suffix}")
    return target


def lines_aside(path: Path, numbers: Set[int]) -> Path:
    """Take lines (from 1) out of a file; returns where they are. Raises OutputError; then nothing was changed.

    Of a file that cannot be decompressed to its end, all that can be read stays, and the whole of it is kept beside.
    """
    target = _beside(path)
    with rewriting(path) as kept, writing(target) as taken:  # closed from right to left: kept twice, never lost
        try:
            for number, line in enumerate(read_lines(path), 1):
                (taken if number in numbers else kept).write(line + b"\n")
        except Damaged:
            taken.seek(0)
            taken.truncate()
            with path.open("rb") as whole:
                shutil.copyfileobj(whole, taken)
    return target


def _beside(path: Path) -> Path:
    """A name that tells when, and that nothing has."""
    name = f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
    while path.with_name(name).exists():
        name += "-again"
    return path.with_name(name)
