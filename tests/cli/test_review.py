"""``scraper review`` as people start and end it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from running import COMMAND, PAGES, environment, scraper


def started(*words: str) -> tuple[subprocess.Popen[str], str]:
    """The process, and the address that it printed."""
    command = [*COMMAND, "review", "--no-open", *words]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
    assert process.stderr
    line = process.stderr.readline()
    found = re.fullmatch(r"note: (\d+) to review at (http://127\.0\.0\.1:\d+/\?token=[\w-]{32})\n", line)
    assert found, line
    return process, found[2]


def test_it_answers_and_ctrl_c_ends_it_at_once() -> None:
    process, url = started("wire-report", "--fixtures", str(PAGES))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor())
    with opener.open(url, timeout=60) as answer:
        assert "wire-report" in answer.read().decode()
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert time.monotonic() - begun < 10
    assert (process.returncode, out) == (0, "")
    assert err.splitlines()[-1] == "note: the review has ended"
    assert "Traceback" not in err


def test_a_port_that_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = scraper("review", "--fixtures", PAGES, "--port", port)
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        f"error: --port {port}: cannot be listened at (Address already in use)."
        " Choose another --port, or leave it out and a free one is taken.\n"
    )


def test_what_is_not_installed_is_named(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util\n_find = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *more: None if name == 'uvicorn' else _find(name, *more)\n"
    )
    run = scraper("review", "--fixtures", PAGES, PYTHONPATH=str(tmp_path))
    assert run.code == 2
    assert run.err == (
        "error: review: needs the package uvicorn, which is not installed."
        " Install it with: pip install 'article-scraper[review]'.\n"
    )


def test_wrong_names(tmp_path: Path) -> None:
    run = scraper("review", "wire-reprt", "--fixtures", PAGES)
    assert (run.code, "'wire-report'" in run.err) == (2, True)
    run = scraper("review", "--fixtures", tmp_path / "nowhere")
    assert (run.code, len(run.errors)) == (2, 1)
    run = scraper("review", "a.toml", "b")
    assert (run.code, "A job is reviewed alone" in run.err) == (2, True)
    run = scraper("review", tmp_path / "job.toml")
    assert run.code == 2
