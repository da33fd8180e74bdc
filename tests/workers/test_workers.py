"""Workers keep their promises whatever a page does to them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import faketasks
import pytest

from scraper.errors import CleanMemoryError, CleanTimeout, Defect, FetchTimeout, HTTPStatusError, ReadError, WorkerDied
from scraper.model import Page
from scraper.workers import Limits, Outcome, Workers, clean_many
from scraper.workers.limits import Order

QUICK = Limits(jobs=2, seconds=1.0, megabytes=300, load_seconds=1.0)
PATIENT = Limits(seconds=30.0, megabytes=150)  # filling memory takes its time on a busy machine


def order(run: object, load: object = None) -> Order:
    return Order(run, load, imports=())  # type: ignore[arg-type]


def run_one(way: str, limits: Limits = QUICK) -> Outcome[str, str]:
    [outcome] = clean_many([way], order(faketasks.misbehave), limits)
    return outcome


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_outcomes_come_in_order_whatever_finishes_first(jobs: int) -> None:
    outcomes = list(clean_many(range(200), order(faketasks.slow_start), Limits(jobs=jobs)))
    assert [outcome.value for outcome in outcomes] == list(range(200))
    assert [outcome.number for outcome in outcomes] == list(range(200))
    assert not [outcome.error for outcome in outcomes if outcome.error]


def test_processes_are_reused() -> None:
    seen = {outcome.value for outcome in clean_many(range(100), order(faketasks.process_id), Limits(jobs=2))}
    assert 1 <= len(seen) <= 2
    assert os.getpid() not in seen


def test_processes_are_replaced_after_a_number_of_sources() -> None:
    limits = Limits(jobs=1, per_process=3)
    seen = [outcome.value for outcome in clean_many(range(7), order(faketasks.process_id), limits)]
    assert [len(set(seen[start : start + 3])) for start in (0, 3, 6)] == [1, 1, 1]
    assert len(set(seen)) == 3


@pytest.mark.parametrize(
    ("way", "error", "words"),
    [
        ("hang", CleanTimeout, "more than 1 seconds"),
        ("hang in C", CleanTimeout, "more than 1 seconds"),
        ("hog", CleanMemoryError, "more than 150 MiB"),
        ("hog slowly", CleanMemoryError, "more than 150 MiB"),
        ("hog in crumbs", CleanMemoryError, "more than 150 MiB"),
        ("hog while failing", CleanMemoryError, "more than 150 MiB"),
        ("hog the answer", CleanMemoryError, "more than 150 MiB"),
        ("memory error", CleanMemoryError, "more than 150 MiB"),
        ("exit", WorkerDied, "exited with code 7"),
        ("segfault", WorkerDied, "ended by SIGSEGV"),
        ("killed", WorkerDied, "fewer --jobs"),
        ("system exit", Defect, "a library wants to leave"),
        ("defect", Defect, "ZeroDivisionError: nobody foresaw this"),
        ("recursion", Defect, "RecursionError"),
        ("unpicklable", Defect, "pickle"),
        ("scraper error", HTTPStatusError, "answered 429"),
    ],
)
def test_what_goes_wrong_is_an_error_of_that_source(way: str, error: type[Exception], words: str) -> None:
    outcome = run_one(way, PATIENT if error is CleanMemoryError else QUICK)
    assert type(outcome.error) is error
    assert words in str(outcome.error)
    assert "\n" not in str(outcome.error)
    assert outcome.value is None


def test_an_error_keeps_what_callers_act_on() -> None:
    error = run_one("scraper error").error
    assert isinstance(error, HTTPStatusError)
    assert (error.subject, error.status, error.retry_after) == ("address", 429, 3.0)


def test_a_defect_carries_its_traceback() -> None:
    outcome = run_one("defect")
    assert "_defect" in outcome.trace
    assert "ZeroDivisionError" in outcome.trace
    assert run_one("exit").trace == ""


def test_an_exception_costs_no_process() -> None:
    ways = ["defect", "scraper error"] * 20
    begin = time.process_time()
    with Workers[str, str](order(faketasks.misbehave), Limits(jobs=1)) as workers:
        processes = set()
        for number, way in enumerate(ways):
            workers.give(number, way)
            processes.add(id(workers._processes[0]))
            while not workers.wait():
                pass
    assert len(processes) == 1
    assert time.process_time() - begin < 5


def test_bad_sources_never_stop_the_others() -> None:
    ways = ["a", "hang", "b", "exit", "c", "defect", "d", "segfault", "e", "hog", "f", "g"]
    outcomes = list(clean_many(ways, order(faketasks.misbehave), QUICK))
    assert [outcome.source for outcome in outcomes] == ways
    assert [outcome.value for outcome in outcomes if outcome.value] == ["A", "B", "C", "D", "E", "F", "G"]
    assert [type(outcome.error).__name__ for outcome in outcomes if outcome.error] == [
        "CleanTimeout",
        "WorkerDied",
        "Defect",
        "WorkerDied",
        "CleanMemoryError",
    ]


def test_loading_has_a_limit_and_errors_of_its_own() -> None:
    sources = ["unreadable", "slow to load", "fine"]
    outcomes = list(clean_many(sources, order(faketasks.misbehave, faketasks.load), QUICK))
    assert [type(outcome.error) for outcome in outcomes] == [ReadError, FetchTimeout, type(None)]
    assert outcomes[2].value == "FINE"


def test_time_to_load_is_not_time_to_clean() -> None:
    limits = Limits(seconds=0.5, load_seconds=5.0)
    outcomes = list(clean_many(["slow hang", "slow fine"], order(faketasks.misbehave, faketasks.load), limits))
    assert [type(outcome.error) for outcome in outcomes] == [CleanTimeout, type(None)]


def test_errors_name_the_source() -> None:
    [outcome] = clean_many(["hang"], order(faketasks.misbehave), QUICK, name=lambda source: f"page <{source}>")
    assert str(outcome.error).startswith("page <hang>: ")


def test_pages_are_named_by_their_address() -> None:
    pages = [Page(b"x" * 5000, url="https://paper.example/story"), Page(b"x" * 5000)]
    outcomes = clean_many(pages, order(faketasks.misbehave), QUICK)
    assert [str(outcome.error).partition(": ")[0] for outcome in outcomes] == ["https://paper.example/story", "page"]


def test_a_task_that_cannot_be_imported_is_reported() -> None:
    [outcome] = clean_many([1], Order(faketasks.double, imports=("scraper.nowhere",)))
    assert isinstance(outcome.error, Defect)
    assert "scraper.nowhere" in str(outcome.error)


def test_nothing_to_do_starts_nothing() -> None:
    assert list(clean_many([], order(faketasks.double))) == []


def test_large_sources_and_values_pass_through() -> None:
    [outcome] = clean_many([b"x" * 30_000_000], order(faketasks.identity), Limits())
    assert outcome.value == b"x" * 30_000_000


def test_sources_are_read_no_further_ahead_than_needed() -> None:
    read = []

    def endless() -> Iterator[int]:
        for number in range(10**9):
            read.append(number)
            yield number

    outcomes = clean_many(endless(), order(faketasks.double), Limits(jobs=1))
    assert [next(outcomes).value for _ in range(3)] == [0, 2, 4]
    assert len(read) <= 70
    outcomes.close()  # type: ignore[attr-defined]


def test_leaving_kills_the_processes() -> None:
    with Workers[str, int](order(faketasks.process_id), Limits(jobs=1)) as workers:
        workers.give(0, "whoever")
        while not (outcomes := workers.wait()):
            pass
        pid = outcomes[0].value
        assert pid is not None
        assert Path(f"/proc/{pid}").exists()
    assert not Path(f"/proc/{pid}").exists()


def test_a_worker_that_died_while_idle_is_replaced() -> None:
    with Workers[str, int](order(faketasks.process_id), Limits(jobs=1)) as workers:
        pids = []
        for number in range(2):
            workers.give(number, "whoever")
            while not (outcomes := workers.wait()):
                pass
            assert outcomes[0].value is not None
            pids.append(outcomes[0].value)
            subprocess.run(["kill", "-9", str(pids[-1])], check=True)
            time.sleep(0.1)
    assert pids[0] != pids[1]


def test_an_orphan_ends(tmp_path: Path) -> None:
    """When the parent is killed outright, its idle worker leaves too."""
    program = (
        "import sys, faketasks\nfrom scraper.workers import *\n"
        "workers = Workers(Order(faketasks.process_id, imports=()), Limits())\nworkers.give(0, 1)\n"
        "while not (found := workers.wait()): pass\nprint(found[0].value, flush=True)\nsys.stdin.read()\n"
    )
    paths = os.pathsep.join([str(Path(faketasks.__file__).parent), *sys.path])
    parent = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=dict(os.environ, PYTHONPATH=paths),
        cwd=tmp_path,
    )
    assert parent.stdout is not None
    worker = Path("/proc", parent.stdout.readline().decode().strip())
    assert worker.exists()
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 5
    while worker.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not worker.exists()


def test_noise_of_libraries_reaches_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_one("prints").value == "quiet"
    assert capfd.readouterr() == ("", "")
