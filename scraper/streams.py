"""Paths behind which no regular file is: pipes, devices, and what this process holds open (``/dev/stdin``)."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

_DESCRIPTOR = re.compile(r"/dev/(?P<name>stdin|stdout|stderr)|/(?:dev|proc/self)/fd/(?P<number>\d+)")
_NUMBERS = {"stdin": 0, "stdout": 1, "stderr": 2}


def is_stream(path: str | Path) -> bool:
    """Whether ``path`` can only be read or written as it comes. Raises OSError where nobody may look.

    A descriptor is one even when a regular file is behind it: only this process knows which, and how far it is. A
    folder and what does not exist are none.
    """
    if _descriptor(path) is not None:
        return True
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def opened(path: str | Path) -> BinaryIO:
    """A stream to be written into. Raises OSError.

    A descriptor is doubled, not opened anew: what is written through both comes one after the other.
    """
    number = _descriptor(path)
    return Path(path).open("wb") if number is None else os.fdopen(os.dup(number), "wb")


def _descriptor(path: str | Path) -> int | None:
    found = _DESCRIPTOR.fullmatch(os.path.abspath(path))
    if not found:
        return None
    return _NUMBERS[found["name"]] if found["name"] else int(found["number"])
