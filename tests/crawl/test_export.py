"""Export: the newest revision of what is still there, in four forms, whatever the articles hold."""

from __future__ import annotations

import builtins
import csv
import io
import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import scraper
from scraper import Article
from scraper.crawl.export import Selection, export, moment, selected
from scraper.errors import ConfigError, JobError, OutputError

PAGE = b"<!DOCTYPE html><title>%s</title><article>" + b"<p>The bridge, old and new;\nreopened.</p>" * 20


def line(number: int, day: int, revision: int = 1, title: str = "A story") -> bytes:
    url = f"https://example.org/{number}"
    page = scraper.Page(PAGE % title.encode(), url, url, fetched_at=f"2026-03-{day:02d}T08:00:00Z")
    crawl = {"revision": revision, "changed": None, "page": url, "found_on": None, "run": 1}
    return json.dumps({**scraper.clean(page).to_dict(), "crawl": crawl}, ensure_ascii=False).encode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Page 1 in two revisions over two files, page 2, page 3 that is gone, page 4 that went and came back."""
    output = tmp_path_factory.mktemp("job")
    first = [line(1, 1), line(2, 2, title='Größe; "quoted", 日本'), line(3, 3), line(4, 3)]
    (output / "articles-00001.jsonl").write_bytes(b"\n".join(first) + b"\n")
    (output / "articles.jsonl").write_bytes(line(1, 9, revision=2, title="New") + b"\n" + line(4, 9, 2) + b"\n{torn")
    gone = datetime(2026, 3, 5, tzinfo=UTC).timestamp()
    pages = [f"https://example.org/{number}" for number in (3, 4)]
    notices = [{"notice": "retired", "page": page, "at": gone, "revision": 1} for page in pages]
    notices.append({"notice": "duplicate", "page": "https://example.org/2", "at": gone})
    (output / "notices.jsonl").write_text("".join(json.dumps(notice) + "\n" for notice in notices))
    return output


def pages(folder: Path, **choice: Any) -> list[tuple[str, int]]:
    found = selected(folder, Selection(**choice))
    return [(one.page[-1], one.article["crawl"]["revision"]) for one in found]


def test_the_newest_of_what_is_there(folder: Path) -> None:
    assert pages(folder) == [("2", 1), ("1", 2), ("4", 2)]


def test_more_when_asked_for(folder: Path) -> None:
    assert pages(folder, retired=True) == [("2", 1), ("3", 1), ("1", 2), ("4", 2)]
    assert pages(folder, revisions=True) == [("1", 1), ("2", 1), ("1", 2), ("4", 2)]
    assert len(pages(folder, revisions=True, retired=True)) == 6


def test_since(folder: Path) -> None:
    assert pages(folder, since=moment("2026-03-05")) == [("1", 2), ("4", 2)]
    assert pages(folder, since=moment("2026-03-10")) == []


def test_full_files_from_before_are_not_read(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "job")
    old = tmp_path / "job" / "articles-00001.jsonl"
    old.write_bytes(b"not to be read\n")
    os.utime(old, (0, moment("2026-03-04")))
    assert pages(tmp_path / "job", since=moment("2026-03-05")) == [("1", 2), ("4", 2)]
    with pytest.raises(JobError, match="line 1"):
        pages(tmp_path / "job", since=moment("2026-03-03"))


def test_a_notice_of_a_clock_that_ran_ahead_hides_nothing_that_came_later(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "job")
    notices = tmp_path / "job" / "notices.jsonl"
    ahead = [{**json.loads(text), "at": 4e9} for text in notices.read_text().splitlines()]
    notices.write_text("".join(json.dumps(notice) + "\n" for notice in ahead))
    assert pages(tmp_path / "job") == [("2", 1), ("1", 2), ("4", 2)]


def test_json_lines_are_the_lines(folder: Path) -> None:
    stream = io.BytesIO()
    assert export(folder, Selection(), "jsonl", stream) == 3
    assert stream.getvalue().splitlines() == [one.raw for one in selected(folder, Selection())]


def test_csv_reads_back(folder: Path, tmp_path: Path) -> None:
    assert export(folder, Selection(), "csv", tmp_path / "a.csv") == 3
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    wanted = [one.article for one in selected(folder, Selection())]
    assert [row["title"] for row in rows] == [article["title"] for article in wanted]
    assert [row["text"] for row in rows] == [article["text"] for article in wanted]
    assert rows[0]["title"] == 'Größe; "quoted", 日本'
    assert rows[0]["subtitle"] == ""


def test_parquet_reads_back(folder: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    assert export(folder, Selection(), "parquet", tmp_path / "a.parquet") == 3
    rows = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    wanted = [one.article for one in selected(folder, Selection())]
    assert [row["word_count"] for row in rows] == [article["word_count"] for article in wanted]
    assert [json.loads(row["article"]) for row in rows] == wanted
    assert rows[0]["authors"] == []
    assert rows[0]["subtitle"] is None


def test_nothing_is_an_empty_file(folder: Path, tmp_path: Path) -> None:
    later = Selection(since=moment("2030-01-01"))
    for form in ("jsonl", "csv", "parquet"):
        assert export(folder, later, form, tmp_path / form) == 0  # type: ignore[arg-type]
        assert (tmp_path / form).exists()


def test_files(folder: Path, tmp_path: Path) -> None:
    assert export(folder, Selection(), "files", tmp_path / "out") == 3
    assert export(folder, Selection(revisions=True), "files", tmp_path / "out") == 4
    files = sorted((tmp_path / "out").iterdir())
    assert len(files) == 3  # the newest revision lies over the older ones
    titles = {json.loads(path.read_text())["title"] for path in files}
    assert titles == {"New", "A story", 'Größe; "quoted", 日本'}


def test_an_exported_line_is_an_article_but_for_the_crawl(folder: Path) -> None:
    for one in selected(folder, Selection()):
        article = {name: value for name, value in one.article.items() if name != "crawl"}
        assert Article.from_dict(article).title == article["title"]


def test_what_went_wrong_leaves_the_old_file(folder: Path, tmp_path: Path) -> None:
    old = tmp_path / "a.csv"
    old.write_text("old")
    (tmp_path / "articles.jsonl").write_bytes(b"no json\n")
    with pytest.raises(JobError, match="line 1"):
        export(tmp_path, Selection(), "csv", old)
    assert old.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "articles.jsonl"]
    with pytest.raises(OutputError):
        export(folder, Selection(), "csv", tmp_path / "no" / "a.csv")


def test_a_missing_extra_is_named(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigError, match=r"article-scraper\[parquet\]"):
        export(folder, Selection(), "parquet", tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_job_that_never_ran(tmp_path: Path) -> None:
    with pytest.raises(JobError, match="Run the job first"):
        list(selected(tmp_path / "none", Selection()))


NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-03-01", "2026-03-01T00:00:00+00:00"),
        ("2026-03-01T08:00", "2026-03-01T08:00:00+00:00"),
        ("2026-03-01T08:00+02:00", "2026-03-01T06:00:00+00:00"),
        ("90m", "2026-03-10T10:30:00+00:00"),
        ("24h", "2026-03-09T12:00:00+00:00"),
        ("1.5d", "2026-03-09T00:00:00+00:00"),
        ("2w", "2026-02-24T12:00:00+00:00"),
    ],
)
def test_moments(text: str, wanted: str) -> None:
    assert moment(text, NOW) == datetime.fromisoformat(wanted).timestamp()


@pytest.mark.parametrize("text", ["yesterday", "", "7", "7y", "d", "-3d", "2026-13-01"])
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(ConfigError, match="is not a time"):
        moment(text, NOW)
