"""Serve the review page on loopback until it is interrupted."""

from __future__ import annotations

import secrets
import signal
import socket
import threading
from collections.abc import Callable
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


def serve(app: ASGIApp, door: Door, ready: Callable[[], None]) -> None:
    """Answer until SIGINT or SIGTERM comes, then end at once. ``ready`` is called when requests are answered."""
    import uvicorn  # noqa: PLC0415 - an extra

    config = uvicorn.Config(
        app, lifespan="off", ws="none", log_config=None, access_log=False, server_header=False, http="h11",
        timeout_graceful_shutdown=0, proxy_headers=False, loop="asyncio",
    )  # fmt: skip
    server = uvicorn.Server(config)
    stop = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    thread = threading.Thread(
        target=server.run, args=([door.socket],), daemon=True
    )  # it dies with us, whatever it does
    thread.start()
    try:
        ready()
        while thread.is_alive() and not stop.wait(0.5):
            pass
    finally:
        server.should_exit = server.force_exit = True
        for number, handler in before.items():
            signal.signal(number, handler)
