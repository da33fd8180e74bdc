"""One row of numbers for a whole page: is there an article on it?"""

from __future__ import annotations

import numpy as np

from .arrays import Floats
from .features import COLUMN, View
from .pageclues import CLUE_NAMES, WORD_NAMES
from .pages import PAGE_NAMES

NAMES = (
    *WORD_NAMES,
    *PAGE_NAMES,
    "body_words",
    "body_blocks",
    "body_share",
    "body_words_per_block",
    "body_link_share",
    "body_paragraph_share",
    "body_list_share",
    "body_heading_share",
    "body_runs",
    "body_certainty",
    "body_doubtful_words",
    "body_sentences",
    "body_articles",
    "body_kin_share",
    "body_form_share",
    "body_story",
    "body_first_place",
    "body_last_place",
    "body_code_share",
    "body_table_share",
    "claims_comments",
    "claims_related",
    "title_words",
    "body_time_share",
    *CLUE_NAMES,
)


def page_row(view: View, probabilities: Floats) -> Floats:
    """NAMES for one page, from the block features and the blocks' probabilities."""
    rows = view.rows
    if not len(rows):
        return np.zeros(len(NAMES))

    def column(name: str) -> Floats:
        return np.asarray(rows[:, COLUMN[name]])

    body = probabilities > 0.5
    words = view.words
    inside = float(words[body].sum())
    total = max(1.0, float(words.sum()))

    def share(name: str) -> float:
        return float((column(name)[body] * words[body]).sum()) / max(1.0, inside)

    places = np.flatnonzero(body)
    kin = view.structure.kin[body]
    largest = float(np.bincount(kin, words[body]).max()) if len(kin) else 0.0
    values = [
        inside,
        float(body.sum()),
        inside / total,
        inside / max(1.0, float(body.sum())),
        share("link_share"),
        share("tag_p"),
        share("in_list"),
        sum(float(column(f"tag_{tag}")[body].sum()) for tag in ("h1", "h2", "h3", "h4")) / max(1.0, float(body.sum())),
        float((np.diff(body.astype(np.int64)) > 0).sum()),
        float(np.abs(probabilities - 0.5).mean()),
        float(words[(probabilities > 0.2) & (probabilities < 0.8)].sum()),
        float(column("sentence_ends")[body].sum()) / max(1.0, inside),
        float(column("articles_before").max()),
        largest / max(1.0, inside),
        share("in_form"),
        share("story_overlap"),
        float(places[0]) / len(rows) if len(places) else -1.0,
        float(places[-1]) / len(rows) if len(places) else -1.0,
        share("tag_pre"),
        share("in_table"),
        float((column("claim_comments") * words).sum()) / total,
        float((column("claim_related") * words).sum()) / total,
        float((column("is_title")).sum()),
        float(column("time_like").mean()),
    ]
    return np.array([*rows[0, -len(WORD_NAMES + PAGE_NAMES) :], *values, *view.clues])
