"""A table of cleaned articles: ``python -m docs.results output``. Reads back the JSON that ``scraper clean`` wrote."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from scraper import Article


def main(folder: Path) -> None:
    """Print one row for each article in ``folder``, and where to look next."""
    table = Table(title=f"Cleaned articles in {folder}/", title_justify="left", header_style="bold")
    for name in ("file", "kind", "title", "authors", "published"):
        table.add_column(name, overflow="fold")
    for name in ("words", "removed", "pictures"):
        table.add_column(name, justify="right")
    for path in sorted(folder.glob("*.json")):
        table.add_row(*_row(path))
    console = Console()
    console.print(table)
    console.print(f"Look at one: less {folder}/news-with-everything-*.json", highlight=False, soft_wrap=True)
    page = folder / "explained.html"
    if page.exists():
        console.print(f"See where every word went: open {page} in a browser", highlight=False, soft_wrap=True)


def _row(path: Path) -> tuple[str, ...]:
    article = Article.from_json(path.read_bytes())
    authors = ", ".join(author.name for author in article.authors)
    published = (article.date_published or "")[:10]
    counts = (article.word_count, article.removed.words, len(article.images))
    return path.name, article.kind, article.title or "", authors, published, *map(str, counts)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "output"))
