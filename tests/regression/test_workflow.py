"""The workflow of docs/test-your-sites.md: its steps are run as a CI service runs them, in a project of a user."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "test-your-sites.md").read_text(encoding="utf-8")
STEP = re.compile(r"^ +run: (.+)$", re.M)


def block(name: str) -> str:
    """The file of this name that the guide shows."""
    found = re.search(rf"^```\w+\n# {re.escape(name)}\n(.*?)^```$", GUIDE, re.M | re.S)
    assert found, name
    return found[1]


def steps() -> list[str]:
    return STEP.findall(block(".github/workflows/sites.yml"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one case that does not agree."""
    pages = tmp_path / "fixtures" / "pages"
    shutil.copytree(ROOT / "fixtures" / "pages" / "wire-report", pages / "lake")
    article = pages / "lake" / "article.json"
    article.write_text(article.read_text(encoding="utf-8").replace('"title": "Glacier', '"title": "A glacier'))
    (pages / "scraper.toml").write_text('clean_seconds = 300\n[host."ridgegarrison.example"]\nstrip = [".web"]\n')
    return tmp_path


def run(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """As GitHub Actions runs a step without ``shell``: https://docs.github.com/actions."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    env = {**kept, "PATH": path, "PYTHONPATH": str(ROOT), "CI": "true"}
    words = ["bash", "-e", "-c", command.replace("-n auto", "-n 1")]  # one process does, and the tests share a machine
    return subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, timeout=600, check=False)


def test_the_first_step_installs_what_the_others_need() -> None:
    assert steps()[0] == "python -m pip install -r requirements.txt"
    names = [re.split(r"[ @=<>\[]", line)[0] for line in block("requirements.txt").splitlines()]
    assert names == ["article-scraper", "pytest", "pytest-xdist"]


def test_the_other_steps_find_and_draw_what_differs(project: Path) -> None:
    _, check, draw = steps()
    done = run(check, project)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 failed, 23 passed" in done.stdout
    assert "fixtures/pages/lake/article.json::title" in done.stdout
    assert (project / "report.xml").stat().st_size > 0
    done = run(draw, project)
    assert done.returncode == 0, done.stderr
    assert "A glacier" in (project / "differences.html").read_text(encoding="utf-8")


def test_the_files_that_are_kept_are_those_that_are_written() -> None:
    workflow = block(".github/workflows/sites.yml")
    assert re.findall(r"^ {12}(\S+)$", workflow, re.M) == ["report.xml", "differences.html"]
    assert all(any(name in step for step in steps()) for name in ("report.xml", "differences.html"))
