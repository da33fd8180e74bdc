"""An article that uses everything schema 1.0 has, and others cut down from it."""

from __future__ import annotations

import dataclasses
from typing import Any

from scraper.article import (
    Access,
    ArticleData,
    Author,
    BodyBlock,
    Dateline,
    Encoding,
    Evidence,
    FetchInfo,
    Generator,
    Image,
    ListItem,
    Mark,
    Quality,
    Removed,
    Site,
    Video,
)
from scraper.normaliser.text import render_text
from scraper.output import Article, publish

BLOCKS = (
    BodyBlock("image", image=0),
    BodyBlock(
        "paragraph",
        "HARBOUR TOWN — Ferries <stop> & start,\nsays the port.",
        (Mark(0, 12, "strong"), Mark(15, 22, "link", "https://example.org/ferries?a=1&b=2"), Mark(15, 22, "em")),
    ),
    BodyBlock("heading", "What changes", level=2),
    BodyBlock(
        "list",
        ordered=True,
        start=3,
        items=(
            ListItem("The early boat"),
            ListItem("The late boat", (Mark(4, 8, "em"),), False, (ListItem("Fridays"), ListItem("1. May"))),
        ),
    ),
    BodyBlock("list", ordered=True, items=(ListItem("Another list"),)),
    BodyBlock("quote", "We wait.\n\nThen we wait more.", (Mark(10, 14, "strong"),), url="https://example.org/speech"),
    BodyBlock("table", header=(("Boat", "Fare"),), rows=(("Early", "3 | 4"), ("Late\nboat", ""))),
    BodyBlock("code", "fares = {\n    'early': 3,\n}", language="python"),
    BodyBlock("embed", url="https://video.example/embed/1", provider="Tube"),
    BodyBlock("paragraph", "The end."),
)


def article(**changes: Any) -> Article:
    """The full article with some fields changed."""
    blocks = changes.get("blocks", BLOCKS)
    text = render_text(blocks)
    data = ArticleData(
        schema_version="1.0",
        id="abc123",
        url="https://example.org/a",
        final_url="https://example.org/a?ref=1",
        canonical_url="https://example.org/news/ferries",
        site=Site("Harbour Post", "example.org"),
        kind="article",
        quality=Quality(0.9, ("dates differ",)),
        title='Ferries "stop" & <start>',
        subtitle="A year of change",
        kicker="Transport",
        description="Short.",
        authors=(Author("Ada Pier", "https://example.org/ada", "Reporter", "@adapier"), Author("Bo Quay")),
        agency=("AP",),
        dateline=Dateline("HARBOUR TOWN", "HARBOUR TOWN —"),
        date_published="2024-05-01T10:00:00+02:00",
        date_modified="2024-05-02",
        section="Local",
        tags=("boats", "ports"),
        language="en",
        access=Access(True, "jsonld isAccessibleForFree"),
        blocks=blocks,
        text=text,
        word_count=len(text.split()),
        images=(Image("https://example.org/i.jpg", "A boat", "A boat leaves.", "Cy Buoy", "lead", 0),),
        videos=(Video("Tube", "https://video.example/embed/1", "Boats", "Boats at sea"),),
        corrections=("An earlier version named the wrong boat.",),
        pages=("https://example.org/a?page=2",),
        removed=Removed(12, {"navigation": 7, "signup": 5}),
        evidence={
            "title": (Evidence("Ferries", "Ferries - Post", "opengraph"),),
            "tags": (Evidence(["a"], "a", "meta"),),
        },
        content_hash="0f",
        simhash="ff",
        fetch=FetchInfo(200, "2024-05-03T00:00:00Z", "text/html", Encoding("utf-8", "http")),
        generator=Generator("article-scraper", "0.1.0"),
    )
    return publish(dataclasses.replace(data, **changes))


def empty() -> Article:
    """An article of which nothing is known."""
    nothing = dict.fromkeys(
        "url final_url canonical_url title subtitle kicker description dateline date_published date_modified section"
        " language".split()
    )
    lists = dict.fromkeys("authors agency tags blocks images videos corrections pages".split(), ())
    return article(**nothing, **lists, site=Site(), access=Access(), removed=Removed(), evidence={}, fetch=FetchInfo())
