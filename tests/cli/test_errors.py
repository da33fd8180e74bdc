"""What goes wrong is said in one line and has an exit code; it never stops what goes right."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from faultserver import FaultServer
from running import COMMAND, NEWS, PAGES, TEXT, environment, sabotage, scraper


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with FaultServer() as running:
        running.route("/picture", b"\x89PNG\r\n\x1a\n" + bytes(64), kind="image/png")
        yield running


def make(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.html", None, "does not exist"),
        ("empty.html", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("report.html", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "application/pdf"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png"),
        ("noise.html", bytes(range(256)) * 20, "application/octet-stream"),
        ("cut.html.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb", "compressed"),
        ("feed.html", b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>", "application/rss+xml"),
    ],
)
def test_a_file_that_is_no_page(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    run = scraper("clean", path)
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith(f"error: {path}: ")
    assert words in run.err
    assert len(run.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("/status?code=404", "404"),
        ("/status?code=503", "503"),
        ("/picture", "image/png"),
        ("/reset", "broke"),
        ("/drip-body", "seconds"),
    ],
)
def test_an_address_that_gives_no_page(server: FaultServer, tmp_path: Path, target: str, words: str) -> None:
    config = make(
        tmp_path / "quick.toml", b"[fetch]\ntotal_seconds = 1.5\nretries = 0\nmax_retry_after_seconds = 0.1\n"
    )
    run = scraper("clean", server.url(target), "--allow-private", "--config", config)
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith(f"error: {server.url(target)}: ")
    assert words in run.err
    assert len(run.err.splitlines()) == 1


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080/", "http://[::1]/", "ftp://paper.example/story", "https://"]
)
def test_an_address_that_is_refused(address: str) -> None:
    run = scraper("clean", address)
    assert (run.code, run.out) == (3, "")
    assert run.err.startswith("error: ")


def test_one_bad_source_never_stops_the_others(tmp_path: Path) -> None:
    run = scraper("clean", "nowhere.html", NEWS, make(tmp_path / "empty.txt", b""), TEXT, "-q")
    assert run.code == 1
    assert len(run.lines) == 2
    assert [line.partition(": ")[2].partition(":")[0] for line in run.errors] == [
        "nowhere.html",
        f"{tmp_path}/empty.txt",
    ]


def test_nothing_at_all_could_be_read(tmp_path: Path) -> None:
    run = scraper("clean", "nowhere.html", tmp_path, "no/*.html", "-q")
    assert (run.code, run.out) == (3, "")
    assert len(run.errors) == 3


def test_empty_standard_input() -> None:
    run = scraper("clean", "-")
    assert (run.code, run.err.splitlines()[0][:32]) == (3, "error: standard input: is empty.")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Missing argument"),
        ((NEWS, "--fromat", "text"), "No such option"),
        ((NEWS, "--format", "yaml"), "yaml"),
        ((NEWS, "--jobs", "0"), "--jobs"),
        ((NEWS, "--time-limit", "0"), "'--time-limit': '0' is not a number above 0, 86,400 at most."),
        ((NEWS, "--time-limit", "nan"), "'nan' is not a number above 0"),
        ((NEWS, "--time-limit", "inf"), "'inf' is not a number above 0"),
        ((NEWS, "--time-limit", "soon"), "'soon' is not a number above 0"),
        ((NEWS, "--memory-limit", "99999999999999"), "is not a whole number from 1 to 1,048,576."),
        ((NEWS, "--disable", "nope"), "error: --disable: no rule or cleaner is named 'nope'"),
        ((NEWS, "--disable", "sign-up"), "Did you mean 'signup'?"),
        ((NEWS, "--disable", "signup/cal"), "Did you mean 'signup/call'?"),
        ((NEWS, "--only", "signup/call"), "Did you mean 'signup'?"),
        ((NEWS, "--only", "zzz"), "no cleaner is named 'zzz'"),
        ((NEWS, "--config", "nowhere.toml"), "nowhere.toml: cannot be read"),
        ((NEWS, "--contact", "Zoë\n"), "fetch.contact"),
        ((NEWS, TEXT, "--url", "https://paper.example/"), "--url"),
        (("https://paper.example/", "--url", "https://paper.example/"), "--url"),
        ((NEWS, "--url", "paper.example"), "'paper.example' is no address of a page"),
        ((NEWS, "--url", "http://[site]/"), "is no address of a page"),
        ((NEWS, TEXT, "--format", "html"), "--output"),
    ],
)
def test_wrong_usage(words: tuple[object, ...], message: str) -> None:
    run = scraper("clean", *words)
    assert (run.code, run.out) == (2, ""), run.err
    assert message in run.err
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (b"strict = ", "is not valid TOML"),
        (b"stricd = true", "unknown option 'stricd'"),
        (b"article_from = 1.5", "'article_from' must be a number above 0, 1 at most. Found: 1.5."),
        (b"article_from = nan", "'article_from' must be a number above 0, 1 at most. Found: nan."),
        (b"clean_seconds = inf", "'clean_seconds' must be a number above 0, 86,400 at most. Found: inf."),
        (b"clean_seconds = 1e300", "86,400 at most"),
        (b"clean_megabytes = 99999999999999", "'clean_megabytes' must be a whole number from 1 to 1,048,576."),
        (b"[fetch]\ntotal_seconds = inf", "'fetch.total_seconds' must be a number above 0, 86,400 at most."),
        (b"[fetch]\nretries = 101", "'fetch.retries' must be a whole number from 0 to 100."),
        (b"strict = 1", "must be true or false"),
        (b"disable = ['navigatoin']", "bad.toml: disable: no rule or cleaner is named 'navigatoin'"),
        (b"[host.'paper.example']\ndisable = ['nope']", 'bad.toml: host."paper.example".disable: no rule or cleaner'),
        (b"[host.'other.example']\nstrip = ['p[']", "bad.toml: host.\"other.example\".strip: 'p[' is not valid CSS"),
        (b"[host.'https://a.example/x']\n", "'https://a.example/x' is no bare host name. Write 'a.example': it stands"),
        (b"[host.'*.a.example']\n", "'*.a.example' is no bare host name. Write 'a.example': it stands"),
        (b"[host.'a.example:8080']\n", "'a.example:8080' is no bare host name. Write 'a.example': it stands"),
        (b"[host.'A.example']\n[host.'a.example.']\n", "two sections"),
    ],
)
def test_wrong_configuration(tmp_path: Path, toml: bytes, message: str) -> None:
    run = scraper("clean", NEWS, "--url", "https://paper.example/", "--config", make(tmp_path / "bad.toml", toml))
    assert (run.code, run.out) == (2, "")
    assert message in run.err
    assert len(run.err.splitlines()) == 1


def test_a_page_that_takes_too_long() -> None:
    run = scraper("clean", NEWS, "--time-limit", "0.001")
    assert (run.code, run.out) == (1, "")
    assert "cleaning took more than 0.001 seconds" in run.err


def test_a_page_that_takes_too_much_memory(tmp_path: Path) -> None:
    page = make(tmp_path / "big.html", b"<html><body>" + b"<p>Many words in a paragraph.</p>" * 300_000)
    run = scraper("clean", page, TEXT, "--memory-limit", "200", "-q")
    assert run.code == 1
    assert len(run.lines) == 1
    assert "cleaning needed more than 200 MiB of memory" in run.err


def test_a_defect_is_one_line_and_its_traceback_only_with_debug(tmp_path: Path) -> None:
    env = sabotage(tmp_path, "if page.media_type == 'text/plain': raise ValueError('nobody foresaw this')")
    run = scraper("clean", TEXT, NEWS, "-q", **env)
    assert (run.code, len(run.lines)) == (1, 1)
    assert run.err.startswith(f"error: {TEXT}: ValueError: nobody foresaw this. This is a defect")
    assert len(run.err.splitlines()) == 1
    assert "Traceback" in scraper("clean", TEXT, "--debug", **env).err


def test_a_page_that_ends_its_process(tmp_path: Path) -> None:
    env = sabotage(tmp_path, "if page.media_type == 'text/plain': os.abort()")
    run = scraper("clean", TEXT, NEWS, "-q", **env)
    assert (run.code, len(run.lines)) == (1, 1)
    assert "was ended by SIGABRT" in run.err


def test_a_defect_of_the_command_itself(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import scraper.commands.clean as clean\ndef broken(*_): raise KeyError('x')\nclean.gather = broken\n"
    )
    run = scraper("clean", TEXT, PYTHONPATH=str(tmp_path))
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("error: scraper: KeyError")
    assert len(run.err.splitlines()) == 1


def test_names_cannot_steer_the_terminal(tmp_path: Path) -> None:
    run = scraper("clean", tmp_path / "evil\x1b]0;title\x07\nname.html", "-q")
    assert run.code == 3
    assert "\x1b" not in run.err
    assert len(run.err.splitlines()) == 1


def test_a_reader_that_leaves_early_is_no_error() -> None:
    process = subprocess.Popen(
        [*COMMAND, "clean", str(PAGES), "-q"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    )
    assert process.stdout is not None
    assert process.stdout.read(1) == b"{"
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait(60) == 141


def told(words: tuple[object, ...], redirection: str) -> tuple[int, str]:
    """The exit code of a command with a stream redirected by the shell, and what it says."""
    script = f'exec "$@" {redirection}'
    line = ["sh", "-c", script, "sh", *COMMAND, *map(str, words)]
    done = subprocess.run(line, stdin=subprocess.PIPE, capture_output=True, env=environment(), timeout=60, check=False)
    return done.returncode, done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk is played by /dev/full")
@pytest.mark.parametrize("words", [("clean", TEXT), ("clean", TEXT, NEWS), ("explain", TEXT), ("schema",), ("--help",)])
def test_a_full_disk_behind_standard_output(words: tuple[object, ...]) -> None:
    code, said = told(words, "> /dev/full")
    assert code == 1
    assert said.startswith("error: standard output: cannot be written (No space left on device). Make room there")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("words", [("clean", TEXT), ("clean", TEXT, NEWS), ("explain", TEXT), ("cleaners",)])
def test_standard_output_that_is_closed(words: tuple[object, ...]) -> None:
    code, said = told(words, ">&-")
    assert (code, said[:41]) == (1, "error: standard output: is closed. Make r")
    assert len(said.splitlines()) == 1


def test_standard_input_that_is_closed() -> None:
    assert told(("clean", "-"), "<&-") == (
        3,
        "error: standard input: is closed. Pipe a page into it, or name a file.\n",
    )


def test_closed_streams_that_nobody_needs(tmp_path: Path) -> None:
    assert told(("clean", TEXT, "--output", tmp_path), "<&- >&- 2>&-") == (0, "")
    assert len(list(tmp_path.iterdir())) == 1


def test_interrupting_keeps_what_was_done(tmp_path: Path) -> None:
    env = sabotage(tmp_path, "if page.media_type == 'text/plain':\n    while True: time.sleep(1)")
    process = subprocess.Popen(
        [*COMMAND, "clean", str(NEWS), str(TEXT), "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(**env),
        start_new_session=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    begin = time.monotonic()
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert time.monotonic() - begin < 10
    assert b"swing bridge" in first
    assert out == b""
    assert err.decode().split() == ["interrupted"]
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # nothing of it is left
