"""A system under test that does what systems under test do."""

from __future__ import annotations

import os
import time

from benchmarks.systems import Found


def extract(html: bytes, url: str | None) -> Found:
    if b"hang" in html:
        time.sleep(60)
    if b"crash" in html:
        os._exit(1)
    if b"raise" in html:
        raise KeyError("no such thing")
    return Found(html.decode())
