"""Results made by hand: a page, and what is said to happen to each of its blocks."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass

from articles import article

from scraper.article import Evidence, Quality
from scraper.document import read
from scraper.model import Conservation, Cut, Document, Judgement, Ledger, Move, Page, Piece, Removal, Score
from scraper.normaliser.body import lay_out
from scraper.output import Article
from scraper.paths import path_of

PAGE = """<html lang="en"><body>
<nav><ul><li><a href="/">Home</a><li><a href="/w">World news</a></ul></nav>
<main><h1>Ferries stop</h1>
<p>HARBOUR TOWN - The last ferry left on Monday. READ ALSO: Ten best boats</p>
<figure><img src="boat.jpg"><figcaption>A boat leaves. (Cy Buoy)</figcaption></figure>
<h2>What changes</h2><ul><li>The early boat<li>The late boat</ul>
<pre>fares =  3</pre>
<form>Sign up for our newsletter</form><p hidden>Loading player</p></main>
<footer>Copyright Harbour Post</footer></body></html>"""

FATES = {
    "Home": "navigation/menu",
    "World news": "navigation/menu",
    "Ferries stop": "=title",
    "READ ALSO: Ten best boats": "related/inline",
    "A boat leaves. (Cy Buoy)": "=caption",
    "Sign up for our newsletter": "signup/call",
    "Loading player": "video/player",
    "Copyright Harbour Post": "legal/copyright",
}


@dataclass(frozen=True)
class Explained:
    """Looks like a pipeline Result."""

    article: Article
    cut: Cut

    @property
    def removals(self):
        return self.cut.removals

    @property
    def moves(self):
        return self.cut.moves

    @property
    def conservation(self):
        return self.cut.conservation


def explained(page: str = PAGE, fates: dict[str, str] = FATES, **changes) -> Explained:
    """``fates``: words -> ``cleaner/rule`` that removed them, or ``=field`` they moved to; other words are kept."""
    document = read(Page(page.encode(), url="https://example.org/news/ferries"))
    removals, moves, pieces = [], [], []
    for block in document.blocks:
        kept = block.text
        for words, fate in fates.items():
            start = block.text.find(words)
            if start < 0 or words not in kept:
                continue
            kept = kept.replace(words, "").strip()
            where = (
                block.index,
                path_of(document, block.index),
                start,
                start + len(words),
                words,
                (f"phrase {words[:9]}",),
            )
            if fate.startswith("="):
                moves.append(Move(fate[1:], "fields/visible", *where))
            else:
                removals.append(Removal(*fate.split("/"), f"looks like {fate}", *where))
        if kept:
            pieces.append(Piece(block.index, kept, block.marks if kept == block.text else ()))
    removed = dict(Counter(removal.cleaner for removal in removals for _ in removal.text.split()))
    ledger = Ledger(tuple(removals), tuple(moves))
    counts = _count(pieces, removals, moves)
    cut = Cut(document, _judgement(document), tuple(pieces), removed, counts, lambda *_: ledger)
    return Explained(_article(cut, changes), cut)


def _judgement(document: Document) -> Judgement:
    return Judgement((), tuple(Score(0.9, ("for body: its length",)) for _ in document.blocks))


def _count(pieces, removals, moves) -> Conservation:
    kept, removed, moved = (sum(len(one.text.split()) for one in part) for part in (pieces, removals, moves))
    return Conservation(kept + removed + moved, kept, moved, removed)


def _article(cut: Cut, changes) -> Article:
    blocks, _ = lay_out(cut)
    facts = {
        "title": "Ferries stop",
        "images": (),
        "quality": Quality(0.8, ("dates differ",)),
        "evidence": {"title": (Evidence("Ferries stop", "Ferries stop", "visible"), Evidence("Ferries", "", "meta"))},
    }
    return dataclasses.replace(article(blocks=blocks, images=()), **(facts | changes))


HOSTILE = [
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '"><svg onload=window.pwned=1>',
    "' onfocus=window.pwned=1 autofocus '",
    "<!--<script>",
    "</style><b>",
    "${style} $script $$ %s {0}",
    "&lt;script&gt;&#60;b&#62;",
    "javascript:window.pwned=1",
    "\u202e\u2028",
]


def hostile(words) -> Explained:
    """A source that is hostile in every place."""
    text = "".join(f"<p class='x' id='y'>{w.replace('&', '&amp;').replace('<', '&lt;')}</p>" for w in (*words, "kept"))
    fates = {w.strip(): f"{w.replace('/', '')}/{w}" if n % 2 else f"={w}" for n, w in enumerate(words) if w.split()}
    return explained(
        f"<h1>{text}</h1>",
        {key: fate for key, fate in fates.items() if fate.count("/") == 1 or fate.startswith("=")},
        **dict.fromkeys("title subtitle section language canonical_url".split(), words[0]),
        tags=tuple(words),
        quality=Quality(0.1, tuple(words)),
    )
