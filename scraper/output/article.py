"""Article: the data of schema 1.0 with ways to write it and to read it back."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..article import ArticleData, Evidence
from .decode import decode_article, parse
from .encode import encode, is_sound, scrubbed
from .html import render_html
from .jsonld import render_jsonld
from .markdown import render_markdown


@dataclass(frozen=True, slots=True)
class Article(ArticleData):
    """A finished article. Its attributes are the fields of schema 1.0 (see ``ArticleData``)."""

    def to_dict(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers: every key of schema 1.0, always, in its published order."""
        found: dict[str, Any] = encode(self)
        return found

    def to_json(self, indent: int | None = None) -> str:
        """The article as JSON text, non-ASCII characters as they are; the same article gives the same text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent, allow_nan=False)

    def to_markdown(self) -> str:
        """CommonMark with GitHub's tables: title, byline, body."""
        return render_markdown(self)

    def to_html(self) -> str:
        """A small document of its own, safe to open: everything escaped, no script runs, only web and mail links."""
        return render_html(self)

    def to_jsonld(self) -> dict[str, Any]:
        """A schema.org description (NewsArticle, BlogPosting ...), keys without a value left out."""
        return render_jsonld(self)

    def to_text(self) -> str:
        """The body as plain text, without captions."""
        return self.text

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """What ``to_dict`` gave, as an article. Raises ReadError naming the key that is missing, unknown or wrong."""
        return cls(**decode_article(data))

    @classmethod
    def from_json(cls, text: str | bytes) -> Article:
        """What ``to_json`` gave, as an article equal to the one it came from. Raises ReadError on anything else."""
        return cls.from_dict(parse(text))


def publish(data: ArticleData) -> Article:
    """The article that leaves the house: places that only the stages knew are dropped, evidence becomes plain JSON.

    Characters that UTF-8 cannot carry (halves of surrogate pairs, from escapes in JSON-LD) become U+FFFD.
    """
    values = {field.name: getattr(data, field.name) for field in dataclasses.fields(ArticleData)}
    values["images"] = tuple(dataclasses.replace(image, before=None) for image in data.images)
    values["videos"] = tuple(dataclasses.replace(video, before=None) for video in data.videos)
    values["evidence"] = {
        name: tuple([one if isinstance(one.value, str) else _plain(one) for one in found])
        for name, found in data.evidence.items()
    }
    if not is_sound(values):
        values = {name: scrubbed(value) for name, value in values.items()}
    return Article(**values)


def _plain(evidence: Evidence) -> Evidence:
    return Evidence(encode(evidence.value), evidence.raw, evidence.source)
