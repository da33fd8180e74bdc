"""The state file, the frontier and the hosts' clocks in it."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.crawl import schema
from scraper.crawl import state as state_module
from scraper.crawl.discover import Link
from scraper.crawl.frontier import Entry, Frontier, ranks_of
from scraper.crawl.hosts import Hosts
from scraper.crawl.job import Politeness
from scraper.crawl.politeness import Clock, answered
from scraper.crawl.revisit import NEVER
from scraper.crawl.state import STATE_FILE, State, open_state
from scraper.errors import JobError, OutputError, ScraperError

PAGE = ranks_of("page")


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(open_state(tmp_path)) as opened:
        yield opened


@pytest.fixture
def frontier(state: State) -> Frontier:
    return Frontier(state, 1, NEVER)


def page(url: str, date: str | None = None) -> Link:
    return Link(url, "page", date)


# --------------------------------------------------------------------------- the file


def test_the_state_is_durable_and_current(state: State) -> None:
    values = {name: state.one(f"PRAGMA {name}")[0] for name in ("journal_mode", "synchronous", "user_version")}  # type: ignore[index]
    assert values == {"journal_mode": "wal", "synchronous": 2, "user_version": len(schema.MIGRATIONS)}


def test_a_migration_is_done_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_state(tmp_path).close()
    more = (*schema.MIGRATIONS, "CREATE TABLE extra (x); INSERT INTO extra VALUES (1);")
    monkeypatch.setattr(state_module, "MIGRATIONS", (*more, "CREATE TABLE broken ("))
    with pytest.raises(JobError):
        open_state(tmp_path)
    monkeypatch.setattr(state_module, "MIGRATIONS", more)
    for _ in range(2):
        with closing(open_state(tmp_path)) as opened:
            assert [tuple(row) for row in opened.all("SELECT x FROM extra")] == [(1,)]


def test_a_newer_state_is_left_alone(tmp_path: Path) -> None:
    open_state(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / STATE_FILE)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(JobError, match="newer version"):
        open_state(tmp_path)


def damaged_head(data: bytes) -> bytes:
    return b"not a database at all, but long enough" * 100


def damaged_middle(data: bytes) -> bytes:
    return data[:4096] + b"\xff" * 8192 + data[12288:]


def cut_short(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize("damage", [damaged_head, damaged_middle, cut_short])
def test_a_damaged_state_is_told_and_not_touched(tmp_path: Path, damage: object) -> None:
    with closing(open_state(tmp_path)) as opened, opened.transaction():
        Frontier(opened, 1, NEVER).seed([page(f"https://a.example/{number}") for number in range(500)], 0.0)
    path = tmp_path / STATE_FILE
    broken = damage(path.read_bytes())  # type: ignore[operator]
    path.write_bytes(broken)
    with pytest.raises(JobError, match=r"state.sqlite: is (damaged|not the state).*Nothing was changed.*--repair"):
        open_state(tmp_path)
    assert path.read_bytes() == broken


def test_somebody_elses_database_is_not_touched(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / STATE_FILE)) as connection:
        connection.execute("CREATE TABLE customers (name)")
    with pytest.raises(JobError, match="is not the state of a crawl"):
        open_state(tmp_path)


def test_reading_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(JobError, match="never run"):
        open_state(tmp_path, readonly=True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be opened for writing"):
        open_state(tmp_path / "nowhere")


def test_a_failed_transaction_changes_nothing(state: State, frontier: Frontier) -> None:
    def fail() -> None:
        with state.transaction():
            frontier.add(page("https://a.example/1"), 0, 0.0)
            raise OutputError("x", "y")

    with pytest.raises(ScraperError):
        fail()
    assert state.all("SELECT * FROM pages") == []


# --------------------------------------------------------------------------- pages


def next_page(frontier: Frontier, host: str = "a.example", now: float = 10.0) -> Entry | None:
    return frontier.next_of(host, now, PAGE)


def test_a_page_is_known_once_in_all_its_forms(state: State, frontier: Frontier) -> None:
    assert frontier.add(page("https://www.a.example/story"), 1, 1.0) == "www.a.example"
    assert frontier.add(page("http://a.example/story?utm_source=x"), 1, 2.0) is None
    assert len(state.all("SELECT * FROM pages")) == 1


def test_sources_go_before_pages_and_old_ones_before_new_ones(frontier: Frontier) -> None:
    for number, kind in enumerate(("page", "section", "page", "sitemap", "feed")):
        frontier.add(Link(f"https://a.example/{number}", kind), 0, float(number))  # type: ignore[arg-type]
    frontier.add_robots("a.example", "http://a.example/1", 9.0)
    order = []
    while entry := next_page(frontier):
        order.append((entry.kind, entry.url[-1]))
        frontier.lease(entry, 99.0)
    assert order == [("robots", "t"), ("feed", "4"), ("sitemap", "3"), ("section", "1"), ("page", "0"), ("page", "2")]


def test_what_is_not_due_waits(frontier: Frontier) -> None:
    frontier.add(page("https://a.example/1"), 0, 5.0)
    assert frontier.next_of("a.example", 4.9, PAGE) is None
    assert frontier.next_due("a.example", PAGE) == 5.0
    assert frontier.next_due("b.example", PAGE) == NEVER


def test_what_falls_due_while_a_run_is_at_work_is_the_next_ones(state: State) -> None:
    frontier = Frontier(state, 1, started=100.0)
    for number, (status, due) in enumerate([("done", 99.0), ("done", 101.0), ("failed", 101.0), ("queued", 101.0)]):
        frontier.add(page(f"https://a.example/{number}"), 0, 0.0)
        state.run("UPDATE pages SET state = ?, due = ? WHERE url = ?", (status, due, f"https://a.example/{number}"))
    assert frontier.queue_lengths(200.0) == {"a.example": 2}
    assert frontier.due_hosts(200.0) == {"a.example": 99.0}
    assert frontier.next_due("a.example", PAGE) == 101.0
    found = []
    while entry := next_page(frontier, now=150.0):
        frontier.lease(entry, 999.0)
        found.append(entry.url[-1])
    assert found == ["0", "3"]


def test_leases_of_dead_runs_come_back(state: State, frontier: Frontier) -> None:
    frontier.add(page("https://a.example/1"), 0, 5.0)
    entry = next_page(frontier)
    assert entry
    frontier.lease(entry, 1e9)
    assert next_page(frontier) is None
    assert Frontier(state, 2, NEVER).recover(6.0) == 1
    assert next_page(frontier) == entry


def test_a_new_date_in_a_feed_makes_a_page_due(frontier: Frontier) -> None:
    frontier.add(page("https://a.example/1", "1969-12-30"), 0, 0.0)
    entry = next_page(frontier)
    assert entry
    frontier.update(entry, state="done", due=1000.0)
    assert frontier.add(page("https://a.example/1", "1969-12-30"), 0, 20.0) is None
    assert next_page(frontier, now=999.0) is None
    assert frontier.add(page("https://a.example/1", "1969-12-31"), 0, 20.0) == "a.example"
    assert frontier.next_due("a.example", PAGE) == 20.0


def test_times_of_a_clock_that_ran_ahead_do_not_put_pages_off(state: State, frontier: Frontier) -> None:
    year = 365 * 86400.0
    frontier.add(page("https://a.example/1"), 0, 0.0)
    entry = next_page(frontier)
    assert entry
    frontier.update(entry, state="done", visited=year, interval=3600.0, due=year + 3600)
    frontier.recover(100.0)
    assert next_page(frontier, now=99.0 + 3600) is None
    assert next_page(frontier, now=100.0 + 3600) is not None


# --------------------------------------------------------------------------- clocks


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 3), st.sampled_from([0.0, 0.5, 1.0]))
def test_no_host_is_leased_faster_than_its_delay(seed: int, per_host: int, delay: float) -> None:
    """Requests of random length, kills at random moments: starts of one host are ``delay`` apart, and every host gets
    its turn as soon as it may have it."""
    chance = random.Random(seed)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.executescript(schema.MIGRATIONS[0])
        state = State(Path("memory"), connection)
        politeness = Politeness(delay_seconds=delay, per_host=per_host)
        starts: dict[str, list[float]] = {name: [] for name in "abc"}
        now = 1000.0
        for _ in range(3):  # a run, killed, a run ...
            hosts = Hosts(state, politeness, slack=0.2)
            hosts.load(now)
            for name in starts:
                hosts.wake(name)
            out: list[tuple[float, str]] = []
            for _ in range(chance.randint(1, 30)):
                now += chance.choice([0.0, 0.05, 0.3, 1.0])
                for ended, name in sorted(out):
                    if ended <= now:
                        out.remove((ended, name))
                        host = hosts.get(name)
                        hosts.release(host, answered(host.clock, now, delay))
                while host := hosts.ready(now):
                    hosts.lease(host, now)
                    assert host.in_flight <= per_host
                    starts[host.name].append(now)
                    out.append((now + chance.choice([0.01, 0.2, 3.0]), host.name))
                    if not delay and len(out) > 20:
                        break
        gaps = [two - one for times in starts.values() for one, two in zip(times, times[1:], strict=False)]
        assert not gaps or min(gaps) >= delay - 1e-9


def test_clocks_outlive_the_process_and_a_clock_set_back(state: State) -> None:
    hosts = Hosts(state, Politeness(delay_seconds=5.0), slack=1.0)
    hosts.lease(hosts.get("a"), 1000.0)
    again = Hosts(state, Politeness(delay_seconds=5.0), slack=1.0)
    again.load(1002.0)
    again.wake("a")
    assert again.ready(1005.9) is None
    assert again.next_ready() == 1006.0
    assert again.ready(1006.0)
    back = Hosts(state, Politeness(delay_seconds=5.0), slack=1.0)
    back.load(10.0)
    assert back.get("a").clock == Clock(asked=10.0, wait=5.0)


def test_a_busy_host_is_in_line_once_and_with_its_earliest_moment(state: State) -> None:
    hosts = Hosts(state, Politeness(delay_seconds=0.0), slack=0.0)
    for at in (9.0, 5.0, 7.0):
        hosts.wake("a", at)
    assert hosts.next_ready() == 5.0
    assert hosts.ready(5.0)
    assert hosts.next_ready() is None
