"""What is seen of a crawl while it runs: a screen on a terminal, lines and JSON elsewhere."""

from __future__ import annotations

import errno
import io
import json
import os
import pty
import re
import select
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rich.console import Console
from running import COMMAND, environment

from docs.site_server import address, serve
from scraper.commands.crawl_view import JsonLines, Lines, Screen, Silent, board, span, totals, view_of
from scraper.commands.telling import Teller
from scraper.crawl.events import Event, HostProgress, Progress

EVIL = "\x1b]0;title\x07\u202eevil"


def progress(hosts: int = 3) -> Progress:
    lines = tuple(
        HostProgress(
            host=f"h{number}.example" if number else f"evil{EVIL}.example",
            done=10 * number, articles=number, errors=number,
            queued=5 * number, in_flight=number % 2, delay=1.0, rests=number == 2,
        )
        for number in range(hosts)
    )  # fmt: skip
    return Progress(90.0, 30, 3, 3, 15, 1, 1.5, 75.0, lines)


def drawn(rows: int, hosts: int = 3, width: int = 100) -> str:
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=False).print(board(progress(hosts), rows))
    return out.getvalue()


def test_the_board() -> None:
    text = drawn(10)
    assert "1:30, about 1:15 left · 30 pages · 3 articles · 3 errors · 15 queued · 1.5 pages/s" in text
    assert re.search(r"h1.example +fetches 1 +10 +1 +1 +5 +7 +45 s", text)
    assert re.search(r"h2.example +rests", text)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_board_fits() -> None:
    text = drawn(3, hosts=40)
    assert "and 37 more hosts" in text
    assert len(text.splitlines()) <= 9


def test_no_number_is_cut_off_on_a_small_terminal() -> None:
    text = drawn(10, width=80)
    assert re.search(r"h1.example +fetches 1 +10 +1 +1 +5 +7 +45 s", text)
    assert max(map(len, text.splitlines())) <= 80


def test_totals_without_an_estimate() -> None:
    assert "left" not in totals(Progress(1.0, 0, 0, 0, 0, 0, 0.0, None))


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "0 s"), (59, "59 s"), (245, "4:05"), (3750, "1:02:30")])
def test_spans(seconds: float, words: str) -> None:
    assert span(seconds) == words


def test_lines(capsys: pytest.CaptureFixture[str]) -> None:
    view = Lines()
    view(Event("start", 0.0, "run 1 of news"))
    view(Event("fetch", 1.0, "fetch: https://a.example/"))
    view(Event("page", 2.0, f"new: https://a.example/{EVIL}\nsecond", outcome="new"))
    view(Event("progress", 3.0, "1 done", progress=progress()))
    view(Event("progress", 70.0, "9 done", progress=progress()))
    out, err = capsys.readouterr()
    assert out == ""
    lines = err.splitlines()
    assert [line[:21] for line in lines] == ["1970-01-01T00:00:00Z ", "1970-01-01T00:00:02Z ", "1970-01-01T00:01:10Z "]
    assert [line[21:25] for line in lines] == ["star", "new:", "prog"]
    assert "\x1b" not in err


def test_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    view = JsonLines()
    view(Event("page", 2.0, "new: x", "https://a.example/", "a.example", "new", status=200, quality=0.9))
    view(Event("progress", 3.0, "1 done", progress=progress()))
    first, second = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert first == {
        "kind": "page", "at": 2.0, "words": "new: x", "url": "https://a.example/", "host": "a.example",
        "outcome": "new", "status": 200, "quality": 0.9,
    }  # fmt: skip
    assert second["progress"]["hosts"][1]["queued"] == 5


def test_which_view(monkeypatch: pytest.MonkeyPatch) -> None:
    assert type(view_of(True, True)) is Silent
    assert type(view_of(False, True)) is JsonLines
    assert type(view_of(False, False)) is Lines
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert type(view_of(False, False)) is Screen


class Full(io.StringIO):
    """A log on a full disk."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def write(self, text: str, /) -> int:
        self.asked += 1
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("view", [Lines, JsonLines, Screen])
def test_a_log_that_cannot_be_written_ends_nothing(view: type[Silent], monkeypatch: pytest.MonkeyPatch) -> None:
    full = Full()
    monkeypatch.setattr("sys.stderr", full)
    monkeypatch.setenv("TERM", "xterm")
    with view() as shown:
        for number in range(3):
            shown(Event("page", float(number), "failed: https://a.example/", outcome="failed"))
            shown(Event("progress", 70.0 + number, "1 done", progress=progress()))
    Teller().note("the end")
    assert full.asked >= 1
    assert sys.stderr is not full  # it is not tried again, at exit neither


def test_a_log_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", None)
    view = view_of(False, False)
    assert type(view) is Lines
    view(Event("start", 0.0, "run 1 of news"))


@pytest.mark.parametrize("redirection", ["2>&-", "2>&1 >/dev/null | true", "--log-json 2>&1 >/dev/null | true"])
def test_the_crawl_needs_no_log(tmp_path: Path, redirection: str) -> None:
    with serve() as server:
        job = tmp_path / "job.toml"
        addresses = [f"{address(server)}local/2025/10/ferry-timetable-returns-4471"]
        options = "[politeness]\ndelay_seconds = 0\n[fetch]\nallow_private = true\n"
        job.write_text(f"[sources]\nurls = {json.dumps(addresses)}\n{options}")
        words = f"set -o pipefail; {shlex.join([*COMMAND, 'crawl', str(job)])} {redirection}"
        done = subprocess.run(["bash", "-c", words], check=False, env=environment(), timeout=60, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert len((tmp_path / "output" / "job" / "articles.jsonl").read_text().splitlines()) == 1
    assert (tmp_path / "output" / "job" / "report.html").exists()


def test_on_a_terminal(tmp_path: Path) -> None:
    """A real terminal: the table comes and goes, Ctrl-C is answered, the summary stays, the code is 130."""
    with serve() as server:
        job = tmp_path / "job.toml"
        job.write_text(
            f'[sources]\nsite = "{address(server)}"\n[politeness]\ndelay_seconds = 0.4\n[fetch]\nallow_private = true\n'
        )
        ours, theirs = pty.openpty()
        words = [*COMMAND, "crawl", str(job)]
        with subprocess.Popen(
            words, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(TERM="xterm"), start_new_session=True
        ) as process:
            os.close(theirs)
            seen, ends, asked = b"", time.monotonic() + 60, False
            while time.monotonic() < ends and (chunk := _read(ours)) is not None:
                seen += chunk
                if not asked and b"queued" in seen and b"127.0.0.1" in seen:
                    process.send_signal(signal.SIGINT)
                    asked = True
            process.wait(timeout=20)
        os.close(ours)
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode())
    assert process.returncode == 130
    assert "pages/s" in text
    assert "stopping: the pages in flight are finished" in text
    assert "wait for the next run" in text
    assert "\x1b[?25h" in seen.decode()  # the cursor is back


def _read(descriptor: int) -> bytes | None:
    """What the terminal shows, nothing for a moment of silence, None when the other end is closed."""
    if not select.select([descriptor], [], [], 0.2)[0]:
        return b""
    try:
        return os.read(descriptor, 65_536) or None
    except OSError:
        return None
