"""The crawl killed with SIGKILL again and again gives what an undisturbed one gives, and asks nobody too fast.

``CRAWL_KILLS=50`` makes it the long version: 1,000 pages on 20 hosts.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from newssites import NewsSites, Seen

HERE = Path(__file__).parent
KILLS = int(os.environ.get("CRAWL_KILLS", "6"))
SITES, PAGES, DELAY = (20, 50, 0.5) if KILLS >= 50 else (8, 12, 0.25)


def start(spec: dict[str, Any]) -> subprocess.Popen[str]:
    """A crawl process whose run has begun."""
    paths = os.pathsep.join((str(HERE.parent.parent), str(HERE)))
    command = [sys.executable, str(HERE / "crawlchild.py"), json.dumps(spec)]
    child = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": paths}
    )
    assert child.stdout is not None
    assert child.stdout.readline().startswith("start"), child.stderr and child.stderr.read()
    return child


def read_until(child: subprocess.Popen[str], words: str) -> None:
    assert child.stdout is not None
    assert any(words in line for line in child.stdout)


def let_begin(child: subprocess.Popen[str]) -> None:
    """Wait for the first page, or for the end of a run that has none left."""
    assert child.stdout is not None
    any("page " in line for line in child.stdout)


def finish(spec: dict[str, Any]) -> None:
    child = start(spec)
    _, errors = child.communicate(timeout=400)
    assert child.returncode == 0, errors


def kill(child: subprocess.Popen[str]) -> bool:
    """False when it had ended by itself."""
    child.send_signal(signal.SIGKILL)
    child.communicate()
    return child.returncode == -signal.SIGKILL


def leased(folder: Path) -> list[str]:
    """The paths of the pages that are in flight by the state."""
    with sqlite3.connect(folder / "state.sqlite") as connection:
        rows = connection.execute("SELECT target FROM pages WHERE state = 'leased'").fetchall()
    connection.close()
    return ["/" + row[0].split("/", 3)[3] for row in rows]


def unfinished(folder: Path) -> list[tuple[str, str, str]]:
    """(address, state, error) of pages that a later run would try again, without the redirects in a circle."""
    with sqlite3.connect(folder / "state.sqlite") as connection:
        rows = connection.execute(
            "SELECT url, state, error FROM pages WHERE state NOT IN ('done', 'gone') AND url NOT LIKE '%/loop-a'"
        ).fetchall()
    connection.close()
    return rows


def articles(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "articles.jsonl").read_text().splitlines()]


def shortest_gap(seen: list[Seen]) -> float:
    """Seconds between two requests to one host at the least."""
    by_host: dict[str, list[float]] = {}
    for request in sorted(seen, key=lambda request: request.at):
        by_host.setdefault(request.host, []).append(request.at)
    return min(later - earlier for times in by_host.values() for earlier, later in zip(times, times[1:], strict=False))


def pages_asked(sites: NewsSites) -> Counter[str]:
    """Requests for pages by path; feeds and robots.txt are asked again by every run."""
    return Counter(request.path for request in sites.seen if request.path.startswith(("/news/", "/old/")))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, Any]], Counter[str]]:
    """Articles and requests of a crawl that nobody disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with NewsSites(SITES, PAGES) as sites:
        finish({"folder": str(folder), "feeds": sites.feeds})
        return articles(folder), pages_asked(sites)


def test_any_number_of_kills(tmp_path: Path, undisturbed: tuple[list[dict[str, Any]], Counter[str]]) -> None:
    expected, asked_then = undisturbed
    chance = random.Random(int(os.environ.get("CRAWL_SEED", "11")))
    in_flight: Counter[str] = Counter()
    with NewsSites(SITES, PAGES) as sites:
        spec = {"folder": str(tmp_path), "feeds": sites.feeds, "delay": DELAY}
        killed = 0
        for number in range(KILLS):
            child = start(spec)
            if number % 4:  # else also before anything is done: on a slow machine starting takes longer than the pause
                let_begin(child)
            time.sleep(chance.uniform(0.0, 1.6))
            killed += kill(child)
            in_flight.update(leased(tmp_path))
        finish(spec)
        found, asked, gap = articles(tmp_path), pages_asked(sites), shortest_gap(sites.seen)
    assert killed >= KILLS * 0.8
    assert unfinished(tmp_path) == []  # on a machine so slow that requests time out, this says so
    assert sorted(article["content_hash"] for article in found) == sorted(a["content_hash"] for a in expected)
    assert len({article["content_hash"] for article in found}) == len(found)
    assert len({article["crawl"]["page"] for article in found}) == len(found)
    again = asked - asked_then
    assert again <= in_flight, again - in_flight
    assert gap >= DELAY


@pytest.mark.parametrize(
    ("operation", "number", "after"),
    [("fsync", 1, False), ("fsync", 2, True), ("commit", 2, True), ("commit", 5, False)],
    ids=["before-first-fsync", "between-fsync-and-commit", "after-lease", "before-commit"],
)
def test_killed_at_a_durable_operation(tmp_path: Path, operation: str, number: int, after: bool) -> None:
    with NewsSites(1, 4, faulty=False) as sites:
        spec = {"folder": str(tmp_path), "feeds": sites.feeds, "jobs": 1}
        child = start(spec | {"crash": (operation, number, after)})
        child.communicate(timeout=60)
        assert child.returncode == -signal.SIGKILL
        finish(spec)
        assert len({article["content_hash"] for article in articles(tmp_path)}) == 4
        assert len(articles(tmp_path)) == 4


def test_sigterm_finishes_what_is_in_flight(tmp_path: Path) -> None:
    pages = 60  # a quarter of a minute at this delay: also a slow machine is still at it when the signal comes
    with NewsSites(2, pages // 2, faulty=False) as sites:
        spec = {"folder": str(tmp_path), "feeds": sites.feeds, "delay": 0.6}
        child = start(spec)
        read_until(child, "page new")
        child.send_signal(signal.SIGTERM)
        _, errors = child.communicate(timeout=60)
        assert child.returncode == 0, errors
        assert leased(tmp_path) == []
        before = pages_asked(sites)
        assert 0 < sum(before.values()) < pages
        finish(spec | {"delay": 0.0})
        assert set(pages_asked(sites).values()) == {1}
        assert len(articles(tmp_path)) == pages
