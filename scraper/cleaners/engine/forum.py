"""Whether a page is a thread of a forum or a question with answers: there the posts are the content."""

from __future__ import annotations

import re

from ...model import Document
from ...once import once
from ...urls import parts_of

_TYPES = frozenset(("DiscussionForumPosting", "QAPage", "Question"))
_PATH = re.compile(
    r"/(?:forums?|threads?|viewtopic|showthread|showtopic|topics?/\d|questions?|discussions?|boards?|qna|q-a|answers?|r)\b"
    r"|/t/[^/]+/\d+|[?&](?:topic|thread|showtopic)="
)
_HOST = re.compile(r"(?:^|\.)(?:forums?|community|discuss|discourse|answers|board)\.")
_SOFTWARE = re.compile(
    r"phpbb|xenforo|vbulletin|discourse|mybb|invision|ipsapp|ipslayout|simple machines|bbpress|flarum|vanilla|lithium"
    r"|question-page|single-topic|topic-template|thread_view|forum-thread|page-thread"
)


def _is_forum(document: Document) -> bool:
    if any(_TYPES.intersection(_types(thing.get("@type"))) for thing in document.jsonld):
        return True
    address = parts_of(document.page.final_url or document.page.url)
    if _HOST.search(address.netloc.lower()) or _PATH.search(f"{address.path}?{address.query}".lower()):
        return True
    names = [f"{node.attrs.get('class', '')} {node.attrs.get('id', '')}" for node in document.nodes[:3]]
    names += [value for name, value in document.meta if name == "generator"]
    return bool(_SOFTWARE.search(" ".join(names).lower()))


def _types(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in value] if isinstance(value, list) else []


is_forum = once(_is_forum)
