"""The words on the command line -> sources for the workers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from ..config import Config
from ..errors import FetchError, ReadError, ScraperError
from ..streams import is_stream
from .tasks import STDIN, Source


def gather(words: Sequence[str], config: Config) -> list[Source]:
    """Directories and globs as the files they hold, WARC files as the responses they hold.

    Standard input and other streams are this process's own (``<(command)``) or come only once, so they are read here.
    Raises ConfigError for a WARC file without FastWARC.
    """
    from ..fetchers import expand_sources

    return [source for name in expand_sources(words) for source in _sources(name, config)]


def _sources(name: str, config: Config) -> Iterable[Source]:
    from ..fetchers.warc import is_warc, recorded

    if is_address(name) or not is_warc(name):
        return (_source(name, config),)
    return (Source(name if isinstance(it, ScraperError) else it.url, it) for it in recorded(name))


def _source(name: str, config: Config) -> Source:
    if name != STDIN and (is_address(name) or not _is_stream(name)):
        return Source(name)
    from ..fetchers import read_file, read_stdin

    limit = config.fetch.max_bytes
    try:
        return Source(name, read_stdin(max_bytes=limit) if name == STDIN else read_file(name, limit))
    except ScraperError as error:
        return Source(name, error)


def _is_stream(name: str) -> bool:
    try:
        return is_stream(name)
    except (OSError, ValueError):  # who reads it tells why it cannot be
        return False


def means_several(words: Sequence[str]) -> bool:
    """Whether these are several sources: directories, globs and WARC files are, even when they hold one page."""
    from ..fetchers.sources import has_wildcard
    from ..fetchers.warc import is_warc

    def plural(word: str) -> bool:
        if is_warc(word) and not is_address(word):
            return True
        return os.path.isdir(word) or (has_wildcard(word) and not is_address(word) and not os.path.exists(word))

    return len(words) > 1 or any(plural(word) for word in words)


def is_address(word: str) -> bool:
    """Whether a source is a URL."""
    from ..fetchers import is_url

    return is_url(word)


def unreachable(error: ScraperError | None) -> bool:
    """Whether nothing came of a source because it could not even be fetched or read."""
    return isinstance(error, FetchError | ReadError)
