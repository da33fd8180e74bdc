"""Keeps what peers found, which is slow to get and never changes. Ours is never kept."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from .corpora import Truth
from .systems import Found, System
from .workers import TIME_LIMIT, Run, run


def cached_run(system: System, pages: list[Truth], folder: Path | None, jobs: int = 2) -> Iterator[Run]:
    """As ``workers.run``; known results of peers come from ``folder`` and have ``cpu_ms`` None."""
    if folder is None or system.name == "ours":
        yield from run(system, pages, jobs)
        return
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{system.name}-{system.version}.jsonl"
    known = _read(file)
    digests = {page.key: _digest(system, page) for page in pages}
    for page in pages:
        if kept := known.get(digests[page.key]):
            yield Run(page.key, _found(kept["found"]), None, kept["error"])
    with file.open("a", encoding="utf-8") as out:
        for result in run(system, (page for page in pages if digests[page.key] not in known), jobs):
            if result.error != TIME_LIMIT:  # may be the load of the machine
                _write(out, digests[result.key], result)
            yield result


def _read(file: Path) -> dict[str, dict[str, Any]]:
    lines: Iterable[str] = file.open(encoding="utf-8") if file.is_file() else ()
    return {row["digest"]: row for row in map(json.loads, lines)}


def _write(out: TextIO, digest: str, result: Run) -> None:
    found = dataclasses.asdict(result.found) if result.found else None
    out.write(json.dumps({"digest": digest, "found": found, "error": result.error}, ensure_ascii=False) + "\n")


def _found(row: dict[str, Any] | None) -> Found | None:
    if row is None:
        return None
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Found(**fields)


def _digest(system: System, page: Truth) -> str:
    """Changes with the page's bytes, its address and the options the system is used with."""
    parts = (page.page.read_bytes(), (page.url or "").encode(), system.options.encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:24]
