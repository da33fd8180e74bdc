"""A state that is damaged, lost or at odds with the files -> a new one from the lines written so far.

What was written once is not written again: addresses, hashes and fingerprints come from the files themselves. A state
that can still be read keeps its pages and the clocks of its hosts; one that cannot is moved aside, never deleted. So
are lines that are damaged; what is left can be exported.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import JobError, OutputError, ReadError, ScraperError
from ..output import Article
from . import store
from .address import host_key, key_of
from .aside import lines_aside, state_aside
from .duplicates import forget, remember, signed, unsigned
from .emit import keep_article
from .job import Job
from .lines import Line, read_article, read_notice
from .lock import locked
from .revisions import fingerprint
from .segments import Damaged, last_number, read_lines
from .state import STATE_FILE, State, open_state


@dataclass(frozen=True, slots=True)
class Repaired:
    """``lines`` read, ``unreadable`` among them and in the notices, ``articles`` the state knows now; ``aside``: the
    damaged state, ``lines_aside``: the files with the lines that were taken out."""

    lines: int
    unreadable: int
    articles: int
    aside: Path | None
    lines_aside: tuple[Path, ...] = ()


def repair(job: Job) -> Repaired:
    """Bring state and files of a job together. Raises JobError while it runs, OutputError."""
    folder = job.output.folder
    if not folder.is_dir():
        raise JobError(str(folder), "does not exist: there is nothing to repair", "Run the job first")
    with locked(folder) as other:
        if other:
            raise JobError(job.name, f"is being run by {other}", "Wait until it has ended, or stop it")
        aside = None if _sound(folder) else state_aside(folder)
        for name in (store.ARTICLES, store.NOTICES):
            _cut_torn_line(folder / f"{name}.jsonl")
        with closing(open_state(folder)) as state:
            with state.transaction():
                lines, unreadable, taken_out = _rebuild(state, folder)
            row = state.one("SELECT count(*) FROM articles WHERE revision > 0 AND retired IS NULL")
            assert row
            return Repaired(lines, unreadable, row[0], aside, taken_out)


def _sound(folder: Path) -> bool:
    """Whether all of the state can be read."""
    if not (folder / STATE_FILE).exists():
        return False
    try:
        with closing(open_state(folder)) as state:
            row = state.one("PRAGMA integrity_check(1)")
            return row is not None and row[0] == "ok"
    except OutputError:
        raise
    except ScraperError:
        return False


def _cut_torn_line(path: Path) -> None:
    """What follows the last line end was never a line."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        end = file.seek(0, os.SEEK_END)
        while end:
            start = max(0, end - 65536)
            file.seek(start)
            found = file.read(end - start).rfind(b"\n")
            if found >= 0:
                end = start + found + 1
                break
            end = start
        file.truncate(end)
        os.fsync(file.fileno())


def _rebuild(state: State, folder: Path) -> tuple[int, int, tuple[Path, ...]]:
    """Fill the tables that mirror the files. Returns (lines, unreadable ones, files with those that were taken out)."""
    state.run("CREATE TEMP TABLE known AS SELECT page, revision FROM articles WHERE revision > 0")
    for emptied in ("DELETE FROM bands", "DELETE FROM articles", "DELETE FROM files"):
        state.run(emptied)
    articles = [_read(path, lambda raw: _take(state, read_article(raw))) for path in store.files(folder)]
    notices = [_read(path, lambda raw: _take_notice(state, raw)) for path in store.files(folder, store.NOTICES)]
    for name in (store.ARTICLES, store.NOTICES):
        _note_file(state, folder, name)
    # What the state thought was written and is not in the files is fetched whole, and written, again.
    state.run(
        "UPDATE pages SET due = ?, etag = NULL, last_modified = NULL, body_hash = NULL"
        " WHERE outcome IN ('new', 'changed', 'unchanged', 'duplicate') AND id NOT IN (SELECT page FROM articles"
        " LEFT JOIN known USING (page) WHERE articles.revision >= coalesce(known.revision, 0) AND retired IS NULL)",
        (time.time(),),
    )
    state.run(  # no number is given to two revisions
        "UPDATE articles SET revision = max(revision, coalesce((SELECT known.revision FROM known"
        " WHERE known.page = articles.page), 0))"
    )
    read = [*articles, *notices]
    unreadable = sum(one.unreadable for one in read)
    return sum(one.lines for one in articles), unreadable, tuple(one.aside for one in read if one.aside)


@dataclass(frozen=True, slots=True)
class _File:
    lines: int
    unreadable: int
    aside: Path | None


def _read(path: Path, take: Callable[[bytes], None]) -> _File:
    """Take every line of a file; those that are damaged are taken out of it. One that only this version of the scraper
    cannot read stays."""
    lines, foreign, spoilt, broken = 0, 0, set(), False
    try:
        for number, line in enumerate(read_lines(path), 1):
            lines = number
            try:
                take(line)
            except ValueError:
                spoilt.add(number)
            except ReadError:
                foreign += 1
    except Damaged:
        broken = True
    aside = lines_aside(path, spoilt) if spoilt or broken else None
    return _File(lines, len(spoilt) + foreign + broken, aside)


def _take(state: State, line: Line) -> None:
    """One line of articles.jsonl. Raises ReadError for an article of another version, ValueError for none at all."""
    article = Article.from_dict({name: value for name, value in line.article.items() if name != "crawl"})
    facts = _facts(article)
    page = _page_of(state, line.page)
    at = _seconds(article.fetch.fetched_at)
    before = state.one("SELECT simhash FROM articles WHERE page = ?", (page,))
    if before:
        forget(state, page, unsigned(before["simhash"]))
    keep_article(state, {"page": page, "revision": line.revision, "now": at, **facts})
    remember(state, page, unsigned(facts["simhash"]))


def _facts(article: Article) -> dict[str, Any]:
    return {
        "article_id": article.id,
        "canonical": key_of(article.canonical_url) if article.canonical_url else None,
        "content_hash": article.content_hash,
        "simhash": signed(int(article.simhash, 16)),
        "words": article.word_count,
        "removed": article.removed.words,
        "quality": article.quality.score,
        "fingerprint": fingerprint(article),
        "duplicate_of": None,
        "duplicate_by": None,
    }


def _page_of(state: State, url: str) -> int:
    """The page's row, made when the state does not know it: due at once, as nobody knows when it was visited."""
    key = key_of(url)
    if row := state.one("SELECT id FROM pages WHERE key = ?", (key,)):
        return int(row["id"])
    now = time.time()
    return (
        state.run(
            "INSERT INTO pages (key, url, target, host, kind, rank, depth, state, due, found_at, visited, outcome)"
            " VALUES (?, ?, ?, ?, 'page', 4, 1, 'done', ?, ?, ?, 'new')",
            (key, url, url, host_key(url), now, now, now),
        ).lastrowid
        or 0
    )


def _take_notice(state: State, raw: bytes) -> None:
    """Raises ValueError for what is no notice."""
    notice = read_notice(raw)
    if notice["notice"] == "retired":
        row = state.one("SELECT id FROM pages WHERE key = ?", (key_of(notice["page"]),))
        state.run(  # of a revision whose line was lost, too
            "UPDATE articles SET retired = ?, revision = ? WHERE page = ? AND revision <= ?",
            (notice["at"], notice["revision"], row["id"] if row else None, notice["revision"]),
        )


def _note_file(state: State, folder: Path, name: str) -> None:
    """Go on with the newest file and after the last segment."""
    path = folder / f"{name}.jsonl"
    number = last_number(folder, name) + 1
    length = path.stat().st_size if path.exists() else 0
    state.run("INSERT INTO files (name, segment, length) VALUES (?, ?, ?)", (name, number, length))


def _seconds(moment: str | None) -> float:
    return datetime.fromisoformat(moment).timestamp() if moment else time.time()
