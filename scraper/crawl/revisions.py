"""What changed between two visits to an article, told from short hashes that the state keeps instead of the texts."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..article import ArticleData

# What readers would call the article. Not: evidence, fetch, generator, quality, removed: they say how it was made.
# Not: url, final_url: the way to the page.
FIELDS = (
    "canonical_url", "kind", "title", "subtitle", "kicker", "description", "authors", "agency", "dateline",
    "date_published", "date_modified", "section", "tags", "language", "access", "images", "videos", "corrections",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Changes:
    """``fields`` that have another value, in the order of the schema; ``added``: indexes of the new article's blocks
    that were not there; ``removed``: how many blocks are no longer there; ``moved``: only the order differs."""

    fields: tuple[str, ...] = ()
    added: tuple[int, ...] = ()
    removed: int = 0
    moved: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields or self.added or self.removed or self.moved)

    def to_dict(self) -> dict[str, Any]:
        return {
            "fields": list(self.fields), "blocks_added": list(self.added), "blocks_removed": self.removed,
            "blocks_moved": self.moved,
        }  # fmt: skip


def fingerprint(article: ArticleData) -> str:
    """JSON of short hashes, of the fields and of every block of the body. Some 10 bytes a field or block."""
    from ..output.encode import encode  # noqa: PLC0415 - whoever only compares need not know how articles are written

    fields = {name: _short(encode(getattr(article, name))) for name in FIELDS}
    return json.dumps(
        {"fields": fields, "blocks": [_short(encode(block)) for block in article.blocks]}, separators=(",", ":")
    )


def changes(before: str, after: str) -> Changes:
    """What differs between two fingerprints. Field names that only one version of the scraper knows do not count."""
    old, new = json.loads(before), json.loads(after)
    fields = tuple(name for name in FIELDS if _differs(name, old["fields"], new["fields"]))
    left = Counter(old["blocks"])
    added = []
    for index, block in enumerate(new["blocks"]):
        if left[block]:
            left[block] -= 1
        else:
            added.append(index)
    removed = left.total()
    return Changes(fields, tuple(added), removed, not added and not removed and old["blocks"] != new["blocks"])


def _differs(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    return name in old and name in new and old[name] != new[name]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
