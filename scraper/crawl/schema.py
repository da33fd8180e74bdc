"""The tables of state.sqlite. A migration is never edited once it was released; add the next one.

Times are seconds since 1970. ``key`` is what makes two addresses the same page, ``host`` whose politeness clock counts.
"""

from __future__ import annotations

_FIRST = """
CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    url TEXT NOT NULL,                      -- as it was found
    target TEXT NOT NULL,                   -- what is asked next: url, or where a redirect led
    host TEXT NOT NULL,                     -- of target
    kind TEXT NOT NULL,                     -- robots, feed, sitemap, section, page
    rank INTEGER NOT NULL,                  -- lower ranks of a host go first
    depth INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'queued',   -- queued, leased, done, gone, failed
    due REAL NOT NULL,                      -- not before
    lease_until REAL,
    run INTEGER,                            -- that leased it last
    hops INTEGER NOT NULL DEFAULT 0,        -- redirects followed so far
    tries INTEGER NOT NULL DEFAULT 0,       -- failures in a row
    found_at REAL NOT NULL,
    found_on INTEGER,                       -- page
    dated TEXT,                             -- what the link said
    etag TEXT,
    last_modified TEXT,
    body_hash BLOB,
    interval REAL,                          -- to the next visit
    visited REAL,
    outcome TEXT,
    status INTEGER,
    error TEXT
);
CREATE INDEX pages_turn ON pages (host, rank, due) WHERE state <> 'leased';
CREATE INDEX pages_queued ON pages (host, rank, due) WHERE state = 'queued';
CREATE INDEX pages_leased ON pages (state) WHERE state = 'leased';
CREATE TABLE families (                     -- addresses that differ in the values of their parameters only
    family TEXT PRIMARY KEY,
    pages INTEGER NOT NULL
);
CREATE TABLE articles (
    page INTEGER PRIMARY KEY REFERENCES pages (id),
    article_id TEXT NOT NULL,
    revision INTEGER NOT NULL,              -- 0: a duplicate, never written
    canonical TEXT,                         -- key of the canonical address
    content_hash TEXT NOT NULL,
    simhash INTEGER NOT NULL,               -- as a signed number
    words INTEGER NOT NULL,
    removed INTEGER NOT NULL,               -- words that cleaning removed
    quality REAL NOT NULL,
    fingerprint TEXT NOT NULL,              -- JSON: hashes of fields and blocks
    duplicate_of INTEGER REFERENCES pages (id),
    duplicate_by TEXT,                      -- canonical, content_hash, simhash
    written REAL,                           -- the first revision
    changed REAL,                           -- the last revision
    retired REAL
);
CREATE INDEX articles_hash ON articles (content_hash);
CREATE INDEX articles_duplicates ON articles (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX articles_canonical ON articles (canonical);
CREATE TABLE bands (
    band INTEGER NOT NULL,
    value INTEGER NOT NULL,
    page INTEGER NOT NULL REFERENCES pages (id),
    PRIMARY KEY (band, value, page)
) WITHOUT ROWID;
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    asked REAL NOT NULL DEFAULT 0,          -- the last request, or when it was certain to be out
    wait REAL NOT NULL DEFAULT 0,           -- from then until the next request
    strikes INTEGER NOT NULL DEFAULT 0,     -- failures in a row
    rests INTEGER NOT NULL DEFAULT 0,       -- rests in a row
    rest_from REAL NOT NULL DEFAULT 0,
    rest REAL NOT NULL DEFAULT 0,           -- seconds from rest_from
    robots BLOB,
    robots_status INTEGER,
    robots_at REAL,
    robots_since REAL                       -- failing since
);
CREATE TABLE files (
    name TEXT PRIMARY KEY,                  -- articles, notices
    segment INTEGER NOT NULL DEFAULT 1,     -- number that the current file gets when it is rotated
    length INTEGER NOT NULL DEFAULT 0,      -- committed bytes of the current file
    rotating INTEGER NOT NULL DEFAULT 0     -- 1: the current file is about to be renamed
);
CREATE TABLE meta (
    name TEXT PRIMARY KEY,                  -- rules: digest of what decides which links are taken
    value TEXT NOT NULL
);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    pid INTEGER NOT NULL,
    started REAL NOT NULL,
    ended REAL,
    summary TEXT                            -- JSON of events.Summary
);
CREATE TABLE host_runs (                    -- a host's history: what drift is measured against
    run INTEGER NOT NULL REFERENCES runs (id),
    host TEXT NOT NULL,
    pages INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    seconds REAL NOT NULL,                  -- of fetching
    cleaned INTEGER NOT NULL,               -- pages that were cleaned; the sums below are over these
    quality REAL NOT NULL,
    words INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    PRIMARY KEY (run, host)
) WITHOUT ROWID;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST,)
