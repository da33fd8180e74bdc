"""jusText (J. Pomikálek), with the stop words of the language that the page declares, or English."""

from __future__ import annotations

import re

from justext import get_stoplist, justext

from .found import Found

_DECLARED = re.compile(rb"<html[^>]*\slang=[\"']?([a-z]{2})", re.IGNORECASE)
_LANGUAGES = {
    "de": "German", "fr": "French", "es": "Spanish", "pt": "Portuguese", "it": "Italian", "nl": "Dutch",
    "sv": "Swedish", "da": "Danish", "no": "Norwegian_Bokmal", "nb": "Norwegian_Bokmal", "fi": "Finnish",
    "pl": "Polish", "cs": "Czech", "ru": "Russian", "uk": "Ukrainian", "tr": "Turkish", "el": "Greek",
    "ar": "Arabic", "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "ko": "Korean", "ro": "Romanian",
    "hu": "Hungarian", "bg": "Bulgarian", "ca": "Catalan", "hr": "Croatian", "sk": "Slovak",
}  # fmt: skip


def extract(html: bytes, url: str | None) -> Found:
    declared = _DECLARED.search(html[:20_000])
    language = _LANGUAGES.get(declared.group(1).decode().lower() if declared else "en", "English")
    kept = [part.text for part in justext(html, get_stoplist(language)) if not part.is_boilerplate]
    return Found("\n".join(kept))
