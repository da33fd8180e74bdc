"""The garbage collector of Python, which waits while one page is cleaned.

A page makes tens of thousands of small objects that live until its article is made. The collector would look at them,
and at all that was ever imported, again and again, and find nothing: a tenth of the time. Who needs the article alone
lets go of the rest before the collector is on again, or it looks at all of it once: a twentieth.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Keep the collector off, and put it on again if it was on; of threads that overlap, one puts it on again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
