"""The pytest plugin, in a project that is not this one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import scraper.regression.check
from scraper.pipeline import clean
from scraper.regression.accept import accept
from scraper.regression.case import load_case
from scraper.regression.fields import FIELDS

pytest_plugins = ["pytester"]

PAGES = Path(__file__).resolve().parents[2] / "fixtures" / "pages"
PLUGIN = ("-p", "scraper.pytest_plugin", "-p", "no:hypothesispytest")  # hypothesis would be imported in each run
Runs = Callable[..., pytest.RunResult]


@pytest.fixture
def case(pytester: pytest.Pytester) -> Path:
    """A case of a user, in fixtures/pages/lake."""
    folder = pytester.path / "fixtures" / "pages" / "lake"
    folder.mkdir(parents=True)
    for name in ("page.html", "page.json"):
        shutil.copy2(PAGES / "wire-report" / name, folder / name)
    loaded = load_case(folder)
    accept(loaded, clean(loaded.page))
    return folder


@pytest.fixture
def run(pytester: pytest.Pytester) -> Runs:
    return lambda *words: pytester.runpytest_inprocess(*PLUGIN, *words)


def edit(folder: Path, **changes: Any) -> None:
    """Change values of article.json."""
    data = json.loads((folder / "article.json").read_text(encoding="utf-8"))
    (folder / "article.json").write_text(json.dumps(data | changes), encoding="utf-8")


def shown(result: pytest.RunResult) -> str:
    return result.stdout.str()


def test_a_case_is_a_test_for_each_field(case: Path, run: Runs) -> None:
    result = run("fixtures", "-v")
    result.assert_outcomes(passed=len(FIELDS))
    assert {f"fixtures/pages/lake/article.json::{field} PASSED" for field in FIELDS} <= {
        line.rpartition(" [")[0].rstrip() for line in result.outlines if " PASSED" in line
    }


def test_a_difference_is_told_word_by_word(case: Path, run: Runs) -> None:
    edit(case, title="Glacier lake drained overnight, flooding valley road", kicker="Valley")
    result = run("fixtures")
    result.assert_outcomes(passed=len(FIELDS) - 2, failed=2)
    result.stdout.fnmatch_lines(["*Glacier lake [[]-drained-]{+drains+} overnight, flooding valley road"])
    result.stdout.fnmatch_lines(["*[[]-Valley-]"])
    assert "Traceback" not in shown(result)
    assert "pytest_plugin.py" not in shown(result)


def test_the_ledger_names_the_rule(case: Path, run: Runs) -> None:
    text = (case / "removals.json").read_text(encoding="utf-8")
    (case / "removals.json").write_text(text.replace('"cleaner": "promotion"', '"cleaner": "related"'))
    result = run("fixtures")
    result.assert_outcomes(passed=len(FIELDS) - 1, failed=1)
    result.stdout.fnmatch_lines(["FAILED fixtures/pages/lake/article.json::removals*"])
    assert "promotion/appeal" in shown(result)
    assert "Support our mission" in shown(result)


def test_what_came_is_accepted_and_told(case: Path, run: Runs) -> None:
    edit(case, title="Another title", section="Valley")
    result = run("fixtures", "--scraper-accept", "-k", "title")
    result.assert_outcomes(passed=2, deselected=len(FIELDS) - 2)  # title and subtitle
    result.stdout.fnmatch_lines(["*accepted by --scraper-accept*", "lake: title", "*Another*", "1 fields in 1 cases"])
    run("fixtures").assert_outcomes(passed=len(FIELDS) - 1, failed=1)
    run("fixtures", "--scraper-accept").assert_outcomes(passed=len(FIELDS))
    result = run("fixtures", "--scraper-accept")
    result.stdout.fnmatch_lines(["nothing differed"])
    run("fixtures").assert_outcomes(passed=len(FIELDS))


def test_a_case_that_expects_nothing_yet(case: Path, run: Runs) -> None:
    (case / "article.json").unlink()
    (case / "removals.json").unlink()
    result = run("fixtures")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*has no article.json and no removals.json. *accept*"])
    run("fixtures", "--scraper-accept").assert_outcomes(passed=1)
    run("fixtures").assert_outcomes(passed=len(FIELDS))


def test_known_failures_are_strict(case: Path, run: Runs) -> None:
    right = json.loads((case / "article.json").read_text(encoding="utf-8"))["title"]
    edit(case, title="The right title")
    (case / "known.txt").write_text("title: the headline is cut\n")
    result = run("fixtures", "-rx")
    result.assert_outcomes(passed=len(FIELDS) - 1, xfailed=1)
    assert "the headline is cut" in shown(result)
    run("fixtures", "--runxfail").assert_outcomes(passed=len(FIELDS) - 1, failed=1)
    run("fixtures", "--scraper-accept").assert_outcomes(passed=len(FIELDS) - 1, xfailed=1)
    edit(case, title=right)
    result = run("fixtures")
    result.assert_outcomes(passed=len(FIELDS) - 1, failed=1)
    assert "known to fail, yet it does not differ: take its line out of known.txt" in shown(result)


def test_known_failures_are_counted(case: Path, run: Runs) -> None:
    edit(case, tags=["ships", "quays"])
    (case / "known.txt").write_text("tags 2: the label is not known\n")
    for words in ((), ("--scraper-accept",)):
        result = run("fixtures", "-rx", *words)
        result.assert_outcomes(passed=len(FIELDS) - 1, xfailed=1)
    for number, told in ((1, "1 known, 2 found: a new defect"), (3, "3 known, 2 found: something is mended")):
        (case / "known.txt").write_text(f"tags {number}: the label is not known\n")
        for words in ((), ("--scraper-accept",), ("--runxfail",)):
            result = run("fixtures", *words)
            result.assert_outcomes(passed=len(FIELDS) - 1, failed=1)
            result.stdout.fnmatch_lines(["lake: tags", "*[[]-ships-]*", f"*{told}*"])


def test_pins_are_never_accepted(case: Path, run: Runs) -> None:
    (case / "pins.txt").write_text("KEEP Nobody was hurt.\nSTRIP rang the bell of the chapel\n")
    for words in ((), ("--scraper-accept",)):
        result = run("fixtures", *words)
        result.assert_outcomes(passed=len(FIELDS) - 1, failed=1)
        assert "STRIP rang the bell of the chapel" in shown(result)
        assert "KEEP Nobody" not in shown(result)


BROKEN: dict[str, tuple[dict[str, str | None], str]] = {
    "article": ({"article.json": "{"}, "article.json: is no article"),
    "old article": ({"article.json": '{"schema_version": "9"}'}, "article.json: is no article"),
    "ledger": ({"removals.json": "[]"}, "removals.json: must be an object"),
    "meta": ({"page.json": "nothing"}, "page.json: is not valid JSON"),
    "known": ({"known.txt": "titel: wrong"}, "The nearest is 'title'"),
    "pins": ({"pins.txt": "KEPT something"}, "line 1 is no pin"),
    "two pages": ({"page.txt": "words"}, "holds page.html and page.txt"),
    "no page": ({"page.html": None}, "holds no page"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_case_is_one_failure(case: Path, run: Runs, broken: tuple[dict[str, str | None], str]) -> None:
    for name, content in broken[0].items():
        (case / name).unlink(missing_ok=True)
        if content is not None:
            (case / name).write_text(content)
    result = run("fixtures")
    outcomes = result.parseoutcomes()
    assert (outcomes.get("failed"), outcomes.get("errors")) == (1, None)
    assert broken[1] in shown(result)
    assert "INTERNALERROR" not in shown(result) + result.stderr.str()
    assert "Traceback" not in shown(result)


def test_a_defect_is_told_once(case: Path, run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    def bad(*_: object) -> None:
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr(scraper.regression.check, "clean", bad)
    result = run("fixtures")
    result.assert_outcomes(failed=1, skipped=len(FIELDS) - 1)
    result.stdout.fnmatch_lines(["*RuntimeError: nobody foresaw this*"])


def test_a_case_is_cleaned_once(case: Path, run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    cleaned = []
    real = scraper.regression.check.clean
    monkeypatch.setattr(scraper.regression.check, "clean", lambda *given: [cleaned.append(given), real(*given)][1])
    shutil.copytree(case, case.with_name("pond"))
    run("fixtures", "--collect-only").assert_outcomes()
    assert cleaned == []
    run("fixtures").assert_outcomes(passed=2 * len(FIELDS))
    assert len(cleaned) == 2


def test_the_configuration_of_the_root_holds(case: Path, run: Runs) -> None:
    (case.parent / "scraper.toml").write_text('[host."ridgegarrison.example"]\nstrip = [".support"]\n')
    result = run("fixtures")
    assert "host/strip" in shown(result)
    (case.parents[1] / "plain.toml").write_text("disable = []\n")
    run("fixtures", "--scraper-config", "fixtures/plain.toml").assert_outcomes(passed=len(FIELDS))


@pytest.mark.parametrize(
    ("text", "told"), [("strip = 1", "unknown option 'strip'"), ('disable = ["sign"]', "no rule or cleaner")]
)
def test_a_wrong_configuration_is_told_once(case: Path, run: Runs, text: str, told: str) -> None:
    (case.parent / "scraper.toml").write_text(text)
    result = run("fixtures")
    result.assert_outcomes(failed=1, skipped=len(FIELDS) - 1)
    assert told in shown(result)


def test_tests_are_chosen_by_case_and_field(case: Path, run: Runs) -> None:
    shutil.copytree(case, case.with_name("pond"))
    run("fixtures", "-k", "pond and blocks").assert_outcomes(passed=1, deselected=2 * len(FIELDS) - 1)
    run("fixtures/pages/lake").assert_outcomes(passed=len(FIELDS))
    run("fixtures/pages/lake/article.json::authors").assert_outcomes(passed=1)
    result = run("fixtures", "--collect-only", "-q")
    assert "fixtures/pages/pond/article.json::removals" in shown(result)


def test_nothing_is_collected_twice(case: Path, pytester: pytest.Pytester, run: Runs) -> None:
    pytester.makeconftest('pytest_plugins = ["scraper.pytest_plugin"]\n')
    (case.parents[1] / "conftest.py").write_text("")
    pytester.makepyfile(test_mine="def test_mine() -> None:\n    assert True\n")
    run("fixtures", "fixtures/pages", "fixtures/pages/lake").assert_outcomes(passed=len(FIELDS))
    run().assert_outcomes(passed=len(FIELDS) + 1)


def test_folders_that_are_no_cases_are_left_alone(pytester: pytest.Pytester, run: Runs) -> None:
    for name in ("saved/page.html", "data/article.json", "pins/pins.txt", "api/page.json", "words/known.txt"):
        path = pytester.path / name
        path.parent.mkdir()
        path.write_text("{}")
    pytester.makepyfile("def test_mine() -> None:\n    assert True\n")
    run().assert_outcomes(passed=1)


def test_pages_of_other_kinds_are_no_pages_of_cases(pytester: pytest.Pytester, run: Runs) -> None:
    """A component of a web framework, and some data of its own."""
    folder = pytester.mkdir("component")
    (folder / "article.json").write_text('{"a": 1}', encoding="utf-8")
    (folder / "page.tsx").write_text("export default 1", encoding="utf-8")
    run("component").assert_outcomes()


def test_the_pytest_of_other_projects_loads_next_to_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_mine():
            assert {name for name in sys.modules if name.startswith("scraper.")} <= {
                "scraper.pytest_plugin"
            }
            assert "lxml" not in sys.modules
        """
    )
    pytester.runpytest_subprocess(*PLUGIN).assert_outcomes(passed=1)


def test_cases_are_listed_without_the_pipeline(case: Path, pytester: pytest.Pytester) -> None:
    pytester.makeconftest("import sys\n\ndef pytest_unconfigure():\n    assert 'scraper.pipeline' not in sys.modules\n")
    result = pytester.runpytest_subprocess(*PLUGIN, "fixtures", "--collect-only", "-q")
    assert result.ret == 0
    assert f"{len(FIELDS)} tests collected" in shown(result)


def test_several_processes_come_to_the_same(case: Path, pytester: pytest.Pytester) -> None:
    shutil.copytree(case, case.with_name("pond"))
    edit(case.with_name("pond"), title="Another title")
    result = pytester.runpytest_subprocess(*PLUGIN, "fixtures", "-n", "2", "--dist", "loadfile")
    result.assert_outcomes(passed=2 * len(FIELDS) - 1, failed=1)
    result.stdout.fnmatch_lines(["*[[]-Another title-]*"])
    refused = pytester.runpytest_subprocess(*PLUGIN, "fixtures", "-n", "2", "--scraper-accept")
    assert refused.ret == pytest.ExitCode.USAGE_ERROR
    assert "add -n 0" in refused.stderr.str()
