"""Whether two language tags name one language: ``deu``, ``ger``, ``de`` and ``de-AT`` are German (BCP 47, CLDR)."""

from __future__ import annotations

import re
from functools import cache

# Languages that sites name by the larger one they belong to (ISO 639-3, macrolanguages).
_LARGER = {"nb": "no", "nn": "no", "yue": "zh", "wuu": "zh", "nan": "zh", "arz": "ar"}


def same_language(one: str, other: str) -> bool:
    """Regions and scripts do not count; a language is also the larger one that it belongs to (``nb`` is ``no``)."""
    first, second = _folded(one), _folded(other)
    return first == second or _LARGER.get(first) == second or first == _LARGER.get(second)


def is_language(code: str) -> bool:
    """Whether CLDR knows the code, of two or three letters."""
    from babel import Locale  # noqa: PLC0415 - takes a while to load and is needed by jobs with a language alone

    return _folded(code) in Locale("en").languages


@cache
def _folded(tag: str) -> str:
    """The shortest code of the language of a tag (ISO 639-1 where there is one)."""
    from babel.core import get_global  # noqa: PLC0415 - as above

    code = re.split("[-_]", tag.lower(), maxsplit=1)[0]
    alias: str = get_global("language_aliases").get(code, code)
    return alias.partition("_")[0]
