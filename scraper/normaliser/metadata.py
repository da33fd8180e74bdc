"""Metadata with evidence: what the page says about its article, the choice, and the visible words that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..model import Candidate, Document, Fields, Verdict
from .fields.access import read_access
from .fields.addresses import read_canonical, read_pages
from .fields.clues import Clues, gather
from .fields.corrections import read_corrections
from .fields.dateline import read_dateline
from .fields.language import read_language
from .fields.moving import without_overlaps
from .fields.placing import byline_moves, date_moves, names_in_lines, title_moves
from .fields.site import read_site
from .fields.subtitle import read_subtitle
from .fields.title import read_title
from .fields.topics import read_description, read_kicker, read_section, read_tags
from .people.authors import read_authors
from .people.closing import read_closing
from .people.notes import author_notes
from .times.dates import read_dates


def read_metadata(document: Document, scores: Sequence[float]) -> Fields:
    """Everything a page says about its article, chosen, with all candidates and the visible words that move.

    ``scores[i]`` is the probability (0..1) that block ``i`` is article body. Never fails on what a page contains, never
    asks the clock.
    """
    clues = gather(document, scores)
    site, site_names, about_site = read_site(clues)
    title = read_title(clues, site_names)
    description, about_description = read_description(clues)
    facts, about_facts, fact_moves = _facts(clues)
    about = description, facts["language"]
    filed = read_dateline(clues)
    filed_at = filed.dateline.place if filed.dateline else None
    writing = read_authors(clues, site_names, title.heading, filed_at)
    subtitle, about_subtitle, subtitle_moves = read_subtitle(clues, title.heading, about, writing)
    names = [author.name for author in writing.authors]
    kicker, about_kicker, kicker_moves = read_kicker(clues, title.heading, [title.value, *names])
    authors, note_moves = author_notes(clues, writing.authors)
    authors, contact_moves = read_closing(clues, authors)
    dates = read_dates(clues, title.heading, facts["language"])
    moves = [*title_moves(clues, title), *contact_moves, *byline_moves(clues, writing), *date_moves(clues, dates)]
    moves += names_in_lines(clues, writing)
    return Fields(
        title=title.value,
        subtitle=subtitle,
        kicker=kicker,
        description=description,
        authors=authors,
        agency=tuple(dict.fromkeys((*filed.agencies, *writing.agencies))),
        dateline=filed.dateline,
        date_published=dates.published,
        date_modified=dates.modified,
        site=site,
        candidates=(
            *title.candidates, *about_subtitle, *about_kicker, *about_description, *writing.candidates,
            *filed.candidates, *dates.candidates, *about_facts, *about_site,
        ),
        moves=without_overlaps([*moves, *subtitle_moves, *kicker_moves, *fact_moves, *note_moves]),
        **facts,
    )  # fmt: skip


def _facts(clues: Clues) -> tuple[dict[str, Any], tuple[Candidate, ...], tuple[Verdict, ...]]:
    """The fields that depend on no other: their values by name, candidates and moves."""
    section, about_section = read_section(clues)
    tags, about_tags, tag_moves = read_tags(clues)
    language, about_language = read_language(clues)
    canonical, about_canonical = read_canonical(clues)
    access, about_access = read_access(clues)
    corrections, correction_moves = read_corrections(clues)
    values = {
        "section": section,
        "tags": tags,
        "language": language,
        "canonical_url": canonical,
        "access": access,
        "corrections": corrections,
        "pages": read_pages(clues),
    }
    candidates = (*about_section, *about_tags, *about_language, *about_canonical, *about_access)
    return values, candidates, (*tag_moves, *correction_moves)
