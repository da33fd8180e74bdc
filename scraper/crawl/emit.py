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
from .duplicates import Duplicate, Print, find, forget, remember, signed, unsigned
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
        canonical = key_of(article.canonical_url) if article.canonical_url else None
        print_ = Print(canonical, article.content_hash, article.simhash, article.words)
        if duplicate := find(self.state, entry.id, print_):
            return self._duplicate(entry, article, duplicate, before, now)
        return self._write(entry, article, 1, None, now)

    def _again(self, entry: Entry, article: Found, before: sqlite3.Row, now: float) -> Outcome:
        difference = changes(before["fingerprint"], article.fingerprint)
        if not difference and before["retired"] is None:
            return "unchanged"
        forget(self.state, entry.id, unsigned(before["simhash"]))
        self._write(entry, article, before["revision"] + 1, difference, now)
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
        if before is None or before["duplicate_of"] != duplicate.page:
            first = {
                "duplicate_of": duplicate.article_id,
                "first_url": self._url_of(duplicate.page),
                "by": duplicate.by,
            }
            self._note("duplicate", entry, article.id, now, first)
        return "duplicate"

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
        self.state.run(  # the oldest of them takes its place
            "UPDATE pages SET due = min(due, ?), etag = NULL, last_modified = NULL, body_hash = NULL"
            " WHERE id IN (SELECT page FROM articles WHERE duplicate_of = ?)",
            (now, entry.id),
        )
        self._note("retired", entry, row["article_id"], now, {"revision": row["revision"], "why": why})
        return str(row["article_id"])

    def is_orphan(self, entry: Entry) -> bool:
        """Whether its article was not written because of another one that is gone since."""
        return (
            self.state.one(
                "SELECT 1 FROM articles a JOIN articles first ON first.page = a.duplicate_of"
                " WHERE a.page = ? AND a.revision = 0 AND first.retired IS NOT NULL",
                (entry.id,),
            )
            is not None
        )

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
