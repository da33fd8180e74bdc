"""The commands of benchmarks/README.md, on a small corpus made of the project's own pages."""

from __future__ import annotations

import gzip
import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks import accuracy, blame, floors, opinion, speed

pytest.importorskip("matplotlib", reason="the benchmark extra is not installed")

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
# The speed of crawls has a test of its own: it needs Scrapy and takes a while. Training takes hours.
COMMANDS = [line for line in README.splitlines() if line.startswith("python -m benchmarks.")]
COMMANDS = [command for command in COMMANDS if "crawl_speed" not in command and "train" not in command]
MODULES = {
    "benchmarks.accuracy": accuracy,
    "benchmarks.speed": speed,
    "benchmarks.floors": floors,
    "benchmarks.blame": blame,
    "benchmarks.opinion": opinion,
}
PAGES = ("wire-report", "not-found")


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpora")
    for name in ("news", "publishers"):
        (folder / name / "pages").mkdir(parents=True)
        rows = []
        for page in PAGES:
            html = (ROOT / "fixtures" / "pages" / page / "page.html").read_bytes()
            (folder / name / "pages" / f"{page}.html.gz").write_bytes(gzip.compress(html))
            rows.append({"id": page, "url": f"https://news.example/{page}", "page_type": "article", "text": "One two.",
                         "title": "A title", "authors": ["Jo Doe"], "date": "2024-05-06",
                         "images": [{"caption": "A caption of five words"}]})  # fmt: skip
        (folder / name / "truth.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


@pytest.fixture
def run(corpora, tmp_path, monkeypatch):
    """Runs a command of the README with the small corpus in an empty folder; shortened where it would take minutes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(floors, "FILE", tmp_path / "floors.toml")

    def invoke(command: str) -> Result:
        words = shlex.split(command)
        module = MODULES[words[2]]
        options = [str(corpora) if word == "../shared/corpora" else word for word in words[3:]]
        options = [word.replace("newspaper4k", "resiliparse").replace("10000", "20") for word in options]
        if module in (accuracy, floors, opinion):
            options += ["--jobs", "1"]
        if module is speed:
            options += ["--rounds", "1"] + ([] if "--no-growth" in options else ["--no-growth"])
        return CliRunner().invoke(module.main, options, catch_exceptions=False)

    return invoke


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_the_readme_run(command, run, tmp_path):
    result = run(command)
    assert result.exit_code == 0, result.output
    assert "ours" in result.output or "rule" in result.output
    if "--html" in command:
        assert "<mark class=extra>" in (tmp_path / "worst.html").read_text(encoding="utf-8")


def test_the_readme_has_commands_of_each_kind():
    assert {shlex.split(command)[2] for command in COMMANDS} == set(MODULES)


def test_all_numbers_are_in_the_file(run, tmp_path):
    command = "python -m benchmarks.accuracy --corpora ../shared/corpora --set news --json scores.json --plot f1.png"
    result = run(command)
    assert result.exit_code == 0, result.output
    data = json.loads((tmp_path / "scores.json").read_text(encoding="utf-8"))
    scores = data["groups"]["news"]["scores"]
    assert set(scores) == {"ours", "trafilatura"}
    assert {"f1", "exact", "title", "caption", "caption_leak", "cpu_ms"} <= set(scores["ours"])
    assert scores["ours"]["exact"]["value"] == 0.0
    assert "caption" not in scores["trafilatura"]
    assert set(data["groups"]["news"]["against"]["differences"]) == {"ours"}
    assert (tmp_path / "f1.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("options", "message"),
    [("--set nonsense", "nonsense: choose from news"), ("--peers mine", "mine: choose from trafilatura")],
)
def test_wrong_options_say_what_is_right(options, message, run):
    result = run(f"python -m benchmarks.accuracy --corpora ../shared/corpora {options}")
    assert result.exit_code == 2
    assert message in result.output


def test_a_folder_without_corpora_is_named(tmp_path):
    result = CliRunner().invoke(accuracy.main, ["--corpora", str(tmp_path)])
    assert result.exit_code == 2
    assert "no ground-truth in it" in result.output


def test_lowering_needs_a_reason(corpora):
    result = CliRunner().invoke(floors.main, ["--corpora", str(corpora), "--lower"])
    assert result.exit_code == 2
    assert "--because REASON" in result.output
