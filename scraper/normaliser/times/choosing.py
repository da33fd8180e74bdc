"""Which of several statements on one date holds."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Candidate
from .moments import local_form


def choose(candidates: Sequence[Candidate], name: str) -> str | None:
    """The first statement, refined by a later one that gives the time or zone of the same day."""
    values = [str(item.value) for item in candidates if item.field == name]
    if not values:
        return None
    same_day = [value for value in values if value[:10] == values[0][:10]]
    best = max(same_day, key=_precision)
    return local_form(best if _precision(best) > _precision(values[0]) else values[0], values)


def printed_earlier(candidates: Sequence[Candidate], published: str, top: Sequence[int]) -> str:
    """Programs that know no date of publication give the last change, or the day the site was last built; an earlier
    day at the headline is true."""
    printed = [item for item in candidates if item.block in top and item.field == "date_published"]
    sure = [item for item in candidates if item.source == "url"] + printed
    confirmed = any(str(item.value)[:10] == published[:10] for item in sure)
    earlier = printed and not confirmed and str(printed[0].value)[:10] < published[:10]
    return str(printed[0].value) if earlier else published


def unless_below(candidates: Sequence[Candidate], published: str, after: Sequence[int]) -> str | None:
    """A day after the last change that only stands below the body is of another article."""
    days = [item for item in candidates if item.field == "date_published" and str(item.value)[:10] == published[:10]]
    return None if all(item.block in after for item in days) else published


def _precision(value: str) -> int:
    """Day, moment, moment with zone; midnight sharp is what programs write for "no time"."""
    if len(value) == 10:
        return 0
    return 1 + (value[11:19] != "00:00:00") + (len(value) > 19)
