"""What a person at a terminal sees: a progress bar, colours; and what a pipe does not."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

from running import COMMAND, PAGES, environment


def run_at_terminal(*words: str, stdout_too: bool = False) -> tuple[int, bytes, str]:
    """Run with standard error (and output) on a terminal: exit code, standard output, what the terminal got."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *words],
        stdout=slave if stdout_too else subprocess.PIPE,
        stderr=slave,
        env=environment(TERM="xterm", COLUMNS="100"),
    )
    os.close(slave)
    piped: list[bytes] = []
    reader = threading.Thread(target=lambda: piped.append(process.stdout.read() if process.stdout else b""))
    reader.start()
    shown = b"".join(_until_closed(master))
    reader.join()
    os.close(master)
    return process.wait(60), piped[0], shown.decode(errors="replace")


def _until_closed(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other end is closed
            return
        if not piece:
            return
        yield piece


def test_a_progress_bar_with_rate_and_time_left() -> None:
    code, out, shown = run_at_terminal("clean", str(PAGES), "nowhere.html")
    assert code == 1
    assert "cleaning" in shown
    assert "/s" in shown
    assert "error:" in shown
    assert "nowhere.html" in shown
    assert all(json.loads(line) for line in out.splitlines())


def test_quiet_shows_no_bar() -> None:
    code, _, shown = run_at_terminal("clean", str(PAGES), "--quiet")
    assert (code, shown) == (0, "")


def test_one_source_shows_no_bar() -> None:
    _, out, shown = run_at_terminal("clean", str(PAGES / "wire-report" / "page.html"))
    assert json.loads(out)["kind"] == "article"
    assert shown == ""


def test_data_on_the_terminal_is_not_mixed_with_a_bar() -> None:
    _, _, shown = run_at_terminal("clean", str(PAGES), stdout_too=True)
    assert "cleaning" not in shown


def test_files_are_written_behind_a_bar(tmp_path: Path) -> None:
    code, out, shown = run_at_terminal("clean", str(PAGES), "--output", str(tmp_path))
    assert (code, out) == (0, b"")
    assert "cleaning" in shown
    assert len(list(tmp_path.iterdir())) > 5
