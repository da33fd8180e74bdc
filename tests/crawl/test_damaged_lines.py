"""A damaged line: export leaves it out and says so, repair takes it out of the file, nothing good is lost."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from crawling import crawl, job_for, later, lines
from faultserver import FaultServer
from newssites import article
from running import scraper

from scraper.crawl.export import Selection, export
from scraper.crawl.job import Job
from scraper.crawl.repair import repair
from scraper.crawl.segments import Damaged, compress

COUNT = 5


def job_of(folder: Path, server: FaultServer) -> Job:
    for number in range(COUNT):
        server.route(f"/{number}", article(f"story {number}", f"Story {number}"))
    return job_for(folder, *(server.url(f"/{number}") for number in range(COUNT)))


def change(path: Path, number: int, how: Callable[[bytes], bytes]) -> bytes:
    """Change line ``number`` (from 0) and return what it is now."""
    found = path.read_bytes().split(b"\n")
    found[number] = how(found[number])
    path.write_bytes(b"\n".join(found))
    return found[number]


def exported(folder: Path) -> tuple[int, list[str]]:
    """(articles, what is told) of an export."""
    told: list[Damaged] = []
    return export(folder, Selection(), "csv", io.BytesIO(), told.append), [str(error) for error in told]


def changed_key(name: str, value: Any) -> Callable[[bytes], bytes]:
    return lambda raw: json.dumps({**json.loads(raw), name: value}).encode()


@pytest.mark.parametrize(
    "how",
    [
        lambda raw: b"\0" + raw[1:],
        lambda raw: raw.replace(b'"title"', b'"tytle"'),
        lambda raw: raw[:500] + b"\xff" + raw[501:],
        lambda raw: raw[:200],
        lambda _: b"[]",
        lambda _: b"",
        changed_key("crawl", {"page": 3, "revision": 1}),
        changed_key("tags", [3]),
        changed_key("fetch", {"fetched_at": "yesterday"}),
    ],
)
def test_a_damaged_line_is_left_out_and_told_and_repair_takes_it_out(
    tmp_path: Path, server: FaultServer, how: Callable[[bytes], bytes]
) -> None:
    job = job_of(tmp_path, server)
    crawl(job)
    path = tmp_path / "articles.jsonl"
    spoilt = change(path, 1, how)
    good = [line for number, line in enumerate(path.read_bytes().split(b"\n")) if number != 1]
    count, told = exported(tmp_path)
    assert count == COUNT - 1
    assert len(told) == 1
    assert "articles.jsonl, line 2: is damaged" in told[0]
    assert "--repair" in told[0]

    repaired = repair(job)
    assert (repaired.lines, repaired.unreadable, repaired.articles) == (COUNT, 1, COUNT - 1)
    [aside] = repaired.lines_aside
    assert aside.read_bytes() == spoilt + b"\n"
    assert path.read_bytes().split(b"\n") == good
    assert exported(tmp_path) == (COUNT - 1, [])
    assert crawl(job).summary.outcomes["new"] == 1  # the page is fetched whole
    assert exported(tmp_path) == (COUNT, [])
    assert repair(job).lines_aside == ()


def test_a_revision_that_is_lost_is_written_again_under_a_new_number(tmp_path: Path, server: FaultServer) -> None:
    job = job_of(tmp_path, server)
    crawl(job)
    server.route("/0", article("story 0", "Story 0", extra="A new last paragraph of some words, just in."))
    crawl(job, now=later(1))
    change(tmp_path / "articles.jsonl", COUNT, lambda raw: raw[:-9])
    repair(job)
    assert crawl(job, now=later(1.01)).outcomes() == {"/0": "changed"}
    assert [line["crawl"]["revision"] for line in lines(tmp_path)][COUNT:] == [3]


def test_a_retirement_holds_when_the_line_of_the_revision_is_lost(tmp_path: Path, server: FaultServer) -> None:
    job = job_of(tmp_path, server)
    crawl(job)
    server.route("/0", article("story 0", "Story 0", extra="A new last paragraph of some words, just in."))
    crawl(job, now=later(1))
    server.route("/0", lambda reply, _: reply.page(b"", status="410 Gone"))
    crawl(job, now=later(3))
    change(tmp_path / "articles.jsonl", COUNT, lambda raw: raw[:-9])
    assert repair(job).articles == exported(tmp_path)[0] == COUNT - 1


def test_a_damaged_notice_is_told_and_taken_out(tmp_path: Path, server: FaultServer) -> None:
    job = job_of(tmp_path, server)
    crawl(job)
    for number in (0, 1):
        server.route(f"/{number}", lambda reply, _: reply.page(b"", status="410 Gone"))
    crawl(job, now=later(1))
    spoilt = change(tmp_path / "notices.jsonl", 0, lambda raw: raw.replace(b'"revision"', b'"revisiom"'))
    count, told = exported(tmp_path)
    assert count == COUNT - 1
    assert "notices.jsonl, line 1: is damaged" in told[0]
    repaired = repair(job)
    assert repaired.unreadable == 1
    assert repaired.lines_aside[0].read_bytes() == spoilt + b"\n"
    assert len(lines(tmp_path, "notices")) == 1


@pytest.mark.parametrize("broken", [False, True])
def test_full_and_compressed_files_too(tmp_path: Path, server: FaultServer, broken: bool) -> None:
    pytest.importorskip("zstandard", reason="the extra zstd is not installed")
    job = job_of(tmp_path, server)
    crawl(job)
    full = (tmp_path / "articles.jsonl").rename(tmp_path / "articles-00001.jsonl")
    (tmp_path / "articles.jsonl").touch()
    spoilt = b"" if broken else change(full, 1, lambda raw: raw[1:])
    packed = compress(full)
    if broken:
        spoilt = packed.read_bytes()[:-2]  # of the checksum: all that is before it can be read
        packed.write_bytes(spoilt)
    count, told = exported(tmp_path)
    assert count == COUNT - 1 + broken
    assert len(told) == 1
    [aside] = repair(job).lines_aside
    assert aside.read_bytes()[: len(spoilt)] == spoilt
    assert exported(tmp_path) == (COUNT - 1 + broken, [])


def test_the_commands_say_it(tmp_path: Path, server: FaultServer) -> None:
    job_of(tmp_path, server)
    file = tmp_path / "job.toml"
    addresses = [server.url(f"/{number}") for number in range(COUNT)]
    options = "[politeness]\ndelay_seconds = 0\n[fetch]\nallow_private = true\n"
    file.write_text(f"[sources]\nurls = {json.dumps(addresses)}\n{options}")
    assert scraper("crawl", file, "--quiet").code == 0
    change(tmp_path / "output" / "job" / "articles.jsonl", 2, lambda raw: raw[1:])
    run = scraper("export", file)
    assert (run.code, len(run.lines), len(run.errors)) == (1, COUNT - 1, 1)
    mended = scraper("crawl", file, "--repair")
    assert mended.code == 1
    assert "damaged lines were taken out and are kept in" in mended.err
    assert scraper("export", file).code == 0
    assert scraper("crawl", file, "--repair").code == 0
