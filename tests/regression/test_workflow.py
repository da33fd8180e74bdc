"""The workflow of docs/test-your-sites.md: read strictly, and run from its first step to its last as a CI service does,
in the repository of a user with an environment of its own. The place of a network is taken by this project's files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree
from zipfile import ZipFile

import pytest
from plainyaml import NotRead, load
from storedcases import edit, make_case

from scraper.regression.fields import FIELDS

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "test-your-sites.md").read_text(encoding="utf-8")
FILE = ".github/workflows/sites.yml"
# https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax, as far as the guide needs it.
TRIGGERS = {"push", "pull_request", "workflow_dispatch"}
CONDITIONS = {"failure()"}
# The oldest version to use, and inputs, from the action.yml of each.
ACTIONS: Mapping[str, tuple[int, set[str]]] = {
    "actions/checkout": (5, set()),
    "actions/setup-python": (6, {"python-version", "cache", "cache-dependency-path"}),
    "actions/upload-artifact": (5, {"name", "path"}),
}


HIDDEN = re.compile(r"__editable__|article_scraper|pip(-|$)|.*\.pth$")  # what a new environment gets of its own


def workflow() -> Any:
    found = re.search(rf"^```yaml\n# {re.escape(FILE)}\n(.*?)^```$", GUIDE, re.M | re.S)
    assert found
    return load(found[1])


def steps() -> list[Any]:
    [job] = workflow()["jobs"].values()
    return list(job["steps"])


# --------------------------------------------------------------------------- what it says


def test_the_workflow_has_the_form_that_the_service_reads() -> None:
    found = workflow()
    assert list(found) == ["name", "on", "permissions", "env", "jobs"]
    assert found["on"] == dict.fromkeys(TRIGGERS)
    assert found["permissions"] == {"contents": "read"}
    [job] = found["jobs"].values()
    assert job["runs-on"] == "ubuntu-latest"
    assert 0 < job["timeout-minutes"] <= 60
    for step in steps():
        assert ("run" in step) != ("uses" in step), step
        assert set(step) <= {"name", "if", "run"} | ({"uses", "with"} if "uses" in step else set())
        assert step.get("if", "failure()") in CONDITIONS
        assert set(re.findall(r"\$\{?(\w+)", step.get("run", ""))) <= set(found["env"])


def test_the_actions_and_their_inputs_are_real() -> None:
    used = {step["uses"]: step.get("with", {}) for step in steps() if "uses" in step}
    assert [name.partition("@")[0] for name in used] == list(ACTIONS)
    for name, given in used.items():
        oldest, inputs = ACTIONS[name.partition("@")[0]]
        assert int(name.partition("@v")[2]) >= oldest
        assert set(given) <= inputs
    python = used[next(name for name in used if "setup-python" in name)]
    assert isinstance(python["python-version"], str), "3.10 without quotes is the number 3.1"
    assert tuple(map(int, python["python-version"].split("."))) >= (3, 11)
    assert python["cache-dependency-path"] == FILE, "a file that is surely there, and names the version"


def test_the_address_is_filled_in_in_one_place() -> None:
    [(name, value)] = workflow()["env"].items()
    assert re.fullmatch(r"article-scraper @ git\+https://git\.example\.org/[\w-]+@v\d+\.\d+\.\d+", value)
    assert GUIDE.count("git.example.org") == 1
    [install] = [step["run"] for step in steps() if "pip install" in step.get("run", "")]
    assert install == f'python -m pip install "${name}" pytest pytest-xdist'


# --------------------------------------------------------------------------- what it does


@dataclass
class Job:
    """What came of each step: its exit code, None when it did not run; and the files that were uploaded."""

    codes: dict[str, int | None] = field(default_factory=dict)
    printed: str = ""
    uploaded: dict[str, bytes] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        return any(self.codes.values())


def run_job(repository: Path, env: Mapping[str, str]) -> Job:
    """Every step in its order; one without a condition runs as long as none has failed."""
    job = Job()
    for number, step in enumerate(steps()):
        name = step.get("name") or step["uses"].partition("@")[0]
        if job.failed != (step.get("if") == "failure()"):
            job.codes[name] = None
        elif "run" in step:
            job.codes[name] = run_step(step["run"], repository, env, job)
        elif "upload-artifact" in name:
            paths = step["with"]["path"].split()
            job.uploaded = {path: (repository / path).read_bytes() for path in paths}
        else:
            assert number < 2, "the repository and Python are there before anything runs"
    return job


def run_step(command: str, cwd: Path, env: Mapping[str, str], job: Job) -> int:
    """A step without ``shell`` on Linux: ``bash -e`` with a file."""
    script = cwd.parent / "step.sh"
    script.write_text(command.replace("-n auto", "-n 1"))  # the tests share a machine
    done = subprocess.run(
        ["bash", "-e", script], cwd=cwd, env=env, capture_output=True, text=True, timeout=600, check=False
    )
    job.printed += done.stdout + done.stderr
    return done.returncode


def wheel(folder: Path) -> Path:
    """This project as pip would build it, without the network that a build needs."""
    found = distribution("article-scraper")
    name, version = found.metadata["Name"].replace("-", "_"), found.version
    path, about = folder / f"{name}-{version}-py3-none-any.whl", f"{name}-{version}.dist-info"
    with ZipFile(path, "w") as archive:
        for file in sorted((ROOT / "scraper").rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(ROOT))
        archive.writestr(f"{about}/METADATA", found.read_text("METADATA") or found.read_text("PKG-INFO") or "")
        archive.writestr(f"{about}/entry_points.txt", found.read_text("entry_points.txt") or "")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return path


def environment(folder: Path) -> Path:
    """A new environment in which pip finds all that this one has, but for this project; the folder of its programs."""
    venv.create(folder, with_pip=True, symlinks=True)
    there = folder / "there"
    there.mkdir()
    for source in (Path(place) for place in sys.path if place.endswith("site-packages")):
        for entry in source.iterdir():
            if not HIDDEN.match(entry.name):
                (there / entry.name).symlink_to(entry)
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "there.pth").write_text(f"{there}\n")
    return folder / "bin"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment variables that every step sees."""
    folder = tmp_path_factory.mktemp("service")
    path = os.pathsep.join([str(environment(folder / "python")), "/usr/bin", "/bin"])
    source = f"article-scraper @ {wheel(folder).as_uri()}"
    return {"PATH": path, "HOME": str(folder), "CI": "true", "PIP_NO_INDEX": "1", "SCRAPER": source}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    pages = tmp_path / "repository" / "fixtures" / "pages"
    for name in ("crane", "ferry"):
        make_case(pages, name)
    (pages / "scraper.toml").write_text("clean_seconds = 300\n")
    return tmp_path / "repository"


def test_what_agrees_is_green(repository: Path, service: Mapping[str, str]) -> None:
    job = run_job(repository, service)
    assert list(job.codes.values()) == [0, 0, None, None], job.printed
    assert f"{2 * len(FIELDS)} passed" in job.printed
    assert (suite_of((repository / "report.xml").read_bytes()), job.uploaded) == ((2 * len(FIELDS), 0, 0), {})


def test_an_article_that_changed_is_red_and_drawn(repository: Path, service: Mapping[str, str]) -> None:
    edit(repository / "fixtures/pages/crane/article.json", lambda data: data.update(title="A crane moves"))
    job = run_job(repository, service)
    assert list(job.codes.values()) == [0, 1, 0], job.printed
    assert f"1 failed, {2 * len(FIELDS) - 1} passed" in job.printed
    assert "fixtures/pages/crane/article.json::title" in job.printed
    assert list(job.uploaded) == ["report.xml", "differences.html"]
    assert suite_of(job.uploaded["report.xml"]) == (2 * len(FIELDS), 1, 0)
    drawn = job.uploaded["differences.html"].decode()
    assert "<del>A</del><ins>Harbour</ins>" in drawn
    assert "1 agree, 1 differs" in drawn


def suite_of(report: bytes) -> tuple[int, ...]:
    """Tests, failures and errors of a JUnit file."""
    [suite] = Tree.fromstring(report)
    return tuple(int(suite.attrib[name]) for name in ("tests", "failures", "errors"))


# --------------------------------------------------------------------------- how it is read


def test_yaml_is_read() -> None:
    text = """
# above
a:
  b: "x # y" # beside
  list:
    - one: 1
      two: true
    - plain words: with a colon
    - 3.5
  text: |
    first
      second

after: null
"""
    listed = [{"one": 1, "two": True}, 3.5]
    with pytest.raises(NotRead, match="line 8"):
        load(text)
    found = load(text.replace("    - plain words: with a colon\n", ""))
    assert found == {"a": {"b": "x # y", "list": listed, "text": "first\n  second\n"}, "after": None}


@pytest.mark.parametrize(
    "text",
    [
        "a:\n\tb: 1",
        "a: 1\na: 2",
        "a: b: c",
        "a: @b",
        "a: 'b'",
        'a: "b" c',
        "a: 1\n  b: 2",
        "  a: 1\nb: 2",
        "a: b:",
        "a",
    ],
)
def test_yaml_that_misleads_is_refused(text: str) -> None:
    with pytest.raises(NotRead):
        load(text)
