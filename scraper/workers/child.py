"""The worker process: takes sources from a socket, one after the other, and answers each.

Messages to the parent: ``("ready",)`` once, ``("loaded",)`` between loading and cleaning, then one of
``("value", value)``, ``("error", ScraperError)``, ``("memory",)``, ``("defect", words, traceback)``.
"""

from __future__ import annotations

import gc
import importlib
import logging
import pickle
import resource
import signal
import traceback
import warnings
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from .. import collector
from ..errors import ScraperError
from .limits import Limits, Order

Message = tuple[Any, ...]
_MEMORY = pickle.dumps(("memory",))  # ready beforehand
_MIB = 1024 * 1024
_RESERVE = bytearray(4 * _MIB)  # given back when memory runs out: lifting the limit takes a little itself
_GRACE_SECONDS = 5.0  # the parent kills at the limit; an orphan ends itself this much later


def main(descriptor: int) -> None:
    """Serve until the parent closes its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    pipe = Connection(descriptor)
    try:
        order, limits = _prepare(pipe)
        pipe.send(("ready",))
        while True:
            source = pipe.recv()
            with collector.paused():
                pipe.send_bytes(_answer(order, limits, source, pipe))
            _alarm(0)
    except (EOFError, ConnectionError):
        return  # the parent is gone or wants no more
    except MemoryError:  # met outside of the task: a source or an answer that does not fit
        _lift_limit()
        pipe.send_bytes(_MEMORY)


def _prepare(pipe: Connection) -> tuple[Order, Limits]:
    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    try:
        order, limits = pipe.recv()
        for name in order.imports:
            importlib.import_module(name)
    except Exception as error:
        pipe.send(_defect(error))
        raise
    gc.collect()
    gc.freeze()  # what was imported stays; the collector need not look at it again for every page
    _bound_memory(limits.megabytes)
    return order, limits


def _bound_memory(megabytes: int) -> None:
    """Let allocations fail beyond the limit. Linux counts private memory only, not what libraries merely reserve."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except FileNotFoundError:  # no such limit on this system: what is left is the parent's time limit
        return
    limit = pages * resource.getpagesize() + megabytes * _MIB
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _alarm(seconds: float) -> None:
    """Let the kernel end this process after ``seconds``, even in the middle of a C function; 0 calls it off."""
    signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS if seconds else 0.0)


def _lift_limit() -> None:
    """Make room for the answer of a process that has none left; the parent ends it when it has heard."""
    _RESERVE.clear()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def _answer(order: Order, limits: Limits, source: Any, pipe: Connection) -> bytes:
    """The pickled answer for one source. Whatever goes wrong is an answer too."""
    try:
        return _carried_out(order, limits, source, pipe)
    except MemoryError:  # also when there was no memory left to tell of another error
        _lift_limit()
        return _MEMORY


def _carried_out(order: Order, limits: Limits, source: Any, pipe: Connection) -> bytes:
    try:
        if order.load:
            _alarm(limits.load_seconds)
            source = order.load(source)
        pipe.send(("loaded",))
        _alarm(limits.seconds)
        return pickle.dumps(("value", order.run(source)))
    except ScraperError as error:
        return pickle.dumps(("error", error))
    except MemoryError:
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 - told to the parent, which reports it as a defect
        return pickle.dumps(_defect(error))


def _defect(error: BaseException) -> Message:
    words = " ".join(str(error).split()) or "no message"
    return ("defect", f"{type(error).__name__}: {words}", traceback.format_exc())
