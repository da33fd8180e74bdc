"""The standard streams, made such that a full disk or a closed stream is told in words."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING

from ..errors import OutputError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_OUT, _ERR = 1, 2
_ACCESS = (os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)  # of what stands for a closed one: input and output fail when used
_NEXT_STEP = "Make room there, or send it elsewhere: > FILE"


def prepare() -> None:
    """Open closed standard streams on nothing, and let standard output raise OutputError.

    A number that is free would be that of the next file, and what is meant for people would end up in it. Output that
    a caller has put elsewhere is left alone.
    """
    for number, access in enumerate(_ACCESS):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, access)  # gets the lowest number that is free: this one
    if sys.stderr is None:
        sys.stderr = os.fdopen(_ERR, "w", closefd=False)
    if sys.stdout is sys.__stdout__:
        sys.stdout = _told(sys.stdout)


def silence() -> None:
    """Nobody takes what is still to be written: the flush at exit must not fail for it."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, _OUT)
    os.close(nothing)


def _told(stream: io.TextIOWrapper | None) -> io.TextIOWrapper:
    buffer = io.BufferedWriter(_Output(_OUT, "w", closefd=False))
    if stream is None:
        return io.TextIOWrapper(buffer, "utf-8")
    return io.TextIOWrapper(buffer, stream.encoding, stream.errors, line_buffering=stream.line_buffering)


class _Output(io.FileIO):
    """Standard output. Raises OutputError; BrokenPipeError when the reader has left."""

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            silence()
            reason = "is closed" if error.errno == errno.EBADF else f"cannot be written ({error.strerror})"
            raise OutputError("standard output", reason, _NEXT_STEP) from error
