"""What the text of one block looks like, whatever its script."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_uppercase, digits

from ..model import Block

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

# Scripts written without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese): two characters count as one word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_SENTENCE_ENDS = ".!?。！？؟।…"
_COMMAS = ",;、，؛،;"
_CLOSERS = "\"'”’»)】」』 "
_SEPARATORS = "|»›•·"
_QUOTES = "\"'“‘«„「『"
_TIME = re.compile(
    r"\b\d{1,2}:\d{2}\b|\b(?:19|20)\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\d{1,2}[h時時点]\d{0,2}\b"
)
_CONTACT = re.compile(r"(?:\s+[\w-]{2,12}:)?(?:\s+\S*@\S+)+\s*$")  # who wrote it, behind the last sentence
_VOCABULARY_WORDS = 40
_UPPER, _DIGITS = ascii_uppercase.encode(), digits.encode()


def count_words(text: str) -> float:
    """Words of a text; in scripts without spaces two characters count as one word."""
    spaced = len(text.split())
    if text.isascii():
        return float(spaced)
    unspaced = len(_UNSPACED.findall(text))
    return spaced + unspaced / 2 if unspaced > spaced else float(spaced)


def _upper_and_digits(text: str) -> tuple[float, float]:
    """Shares of the characters that are in upper case, and that are digits."""
    size = len(text)
    if not text.isascii():
        return sum(map(str.isupper, text)) / size, sum(map(str.isdigit, text)) / size
    raw = text.encode("ascii")
    return (size - len(raw.translate(None, _UPPER))) / size, (size - len(raw.translate(None, _DIGITS))) / size


def _separators(text: str, ascii_only: bool) -> int:
    return text.count("|") if ascii_only else sum(map(text.count, _SEPARATORS))


def _odds_of(text: str, vocabulary: Mapping[str, float]) -> list[float]:
    words = text.lower().split(None, _VOCABULARY_WORDS)[:_VOCABULARY_WORDS]
    return [vocabulary[word] for word in words if word in vocabulary]


def features(block: Block, vocabulary: Mapping[str, float]) -> list[float]:
    """The values of NAMES for one block. ``vocabulary`` maps lower-case words to log-odds of standing in a body."""
    text = block.text
    if "@" in text[-60:]:
        text = _CONTACT.sub("", text) or text
    size = len(text)
    words = count_words(text)
    ascii_only = text.isascii()
    ends = sum(map(text.count, ".!?" if ascii_only else _SENTENCE_ENDS))
    commas = sum(map(text.count, ",;" if ascii_only else _COMMAS))
    tail = text.rstrip(_CLOSERS)[-1:]
    links = bold = italic = linked = 0
    for mark in block.marks:
        length = mark.end - mark.start
        if mark.kind == "link":
            links, linked = links + 1, linked + length
        elif mark.kind == "strong":
            bold += length
        else:
            italic += length
    odds = _odds_of(text, vocabulary)
    upper_share, digit_share = _upper_and_digits(text[:200])
    return [
        words,
        size,
        size / words if words else 0.0,
        min(1.0, linked / size),
        links,
        ends,
        commas,
        tail in _SENTENCE_ENDS and tail != "",
        tail in (":", "："),
        text.endswith(("...", "…")),
        text[0].isupper(),
        text[0] in _QUOTES,
        upper_share,
        digit_share,
        _separators(text, ascii_only) if size < 300 else 0,
        size < 300 and ("@" in text or "http" in text or "www." in text),
        not ascii_only and "©" in text,
        min(1.0, bold / size),
        min(1.0, italic / size),
        bool(digit_share and size < 200 and _TIME.search(text)),
        text.count("\n"),
        sum(odds) / len(odds) if odds else 0.0,
        min(odds, default=0.0),
        max(odds, default=0.0),
        block.hidden,
    ]
