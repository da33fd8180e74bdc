"""The report of a crawl: what it counts, that it loads and runs nothing, that hostile text stays text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from scraper.crawl.state import State, open_state
from scraper.errors import JobError
from scraper.report.crawl_charts import histogram, share, spark, stacked
from scraper.report.crawl_data import CrawlReport, gather
from scraper.report.crawl_page import duration, render, size

NOW = 1_760_000_000.0  # 2025-10-09
EVIL = "<script>alert(1)</script>"


def insert(state: State, table: str, /, **values: Any) -> None:
    names = ", ".join(values)
    state.run(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", tuple(values.values()))


def page(state: State, number: int, host: str = "a.example", /, **changes: Any) -> None:
    values = {
        "id": number, "key": str(number), "url": f"https://{host}/{number}", "target": "", "host": host, "kind": "page",
        "rank": 1, "depth": 1, "state": "done", "due": 0, "found_at": NOW, "visited": NOW, "outcome": "new",
    }  # fmt: skip
    insert(state, "pages", **{**values, **changes})


def article(state: State, number: int, /, **changes: Any) -> None:
    values = {
        "page": number, "article_id": str(number), "revision": 1, "content_hash": str(number), "simhash": 0,
        "words": 300, "removed": 100, "quality": 0.85, "fingerprint": "{}", "written": NOW,
    }  # fmt: skip
    insert(state, "articles", **{**values, **changes})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    state = open_state(tmp_path)
    with state.transaction():
        outcomes = {"new": 3, "duplicate": 1, "failed": 2}
        told = json.dumps({"ended": "finished", "outcomes": outcomes, "requests": 6, "bytes": 1_500_000})
        insert(state, "runs", id=1, pid=1, started=NOW - 60, ended=NOW, summary=told)
        for number in (1, 2, 3):
            page(state, number, dated="2025-10-07T10:00:00+02:00" if number == 1 else None)
            article(state, number, quality=0.25 * number, written=NOW - 86_400 * (number == 2))
        page(state, 4, outcome="duplicate")
        article(state, 4, revision=0, written=None, duplicate_of=1)
        for number in (5, 6):
            error = f"https://b.example/{number}: answers 50{number} and says {EVIL}. Try again later."
            status = 500 if number == 5 else None
            page(state, number, "b.example", state="failed", outcome="failed", status=status, error=error, tries=4)
        for host, articles, seconds in (("a.example", 3, 1.2), ("b.example", 0, 4.0)):
            insert(
                state, "host_runs", run=1, host=host, pages=4, articles=articles, errors=0, requests=4, bytes=10,
                seconds=seconds, cleaned=articles, quality=1.5, words=900, removed=300,
            )  # fmt: skip
    state.close()
    return tmp_path


def test_what_it_counts(folder: Path) -> None:
    report = gather(folder, "coast", NOW)
    assert (report.articles, report.duplicates, report.retired) == (3, 1, 0)
    assert report.pages == {"new": 3, "duplicate": 1, "failed": 2}
    assert [day for day in report.found if day[1]] == [
        ("2025-10-08", {"a.example": 1}),
        ("2025-10-09", {"a.example": 2}),
    ]
    assert len(report.found) == 7  # a week at least
    assert [day for day in report.dated if day[1]] == [("2025-10-07", {"a.example": 1})]
    assert [count for count in report.quality if count] == [1, 1, 1]
    assert report.removed[2] == 3
    first, second = report.sites
    assert (first.host, first.articles, first.duplicates, first.removed) == ("a.example", 3, 1, 0.25)
    assert (second.host, second.errors, second.fetch_seconds) == ("b.example", 2, 1.0)
    assert [(group.reason, group.pages) for group in report.errors] == [
        ("answers … and says <script>alert(…)</script>", 1), ("status 500", 1),
    ]  # fmt: skip
    assert report.drift == ()


def test_it_loads_and_runs_nothing(folder: Path) -> None:
    text = render(gather(folder, EVIL, NOW))
    root = html.fromstring(text)
    assert root.xpath("//script | //link | //img | //iframe | //*[@src] | //*[@style] | //@onclick") == []
    assert "alert(1)" in text
    assert EVIL not in text
    [style] = root.xpath("//style/text()")
    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert all(link.startswith(("http://", "https://")) for link in root.xpath("//a/@href"))


def test_a_job_that_never_ran(tmp_path: Path) -> None:
    with pytest.raises(JobError):
        gather(tmp_path, "coast")
    open_state(tmp_path).close()
    text = render(gather(tmp_path, "coast", NOW))
    assert "has not run yet" in text
    assert "No article yet" in text


def test_drift_is_shown(folder: Path) -> None:
    state = open_state(folder)
    with state.transaction():
        for number in range(100, 160):
            page(state, number, visited=NOW - 1000)
        for number in range(200, 220):
            page(state, number, outcome="not_article", visited=NOW)
    state.close()
    report = gather(folder, "coast", NOW)
    assert [drift.what for drift in report.drift] == ["yield"]
    assert "Drift" in render(report)


def test_charts_are_well_formed() -> None:
    days = [("10-01", {"a": 3, "<b>": 2}), ("10-02", {}), ("10-03", {"c": 900})]
    for text in (
        stacked(days, ["a"], "x < y"), histogram([0] * 10, 0, "none"), histogram([5] * 10, 0, "all"),
        share([("new", 3), ("failed", 0)], "a"), spark([0.1, 0.9], "b"),
    ):  # fmt: skip
        root = etree.fromstring(text)
        for box in root.iter("rect"):
            assert float(box.get("height", "0")) >= 0
            assert float(box.get("y", "0")) >= -0.1
            assert float(box.get("x", "0")) + float(box.get("width", "0")) <= 640.1
    assert spark([0.5], "one value is no line") == ""


def test_columns_add_up() -> None:
    root = etree.fromstring(stacked([("10-01", {"a": 3, "b": 2, "c": 5})], ["a"], "t"))
    heights = [float(box.get("height", "0")) for box in root.iter("rect")]
    assert heights == pytest.approx([3 / 10 * 154, 7 / 10 * 154], abs=0.1)


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1500, "1.5 kB"), (123_456_789, "123 MB"), (5e15, "5,000 TB")],
)
def test_sizes(count: float, words: str) -> None:
    assert size(count) == words


@pytest.mark.parametrize(("seconds", "words"), [(0.25, "0.2 s"), (45, "45 s"), (600, "10 min"), (11_100, "3 h 05 min")])
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_no_number_is_lost_in_the_page(folder: Path) -> None:
    text = re.sub(r"<[^>]+>", " ", render(gather(folder, "coast", NOW)))
    assert re.search(r"new articles\s+3", text)
    assert re.search(r"failed\s+2", text)


def test_an_empty_report_renders() -> None:
    assert "coast" in render(CrawlReport("coast", NOW))
