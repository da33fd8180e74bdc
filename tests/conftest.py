"""What tests of several rooms ask for: misbehaving servers on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from faultserver import FaultServer


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        yield running


@pytest.fixture
def other() -> Iterator[FaultServer]:
    """A second host, at another address."""
    with FaultServer("127.0.0.2") as running:
        yield running
