"""The fields that are compared, in the order in which they are told.

Those that only follow from others (text, word_count, the hashes, id, removed ...) or say nothing of the page (fetch,
generator, evidence, the number of the quality) are not compared on their own.
"""

from __future__ import annotations

ARTICLE_FIELDS = (
    "kind", "title", "subtitle", "kicker", "description", "authors", "agency", "dateline", "date_published",
    "date_modified", "section", "tags", "language", "access", "blocks", "images", "videos", "corrections", "pages",
    "canonical_url", "site", "quality.warnings",
)  # fmt: skip
REMOVALS = "removals"
PINS = "pins"
FIELDS = (*ARTICLE_FIELDS, REMOVALS, PINS)
