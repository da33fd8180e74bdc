"""``scraper clean`` end to end: every kind of source, every format, every option."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from faultserver import FaultServer
from jsonschema import Draft202012Validator
from running import COMMAND, LISTING, NEWS, PAGES, TEXT, environment, scraper

from scraper import clean
from scraper.output import Article, schema

VALIDATOR = Draft202012Validator(schema())


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        running.route("/story", NEWS.read_bytes(), kind="text/html; charset=utf-8")
        running.route("/story.txt", TEXT.read_bytes(), kind="text/plain; charset=utf-8")
        yield running


def all_pages() -> list[Path]:
    """The bundled pages in the order of the command: that of their paths as text."""
    return sorted((path for path in PAGES.rglob("page.*") if path.suffix in (".html", ".txt", ".gz")), key=str)


def test_one_file_gives_one_object() -> None:
    run = scraper("clean", NEWS)
    assert (run.code, run.err) == (0, "")
    VALIDATOR.validate(run.json)
    assert run.json["title"] == "Old swing bridge reopens after a two-year repair"
    assert run.out.startswith('{\n  "schema_version"')
    assert run.out.endswith("}\n")
    assert Article.from_json(run.out).to_json(indent=2) + "\n" == run.out


def test_text_is_cleaned_like_html() -> None:
    run = scraper("clean", TEXT)
    assert run.code == 0
    VALIDATOR.validate(run.json)
    assert run.json["text"].startswith("PORT BRANNOCH, Norland — Divers recovered")
    assert "Sign up" not in run.json["text"]


@pytest.mark.parametrize("path", [NEWS, TEXT], ids=["html", "text"])
def test_standard_input_is_what_it_looks_like(path: Path) -> None:
    piped, named = scraper("clean", "-", stdin=path.read_bytes()), scraper("clean", path)
    assert piped.code == 0
    assert piped.json["text"] == named.json["text"]


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_relative_addresses_that_lead_nowhere_are_told(tmp_path: Path, form: str) -> None:
    words = b"Some words of a page, one after the other. " * 20
    page, picture = tmp_path / "page.html", tmp_path / "picture.html"
    page.write_bytes(b"<article><p>" + words + b'And <a href="/more">more</a> of them.</p></article>')
    picture.write_bytes(b"<article><p>" + words + b'</p><img src="a.jpg" width=900 height=600></article>')
    for path in (page, picture):
        said = f"note: {path}: relative links and pictures are left out; to have them, say its address with --url\n"
        assert scraper("clean", path, "--format", form).err == said
        assert scraper("clean", path, "--format", form, "--url", "https://paper.example/a").err == ""
        assert scraper("clean", path).err == ""
    assert scraper("clean", tmp_path, "--format", form, "--output", tmp_path / "out").err.count("left out") == 1


def test_addresses_that_lead_somewhere_are_not(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(b'<article><p id="a">' + b"Some words of a page, one after the other. " * 20)
    with page.open("ab") as stream:
        stream.write(
            b'<a href="#a">Up</a>, <a href="https://paper.example/">home</a>, <a href="mailto:a@b.example">me</a>'
        )
    assert scraper("clean", page, "--format", "html").err == ""


@pytest.mark.parametrize("name", ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"])
def test_a_descriptor_is_read_by_who_has_it(name: str) -> None:
    run = scraper("clean", name, stdin=TEXT.read_bytes())
    assert (run.code, run.err) == (0, "")
    assert run.json["text"] == scraper("clean", TEXT).json["text"]


def test_what_a_shell_gives_as_a_descriptor() -> None:
    reading, writing = os.pipe()
    with (
        os.fdopen(writing, "wb") as stream,
        subprocess.Popen(
            [*COMMAND, "clean", f"/dev/fd/{reading}"], pass_fds=[reading], stdout=subprocess.PIPE, env=environment()
        ) as process,
    ):
        stream.write(TEXT.read_bytes())
        stream.close()
        os.close(reading)
        assert b"PORT BRANNOCH" in process.communicate(timeout=60)[0]
    assert process.returncode == 0


def test_a_named_pipe_is_a_source_among_others(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["sh", "-c", 'cat "$0" > "$1"', TEXT, pipe]):
        run = scraper("clean", NEWS, pipe, "--quiet")
    assert run.code == 0
    assert [article["fetch"]["media_type"] for article in run.lines] == ["text/html", "text/plain"]


def test_a_stream_has_the_limit_of_every_page(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text("[fetch]\nmax_bytes = 100\n")
    run = scraper("clean", "/dev/stdin", "--config", tmp_path / "small.toml", stdin=TEXT.read_bytes())
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith("error: /dev/stdin: has more than 100 bytes, the limit.")


def test_url_gives_a_file_its_address() -> None:
    address = "https://www.harbourcourier.example/elsewhere/"
    page = b"<html><body><article><p>" + b"Some words of a page, one after the other. " * 20
    page += b'And <a href="../more">more</a> of them.</p></article></body></html>'
    article = scraper("clean", "-", "--url", address, stdin=page).json
    assert article["url"] == address
    assert article["site"]["domain"] == "harbourcourier.example"
    links = [mark["url"] for block in article["blocks"] for mark in block.get("marks", ()) if mark["kind"] == "link"]
    assert links == ["https://www.harbourcourier.example/more"]


def test_an_address_is_fetched(server: FaultServer) -> None:
    run = scraper("clean", server.url("/story"), "--allow-private", "--contact", "desk@paper.example")
    assert (run.code, run.err) == (0, "")
    VALIDATOR.validate(run.json)
    assert run.json["url"] == server.url("/story")
    assert run.json["fetch"]["status"] == 200
    assert run.json["fetch"]["encoding"] == {"value": "utf-8", "source": "http"}
    assert run.json["text"] == clean(NEWS.read_bytes(), url=server.url("/story")).text
    assert "(+desk@paper.example)" in server.seen("/story")[0].headers["user-agent"]


def test_redirects_are_followed_and_told(server: FaultServer) -> None:
    run = scraper("clean", server.url(f"/redirect?to={server.url('/story.txt')}"), "--allow-private")
    assert run.code == 0
    assert run.json["final_url"] == server.url("/story.txt")
    assert run.json["url"].startswith(server.url("/redirect"))


def test_proxies_are_used_only_when_asked(server: FaultServer) -> None:
    proxy = {"HTTP_PROXY": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9", "NO_PROXY": "", "no_proxy": ""}
    words = ("clean", server.url("/story"), "--allow-private")
    assert scraper(*words, **proxy).code == 0
    told = scraper(*words, "--proxy-from-env", **proxy)
    assert told.code == 3
    assert "port 9" in told.err


def test_several_sources_give_json_lines_in_their_order() -> None:
    run = scraper("clean", TEXT, NEWS, LISTING)
    assert run.code == 0
    for article in run.lines:
        VALIDATOR.validate(article)
    assert [article["kind"] for article in run.lines][:2] == ["article", "article"]
    assert [article["fetch"]["media_type"] for article in run.lines] == ["text/plain", "text/html", "text/html"]


def test_a_directory_is_all_its_pages_in_order() -> None:
    run = scraper("clean", PAGES)
    files = all_pages()
    assert len(run.lines) == len(files)
    assert run.lines[files.index(NEWS)]["title"].startswith("Old swing bridge")
    assert run.err.splitlines()[-1] == f"note: {len(files)} cleaned, 0 failed"


@pytest.mark.parametrize("pattern", ["**/page.txt", "*/page.txt"])
def test_globs_are_expanded_here_too(pattern: str) -> None:
    run = scraper("clean", PAGES / pattern, "--quiet")
    assert len(run.lines) == len(list(PAGES.glob("*/page.txt")))
    assert {article["fetch"]["media_type"] for article in run.lines} == {"text/plain"}
    assert run.err == ""


def test_a_directory_of_one_page_still_gives_json_lines(tmp_path: Path) -> None:
    (tmp_path / "only.txt").write_bytes(TEXT.read_bytes())
    run = scraper("clean", tmp_path)
    assert len(run.out.splitlines()) == 1


def test_a_page_named_twice_comes_once() -> None:
    assert len(scraper("clean", TEXT, PAGES / "scraped-text", TEXT).lines) == 1


def test_output_does_not_depend_on_the_number_of_processes_or_the_order() -> None:
    runs = [scraper("clean", PAGES, "--jobs", jobs, "--quiet") for jobs in (1, 2, 4)]
    assert [run.code for run in runs] == [0, 0, 0]
    assert runs[0].out == runs[1].out == runs[2].out
    files = all_pages()
    backwards = scraper("clean", *files[::-1], "--quiet", PYTHONHASHSEED="7")
    assert backwards.out.splitlines() == runs[0].out.splitlines()[::-1]


def test_text_format() -> None:
    run = scraper("clean", TEXT, "--format", "text")
    assert run.out == scraper("clean", TEXT).json["text"] + "\n"


def test_documents_on_one_stream_are_kept_apart() -> None:
    run = scraper("clean", TEXT, NEWS, "--format", "text", "--quiet")
    first, second = run.out.split("\f\n")
    assert first.startswith("PORT BRANNOCH")
    assert "swing bridge" in second


def test_markdown_format() -> None:
    run = scraper("clean", NEWS, "-f", "markdown")
    assert run.out.startswith("# Old swing bridge reopens after a two-year repair\n")
    assert "\n## What was wrong with it\n" in run.out


def test_html_format_can_be_cleaned_again(tmp_path: Path) -> None:
    html = scraper("clean", NEWS, "-f", "html").out
    assert html.lower().startswith("<!doctype html>")
    (tmp_path / "again.html").write_text(html, encoding="utf-8")
    assert scraper("clean", tmp_path / "again.html").json["title"] == scraper("clean", NEWS).json["title"]


def test_jsonld_format() -> None:
    run = scraper("clean", NEWS, "-f", "jsonld")
    assert (run.json["@type"], run.json["headline"]) == (
        "NewsArticle",
        "Old swing bridge reopens after a two-year repair",
    )
    assert [line["@context"] for line in scraper("clean", NEWS, TEXT, "-f", "jsonld", "-q").lines] == [
        "https://schema.org"
    ] * 2


def test_jsonl_format_is_one_line_even_for_one_source() -> None:
    run = scraper("clean", NEWS, "-f", "jsonl")
    assert len(run.out.splitlines()) == 1
    assert run.json == scraper("clean", NEWS).json


def test_a_disabled_cleaner_leaves_its_words() -> None:
    without = scraper("clean", TEXT, "--disable", "signup").json
    assert "signup" not in without["removed"]["by_cleaner"]
    assert "Sign-up to receive a daily email" in without["text"]


def test_only_one_cleaner_may_remove() -> None:
    article = scraper("clean", TEXT, "--only", "signup").json
    assert set(article["removed"]["by_cleaner"]) == {"signup"}


def test_a_configuration_file_with_a_host_section(tmp_path: Path) -> None:
    config = tmp_path / "scraper.toml"
    config.write_text('[host."harbourcourier.example"]\nstrip = ["table.data"]\nkeep = [".support-box"]\n')
    address = "https://www.harbourcourier.example/local/2024/05/swing-bridge-reopens-48213"
    article = scraper("clean", NEWS, "--url", address, "--config", config).json
    assert "Stage" not in article["text"]
    assert "The Courier has no owner but its readers." in article["text"]
    assert article["removed"]["by_cleaner"]["host"] > 0


def test_what_is_no_article_is_noted(tmp_path: Path) -> None:
    run = scraper("clean", LISTING)
    assert run.code == 0
    assert run.json["kind"] in ("listing", "not_article")
    assert run.err.startswith(f"note: {LISTING} is judged {run.json['kind']}")
    assert scraper("clean", LISTING, "--quiet").err == ""


def test_strict_makes_it_an_error() -> None:
    run = scraper("clean", LISTING, "--strict")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(f"error: {LISTING}: is judged ")


def test_standard_output_is_data_alone() -> None:
    run = scraper("clean", NEWS, "nowhere.html", LISTING)
    assert len(run.lines) == 2
    assert json.loads(run.out.splitlines()[0])["kind"] == "article"
    assert len(run.errors) == 1
