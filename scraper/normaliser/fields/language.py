"""The language of the article: as declared, unless the text is plainly written in another script or language."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

from ...model import Candidate
from ..wordlist import table
from .clues import Clues
from .jsonld import first

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_.@][A-Za-z][\w-]*)*")
_SAMPLE = 2500  # characters of body read for the check
_LEAST = 200  # fewer tell too little
_UNLIKELY, _SURE = 0.04, 0.2  # shares of a language's commonest words: not that language, surely that language
# Letters that only one of the languages in Cyrillic has, rarer languages first.
_TELLING = {
    "ў": "be",
    "қ": "kk",
    "ө": "mn",
    "ќ": "mk",
    "ѓ": "mk",
    "ђ": "sr",
    "ћ": "sr",
    "ї": "uk",
    "є": "uk",
    "ы": "ru",
    "ъ": "bg",
}
_CLEARLY = 1.5  # times as many as of another language
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "CYRILLIC": "ru uk be bg sr mk kk ky mn tg".split(), "GREEK": ["el"], "ARABIC": "ar fa ur ps ckb ug sd".split(),
    "HEBREW": "he iw yi".split(), "DEVANAGARI": "hi mr ne sa".split(), "CJK": "zh ja".split(), "HIRAGANA": ["ja"],
    "KATAKANA": ["ja"], "HANGUL": ["ko"], "THAI": ["th"], "BENGALI": "bn as".split(), "TAMIL": ["ta"],
    "TELUGU": ["te"], "GUJARATI": ["gu"], "KANNADA": ["kn"], "MALAYALAM": ["ml"], "GURMUKHI": ["pa"], "SINHALA": ["si"],
    "GEORGIAN": ["ka"], "ARMENIAN": ["hy"], "ETHIOPIC": "am ti".split(), "KHMER": ["km"], "MYANMAR": ["my"],
    "LAO": ["lo"],
}  # fmt: skip
_NEVER_LATIN = frozenset(code for name, codes in _SCRIPTS.items() if name != "CYRILLIC" for code in codes)


def read_language(clues: Clues) -> tuple[str | None, tuple[Candidate, ...]]:
    """A BCP 47 tag (``en``, ``pt-BR``) and the candidates."""
    candidates = list(_declared(clues))
    declared = next((str(item.value) for item in candidates), None)
    sample = _sample(clues)
    if len(sample) < _LEAST or (declared and not _contradicts(declared, sample)):
        return declared, tuple(candidates)
    found = _recognised(sample)
    if found:
        candidates.append(Candidate("language", found, sample[:60], "text"))
    same = declared and found == declared[:2].lower()
    return (declared if same else found or declared), tuple(candidates)


def _declared(clues: Clues) -> Iterator[Candidate]:
    stated = [("meta", clues.document.lang)] if clues.document.lang else []
    stated += [("jsonld", text) for item in clues.articles if (text := first(item.get("inLanguage")))]
    stated += [("meta", content) for _, content in clues.metas(table("sources")["locale"])]
    for source, raw in stated:
        if tag := _tag(raw):
            yield Candidate("language", tag, raw, source)


def _tag(raw: str) -> str | None:
    """``en_us`` as ``en-US``, ``zh-hant`` as ``zh-Hant``; None for what is no language tag."""
    match = _TAG.fullmatch(re.split(r"[,;\s]", raw.strip(), maxsplit=1)[0])
    if not match or match[1].lower() in ("und", "mul", "zxx"):
        return None
    parts = [match[1].lower(), (match[2] or "").title(), (match[3] or "").upper()]
    return "-".join(part for part in parts if part)


def _sample(clues: Clues) -> str:
    """The beginning of the body; of a page without a body, of all its text."""
    chosen: list[str] = []
    length = 0
    has_body = clues.first <= clues.last
    for block in clues.document.blocks[clues.first if has_body else 0 :]:
        if not block.hidden and (clues.is_body(block.index) or not has_body):
            chosen.append(block.text)
            length += len(block.text)
            if length > _SAMPLE:
                break
    return " ".join(chosen)[:_SAMPLE]


def _contradicts(declared: str, sample: str) -> bool:
    """Another script than the language is written in, or, in Latin letters, hardly one of its commonest words."""
    language = declared.split("-", 1)[0]
    language = "no" if language in ("nb", "nn") else language
    script = _script(sample)
    if script != "LATIN":
        return script != "" and language not in _SCRIPTS.get(script, [language])
    if language in _NEVER_LATIN:
        return True
    shares = _shares(sample)
    own = shares.get(language)
    return own is not None and (own < _UNLIKELY or max(shares.values()) > max(_SURE, _CLEARLY * own))


def _shares(sample: str) -> dict[str, float]:
    """How many of the words are among the commonest of each language."""
    found = _WORD.findall(sample.lower())
    counts, speakers = Counter(found), _speakers()
    common = dict.fromkeys(table("functionwords"), 0)
    for word in counts.keys() & speakers.keys():
        for language in speakers[word]:
            common[language] += counts[word]
    words = max(1, len(found))
    return {language: count / words for language, count in common.items()}


@cache
def _speakers() -> dict[str, list[str]]:
    """The languages to whose commonest words a word belongs."""
    found: dict[str, list[str]] = {}
    for language, common in table("functionwords").items():
        for word in common:
            found.setdefault(word, []).append(language)
    return found


def _script(sample: str) -> str:
    """The script of most letters; Han with some kana counts as kana."""
    letters = [char for char in sample[: _LEAST * 4 : 3] if char.isalpha()]
    others = [char for char in letters if not char.isascii()]
    if not others:
        return "LATIN" if letters else ""
    foreign = Counter(map(_script_of, others))
    kana = foreign["HIRAGANA"] + foreign["KATAKANA"]
    if kana * 8 > foreign["CJK"] and 5 * (kana + foreign["CJK"]) > len(letters):  # one says as much as some Latin ones
        return "HIRAGANA"
    if 2 * len(others) < len(letters):
        return "LATIN"
    return Counter(map(_script_of, letters)).most_common(1)[0][0]


def _script_of(char: str) -> str:
    return "LATIN" if char.isascii() else unicodedata.name(char, "").split(" ", 1)[0].split("-", 1)[0]


def _recognised(sample: str) -> str | None:
    """From the script or the commonest words where they decide, else from a library that takes long to load."""
    languages = _SCRIPTS.get(_script(sample), ())
    if len(languages) == 1:
        return languages[0]
    if _script(sample) == "CYRILLIC":
        return next((language for letter, language in _TELLING.items() if letter in sample.lower()), None)
    if _script(sample) == "LATIN":
        ranked = sorted(((share, language) for language, share in _shares(sample).items()), reverse=True)
        if ranked[0][0] > _SURE and ranked[0][0] > _CLEARLY * ranked[1][0]:
            return ranked[0][1]
    import py3langid  # noqa: PLC0415  (its model takes a tenth of a second to load)

    code = py3langid.classify(sample)[0]
    return str(code) if code and code != "zxx" else None
