"""``--output``: one whole file a source, whatever happens."""

from __future__ import annotations

import json
import os
import random
import stat
import subprocess
import time
from pathlib import Path

import pytest
from running import COMMAND, NEWS, PAGES, TEXT, environment, scraper

from scraper.errors import OutputError
from scraper.saving import file_name, write_file

ADVICE = "Check the space and the permissions there."


def test_one_file_a_source(tmp_path: Path) -> None:
    run = scraper("clean", PAGES, "--output", tmp_path / "deep" / "down")
    assert (run.code, run.out) == (0, "")
    files = list((tmp_path / "deep" / "down").iterdir())
    assert len(files) == len([path for path in PAGES.rglob("page.*") if path.suffix in (".html", ".txt", ".gz")])
    assert {path.suffix for path in files} == {".json"}
    article = json.loads(next(path for path in files if path.name.startswith("news-with-everything-")).read_text())
    assert article["title"].startswith("Old swing bridge")


@pytest.mark.parametrize(("form", "suffix"), [("markdown", ".md"), ("text", ".txt"), ("html", ".html")])
def test_formats_have_their_suffix(tmp_path: Path, form: str, suffix: str) -> None:
    run = scraper("clean", NEWS, TEXT, "-o", tmp_path, "-f", form, "-q")
    assert (run.code, run.err) == (0, "")
    assert [path.suffix for path in tmp_path.iterdir()] == [suffix] * 2


def test_the_same_source_has_the_same_file(tmp_path: Path) -> None:
    for _ in range(2):
        scraper("clean", TEXT, "-o", tmp_path)
    [path] = tmp_path.iterdir()
    assert path.read_text() == scraper("clean", TEXT).out


def test_a_failed_source_leaves_what_was_there(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(NEWS.read_bytes())
    out = tmp_path / "out"
    scraper("clean", page, "-o", out)
    [path] = out.iterdir()
    before = path.read_bytes()
    page.write_bytes(b"")
    assert scraper("clean", page, "-o", out).code == 3
    assert path.read_bytes() == before


def test_a_directory_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    run = scraper("clean", NEWS, "--output", tmp_path / "file")
    assert (run.code, run.out) == (1, "")
    assert "cannot be made a directory" in run.err


def test_a_target_that_cannot_be_written_is_an_error_of_that_source(tmp_path: Path) -> None:
    (tmp_path / file_name(str(TEXT), ".json")).mkdir()
    run = scraper("clean", TEXT, NEWS, "--output", tmp_path, "-q")
    assert run.code == 1
    assert run.errors == [line for line in run.err.splitlines() if "cannot be written" in line]
    assert len(list(tmp_path.glob("*.json"))) == 2


def test_killing_it_leaves_whole_files_or_none(tmp_path: Path) -> None:
    """Killed outright at random moments: every file that is there is whole."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(120):
        (pages / f"{number}.txt").write_bytes(TEXT.read_bytes())
    out, seen, chance = tmp_path / "out", 0, random.Random(7)
    for _ in range(4):
        process = subprocess.Popen([*COMMAND, "clean", str(pages), "-o", str(out), "-q"], env=environment())
        deadline = time.monotonic() + 30
        while seen == len(list(out.glob("*.json"))) and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(chance.random() * 0.1)
        process.kill()
        process.wait()
        for path in out.glob("*.json"):
            assert json.loads(path.read_bytes())["word_count"] > 100
        seen = len(list(out.glob("*.json")))
        assert seen > 0


def test_a_write_that_fails_keeps_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "article.json"
    write_file(target, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"article\.json: cannot be written \(No space left on device\)"):
        write_file(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "real.json", tmp_path / "link.json"
    link.symlink_to(target)
    for data in (b"made", b"replaced"):
        write_file(link, data)
        assert (link.is_symlink(), target.is_symlink(), target.read_bytes()) == (True, False, data)
    assert list((tmp_path / "far").iterdir()) == [target]


def test_a_link_that_leads_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(link)
    with pytest.raises(OutputError, match="cannot be written"):
        write_file(link, b"new")
    assert link.is_symlink()


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE)
    write_file(pipe, b"through the pipe")
    assert reader.communicate(timeout=10)[0] == b"through the pipe"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_page_that_shows_everything_goes_where_standard_output_goes(tmp_path: Path) -> None:
    """Also behind what a file holds already, and before what comes later."""
    shown, pipe = tmp_path / "shown.html", scraper("explain", NEWS, "--html", "/dev/stdout")
    assert (pipe.code, pipe.out[:15].lower()) == (0, "<!doctype html>")
    shown.write_text("before\n")
    with shown.open("ab") as stream:
        words = [*COMMAND, "explain", str(NEWS), "--json", "--html", "/dev/stdout"]
        subprocess.run(words, stdout=stream, env=environment(), check=True)
    text = shown.read_text()
    assert text.startswith("before\n" + pipe.out)
    assert json.loads(text.removeprefix("before\n" + pipe.out).strip())


@pytest.mark.parametrize("folder", ["folder", "/"])
def test_a_folder_is_no_file_to_write(tmp_path: Path, folder: str) -> None:
    (tmp_path / "folder").mkdir()
    run = scraper("explain", NEWS, "--html", tmp_path / folder)
    assert (run.code, run.out) == (1, "")
    assert run.err == f"error: {tmp_path / folder}: cannot be written (Is a directory). {ADVICE}\n"
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.parametrize(
    ("source", "slug"),
    [
        ("https://paper.example/local/2024/05/swing-bridge-reopens-48213", "swing-bridge-reopens-48213"),
        ("https://paper.example/story/minister-resigns.html?utm=1#top", "minister-resigns"),
        ("https://paper.example/a-story/index.html", "a-story"),
        ("https://paper.example/", "paper-example"),
        ("https://paper.example", "paper-example"),
        ("https://ja.paper.example/%E7%81%AF%E5%8F%B0", "灯台"),
        ("https://hi.paper.example/हिन्दी-समाचार", "हिन्दी-समाचार"),
        ("fixtures/pages/german-news/page.html", "german-news"),
        ("seed/000_f062.txt", "000-f062"),
        ("saved/Ünïcode Näme.html.gz", "ünïcode-näme"),
        ("https://[broken", "https-broken"),
        ("-", ""),
        ("https://paper.example/" + "long-" * 60, "long-" * 11 + "long"),
    ],
)
def test_names_say_what_is_in_the_file(source: str, slug: str) -> None:
    name = file_name(source, ".json")
    assert name.startswith(f"{slug}-" if slug else "")
    assert name.removeprefix(f"{slug}-").removesuffix(".json").isalnum()
    assert len(name.encode()) < 255
    assert name == file_name(source, ".json")


def test_names_keep_sources_apart() -> None:
    sources = [f"https://paper.example/story?id={number}" for number in range(2000)]
    assert len({file_name(source, ".json") for source in sources}) == 2000
