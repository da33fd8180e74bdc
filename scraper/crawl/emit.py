"""An article that was found -> what is written: a first line, a next revision, a note that it is a duplicate, nothing.

A line of ``articles.jsonl`` is the article of schema 1.0 with one more key at its end, ``crawl``. ``notices.jsonl``
tells what has no line there: duplicates, and articles that are gone.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from .address import key_of
from .cleaning import Found
from .duplicates import (
    NEAR_BITS,
    Duplicate,
    Print,
    distance,
    find,
    forget,
    is_stray,
    remember,
    signed,
    strays,
    unsigned,
)
from .events import Outcome
from .frontier import Entry
from .revisions import Changes, changes
from .state import State


@dataclass(slots=True)
class Emitter:
    """Works inside the transaction that settles the pages; the lines it collects are appended before the commit."""

    state: State
    run: int
    articles: list[bytes] = field(default_factory=list)
    notices: list[bytes] = field(default_factory=list)

    def take_lines(self) -> tuple[list[bytes], list[bytes]]:
        """(articles, notices) collected since the last call."""
        lines = self.articles, self.notices
        self.articles, self.notices = [], []
        return lines

    def found(self, entry: Entry, article: Found, now: float) -> Outcome:
        """Settle the article of a page."""
        before = self.state.one("SELECT * FROM articles WHERE page = ?", (entry.id,))
        if before is not None and before["revision"]:
            return self._again(entry, article, before, now)
        if duplicate := find(self.state, entry.id, _print(article)):
            return self._duplicate(entry, article, duplicate, before, now)
        return self._write(entry, article, 1, None, now)

    def _again(self, entry: Entry, article: Found, before: sqlite3.Row, now: float) -> Outcome:
        difference = changes(before["fingerprint"], article.fingerprint)
        if not difference and before["retired"] is None:
            return "unchanged"
        # A page that shows the newest article, whichever it is. One that was edited stays what it was.
        is_other = before["retired"] is not None or distance(unsigned(before["simhash"]), article.simhash) > NEAR_BITS
        if is_other and (duplicate := find(self.state, entry.id, _print(article))):
            return self._of_another(entry, article, duplicate, before, now)
        forget(self.state, entry.id, unsigned(before["simhash"]))
        self._write(entry, article, before["revision"] + 1, difference, now)
        self._release_strays(entry, now)
        return "changed"

    def _write(self, entry: Entry, article: Found, revision: int, change: Changes | None, now: float) -> Outcome:
        crawl = {
            "revision": revision,
            "changed": change.to_dict() if change is not None else None,
            "page": entry.url,
            "found_on": self._url_of(entry.found_on),
            "run": self.run,
        }
        tail = json.dumps(crawl, ensure_ascii=False).encode("utf-8", "replace")
        self.articles.append(article.json[:-1] + b', "crawl": ' + tail + b"}")
        self._keep(entry, article, revision, None, now)
        remember(self.state, entry.id, article.simhash)
        return "new"

    def _duplicate(
        self, entry: Entry, article: Found, duplicate: Duplicate, before: sqlite3.Row | None, now: float
    ) -> Outcome:
        self._keep(entry, article, 0, duplicate, now)
        self._note_duplicate(entry, article, duplicate, before, now)
        return "duplicate"

    def _of_another(
        self, entry: Entry, article: Found, duplicate: Duplicate, before: sqlite3.Row, now: float
    ) -> Outcome:
        """A page that was written shows what another page has: its own article is gone. Its fingerprint stays that of
        the last revision, which the next one will be compared with."""
        self.retire(entry, "shows the article of another page", now)
        self.state.run(
            "UPDATE articles SET content_hash = ?, simhash = ?, words = ?, duplicate_of = ?, duplicate_by = ?"
            " WHERE page = ?",
            (article.content_hash, signed(article.simhash), article.words, duplicate.page, duplicate.by, entry.id),
        )
        self._note_duplicate(entry, article, duplicate, before, now)
        return "duplicate"

    def _note_duplicate(
        self, entry: Entry, article: Found, duplicate: Duplicate, before: sqlite3.Row | None, now: float
    ) -> None:
        if before is None or before["duplicate_of"] != duplicate.page:
            first = {
                "duplicate_of": duplicate.article_id,
                "first_url": self._url_of(duplicate.page),
                "by": duplicate.by,
            }
            self._note("duplicate", entry, article.id, now, first)

    def retire(self, entry: Entry, why: str, now: float) -> str | None:
        """The page no longer gives its article: note it once. Returns the article's id when there was one to retire."""
        row = self.state.one(
            "SELECT article_id, simhash, revision FROM articles WHERE page = ? AND revision > 0 AND retired IS NULL",
            (entry.id,),
        )
        if row is None:
            return None
        forget(self.state, entry.id, unsigned(row["simhash"]))
        self.state.run("UPDATE articles SET retired = ? WHERE page = ?", (now, entry.id))
        self._release_strays(entry, now)
        self._note("retired", entry, row["article_id"], now, {"revision": row["revision"], "why": why})
        return str(row["article_id"])

    def _release_strays(self, entry: Entry, now: float) -> None:
        """Have its duplicates fetched whole that do not show its article any more: the oldest is written."""
        for page in strays(self.state, entry.id):
            self.state.run(
                "UPDATE pages SET due = min(due, ?), etag = NULL, last_modified = NULL, body_hash = NULL WHERE id = ?",
                (now, page),
            )

    def is_orphan(self, entry: Entry) -> bool:
        """Whether its article was not written because of another one that is gone or has changed since."""
        return is_stray(self.state, entry.id)

    def _note(self, kind: str, entry: Entry, article_id: str, now: float, more: dict[str, Any]) -> None:
        notice = {"notice": kind, "id": article_id, "page": entry.url, "at": round(now, 3), "run": self.run, **more}
        self.notices.append(json.dumps(notice, ensure_ascii=False).encode("utf-8", "replace"))

    def _keep(self, entry: Entry, article: Found, revision: int, duplicate: Duplicate | None, now: float) -> None:
        values = {
            "page": entry.id,
            "article_id": article.id,
            "revision": revision,
            "canonical": key_of(article.canonical_url) if article.canonical_url else None,
            "content_hash": article.content_hash,
            "simhash": signed(article.simhash),
            "words": article.words,
            "removed": article.removed,
            "quality": article.quality,
            "fingerprint": article.fingerprint,
            "duplicate_of": duplicate.page if duplicate else None,
            "duplicate_by": duplicate.by if duplicate else None,
            "now": now if revision else None,
        }
        keep_article(self.state, values)

    def _url_of(self, page: int | None) -> str | None:
        row = self.state.one("SELECT url FROM pages WHERE id = ?", (page,)) if page is not None else None
        return str(row["url"]) if row else None


def _print(article: Found) -> Print:
    canonical = key_of(article.canonical_url) if article.canonical_url else None
    return Print(canonical, article.content_hash, article.simhash, article.words)


def keep_article(state: State, values: dict[str, Any]) -> None:
    """The newest revision of a page's article in the state; ``now``: when it was written, None for a duplicate."""
    state.run(
        "INSERT INTO articles (page, article_id, revision, canonical, content_hash, simhash, words, removed, quality,"
        " fingerprint, duplicate_of, duplicate_by, written, changed) VALUES (:page, :article_id, :revision, :canonical,"
        " :content_hash, :simhash, :words, :removed, :quality, :fingerprint, :duplicate_of, :duplicate_by, :now, :now)"
        " ON CONFLICT (page) DO UPDATE SET article_id = excluded.article_id, revision = excluded.revision,"
        " canonical = excluded.canonical, content_hash = excluded.content_hash, simhash = excluded.simhash,"
        " words = excluded.words, removed = excluded.removed, quality = excluded.quality,"
        " fingerprint = excluded.fingerprint, duplicate_of = excluded.duplicate_of,"
        " duplicate_by = excluded.duplicate_by, written = coalesce(written, excluded.written),"
        " changed = excluded.changed, retired = NULL",
        values,
    )
