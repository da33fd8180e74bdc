"""Which of our rules takes words that belong to the body: ``python -m benchmarks.blame --corpora DIR``."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

import scraper
from scraper.model import Move, Removal

from .accuracy import FOLDER, listed
from .corpora import SETS, Truth, load, sample
from .measures import tokens

_MOSTLY = 0.6  # share of a span's words that must be missed in the body: common words alone prove nothing
_EXAMPLES = 3
_WIDTH = 100


@dataclass(slots=True)
class Account:
    """What one rule took, in words: all of it, and the part that the truth has in the body and ours has not."""

    words: int = 0
    wrong: int = 0
    pages: set[str] = field(default_factory=set)
    examples: list[tuple[str, str]] = field(default_factory=list)


def settle(taken: Iterable[Removal | Move], ours: str, truth: str) -> list[tuple[str, str, int, int]]:
    """(rule id, text, words, wrong words) for each span taken out of one page, in reading order.

    A span is wrong when most of its words are among those that the true body has and ours lacks. Each missing word is
    charged to one span only.
    """
    missing = Counter(tokens(truth)) - Counter(tokens(ours))
    rows = []
    for span in taken:
        words = Counter(tokens(span.text))
        missed = words & missing
        wrong = missed.total() if words and missed.total() >= _MOSTLY * words.total() else 0
        if wrong:
            missing -= missed
        rows.append((_rule_id(span), span.text, words.total(), wrong))
    return rows


def _rule_id(span: Removal | Move) -> str:
    return f"{span.cleaner}/{span.rule}" if isinstance(span, Removal) else f"→ {span.field} ({span.rule})"


def accounts(pages: Iterable[Truth]) -> dict[str, Account]:
    """The account of each rule over the pages that have a true text. Pages that are refused are left out."""
    found: dict[str, Account] = defaultdict(Account)
    for page in pages:
        if page.text is None:
            continue
        try:
            result = scraper.explain(page.html(), url=page.url)
        except scraper.ScraperError:
            continue
        spans: list[Removal | Move] = [*result.removals, *result.moves]
        taken = sorted(spans, key=lambda span: (span.block, span.start))
        for rule, text, words, wrong in settle(taken, result.article.text, page.text):
            account = found[rule]
            account.words += words
            account.wrong += wrong
            if wrong:
                account.pages.add(page.key)
                account.examples.append((page.key, text))
    return found


@click.command()
@click.option("--corpora", required=True, type=FOLDER, help="Folder with the annotated pages.")
@click.option("--set", "sets", default="news,publishers", show_default=True, callback=listed(SETS), help="Sets.")
@click.option("--sample", "count", default=0, help="This many pages of each set, the same ones every time.")
@click.option("--examples", default=_EXAMPLES, show_default=True, help="Examples of each rule.")
def main(corpora: Path, sets: tuple[str, ...], count: int, examples: int) -> None:
    """List our rules by the words of true bodies that they take."""
    pages = [page for name in sets for page in sample(load(corpora, (name,)), count)]
    found = sorted(accounts(pages).items(), key=lambda item: -item[1].wrong)
    console = Console(width=None if sys.stdout.isatty() else 140)
    console.print(_table(found))
    for rule, account in found:
        for key, text in _spread(account.examples, examples):
            short = " ".join(text.split())[:_WIDTH]
            console.print(f"[bold]{escape(rule)}[/bold] {key}: {escape(short)}", soft_wrap=True)


def _table(found: list[tuple[str, Account]]) -> Table:
    table = Table("rule", title="Words taken from the body, by rule", title_justify="left", title_style="bold")
    for name in ("words taken", "of the true body", "share", "pages"):
        table.add_column(name, justify="right")
    for rule, account in found:
        if not account.wrong:
            continue
        share = account.wrong / account.words if account.words else 0.0
        table.add_row(escape(rule), f"{account.words:,}", f"{account.wrong:,}", f"{share:.1%}", str(len(account.pages)))
    right = [account.words for _rule, account in found if not account.wrong]
    table.add_row(f"{len(right)} other rules", f"{sum(right):,}", "0", "0.0%", "0", style="dim")
    return table


def _spread(examples: list[tuple[str, str]], count: int) -> list[tuple[str, str]]:
    """Examples of different pages, the longest of each page."""
    longest: dict[str, str] = {}
    for key, text in examples:
        longest[key] = max(longest.get(key, ""), text, key=len)
    return list(longest.items())[:count]


if __name__ == "__main__":
    main()
