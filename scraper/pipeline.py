"""The main path. Read this first.

Page -> read -> Document -> judge -> Judgement -> cut -> Cut -> normalise -> Article
"""

from __future__ import annotations

from dataclasses import dataclass

from . import collector
from .config import DEFAULT, Config
from .cut import cut_out
from .document import read
from .errors import NotAnArticle
from .judge import judge
from .model import Conservation, Cut, Move, Page, Removal
from .normaliser.assemble import normalise
from .once import forget
from .output import Article, publish


@dataclass(frozen=True, slots=True)
class Result:
    """An article and the ledger of every word that is not in its body."""

    article: Article
    cut: Cut

    @property
    def removals(self) -> tuple[Removal, ...]:
        return self.cut.removals

    @property
    def moves(self) -> tuple[Move, ...]:
        return self.cut.moves

    @property
    def conservation(self) -> Conservation:
        return self.cut.conservation


def clean(page: Page, config: Config = DEFAULT) -> Result:
    """Clean one page. Raises ReadError for what is no page, NotAnArticle in strict mode."""
    with collector.paused():
        document = read(page)
        judgement = judge(document, config)
        cut = cut_out(document, judgement)
        article = publish(normalise(cut))
        forget(document)
    if config.strict and article.kind not in ("article", "live_blog"):
        raise NotAnArticle(page.url or "input", f"is judged {article.kind}", "Drop the strict option to get it anyway")
    return Result(article, cut)
