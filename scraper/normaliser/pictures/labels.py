"""Words printed around captions that are no caption: "Enlarge this image", "3/12", "Image caption", an author."""

from __future__ import annotations

import re

from ..folding import squashed
from .class_words import LABELS_AFTER, LABELS_ALONE, LABELS_BEFORE, PLAYER_FALLBACKS
from .credit_names import is_person

_COUNTER = re.compile(r"(?:\w{1,8}\.?\s)?\d{1,3}\s?(?:/|of|von|de|sur|di|van|av|af|iz|из|з)\s?\d{1,3}", re.I)
_COUNTER_BEFORE = re.compile(r"[\[(]\d{1,3}\s?/\s?\d{1,3}[\])]\s*|\d{1,3} ?(?:/|of|von|de|sur) ?\d{1,3}\s*[|:\n]\s*")
_DURATION = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d\d|\d{1,3}\s?(?:min|sec|sek|std|h|s)\b\.?")
_CLOCK = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d\d\s+(?=\S)")
_CLOCK_END = re.compile(r"(?<=\D)(?:\d{1,2}:)?\d{1,2}:\d\d$")
_LABEL_BEFORE = re.compile(r"\s*([^\W\d_][^:,：\n]{2,26}?)\s*[:：,\n]\s*")
_AMOUNT = re.compile(
    r"(?:\w+ ){0,2}\d{1,3} (?:photos?|images?|pictures?|fotos?|bilder|imágenes|imagens|immagini|фото)", re.I
)
_NO_LETTER = re.compile(r"[\W_]+")
_FALLBACK_CHARS = 200
_LABEL_EDGES = " .:…>»›→+-–|\n"
_READING_TIME = re.compile(
    r"\d[\s-]?(?:min(?:ute)?s?\b\.?[\s-](?:read|lese)"
    r"|min(?:uten|utos?|uti)?\.? (?:lesezeit|de lect?ura|de leitura|di lettura))",
    re.I,
)
_BYLINE_WORDS = frozenset("by von par por di door av af od από от від oleh text autor author".split())


def is_label(text: str) -> bool:
    """Whether a text is only a word of the gallery or player: "Enlarge this image", "3/12", "Please enable ..."."""
    bare = text.strip(_LABEL_EDGES).casefold() if len(text) <= _FALLBACK_CHARS else ""
    if bare.startswith(PLAYER_FALLBACKS):
        return True
    if len(text) > 40:
        return False
    return (
        bare in LABELS_ALONE
        or bare in LABELS_BEFORE
        or any(pattern.fullmatch(bare) for pattern in (_COUNTER, _DURATION, _AMOUNT))
    )


def label_before(text: str) -> int:
    """Where the caption begins behind a label such as "Image caption,"; 0 without one."""
    counter = _COUNTER_BEFORE.match(text)
    if counter and counter.end() < len(text):
        return counter.end()
    found = _LABEL_BEFORE.match(text)
    if found and found.end() < len(text) and (is_label(found[1]) or found[1].casefold() in LABELS_BEFORE):
        return found.end()
    return 0


def label_after(text: str, *, anywhere: bool = False) -> int:
    """Where a closing label such as "hide caption" or "more >" begins; 0 without one.

    It follows the end of a sentence unless ``anywhere``.
    """
    ends = [match.start() for match in re.finditer(r"\s+(?=\S)", text)][-4:]
    for cut in reversed(ends):
        if text[cut:].strip(_LABEL_EDGES).casefold() in LABELS_AFTER and (
            anywhere or text[cut - 1] in '.!?…)]】）。”"»'
        ):
            return cut
    return 0


def is_byline(text: str) -> bool:
    """Whether a text names an author, a date or the time to read ("By Jane Doe", "08.03.2024, 18:59", "7 min read").

    So do the words of a video's teaser, which begin or end with its length ("2:34 Storm hits coast").
    """
    first, _, rest = text.partition(" ")
    name = re.split(r"[,|•·]", rest)[0].strip()
    if first.casefold().rstrip(":") in _BYLINE_WORDS and is_person(name):
        return True
    if _READING_TIME.search(text) or _CLOCK.match(text) or (text[-1:].isdigit() and _CLOCK_END.search(text)):
        return True
    digits = sum(map(str.isdigit, text))
    return digits >= 6 and sum(map(str.isalpha, text)) < 2 * digits + 4


def same_words(text: str) -> str:
    """Letters and digits only, case folded: the same for two printings of one caption."""
    return squashed(text) if text.isascii() else _NO_LETTER.sub("", text.casefold())
