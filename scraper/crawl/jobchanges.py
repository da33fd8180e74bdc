"""What follows for the pages that are known when the job file was changed since the last run."""

from __future__ import annotations

import hashlib

from .address import key_of, same_site
from .discover import seeds
from .job import Job
from .revisit import NEVER
from .state import State

_FOUND_BY = """
WITH RECURSIVE way (source, page) AS (
    SELECT id, id FROM pages WHERE kind IN ('feed', 'sitemap', 'section')
    UNION SELECT source, found_on FROM way JOIN pages ON id = page WHERE found_on IS NOT NULL
) SELECT source, key, kind, url FROM way JOIN pages ON id = page WHERE found_on IS NULL
"""  # each source with the first page of the way on which it was found


def take_over(job: Job, state: State, now: float) -> None:
    """Compare the job with what it was in the last run. Inside a transaction, after its sources were added."""
    sources = tuple(source for source in job.sources if source.kind != "urls")
    if _is_new(state, "rules", repr((sources, job.allow, job.deny, job.limits, job.language))):
        _look_again(state, now)
        _drop_sources(job, state)
    addresses = sorted(source.address for source in job.sources if source.kind == "urls")
    if _is_new(state, "urls", repr(addresses)):
        _note_who_is_named_no_more(state, {key_of(address) for address in addresses})


def names_sitemaps(job: Job, robots: str) -> bool:
    """Whether the sitemaps in this robots.txt are the job's: they belong to sources of the kind ``site``."""
    return any(source.kind == "site" and same_site(source.address, robots) for source in job.sources)


def _is_new(state: State, name: str, value: str) -> bool:
    digest = hashlib.sha256(value.encode()).hexdigest()
    row = state.one("SELECT value FROM meta WHERE name = ?", (name,))
    if row is not None and row["value"] == digest:
        return False
    state.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, digest))
    return True


def _look_again(state: State, now: float) -> None:
    """Under other rules a source that has not changed leads elsewhere, and what was refused unseen may be wanted."""
    state.run(
        "UPDATE pages SET etag = NULL, last_modified = NULL, body_hash = NULL"
        " WHERE kind IN ('feed', 'sitemap', 'section')"
    )
    state.run(
        "UPDATE pages SET due = min(due, ?), state = 'queued' WHERE outcome = 'unwanted' AND status = 0 AND due < ?",
        (now, NEVER),
    )


def _drop_sources(job: Job, state: State) -> None:
    """Sources that the job names no more, nor any that it does name, are left alone until one does again."""
    named = {key_of(link.url) for link in seeds(job) if link.kind != "page"}
    for row in state.all(_FOUND_BY):
        lives = row["kind"] == "page" or row["key"] in named
        if not (lives or (row["kind"] == "robots" and names_sitemaps(job, row["url"]))):
            state.run("UPDATE pages SET state = 'done', due = ? WHERE id = ?", (NEVER, row["source"]))


def _note_who_is_named_no_more(state: State, named: set[str]) -> None:
    """Pages that are gone and no longer in the job file: whoever names them again wants them asked for again."""
    for row in state.all("SELECT id, key FROM pages WHERE state = 'gone' AND kind = 'page' AND depth = 0"):
        if row["key"] not in named:
            state.run("UPDATE pages SET depth = 1 WHERE id = ?", (row["id"],))
