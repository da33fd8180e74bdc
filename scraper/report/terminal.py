"""The ledger of one page in a terminal: what was kept, moved and removed, by which rule, with the words."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from ..pipeline import Result

_WORDS = 24  # of a text that are shown
_OVERRIDES = frozenset("LRE RLE LRO RLO PDF LRI RLI FSI PDI".split())
_STYLES = {"kept": "green", "moved": "blue", "removed": "red"}

Row = tuple[str, str, int, str]  # style, what happened, words, their text


def render(result: Result, width: int = 100, color: bool = False) -> str:
    """The table as text, ``width`` columns wide; ANSI colours only when asked for."""
    return as_text(explain_table(result), width, color)


def as_text(content: RenderableType, width: int, color: bool) -> str:
    """Anything that rich can print, as text of ``width`` columns."""
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=color, no_color=not color, color_system="standard" if color else None,
        highlight=False, emoji=False, markup=False, legacy_windows=False,
    )  # fmt: skip
    console.print(content)
    return out.getvalue()


def explain_table(result: Result) -> RenderableType:
    """The head of the article, the balance of words, and a table of what was removed, moved and kept."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("what happened", no_wrap=True, overflow="ellipsis", max_width=30)
    table.add_column("words", justify="right", no_wrap=True)
    table.add_column("text", ratio=1)
    for number, part in enumerate((_removed(result), _moved(result), _kept(result))):
        for style, head, words, text in part:
            table.add_row(Text(safe(head), style), f"{words:,}", Text(safe(text)))
        if number < 2:
            table.add_section()
    return Group(_head(result), table)


def _head(result: Result) -> Text:
    article, counts = result.article, result.conservation
    lines = [Text(safe(article.title or "(no title)"), "bold")]
    facts = [", ".join(author.name for author in article.authors), article.date_published, article.site.name]
    lines += [Text(safe(" · ".join(fact for fact in facts if fact)))] if any(facts) else []
    kind = article.kind.replace("_", " ")
    lines.append(Text(f"{kind}, quality {article.quality.score:.2f}, {article.word_count:,} words"))
    lines += [Text(f"warning: {safe(warning)}", "yellow") for warning in article.quality.warnings]
    lines.append(
        Text(f"{counts.visible:,} visible = {counts.kept:,} kept + {counts.moved:,} moved + {counts.removed:,} removed")
    )
    return Text("\n").join(lines)


def _removed(result: Result) -> Iterator[Row]:
    """One row a rule, cleaners and rules with the most words first."""
    by_rule: dict[tuple[str, str], list[str]] = {}
    by_cleaner: dict[str, int] = {}
    for removal in result.removals:
        by_rule.setdefault((removal.cleaner, removal.rule), []).append(removal.text)
        by_cleaner[removal.cleaner] = by_cleaner.get(removal.cleaner, 0) + len(removal.text.split())
    counted = [(_count(texts), cleaner, rule, texts) for (cleaner, rule), texts in by_rule.items()]
    for words, cleaner, rule, texts in sorted(counted, key=lambda row: (-by_cleaner[row[1]], row[1], -row[0], row[2])):
        yield _STYLES["removed"], f"removed {cleaner}/{rule}", words, _short(texts)


def _moved(result: Result) -> Iterator[Row]:
    for field, moves in groupby(sorted(result.moves, key=lambda move: move.field), key=lambda move: move.field):
        texts = [move.text for move in moves]
        yield _STYLES["moved"], f"moved to {field.replace('_', ' ')}", _count(texts), _short(texts)


def _kept(result: Result) -> Iterator[Row]:
    for number, block in enumerate(result.article.blocks, 1):
        if block.type not in ("image", "embed"):
            text = _block_text(result, block.source)
            yield _STYLES["kept"], f"kept {number} {block.type}", len(text.split()), _short([text])


def _block_text(result: Result, source: Sequence[int]) -> str:
    wanted = set(source)
    return "\n".join(piece.text for piece in result.cut.pieces if piece.block in wanted)


def _count(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _short(texts: Iterable[str]) -> str:
    words: list[str] = []
    for text in texts:
        words += [*(["·"] if words else []), *text.split()]
        if len(words) > _WORDS:
            return " ".join(words[:_WORDS]) + " …"
    return " ".join(words)


def safe(text: str) -> str:
    """Text that cannot steer a terminal: control characters and direction overrides (Trojan Source) are left out."""
    return "".join(char for char in text if char == "\n" or not _steers(char))


def _steers(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in _OVERRIDES
