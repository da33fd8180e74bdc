"""The stored pages of a crawl job in the review: lowest quality first, and each can become a case."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from reviewing import STORY, review_of

import scraper
from scraper.errors import JobError
from scraper.fetchers.warc import WarcWriter
from scraper.regression.case import load_case
from scraper.report.review.items import ArticleItem, PageItem
from scraper.report.review.job_items import job_items

POOR = "<title>Tides</title><p>High water is at four."
PAGES = {"https://a.example/ferries": STORY, "https://a.example/tides": POOR, "https://b.example/unstored": STORY}


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """A job that has kept two of its three pages."""
    folder = tmp_path / "job"
    folder.mkdir()
    with WarcWriter(folder / "warc", "job") as writer, (folder / "articles.jsonl").open("wb") as articles:
        for url, text in PAGES.items():
            page = scraper.Page(text.encode(), url, url, "text/html", status=200, fetched_at="2026-03-01T08:00:00Z")
            crawl = {"revision": 1, "changed": None, "page": url, "found_on": None, "run": 1}
            article = {**scraper.explain(text, url=url).article.to_dict(), "crawl": crawl}
            articles.write(json.dumps(article).encode() + b"\n")
            if "unstored" not in url:
                writer.write(replace(page, headers={"content-type": "text/html"}))
    return folder


def test_pages_come_by_quality_and_articles_where_there_is_no_page(job: Path, tmp_path: Path) -> None:
    root = tmp_path / "cases"
    (root / "unstored").mkdir(parents=True)
    items = job_items(job, root, 10)
    assert [item.name.partition("-")[0] for item in items] == ["tides", "ferries", "unstored"]
    assert [type(item) for item in items] == [PageItem, PageItem, ArticleItem]
    assert items[2].name != "unstored", "that name is taken by a case"
    assert [item.name for item in job_items(job, root, 1)] == ["tides"]


def test_a_job_that_has_not_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(JobError, match="Run the job first"):
        job_items(tmp_path / "nowhere", tmp_path, 10)
    (tmp_path / "articles.jsonl").write_bytes(b"")
    with pytest.raises(JobError, match="holds no article"):
        job_items(tmp_path, tmp_path, 10)


def test_a_page_becomes_a_case_and_that_is_undone(job: Path, tmp_path: Path) -> None:
    root = tmp_path / "cases"
    items = job_items(job, root, 10)
    with review_of(items) as review:
        shown = review.ask("/case/ferries").text
        assert "Add as a case" in shown
        assert "page of the crawl" in shown
        assert "Subscribe to our newsletter" in review.ask("/frame/ferries").text
        alone = review.ask(f"/case/{items[2].name}").text
        assert "The page was not stored. Crawl with --warc to keep pages." in alone
        assert "The last ferry of the year" in alone
        assert "Add as a case" not in alone
        assert review.ask(f"/frame/{items[2].name}").status == 404

        review.post("/case/ferries/pin", "unit=3&kind=KEEP")
        assert "is not a case yet" in review.ask("/case/ferries").text
        assert not root.exists()

        assert review.post("/case/ferries/accept").status == 303
        after = review.ask("/case/ferries").text
        assert "Added as the case ferries." in after
        assert "as expected" in after
        case = load_case(root / "ferries")
        assert (case.page.url, case.page.fetched_at) == ("https://a.example/ferries", "2026-03-01T08:00:00Z")
        assert case.expected

        assert review.post("/undo").status == 303
        assert "Undone: accept ferries." in review.ask("/").text
        assert not (root / "ferries").exists()
        assert "Add as a case" in review.ask("/case/ferries").text

        review.post(f"/case/{items[2].name}/accept")
        assert "cannot become a case, because its page was not stored" in review.ask("/").text


def test_a_page_that_hangs_stops_nothing(job: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its process is killed at the limit; the next page gets another one."""
    (tmp_path / "sitecustomize.py").write_text(
        "import time, scraper.pipeline\n_clean = scraper.pipeline.clean\n"
        "def slow(page, config):\n    time.sleep(60 * (b'High water' in page.body))\n    return _clean(page, config)\n"
        "scraper.pipeline.clean = slow\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with review_of(job_items(job, tmp_path / "cases", 10), scraper.Config(clean_seconds=1.0)) as review:
        reply = review.ask("/case/tides")
        assert (reply.status, "cleaning took more than 1 seconds and was stopped" in reply.text) == (422, True)
        assert "Next" in reply.text
        assert review.ask("/review.js").status == 200
