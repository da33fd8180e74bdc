"""The strongest reasons behind a score, in words."""

from __future__ import annotations

import dataclasses
import re

import numpy as np

from .arrays import Floats, log_odds
from .features import NAMES
from .model import Model, Sight

_COUNT = 3
_MOST_BLOCKS = 5000  # larger pages would take too long: their blocks have a score without reasons
# The first pattern that matches a feature's name gives its words; features with the same words are added up.
_WORDS = (
    (r"lead_|description", "what the page says between headline and story"),
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
    (r"story_", "the article text in the page's own metadata"),
    (r"title", "its distance to the headline"),
    (r"article", "which article element it is in"),
    (r"page", "the shape of the whole page"),
    (r"duplicates|echo", "copies of it on the page"),
    (r"place|distance", "its place on the page"),
    (r"hidden", "that it is hidden"),
    (r"time_like|address_like|copyright_sign|image_before|bold|italic", "signs such as dates, addresses and emphasis"),
    (r"", "the blocks next to it"),
)


def _group_of(name: str) -> int:
    return next(number for number, (pattern, _) in enumerate(_WORDS) if re.search(pattern, name))


_GROUP = np.array([_group_of(name) for name in NAMES])


def reasons_of(model: Model, sight: Sight, values: Floats) -> list[tuple[str, ...]]:
    """For each block the three groups of features without which its score would move most to the other side.

    A group is taken away by giving it the mean of all pages, everywhere on the page (occlusion: Zeiler and Fergus,
    2014).
    """
    if len(values) > _MOST_BLOCKS:
        return [()] * len(values)
    whole = log_odds(values)
    pushes = np.column_stack(
        [whole - log_odds(model.probabilities(_without(sight, group))) for group in range(len(_WORDS))]
    )
    signed = np.where(values[:, None] >= 0.5, pushes, -pushes)
    order = np.argsort(-signed, axis=1, kind="stable")[:, :_COUNT]
    side = ["for body" if value >= 0.5 else "against" for value in values]
    return [
        tuple(f"{side[row]}: {_WORDS[group][1]}" for group in groups if signed[row, group] > 0)
        for row, groups in enumerate(order)
    ]


def _without(sight: Sight, group: int) -> Sight:
    features = np.where(group == _GROUP, np.float32(0), sight.features)
    return dataclasses.replace(sight, features=features)
