"""The strongest reasons behind a score, in words."""

from __future__ import annotations

import re

import numpy as np

from . import context
from .features import NAMES
from .structure import Floats
from .trees import Forest

_ALL = (*NAMES, *context.NAMES)
_COUNT = 3
# The first pattern that matches a feature's name gives its words; features with the same words are added up.
_WORDS = (
    (r"first_look$", "its own wording, markup and place"),
    (r"first_look[+-]|first_look_wide|run_|gap_|best_|body_", "the blocks around it"),
    (r"container\d_first_look|kin_first_look", "the other blocks of its container"),
    (r"kin_", "blocks with the same markup"),
    (r"container\d|best_", "the container it stands in"),
    (r"^words$|characters|word_length", "its length"),
    (r"link", "how much of it is links"),
    (r"sentence|comma|ends_|starts_|upper|digit|separators|line_breaks|quote", "its punctuation and letters"),
    (r"vocabulary", "the words it uses"),
    (r"class_", "class names of its markup"),
    (r"^tag_|^in_|depth", "its tags"),
    (r"claim", "what the cleaners say"),
    (r"heading_", "the heading above it"),
    (r"story_|is_description", "the article text in the page's own metadata"),
    (r"title", "its distance to the headline"),
    (r"article", "which article element it is in"),
    (r"page", "the shape of the whole page"),
    (r"duplicates", "copies of it on the page"),
    (r"place|distance", "its place on the page"),
    (r"hidden", "that it is hidden"),
    (r"time_like|address_like|copyright_sign|image_before|bold|italic", "signs such as dates, addresses and emphasis"),
    (r"", "the blocks next to it"),
)


def _group_of(name: str) -> int:
    return next(number for number, (pattern, _) in enumerate(_WORDS) if re.search(pattern, name))


_GROUP = np.array([_group_of(name) for name in _ALL])


def reasons_of(forest: Forest, rows: Floats, values: Floats) -> list[tuple[str, ...]]:
    """For each block the three groups of features that pushed hardest to the side the score is on."""
    pushes = forest.shares(rows, len(_ALL))
    grouped = np.zeros((len(rows), len(_WORDS)))
    for group in range(len(_WORDS)):
        grouped[:, group] = pushes[:, group == _GROUP].sum(axis=1)
    signed = np.where(values[:, None] >= 0.5, grouped, -grouped)
    order = np.argsort(-signed, axis=1, kind="stable")[:, :_COUNT]
    side = ["for body" if value >= 0.5 else "against" for value in values]
    return [
        tuple(f"{side[row]}: {_WORDS[group][1]}" for group in groups if signed[row, group] > 0)
        for row, groups in enumerate(order)
    ]
