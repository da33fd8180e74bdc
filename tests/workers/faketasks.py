"""Tasks that misbehave in the ways that pages make real ones misbehave. Workers import them by name."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import time
from typing import Any

from scraper.errors import HTTPStatusError, ReadError


def double(source: int) -> int:
    return source * 2


def identity(source: Any) -> Any:
    return source


def process_id(_: Any) -> int:
    return os.getpid()


def slow_start(number: int) -> int:
    """The first takes longest, so that the others are done before it."""
    time.sleep(0.4 if number == 0 else 0.0)
    return number


def misbehave(source: str) -> str:
    return _WAYS[source]() if source in _WAYS else source.upper()


def load(source: str) -> str:
    """A loader: some sources cannot be loaded, or take their time."""
    if source == "unreadable":
        raise ReadError(source, "is unreadable", "Pick another")
    if source == "slow to load":
        time.sleep(60)
    return source.removeprefix("slow ") if source.startswith("slow ") else source


def _hang() -> str:
    while True:
        pass


def _hang_in_c() -> str:
    """A regular expression that backtracks for years and never lets a Python signal handler run."""
    return str(re.match(r"(a|aa)+$", "a" * 200 + "b"))


def _hog() -> str:
    return str(len(b"x" * (8 << 30)))


def _hog_slowly() -> str:
    held = []
    while True:
        held.append(bytearray(1 << 20))


def _hog_in_crumbs() -> str:
    """Leaves no room for anything, however small."""
    held: list[object] = []
    while True:
        held = [held, str(len(held)) * 50]


def _hog_while_failing() -> str:
    """An error that cannot be told because there is no memory left to tell it."""
    held = []
    try:
        while True:
            held.append("crumb" * 9 + str(len(held)))
    except MemoryError as error:
        raise ValueError(held) from error


def _hog_the_answer() -> list[str]:
    """Fits, but its pickle beside it does not."""
    return ["x" * 1000 + str(number) for number in range(100_000)]


def _raise_memory_error() -> str:
    raise MemoryError


def _exit() -> str:
    os._exit(7)


def _system_exit() -> str:
    sys.exit("a library wants to leave")


def _segfault() -> str:
    return ctypes.string_at(0).decode()


def _killed() -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def _defect() -> str:
    raise ZeroDivisionError("nobody\nforesaw this")


def _recursion() -> str:
    return _recursion()


def _scraper_error() -> str:
    raise HTTPStatusError("address", "answered 429", "Wait", status=429, retry_after=3.0)


def _unpicklable() -> Any:
    return lambda: None


def _prints() -> str:
    print("noise on standard output")
    print("noise on standard error", file=sys.stderr)
    return "quiet"


_WAYS = {
    "hang": _hang,
    "hang in C": _hang_in_c,
    "hog": _hog,
    "hog slowly": _hog_slowly,
    "hog in crumbs": _hog_in_crumbs,
    "hog while failing": _hog_while_failing,
    "hog the answer": _hog_the_answer,
    "memory error": _raise_memory_error,
    "exit": _exit,
    "system exit": _system_exit,
    "segfault": _segfault,
    "killed": _killed,
    "defect": _defect,
    "recursion": _recursion,
    "scraper error": _scraper_error,
    "unpicklable": _unpicklable,
    "prints": _prints,
}
