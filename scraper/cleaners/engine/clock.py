"""Lines that are only a running time: "02:31", "Duration 1:04:22", "0:00 / 3:15", "3 min"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Block, Document
from .fold import fold
from .names import words_of

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_LABEL = r"(?:[^\W\d]{3,12}(?: time| totale?)?\W{1,3})?"  # "Duration: ", "Running time "
_TIME = re.compile(rf"\W*{_LABEL}-?{_CLOCK}(?: ?min\.?)?\W*")
_PAIR = re.compile(rf"\W*-?{_CLOCK}\s*(?:/|von|of|de|sur|из)\s*{_CLOCK}\W*")
_LONGEST = 30
_CELLS = frozenset(("td", "th", "time", "pre", "dd", "dt"))
_WORDS = (
    "video vidéo vídeo wideo filmik видео відео βίντεο فيديو וידאו סרטון वीडियो 動画 ビデオ 视频 視頻 影片 影音 영상"
    " watch play playing up next autoplay duration dauer duree duración duração durata längd varighet kesto czas délka"
)
_NEAR = re.compile("|".join(rf"\b{fold(word)}" for word in _WORDS.split()))
_NAMES = frozenset(("video", "videos", "player", "playlist", "duration", "audio", "podcast", "jwplayer"))

Spans = Iterator[tuple[int, int, int, str]]


def running_times(document: Document) -> Spans:
    """Running times beside something about videos, or written as "now / in all"."""
    for block in _times(document):
        if _PAIR.fullmatch(block.text):
            yield block.index, 0, len(block.text), "two times"
        elif near := _near_video(document, block):
            yield block.index, 0, len(block.text), near


def lone_times(document: Document) -> Spans:
    """Any line that is only a time, outside tables."""
    for block in _times(document):
        yield block.index, 0, len(block.text), "only a time"


def _times(document: Document) -> Iterator[Block]:
    for block in document.blocks:
        text = block.text
        if len(text) > _LONGEST or ":" not in text or block.tag in _CELLS:
            continue
        if _TIME.fullmatch(text) or _PAIR.fullmatch(text):
            yield block


def _near_video(document: Document, block: Block) -> str | None:
    for node in document.ancestors(block.node)[:4]:
        if found := words_of(node) & _NAMES:
            return f"in an element named {min(found)}"
    for other in document.blocks[max(0, block.index - 2) : block.index + 3]:
        if len(other.text) < 60 and (word := _NEAR.search(fold(other.text))):
            return f"beside “{word[0]}”"
    return None
