"""Posts of social networks, whole: those that the text is about stay, with the line that says who wrote them.

Most embedded posts only illustrate, and no annotated text has them, so the model has learned to leave nearly all out.
The text is about a post when the paragraph above announces it, and when the model keeps what the post says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from ..model import Document, Node, Verdict
from ..posts import is_post
from .arrays import Floats

_BODY, _RAISED = 0.5, 0.51
_ANNOUNCING = (":", "：", "︓")
_AFTER = "\"'”’»)] \u00a0"  # may stand behind the colon
_WORDS = 5  # a post has at least so many that no cleaner takes


def with_posts(document: Document, values: Floats, claims: Iterable[Verdict]) -> Floats:
    """The probabilities; those of posts that the text is about raised to just above the border."""
    posts = list(_posts(document))
    if not posts:
        return values
    claimed = {claim.block for claim in claims if claim.strength != "hint"}
    raised = values.copy()
    for post in posts:
        free = [number for number in range(post.first, post.last + 1) if number not in claimed]
        words = np.array([document.blocks[number].words for number in free])
        kept = words[values[free] > _BODY].sum()
        if words.sum() >= _WORDS and (kept * 2 > words.sum() or _is_announced(document, post, values)):
            raised[free] = np.maximum(raised[free], _RAISED)
    return raised


def _posts(document: Document) -> Iterator[Node]:
    for node in document.nodes:
        if node.tag == "blockquote" and node.first <= node.last and is_post(node):
            yield node


def _is_announced(document: Document, post: Node, values: Floats) -> bool:
    """Whether the block above the post is body and ends in a colon."""
    if not post.first:
        return False
    above = document.blocks[post.first - 1]
    return bool(values[above.index] > _BODY) and above.text.rstrip(_AFTER).endswith(_ANNOUNCING)
