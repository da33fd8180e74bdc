"""What tests of several rooms ask for: misbehaving servers on loopback."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from faultserver import FaultServer

# A shell that starts the tests in the background has them ignore Ctrl-C, and so would all that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


@pytest.fixture
def other() -> Iterator[FaultServer]:
    """A second host, at another address."""
    with FaultServer("127.0.0.2") as running:
        yield running
