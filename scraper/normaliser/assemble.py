"""Cut Document -> article: body laid out, fields and figures joined, verdict, quality, hashes."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from ..article import ArticleData, Evidence, FetchInfo, Generator, Quality, Removed
from ..letters import words_in
from ..model import Candidate, Cut
from .body import lay_out
from .fingerprint import content_hash, identity, simhash
from .text import render_text
from .verdict import verdict_of

SCHEMA_VERSION = "1.0"


def normalise(cut: Cut) -> ArticleData:
    """The article of schema 1.0."""
    fields, figures, page = cut.judgement.fields, cut.judgement.figures, cut.document.page
    blocks, images = lay_out(cut)
    text = render_text(blocks)
    kind, score, warnings = verdict_of(cut, text)
    return ArticleData(
        schema_version=SCHEMA_VERSION,
        id=identity(fields.canonical_url or page.final_url or page.url, text),
        url=page.url,
        final_url=page.final_url,
        canonical_url=fields.canonical_url,
        site=fields.site,
        kind=kind,
        quality=Quality(score, warnings),
        title=fields.title,
        subtitle=fields.subtitle,
        kicker=fields.kicker,
        description=fields.description,
        authors=fields.authors,
        agency=fields.agency,
        dateline=fields.dateline,
        date_published=fields.date_published,
        date_modified=fields.date_modified,
        section=fields.section,
        tags=fields.tags,
        language=fields.language,
        access=fields.access,
        blocks=blocks,
        text=text,
        word_count=round(words_in(text)),
        images=images,
        videos=figures.videos,
        corrections=fields.corrections,
        pages=fields.pages,
        removed=Removed(cut.conservation.removed, dict(cut.removed)),
        evidence=_evidence(fields.candidates),
        content_hash=content_hash(text),
        simhash=simhash(text),
        fetch=FetchInfo(page.status, page.fetched_at, page.media_type, cut.document.encoding),
        generator=_generator(),
    )


@cache
def _generator() -> Generator:
    return Generator("article-scraper", version("article-scraper"))


def _evidence(candidates: tuple[Candidate, ...]) -> dict[str, tuple[Evidence, ...]]:
    """Candidates by field, fields in order of name; the same candidate is told once."""
    found: dict[str, dict[tuple[str | float, str, str], None]] = {}
    for candidate in candidates:
        value = candidate.value if isinstance(candidate.value, str | bool | int | float) else str(candidate.value)
        found.setdefault(candidate.field, {})[value, candidate.raw, candidate.source] = None
    return {field: tuple([Evidence(*told) for told in found[field]]) for field in sorted(found)}
