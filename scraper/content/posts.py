"""Posts of social networks, whole: those that the text is about stay, with the line that says who wrote them.

Most embedded posts only illustrate, and the annotated texts that the model learns from leave them out. The text is
about a post when the paragraph above announces it or speaks of posts, and when the model keeps what the post says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from ..model import Document, Node, Verdict
from ..posts import is_post
from ..tagged import tagged
from .arrays import Floats

_BODY, _RAISED = 0.5, 0.51
_ANNOUNCING = (":", "：", "︓")
_AFTER = "\"'”’»)] \u00a0"  # may stand behind the colon
_WORDS = 5  # a post says at least so many that no cleaner takes
_SIGNED = "(@"  # "— Name (@name) May 16", "A post shared by Name (@name)"
_OF_POSTS = re.compile(
    r"tweet|twitter|\btuit|instagram|facebook|bluesky|mastodon|tiktok|truth social|weibo|vkontakte|telegram"
    r"|твит|твіт|фейсбук|инстаграм|інстаграм|телеграм|вконтакте|ツイート|ツイッター|推特|推文|微博|脸书|臉書|트위터|트윗|페이스북|인스타"
    r"|تويتر|تغريد|فيسبوك|إنستغرام|ट्वीट|ट्विटर|फेसबुक|इंस्टाग्राम|טוויט|ציוץ|ציוצ|צייצ|פייסבוק|אינסטגרם|τουίτ|τουιτ|φέισμπουκ",
    re.IGNORECASE,
)


def with_posts(document: Document, values: Floats, claims: Iterable[Verdict]) -> Floats:
    """The probabilities; those of posts that the text is about raised to just above the border."""
    posts = list(_posts(document))
    if not posts:
        return values
    claimed = {claim.block for claim in claims if claim.strength != "hint"}
    raised = values.copy()
    for post in posts:
        free = [number for number in range(post.first, post.last + 1) if number not in claimed]
        said = {n: document.blocks[n].words for n in free if _SIGNED not in document.blocks[n].text}
        whole, kept = sum(said.values()), sum(words for number, words in said.items() if values[number] > _BODY)
        if whole >= _WORDS and (kept * 2 > whole or _is_spoken_of(document, post, raised)):
            raised[free] = np.maximum(raised[free], _RAISED)
    return raised


def _posts(document: Document) -> Iterator[Node]:
    for node in tagged(document, "blockquote"):
        if node.first <= node.last and is_post(node):
            yield node


def _is_spoken_of(document: Document, post: Node, values: Floats) -> bool:
    """Whether the block above the post is body and announces it, speaks of posts, or is another post."""
    above = document.blocks[post.first - 1] if post.first else None
    if above is None or values[above.index] <= _BODY:
        return False
    text = above.text.rstrip(_AFTER)
    return text.endswith(_ANNOUNCING) or _SIGNED in text or _OF_POSTS.search(text) is not None
