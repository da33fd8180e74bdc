"""The kinds of rule. A cleaner is data: a name, what it is about, and rules that each give a reason.

    cleaner = Cleaner("signup", "Newsletter forms and calls to subscribe", (
        css("newsletter-form", "form[action*=newsletter], [class*=newsletter-signup]", "a newsletter form"),
        phrase("call", "asks to sign up", max_words=60),
    ))

A file in ``cleaners/`` with a module-level ``cleaner`` is found by itself; ``phrase("call", ...)`` in ``signup.py``
reads the table ``[call]`` of ``phrases/signup.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ...model import Document, Strength, Verdict

if TYPE_CHECKING:
    from .left import Left

Where = Literal["start", "whole", "anywhere", "end"]


@dataclass(frozen=True, slots=True)
class Css:
    """Everything inside elements that a selector matches. See ``markup.py`` for the selectors that can be used.

    An element that holds more than ``most`` (0..1) of the page's running text is not touched, whatever its name is,
    unless the rule is ``bulky``: about something that may be longer than the article, such as a comment thread. Then
    there must be some prose outside the element: on a forum page the posts are the content.
    Elements inside one of the tags ``outside`` (separated by spaces) are not touched either. A rule about ``posts`` of
    readers is silent on pages of forums (``forum.py``). ``parts`` is the strength for a part of a block, where the
    content model, which judges whole blocks, can say nothing.
    """

    id: str
    selector: str
    reason: str
    strength: Strength = "strong"
    bulky: bool = False
    outside: str = ""
    posts: bool = False
    most: float = 0.5
    parts: Strength | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Whole short blocks in which a phrase of the cleaner's word list occurs.

    ``where``: the phrase opens the block, is all of it, ends it or stands anywhere. A block of more than ``max_words``
    is never touched. With ``signals`` other signals beside it (``signals.py``) a phrase is what ``agreed`` says, with
    fewer what ``alone`` says. The lists of all languages are matched together: pages mix languages.
    """

    id: str
    reason: str
    where: Where = "start"
    max_words: int = 40
    agreed: Strength = "strong"
    signals: int = 1
    alone: Strength = "hint"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Whole blocks of at most ``max_words`` words that a regular expression matches in full (case ignored)."""

    id: str
    regex: str
    reason: str
    max_words: int = 12
    strength: Strength = "strong"


@dataclass(frozen=True, slots=True)
class Function:
    """The escape: any pure function of the Document that yields (block, start, end, evidence).

    What goes ``by_shape`` alone takes words without knowing what they are: a ``Name`` may name them. What goes
    ``by_words`` says nothing of code and of the cells of data tables (``values.py``), as phrases and patterns do not.
    """

    id: str
    find: Callable[[Document], Iterable[tuple[int, int, int, str]]]
    reason: str
    strength: Strength = "strong"
    by_shape: bool = False
    by_words: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """What the other rules of the cleaner leave of a box: see ``rest.py``.

    ``gap`` is how many lines of at most ``max_words`` words may stand between two lines that the cleaner claims; 0
    leaves such lines alone.
    """

    id: str
    reason: str
    strength: Strength = "strong"
    gap: int = 1
    max_words: int = 25


@dataclass(frozen=True, slots=True)
class Plea:
    """Small elements with several phrases of the cleaner's rules ``of``: see ``pleas.py``."""

    id: str
    reason: str
    of: tuple[str, ...]
    strength: Strength = "certain"


@dataclass(frozen=True, slots=True)
class Name:
    """A name for blocks that only the content model, or a rule that goes by shape, takes out: never the ground for it.

    ``find`` sees what stays and what the cleaners took (``left.py``), and yields (block, evidence). Of
    several names for a block that of the lowest ``rank`` wins.
    """

    id: str
    find: Callable[[Left], Iterable[tuple[int, str]]]
    reason: str
    rank: int = 0
    strength: Strength = "hint"


Rule = Css | Phrase | Pattern | Function | Rest | Plea | Name
css, phrase, pattern, function, rest, plea, name = Css, Phrase, Pattern, Function, Rest, Plea, Name


def by_word(names: str) -> str:
    """Selectors of elements whose class or id has one of these words (separated by spaces) in it as a whole word."""
    return ", ".join(f"[name-word={name}]" for name in names.split())


def by_part(names: str) -> str:
    """Selectors of elements whose class or id contains one of these pieces (separated by spaces)."""
    return ", ".join(f"[class*={name}], [id*={name}]" for name in names.split())


@dataclass(frozen=True, slots=True)
class Cleaner:
    """``name`` is the file's name; ``about`` is one line for people."""

    name: str
    about: str
    rules: tuple[Rule, ...]


Hit = Verdict
"""What a rule found is a Verdict with ``field`` None."""
