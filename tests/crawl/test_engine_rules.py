"""The laws of waiting and of coming back, whatever happens in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scraper.crawl.job import Politeness
from scraper.crawl.politeness import (
    FIRST_REST,
    LONGEST_ASKED,
    LONGEST_BACKOFF,
    LONGEST_REST,
    STRIKES_TO_REST,
    Clock,
    answered,
    blames_host,
    delay_of,
    is_gone,
    may_pass,
    rebased,
    struck,
)
from scraper.crawl.revisit import LONGEST, SHORTEST, after_failures, after_visit
from scraper.errors import ConnectionFailed, FetchError, FetchTimeout, HTTPStatusError, RefusedAddress, WorkerDied

MOMENTS = st.floats(0, 4e9)
DELAYS = st.floats(0, 100)
CLOCKS = st.builds(
    Clock,
    asked=MOMENTS,
    wait=st.floats(0, LONGEST_ASKED),
    strikes=st.integers(0, 100),
    rests=st.integers(0, 100),
    rest_from=MOMENTS,
    rest=st.sampled_from([0.0, FIRST_REST, LONGEST_REST]),
)


@given(CLOCKS, MOMENTS)
def test_a_clock_set_back_cannot_silence_a_host(clock: Clock, now: float) -> None:
    """Whatever the system's clock did, the wait that is left is no longer than the wait was meant to be."""
    seen = rebased(clock, now)
    assert seen.ready_at <= now + max(clock.wait, clock.rest)
    assert rebased(seen, now) == seen


@given(CLOCKS, MOMENTS)
def test_a_right_clock_is_left_alone(clock: Clock, after: float) -> None:
    assert rebased(clock, max(clock.asked, clock.rest_from) + after) == clock


@given(CLOCKS, MOMENTS, DELAYS)
def test_an_answer_costs_the_delay_and_forgives(clock: Clock, now: float, delay: float) -> None:
    assert answered(clock, now, delay) == Clock(asked=now, wait=delay)


@given(CLOCKS, MOMENTS, DELAYS, st.floats(0.01, 10))
def test_a_failure_costs_at_least_the_delay(clock: Clock, now: float, delay: float, backoff: float) -> None:
    assume(clock.rest_from != now)  # no rest began at this very moment
    after = struck(clock, now, delay, backoff, None)
    assert after.wait >= delay
    assert after.wait <= max(delay, LONGEST_BACKOFF)
    assert after.strikes == clock.strikes + 1
    assert (after.rest_from == now and FIRST_REST <= after.rest <= LONGEST_REST) == (after.strikes >= STRIKES_TO_REST)


@given(CLOCKS, MOMENTS, DELAYS, st.floats(0, 1e9))
def test_what_a_host_asks_for_is_given(clock: Clock, now: float, delay: float, asked: float) -> None:
    after = struck(clock, now, delay, 1.0, asked)
    assert after.wait == max(delay, min(asked, LONGEST_ASKED))
    assert after.rests_until == 0


def test_a_host_that_keeps_failing_rests_longer_each_time() -> None:
    clock, waits, rests = Clock(), [], []
    for _ in range(8):
        clock = struck(clock, 1000.0, 1.0, 0.5, None)
        waits.append(clock.wait)
        rests.append(clock.rest)
    assert waits[:4] == [1.0, 1.0, 2.0, 4.0]
    assert rests == [0, 0, 0, 0, 300, 600, 1200, 2400]


@pytest.mark.parametrize(
    ("asked", "delay"), [(None, 2.0), (1.0, 2.0), (10.0, 10.0), (500.0, 60.0)], ids=["none", "less", "more", "too much"]
)
def test_crawl_delay_counts_within_limits(asked: float | None, delay: float) -> None:
    assert delay_of(Politeness(delay_seconds=2.0, max_crawl_delay=60), asked) == delay


def status(code: int, retry_after: float | None = None) -> HTTPStatusError:
    return HTTPStatusError("x", "answers", status=code, retry_after=retry_after)


@pytest.mark.parametrize(
    ("error", "host", "again", "gone"),
    [
        (FetchTimeout("x", "y"), True, True, False),
        (ConnectionFailed("x", "y"), True, True, False),
        (status(429), True, True, False),
        (status(503), True, True, False),
        (status(500), False, True, False),
        (status(500, 5.0), True, True, False),
        (status(403), False, False, False),
        (status(404), False, False, True),
        (status(410), False, False, True),
        (RefusedAddress("x", "y"), False, False, False),
    ],
    ids=lambda value: getattr(value, "status", None) or type(value).__name__,
)
def test_who_is_to_blame(error: FetchError, host: bool, again: bool, gone: bool) -> None:
    assert (blames_host(error), may_pass(error), is_gone(error)) == (host, again, gone)


def test_a_process_killed_from_outside_is_worth_another_try() -> None:
    assert may_pass(WorkerDied("x", "y"))


@given(st.floats(SHORTEST, LONGEST), st.lists(st.booleans(), max_size=30))
def test_the_next_visit_follows_the_changes(interval: float, history: list[bool]) -> None:
    for changed in history:
        following = after_visit(interval, changed)
        assert SHORTEST <= following <= LONGEST
        assert following <= interval if changed else following >= interval
        interval = following


@given(st.integers(1, 1000))
def test_failures_in_a_row_are_tried_less_and_less(failures: int) -> None:
    assert 0 < after_failures(failures) <= after_failures(failures + 1) <= LONGEST
