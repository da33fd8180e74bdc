"""Every command and every piece of code in the documentation is run, in a copy of the project.

A block whose first line is a comment with a path (``# scraper.toml``) becomes that file. In ``console`` blocks lines
with ``$`` are commands; the lines below one must be in what it prints (``…`` stands for anything). https://example.org
is played by a server on loopback. What is not run is listed below, with the reason.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from faultserver import FaultServer

from docs.make_pictures import SIZE, shoot
from scraper.fetchers.browser import find_chromium

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
NOT_RUN = {
    "systemctl": "a service manager does not run in every test",
    "loginctl": "as systemctl",
    "journalctl": "as systemctl",
    "crontab": "the tables of the user are the user's own",
    "rsync": "there is no other machine",
    "git clone": "the address of a copy is the reader's own",
    "make test": "it runs this test",
}
COPIED = ("scraper", "fixtures", "tests", "docs", "Makefile", "pyproject.toml")
PLAYED = "https://example.org"
HOME = """<!DOCTYPE html><title>Harbour Courier</title><h1>Harbour Courier</h1>
<ul><li><a href="/story">Old swing bridge reopens after a two-year repair</a></li></ul>"""
ALLOW_LOOPBACK = """
from scraper.fetchers.guard import Guard

_objection = Guard.objection
Guard.objection = lambda self, address: None if address == "127.0.0.1" else _objection(self, address)
"""
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_PATH = re.compile(r"(?:#|<!--)\s*([\w./-]+\.\w+)(?:\s*-->)?\n")


@dataclass(frozen=True)
class Workshop:
    """A copy of the project, and a server that plays https://example.org."""

    folder: Path
    server: FaultServer

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        paths = [str(self.folder / "site"), str(self.folder / "project")]
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
        env = {**kept, "PYTHONPATH": os.pathsep.join(paths), "PATH": path, "COLUMNS": "100"}
        played = [part.replace(PLAYED, self.server.url("")) for part in command]
        cwd = self.folder / "project"
        return subprocess.run(played, capture_output=True, text=True, cwd=cwd, env=env, timeout=300, check=False)


@pytest.fixture
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    folder = tmp_path_factory.mktemp("docs")
    for name in COPIED:
        source, target = ROOT / name, folder / "project" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    (folder / "project" / ".venv").symlink_to(sys.prefix)
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(ALLOW_LOOPBACK)
    with FaultServer() as server:
        page = (ROOT / "fixtures" / "pages" / "news-with-everything" / "page.html").read_bytes()
        server.route("/story", page, kind="text/html; charset=utf-8")
        server.route("/", HOME.encode(), kind="text/html; charset=utf-8")
        yield Workshop(folder, server)


def blocks(document: Path) -> list[tuple[str, str]]:
    """(language, text) of the fenced blocks of a document."""
    return [(found[1], found[2]) for found in _BLOCK.finditer(document.read_text(encoding="utf-8"))]


def commands(block: str) -> list[tuple[str, list[str]]]:
    """(command, lines that it must print) of a console block."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_it_says_works(document: Path, workshop: Workshop) -> None:
    for language, text in blocks(document):
        named = _PATH.match(text)
        if named:
            target = workshop.folder / "project" / named[1]
            target.parent.mkdir(parents=True, exist_ok=True)
            played = text.replace(PLAYED, workshop.server.url(""))
            target.write_text(played.removeprefix(named[0]) if language == "html" else played, encoding="utf-8")
        elif language == "console":
            for command, printed in commands(text):
                check_command(workshop, command, printed)
        elif language == "python":
            done = workshop.run(sys.executable, "-c", text)
            assert done.returncode == 0, done.stderr
        else:
            pytest.fail(f"nobody runs this block of {language}: {text[:60]!r}")


def check_command(workshop: Workshop, command: str, printed: list[str]) -> None:
    if any(command.startswith(start) for start in NOT_RUN):
        return
    if command == "make run":  # with the environment that runs this test instead of a new one
        command = "make -o .venv/ready run"
    done = workshop.run("bash", "-o", "pipefail", "-c", command)
    shown = done.stdout + done.stderr
    assert done.returncode == 0 or any(line.startswith("error:") for line in printed), f"{command}\n{shown}"
    for line in filter(str.strip, printed):
        pattern = ".*".join(re.escape(part) for part in line.strip().split("…"))
        assert re.search(pattern, shown), f"{command}\n{line}\nis not in:\n{shown[:2000]}"


def test_the_pictures_are_there() -> None:
    for document in DOCUMENTS:
        for address in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            assert address.startswith("https://") or (document.parent / address).exists(), address


@pytest.mark.skipif(not find_chromium(), reason="no Chromium is installed: apt-get install chromium")
def test_pictures_can_be_drawn_again(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><title>A page</title><p>Some words.</p>")
    browser = find_chromium()
    assert browser
    shoot(browser, page, tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes()[16:24] == b"".join(size.to_bytes(4) for size in SIZE)


def test_every_option_is_told() -> None:
    """The table of the README has every option of ``scraper clean``."""
    from scraper.commands.clean import clean  # noqa: PLC0415 - only here

    told = (ROOT / "README.md").read_text(encoding="utf-8")
    options = {name for parameter in clean.params for name in parameter.opts if name.startswith("--")}
    assert {name for name in options if f"`{name}" not in told} == set()


def test_a_wrong_document_is_found(tmp_path: Path, workshop: Workshop) -> None:
    bad = tmp_path / "bad.md"
    for text in (
        "```console\n$ scraper clean --nope\n```\n",
        "```console\n$ echo one\ntwo\n```\n",
        "```python\n1/0\n```\n",
    ):
        bad.write_text(text)
        with pytest.raises(AssertionError):
            test_what_it_says_works(bad, workshop)
