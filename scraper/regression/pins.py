"""Pins: sentences that a person is sure of. They are checked also when everything else is accepted.

``pins.txt`` has one a line: ``KEEP words`` (must stand in the article's text, or in a caption or heading field),
``STRIP words`` (must not stand in the text). Lines that begin with ``#`` are for people. White space is folded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from ..article import ArticleData
from ..errors import FixtureError
from ..saving import write_file

FILE = "pins.txt"
Kind = Literal["KEEP", "STRIP"]


@dataclass(frozen=True, slots=True)
class Pin:
    """``words`` with single spaces."""

    kind: Kind
    words: str

    def __str__(self) -> str:
        return f"{self.kind} {self.words}"


def read_pins(folder: Path) -> tuple[Pin, ...]:
    """The pins of a case, () without a file. Raises FixtureError with the line that is wrong."""
    pins = (_parsed(folder, number, line) for number, line in enumerate(_lines(folder), 1))
    return tuple(pin for pin in pins if pin)


def _lines(folder: Path) -> list[str]:
    path = folder / FILE
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise FixtureError(str(path), f"cannot be read ({error})", "Write it as UTF-8 text, one pin a line") from error


def _parsed(folder: Path, number: int, line: str) -> Pin | None:
    words = line.split()
    if not words or words[0].startswith("#"):
        return None
    if words[0] == "KEEP" and words[1:]:
        return Pin("KEEP", " ".join(words[1:]))
    if words[0] == "STRIP" and words[1:]:
        return Pin("STRIP", " ".join(words[1:]))
    reason = f"line {number} is no pin: {' '.join(words)[:60]!r}"
    raise FixtureError(str(folder / FILE), reason, "Begin each line with KEEP or STRIP, then the words")


def pin_of(kind: Kind, words: str) -> Pin:
    """A pin with its white space folded. Raises FixtureError when there are no words."""
    folded = " ".join(words.split())
    if not folded:
        raise FixtureError("pin", "has no words", 'Give a sentence of the page: scraper fixture pin KEEP "sentence"')
    return Pin(kind, folded)


def write_pin(folder: Path, pin: Pin) -> None:
    """Add a pin as the last line, once; comments stay. The opposite pin of the same words goes. Raises OutputError."""
    opposite = Pin("STRIP" if pin.kind == "KEEP" else "KEEP", pin.words)
    lines = [line for number, line in enumerate(_lines(folder), 1) if _parsed(folder, number, line) != opposite]
    if pin not in read_pins(folder):
        lines.append(str(pin))
    _write(folder, lines)


def remove_pin(folder: Path, pin: Pin) -> bool:
    """Take a pin out, comments stay; whether it was there. An empty file goes. Raises OutputError."""
    lines = _lines(folder)
    left = [line for number, line in enumerate(lines, 1) if _parsed(folder, number, line) != pin]
    if left == lines:
        return False
    _write(folder, left)
    return True


def nearest_pin(pin: Pin, pins: Sequence[Pin]) -> Pin | None:
    """The pin that is most like one that is not there; None when none is."""
    close = get_close_matches(str(pin), [str(one) for one in pins], 1, 0.5)
    return next((one for one in pins if str(one) in close), None)


def _write(folder: Path, lines: Sequence[str]) -> None:
    path = folder / FILE
    if lines:
        write_file(path, ("\n".join(lines) + "\n").encode())
    else:
        path.unlink(missing_ok=True)


def broken(pins: Sequence[Pin], article: ArticleData) -> tuple[Pin, ...]:
    """The pins that an article does not keep."""
    text = _folded(article.text)
    fields = [_folded(words) for words in _field_words(article)]
    return tuple(pin for pin in pins if not _holds(pin, text, fields))


def _holds(pin: Pin, text: str, fields: Sequence[str]) -> bool:
    if pin.kind == "STRIP":
        return pin.words not in text
    return pin.words in text or any(pin.words in words for words in fields)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _field_words(article: ArticleData) -> Iterator[str]:
    """Captions, titles and what else of the page's words stands in a field."""
    named = article.title, article.subtitle, article.kicker, article.description
    yield from (words for words in named if words)
    for image in article.images:
        yield from (image.caption or "", image.credit or "")
    for video in article.videos:
        yield from (video.title or "", video.caption or "")
    yield from article.corrections
