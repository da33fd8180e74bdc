"""Serve the review page on loopback until it is interrupted."""

from __future__ import annotations

import secrets
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

from ...errors import ConfigError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_HOST = "127.0.0.1"  # never another: what is reviewed is nobody else's
_BACKLOG = 64


@dataclass(frozen=True, slots=True)
class Door:
    """Where the review page will be: a socket that listens already, and the token that opens it."""

    socket: socket.socket
    token: str

    @property
    def port(self) -> int:
        """The port, chosen by the system when none was asked for."""
        return int(self.socket.getsockname()[1])

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://{_HOST}:{self.port}/?token={self.token}"


def open_door(port: int = 0) -> Door:
    """Listen at ``port`` of loopback, 0 for any that is free. Raises ConfigError when it is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        advice = "Choose another --port, or leave it out and a free one is taken"
        raise ConfigError(f"--port {port}", f"cannot be listened at ({error.strerror})", advice) from error
    return Door(listening, secrets.token_urlsafe(24))


@contextmanager
def running(app: ASGIApp, door: Door) -> Iterator[threading.Thread]:
    """Answer requests in another thread while the block runs, and not a moment longer."""
    import uvicorn  # noqa: PLC0415 - an extra

    config = uvicorn.Config(
        app, lifespan="off", ws="none", http="h11", loop="asyncio", log_config=None, log_level="critical",
        access_log=False, server_header=False, proxy_headers=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([door.socket],), daemon=True)  # it dies with us at the latest
    thread.start()
    try:
        yield thread
    finally:
        server.should_exit = server.force_exit = True
        thread.join(timeout=2.0)


def serve(app: ASGIApp, door: Door, ready: Callable[[], None]) -> None:
    """Answer until SIGINT or SIGTERM comes, then end at once. ``ready`` is called when requests are answered."""
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with running(app, door) as thread:
            ready()
            while thread.is_alive() and not stop.wait(0.5):
                pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
