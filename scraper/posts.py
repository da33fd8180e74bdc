"""Posts of social networks in a page: the quote that their embed code leaves, which a script turns into a card."""

from __future__ import annotations

import re

from .model import Node

# Classes that the embed codes put on the quote.
_POSTS = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|bluesky-embed|mastodon-embed|reddit-embed-bq|reddit-card"
    r"|fb-(?:post|xfbml-parse-ignore)|text-post-media|telegram-post"
)


def is_post(node: Node) -> bool:
    """Whether an element is the quote of an embedded post."""
    return _POSTS.search(node.attrs.get("class", "")) is not None
