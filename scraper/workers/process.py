"""One worker process, seen from the parent: start it, give it a source, hear from it, kill it."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from .limits import Limits, Order

_START_SECONDS = 60.0
_MIB = 1024 * 1024
# The parent's search path is taken over before anything of ours is imported, so both run the same code.
_BOOT = "import sys, json; sys.path[:] = json.loads(sys.argv[2]); from scraper.workers.child import main; main({})"
_BOOT = _BOOT.format("int(sys.argv[1])")
# Pages are small: threads of numerical libraries would only fight over the cores.
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Process:
    """A fresh interpreter with a socket to it. It is warm (``ready``) after it has imported what the order names.

    ``number`` and ``source`` are what it works on, ``number`` -1 when it is idle. ``deadline`` is on the monotonic
    clock. Not multiprocessing.Process: that would run the caller's main module again in every worker.
    """

    def __init__(self, order: Order, limits: Limits) -> None:
        here, there = socket.socketpair()
        with there:
            self._popen = subprocess.Popen(  # noqa: S603 - our own interpreter and code
                [sys.executable, "-P", "-c", _BOOT, str(there.fileno()), json.dumps(sys.path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(there.fileno(),),
                env=_ENVIRONMENT | dict(os.environ),
            )
        self.pipe = Connection(here.detach())
        self._limits = limits
        self.number = -1
        self.source: Any = None
        self.phase = "start"
        self.done = 0
        self.deadline = time.monotonic() + _START_SECONDS
        self._idle_bytes = 0
        self._send((order, limits))

    def give(self, number: int, source: Any) -> bool:
        """Work on ``source``, as soon as it is ready. False when the process turns out to be gone."""
        self.number, self.source = number, source
        if self.phase == "idle":
            self._load()
        return self.phase != "gone"

    def ready(self) -> None:
        """It has started: send the source that waits, if there is one."""
        self.phase = "idle"
        self._idle_bytes = self._resident_bytes()
        if self.number >= 0:
            self._load()

    def loaded(self) -> None:
        """The source is loaded, cleaning begins."""
        self.phase = "clean"
        self.deadline = time.monotonic() + self._limits.seconds

    def finished(self) -> None:
        """It has answered and can take another source."""
        self.phase, self.number, self.source = "idle", -1, None
        self.done += 1

    def _load(self) -> None:
        self.phase = "load"
        self.deadline = time.monotonic() + self._limits.load_seconds
        self._send(self.source)

    def _send(self, message: Any) -> None:
        """A process that is gone cannot be sent to; that it is gone is heard from its end of the socket."""
        try:
            self.pipe.send(message)
        except ConnectionError:
            self.phase = "gone"

    @property
    def bloated(self) -> bool:
        """Whether it uses more memory than it may, by what the system says."""
        if self.phase not in ("load", "clean"):
            return False
        return self._resident_bytes() - self._idle_bytes > self._limits.megabytes * _MIB

    def _resident_bytes(self) -> int:
        """Memory in use now, from Linux; 0 where there is no such file or the process is gone."""
        try:
            fields = Path(f"/proc/{self._popen.pid}/statm").read_text(encoding="ascii").split()
        except OSError:
            return 0
        return int(fields[1]) * resource.getpagesize() if fields else 0

    def kill(self) -> str:
        """End it at once if it still runs. Returns how it ended: ``was ended by SIGSEGV``, ``exited with code 1``."""
        self.pipe.close()
        if self._popen.poll() is None and self.phase != "gone":
            self._popen.kill()
        code = self._popen.wait()
        return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"exited with code {code}"
