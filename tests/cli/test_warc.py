"""``scraper clean crawl.warc.gz``: every response in the file is a source."""

from __future__ import annotations

from pathlib import Path

from running import NEWS, TEXT, scraper

from scraper.fetchers.warc import WarcWriter
from scraper.model import Page


def archive(folder: Path) -> Path:
    with WarcWriter(folder, "job") as writer:
        for name, path, kind in (("story", NEWS, "text/html"), ("text", TEXT, "text/plain")):
            url = f"https://example.org/{name}"
            writer.write(Page(path.read_bytes(), url, url, kind, "utf-8", 200, headers={"content-type": kind}))
    [path] = folder.glob("*.warc.gz")
    return path


def test_the_responses_of_a_file_are_cleaned(tmp_path: Path) -> None:
    run = scraper("clean", archive(tmp_path))
    assert run.code == 0
    assert [line["url"] for line in run.lines] == ["https://example.org/story", "https://example.org/text"]
    assert run.lines[0]["title"] == "Old swing bridge reopens after a two-year repair"
    assert "2 cleaned, 0 failed" in run.err


def test_one_file_a_response(tmp_path: Path) -> None:
    assert scraper("clean", archive(tmp_path), "--output", tmp_path / "out").code == 0
    assert len(list((tmp_path / "out").glob("*.json"))) == 2


def test_a_damaged_file_gives_what_is_before(tmp_path: Path) -> None:
    path = archive(tmp_path)
    path.write_bytes(path.read_bytes() + b"\x1f\x8b torn")
    run = scraper("clean", path)
    assert run.code == 1
    assert len(run.lines) == 2
    [error] = run.errors
    assert "damaged or cut short" in error
    assert "after 2 responses" in error
