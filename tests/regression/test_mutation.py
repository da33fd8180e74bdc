"""Every rule of every cleaner is in the ledger of a case, and a case notices when a rule is off."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scraper.config import DEFAULT
from scraper.pipeline import clean
from scraper.regression import mutation
from scraper.regression.accept import accept
from scraper.regression.case import load_case
from scraper.regression.mutation_cases import Noticed, SwitchOff, covered, uncovered
from scraper.rules import catalogue

PAGES = Path(__file__).resolve().parents[2] / "fixtures" / "pages"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """One case, a few sentences and a sign-up box that two rules know."""
    folder = tmp_path / "box"
    folder.mkdir()
    prose = "<p>The board of the harbour met in the tower to speak about its roof, and put the vote off.</p>" * 6
    form = '<form action="/newsletter"><h3>Sign up now</h3><input type="email"><button>Subscribe</button></form>'
    (folder / "page.html").write_text(f"<article><h1>The tower</h1>{prose}</article><div>{form}</div>")
    case = load_case(folder)
    accept(case, clean(case.page))
    return tmp_path


def test_every_rule_is_in_the_ledger_of_a_case() -> None:
    """The quick form of ``make mutation``: what a ledger names is missing from it when the rule is off."""
    assert uncovered(PAGES) == ()


def test_a_case_notices_the_rules_of_its_ledger(root: Path) -> None:
    rules = covered(root)
    assert set(rules) >= {"signup/call", "signup/label"}
    found = SwitchOff(DEFAULT)(root / "box")
    assert {one.rule for one in found} == set(rules)
    assert all(one.how for one in found)


def test_a_case_that_differs_already_is_no_notice(root: Path) -> None:
    article = root / "box" / "article.json"
    article.write_text(article.read_text().replace('"The tower"', '"The lamp"'))
    assert {one.how for one in SwitchOff(DEFAULT)(root / "box")} <= {"text", "ledger"}
    ledger = root / "box" / "removals.json"
    ledger.write_text(ledger.read_text().replace('"rule": "label"', '"rule": "gone"'))
    found = {one.rule: one.how for one in SwitchOff(DEFAULT)(root / "box")}
    assert found["signup/gone"] == ""


def test_the_table_tells_what_nobody_notices(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert mutation.main(root) == 1
    told = capsys.readouterr()
    [line] = [line for line in told.out.splitlines() if line.startswith("signup/label ")]
    assert line.endswith("  box")
    assert "advert/ad-box" in told.err.splitlines()[0]
    assert "signup/label" not in told.err


def test_a_broken_case_is_told(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(root / "box", root / "broken")
    (root / "broken" / "article.json").write_text("{")
    assert mutation.main(root) == 1
    assert capsys.readouterr().err.startswith(f"error: {root / 'broken' / 'article.json'}: is no article")


def test_all_noticed_is_success(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = tuple(Noticed("box", rule.rule_id, "text") for rule in catalogue())
    monkeypatch.setattr(mutation, "noticed", lambda _: iter([everything]))
    assert mutation.main(root) == 0
