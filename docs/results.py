"""A table of what a job has written: ``python -m docs.results output/gazette``. Reads the lines back as articles."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from scraper import Article
from scraper.crawl.export import Selection, selected

_WIDTH_OF_A_FILE = 120


def main(folder: Path) -> None:
    """Print one row for each article in ``folder``, and where to look next."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=True)
    for name, width in (("kind", 9), ("title", None), ("authors", 16), ("published", 10)):
        table.add_column(name, no_wrap=True, overflow="ellipsis", width=width, ratio=None if width else 1)
    for name in ("words", "removed", "images"):
        table.add_column(name, justify="right", no_wrap=True, width=len(name))
    for line in selected(folder, Selection()):
        table.add_row(*_row(line.article))
    console = Console(width=None if sys.stdout.isatty() else _WIDTH_OF_A_FILE)
    console.print(table)
    for words in (
        f"Articles, one JSON object a line: {folder}/articles.jsonl",
        f"What the run did: open {folder}/report.html in a browser.",
        "Run it again: what has not changed is neither fetched whole nor written again.",
    ):
        console.print(words, highlight=False, soft_wrap=True)


def _row(line: dict[str, Any]) -> tuple[str, ...]:
    article = Article.from_json(json.dumps({name: value for name, value in line.items() if name != "crawl"}))
    authors = ", ".join(author.name for author in article.authors)
    published = (article.date_published or "")[:10]
    counts = (article.word_count, article.removed.words, len(article.images))
    return article.kind, article.title or "", authors, published, *map(str, counts)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "output/gazette"))
