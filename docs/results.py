"""A table of cleaned articles: ``python -m docs.results output``. Reads back the JSON that ``scraper clean`` wrote."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from scraper import Article

_WIDTH_OF_A_FILE = 120


def main(folder: Path) -> None:
    """Print one row for each article in ``folder``, and where to look next."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", expand=True)
    for name, width in (("file", 32), ("kind", 11), ("title", None), ("authors", 14), ("published", 10)):
        table.add_column(name, no_wrap=True, overflow="ellipsis", width=width, ratio=None if width else 1)
    for name in ("words", "removed", "images"):
        table.add_column(name, justify="right", no_wrap=True, width=len(name))
    for path in sorted(folder.glob("*.json")):
        table.add_row(*_row(path))
    console = Console(width=None if sys.stdout.isatty() else _WIDTH_OF_A_FILE)
    console.print(table)
    console.print(
        f"Cleaned articles are in {folder}/: look at one of the files above.", highlight=False, soft_wrap=True
    )
    page = folder / "explained.html"
    if page.exists():
        console.print(f"See where every word went: open {page} in a browser.", highlight=False, soft_wrap=True)


def _row(path: Path) -> tuple[str, ...]:
    article = Article.from_json(path.read_bytes())
    authors = ", ".join(author.name for author in article.authors)
    published = (article.date_published or "")[:10]
    counts = (article.word_count, article.removed.words, len(article.images))
    return path.name, article.kind, article.title or "", authors, published, *map(str, counts)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "output"))
