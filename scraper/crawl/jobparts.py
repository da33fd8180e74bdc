"""The parts of a job file that need more than a look at one value: its sources, and how pages are cleaned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol, get_args
from urllib.parse import urlsplit

from ..config import DEFAULT, Config, from_tables
from ..errors import ConfigError
from ..rules import check_names
from .address import normalise
from .job import CONFIG, Source, SourceKind
from .jobchecks import closest

_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
_FILE = "urls_file"
Key = tuple[str | int, ...]


class Notes(Protocol):
    """Where mistakes are noted."""

    def add(self, key: Key, reason: str, advice: str) -> None:
        """Note a mistake at the line of ``key``."""


def sources(table: dict[str, Any], beside: Path, notes: Notes) -> tuple[Source, ...]:
    """The sources of ``[sources]``, each once, in the order of the file; what is wrong is noted and left out."""
    found: dict[Source, None] = {}
    for key, value in table.items():
        for kind, place, written in _written(key, value, beside, notes):
            if wrong := _mistake(written):
                notes.add(place, f"'{written[:200]}' {wrong[0]}", wrong[1])
            else:
                found[Source(kind, str(normalise(written)))] = None
    return tuple(found)


def _written(key: str, value: Any, beside: Path, notes: Notes) -> Iterator[tuple[SourceKind, Key, str]]:
    place: Key = ("sources", key)
    if key == _FILE:
        yield from (("urls", place, line) for line in _lines(value, beside, notes))
        return
    kind = next((kind for kind in _KINDS if kind == key), None)
    if kind is None:
        notes.add(place, f"'sources.{key}' is not known here", closest(key, (*_KINDS, _FILE)))
        return
    entries = [value] if isinstance(value, str) else value
    if not isinstance(entries, list):
        notes.add(place, f"'sources.{key}' must be an address or a list of addresses", 'Write ["https://...", ...]')
        return
    for number, entry in enumerate(entries):
        at = place if isinstance(value, str) else (*place, number)
        if isinstance(entry, str):
            yield kind, at, entry
        else:
            notes.add(at, f"'sources.{key}' holds {entry!r:.60}, not an address", "Write addresses in quotes")


def _lines(value: Any, beside: Path, notes: Notes) -> Iterator[str]:
    """The addresses of a text file, one a line; empty lines and lines with # are comments."""
    if not isinstance(value, str) or not value or "\0" in value:
        notes.add(("sources", _FILE), f"'sources.{_FILE}' must be the name of a file", 'Write "addresses.txt"')
        return
    try:
        text = (beside / value).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        advice = "Name a text file beside the job file, one address a line"
        notes.add(("sources", _FILE), f"{beside / value} cannot be read ({reason})", advice)
        return
    yield from (line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))


def _mistake(written: str) -> tuple[str, str] | None:
    """(what is wrong, advice) with an address, None when it can be a source."""
    address = normalise(written)
    if address is None:
        guess = None if "://" in written else normalise(f"https://{written}")
        host = urlsplit(guess).hostname or "" if guess else ""
        if guess and "." in host:
            return "has no scheme", f'Write "{guess}"'
        return "is no http or https address", 'Write it as a browser shows it: "https://example.org/news"'
    if "@" in urlsplit(written.strip()).netloc:
        return "holds a user name or password", "Leave it out; pages behind a login are not crawled"
    return None


def cleaning(tables: dict[str, dict[str, Any]], notes: Notes) -> Config:
    """The Config of ``[clean]``, ``[fetch]`` and ``[host."..."]``, with every mistake of them noted."""
    right: dict[str, Any] = {}
    for place, path, value in _one_by_one(tables):
        alone: Any = value
        for name in reversed(path):
            alone = {name: alone}
        try:
            check_names(from_tables("", alone), "")  # each key as if it were all: one mistake hides no other
        except ConfigError as error:
            notes.add(place, f"{error.subject}: {error.reason}" if error.subject else error.reason, error.advice)
            continue
        inner = right
        for name in path[:-1]:
            inner = inner.setdefault(name, {})
        inner[path[-1]] = value
    return from_tables("", right, DEFAULT if right.get("strict") else CONFIG)


def _one_by_one(tables: dict[str, dict[str, Any]]) -> Iterator[tuple[Key, tuple[str, ...], Any]]:
    """(place in the job file, place in a configuration file, value) of every key."""
    for key, value in tables["clean"].items():
        yield ("clean", key), (f"clean.{key}" if key in ("fetch", "host") else key,), value
    for key, value in tables["fetch"].items():
        yield ("fetch", key), ("fetch", key), value
    for host, section in tables["host"].items():
        if not isinstance(section, dict):
            yield ("host", host), ("host", host), section
            continue
        for key, value in section.items():
            yield ("host", host, key), ("host", host, key), value
