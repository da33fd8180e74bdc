"""What is tried again, how often and after how long."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable

import pytest
from faultserver import FaultServer

from scraper.errors import ConnectionFailed, HTTPStatusError
from scraper.fetchers import Fetcher
from scraper.fetchers.retry import may_pass, pause, retry_after

MakeFetcher = Callable[..., Fetcher]
DATE = "Wed, 21 Oct 2015 07:28:00 GMT"


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504, 522])
def test_a_busy_server_is_asked_again(server: FaultServer, fetcher: Fetcher, code: int) -> None:
    assert fetcher.fetch(server.url(f"/busy?times=2&code={code}")).status == 200
    assert len(server.requests) == 3


@pytest.mark.parametrize("code", [429, 500, 503])
def test_the_tries_end(server: FaultServer, fetcher: Fetcher, code: int) -> None:
    with pytest.raises(HTTPStatusError, match=rf"answers {code} .*\(3 tries\)") as caught:
        fetcher.fetch(server.url(f"/busy?times=9&code={code}"))
    assert caught.value.status == code
    assert len(server.requests) == 3


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 418, 451, 501, 505])
def test_final_answers_are_not_asked_again(server: FaultServer, fetcher: Fetcher, code: int) -> None:
    with pytest.raises(HTTPStatusError) as caught:
        fetcher.fetch(server.url(f"/status?code={code}"))
    assert caught.value.status == code
    assert caught.value.advice
    assert len(server.requests) == 1


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after_is_honoured_in_both_forms(server: FaultServer, fetcher: Fetcher, form: str) -> None:
    assert fetcher.fetch(server.url(f"/busy?code=429&after=1&form={form}")).status == 200
    first, second = server.requests
    assert 1.0 <= second.arrived - first.arrived < 4.0


@pytest.mark.parametrize("form", ["seconds", "date"])
@pytest.mark.parametrize("limits", [{"max_retry_after_seconds": 1.0, "total_seconds": 60.0}, {"total_seconds": 3.0}])
def test_a_longer_wait_than_allowed_is_left_to_the_caller(
    server: FaultServer, make_fetcher: MakeFetcher, form: str, limits: dict[str, float]
) -> None:
    begun = time.monotonic()
    with pytest.raises(HTTPStatusError, match="asks to wait 20 s") as caught:
        make_fetcher(**limits).fetch(server.url(f"/busy?after=20&form={form}"))
    assert caught.value.retry_after == pytest.approx(20, abs=1)
    assert time.monotonic() - begun < 3
    assert len(server.requests) == 1


def test_errors_travel_between_processes(server: FaultServer, fetcher: Fetcher) -> None:
    with pytest.raises(HTTPStatusError) as caught:
        fetcher.fetch(server.url("/busy?times=9&after=0"))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(copy), copy.status, copy.retry_after) == (str(caught.value), 503, 0.0)


def test_connection_errors_are_tried_again(server: FaultServer, fetcher: Fetcher) -> None:
    assert fetcher.fetch(server.url("/flaky?times=2")).status == 200
    with pytest.raises(ConnectionFailed):
        fetcher.fetch(server.url("/flaky?times=9"))


def test_no_retries_when_none_are_wanted(server: FaultServer, make_fetcher: MakeFetcher) -> None:
    with pytest.raises(HTTPStatusError) as caught:
        make_fetcher(retries=0).fetch(server.url("/busy"))
    assert "tries" not in str(caught.value)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("value", "sent", "seconds"),
    [
        ("120", None, 120.0),
        (" 0 ", None, 0.0),
        ("1.5", None, 1.5),
        ("Wed, 21 Oct 2015 07:29:30 GMT", DATE, 90.0),
        ("Wednesday, 21-Oct-15 07:29:30 GMT", DATE, 90.0),
        ("Wed Oct 21 07:29:30 2015", DATE, 90.0),
        ("Wed, 21 Oct 2015 07:00:00 GMT", DATE, 0.0),
        (DATE, None, 0.0),
        (DATE, "not a date", 0.0),
        ("soon", None, None),
        ("-5", None, None),
        ("", None, None),
        ("٣", None, None),
        ("Wed, 99 Oct 2015 99:00:00 GMT", DATE, None),
        (None, DATE, None),
    ],
)
def test_retry_after(value: str | None, sent: str | None, seconds: float | None) -> None:
    assert retry_after(value, sent) == seconds


def test_the_backoff_doubles_and_is_spread() -> None:
    for attempt in (1, 2, 3, 4):
        waits = [pause(attempt, 0.5, None) for _ in range(200)]
        top = 0.5 * 2 ** (attempt - 1)
        assert top / 2 <= min(waits) < top * 0.6
        assert top * 0.9 < max(waits) <= top
    asked = [pause(1, 0.5, 7.0) for _ in range(200)]
    assert 7.0 <= min(asked) < max(asked) <= 7.25


def test_which_statuses_may_pass() -> None:
    assert [status for status in range(100, 600) if may_pass(status)] == [
        429,
        *(status for status in range(500, 600) if status not in (501, 505, 510, 511)),
    ]
