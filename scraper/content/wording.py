"""What the texts of a page's blocks look like, whatever their script."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ..model import Block
from .arrays import Floats
from .characters import SENTENCE_ENDS, Characters, Kind

NAMES = (
    "words",
    "characters",
    "word_length",
    "link_share",
    "links",
    "sentence_ends",
    "commas",
    "ends_sentence",
    "ends_colon",
    "ends_ellipsis",
    "starts_upper",
    "starts_quote",
    "upper_share",
    "digit_share",
    "separators",
    "address_like",
    "copyright_sign",
    "bold_share",
    "italic_share",
    "time_like",
    "line_breaks",
    "vocabulary_mean",
    "vocabulary_low",
    "vocabulary_high",
    "hidden",
)

_COLONS = frozenset(":：")
_QUOTES = frozenset("\"'“‘«„「『")
_CLOSERS = "\"'”’»)】」』 "
_TIME = re.compile(  # 12:30, 2021, 3/4/21, 18h30; that it begins with a digit makes it fast
    r"\d(?:(?<!\w\d)(?:\d?:\d{2}\b|(?:(?<=1)9|(?<=2)0)\d{2}\b|\d?[./-]\d{1,2}[./-]\d{2,4}\b)|\d?[h時时点]\d{0,2}\b)"
)
_CONTACT = re.compile(r"(?:\s+[\w-]{2,12}:)?(?:\s+\S*@\S+)+\s*$")  # who wrote it, behind the last sentence
_CONTACT_CHARS = 300
_VOCABULARY_WORDS = 40
_LABEL = 300  # characters: longer texts are neither bars of links nor addresses
_TIME_LABEL = 200  # the same for times


def features(blocks: Sequence[Block], vocabulary: Mapping[str, float]) -> Floats:
    """Blocks x NAMES. ``vocabulary`` maps lower-case words to log-odds of standing in a body."""
    texts = [_without_contact(block.text) if "@" in block.text else block.text for block in blocks]
    characters = Characters(texts)
    sizes, words = characters.sizes, characters.words()
    digit_share = characters.share_of_sample(Kind.DIGIT)
    links, linked, bold, italic = _marked(blocks).T
    tails = [text.rstrip(_CLOSERS)[-1:] for text in texts]
    columns = [
        words,
        sizes,
        np.divide(sizes, words, out=np.zeros(len(sizes)), where=words > 0),
        np.minimum(1.0, linked / sizes),
        links,
        characters.count(Kind.END),
        characters.count(Kind.COMMA),
        [tail in SENTENCE_ENDS for tail in tails],
        [tail in _COLONS for tail in tails],
        [text.endswith(("...", "…")) for text in texts],
        [text[0].isupper() for text in texts],
        [text[0] in _QUOTES for text in texts],
        characters.share_of_sample(Kind.UPPER),
        digit_share,
        np.where(sizes < _LABEL, characters.count(Kind.SEPARATOR), 0),
        [len(text) < _LABEL and ("@" in text or "http" in text or "www." in text) for text in texts],
        ["©" in text for text in texts],
        np.minimum(1.0, bold / sizes),
        np.minimum(1.0, italic / sizes),
        _time_like(texts, (digit_share > 0) & (sizes < _TIME_LABEL)),
        characters.count(Kind.BREAK),
        *np.array([_odds_of(text, vocabulary) for text in texts]).T,
        [block.hidden for block in blocks],
    ]
    return np.column_stack(columns)


def _without_contact(text: str) -> str:
    if "@" not in text[-60:]:
        return text
    return text[:-_CONTACT_CHARS] + _CONTACT.sub("", text[-_CONTACT_CHARS:]) or text


def _marked(blocks: Sequence[Block]) -> Floats:
    """Blocks x (links, and characters in links, in bold and in italics)."""
    rows = [(0, 0, 0, 0)] * len(blocks)
    for number, block in enumerate(blocks):
        if block.marks:
            links = linked = bold = italic = 0
            for mark in block.marks:
                length = mark.end - mark.start
                if mark.kind == "link":
                    links, linked = links + 1, linked + length
                elif mark.kind == "strong":
                    bold += length
                else:
                    italic += length
            rows[number] = links, linked, bold, italic
    return np.array(rows, np.float64)


def _time_like(texts: Sequence[str], short: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(texts), np.bool_)
    for number in np.flatnonzero(short).tolist():
        found[number] = _TIME.search(texts[number]) is not None
    return found


def _odds_of(text: str, vocabulary: Mapping[str, float]) -> tuple[float, float, float]:
    """Mean, lowest and highest log-odds of the first words."""
    words = text.lower().split(None, _VOCABULARY_WORDS)
    del words[_VOCABULARY_WORDS:]  # the rest
    odds = [vocabulary[word] for word in words if word in vocabulary]
    return (sum(odds) / len(odds), min(odds), max(odds)) if odds else (0.0, 0.0, 0.0)
