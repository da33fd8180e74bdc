"""Where our own time goes: the functions that the main path calls, timed one by one."""

from __future__ import annotations

import functools
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any
from unittest import mock

from .corpora import Truth

Spent = dict[tuple[str, ...], float]
_SHOWN_MS = 0.05
_PROFILED = ("scraper.pipeline", "scraper.judge", "scraper.normaliser.assemble", "scraper.content")
_METHODS = (("scraper.cleaners.engine.examine", "Examiner", "examine"),)


@dataclass(frozen=True, slots=True)
class Stage:
    """CPU milliseconds a page inside one function, what it calls included; ``depth`` 0 is the main path."""

    name: str
    depth: int
    cpu_ms: float


def profile(pages: Sequence[Truth]) -> list[Stage]:
    """Stages in the order of their first call, children below their parents. Pages are cleaned in this process.

    What a stage does itself is its child ``(rest)``. Stages under 0.05 ms a page are left out.
    """
    from .systems.ours import extract  # noqa: PLC0415 - only this function needs a working scraper

    sources = [(page.html(), page.url) for page in pages]
    for html, url in sources:
        extract(html, url)  # loads what is loaded late
    with _timed() as spent:
        for html, url in sources:
            extract(html, url)
    stages = (Stage(path[-1], len(path) - 1, spent * 1e3 / len(pages)) for path, spent in _ordered(_with_rest(spent)))
    return [stage for stage in stages if stage.cpu_ms >= _SHOWN_MS]


@contextmanager
def _timed() -> Iterator[Spent]:
    """Replace the functions that the profiled modules import from other modules of ours by timed ones."""
    spent: Spent = defaultdict(float)
    path: list[str] = []
    targets = [(module, *call) for module in map(import_module, _PROFILED) for call in _calls(module)]
    for module, owner, name in _METHODS:
        cls = getattr(import_module(module), owner)
        targets.append((cls, name, getattr(cls, name)))
    patches = [mock.patch.object(owner, name, _wrapped(function, spent, path)) for owner, name, function in targets]
    for patch in patches:
        patch.start()
    try:
        yield spent
    finally:
        for patch in patches:
            patch.stop()


def _calls(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, value in vars(module).items():
        home = getattr(value, "__module__", "")
        if isinstance(value, FunctionType) and home.startswith("scraper") and home != module.__name__:
            yield name, value


def _wrapped(function: Callable[..., Any], spent: Spent, path: list[str]) -> Callable[..., Any]:
    @functools.wraps(function)
    def timed(*args: Any, **kwargs: Any) -> Any:
        path.append(function.__name__)
        spent[tuple(path)] += 0.0  # callers come before what they call
        begin = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[tuple(path)] += time.process_time() - begin
            path.pop()

    return timed


def _with_rest(spent: Spent) -> Spent:
    """A child ``(rest)`` for every stage with children: the time that none of them took."""
    children: Spent = defaultdict(float)
    for path, seconds in spent.items():
        children[path[:-1]] += seconds
    rest = {(*path, "(rest)"): spent[path] - children[path] for path in children if path}
    return spent | rest


def _ordered(spent: Spent) -> list[tuple[tuple[str, ...], float]]:
    """Each path right below its parent, otherwise in the order of the first call."""
    order = {path: number for number, path in enumerate(spent)}
    return sorted(spent.items(), key=lambda item: [order[item[0][: end + 1]] for end in range(len(item[0]))])
