"""What check prints and writes: terminal, JUnit XML, one page. Nothing of a page gets out of its place."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
from lxml import html as lxml_html

from scraper.errors import FixtureError
from scraper.regression.check import Outcome
from scraper.regression.difference import Difference
from scraper.regression.known import Stale
from scraper.report import fixture_html, fixture_json, fixture_junit
from scraper.report.fixture_terminal import render_case, render_summary
from scraper.report.fixture_wording import by_cleaner, heading, parts, told_once

_HOSTILE = "</p><script>alert(1)</script>\x1b[31m\x00\x07\u202e]]>&amp;"
_LONG = " ".join(f"word{number}" for number in range(60))
DIFFERENCES = (
    Difference("title", "changed", "The old title of it", "The new title of it"),
    Difference("subtitle", "gained", None, _HOSTILE),
    Difference("blocks", "lost", _LONG, None, "promotion/call"),
    Difference("blocks", "gained", None, "Sign up now", "signup/call"),
    Difference("removals", "gained", None, _LONG, "promotion/call"),
    Difference("removals", "lost", "Sign up now", None, "signup/call"),
    Difference("removals", "recategorised", "Read more here", "Read more here", "related/link -> navigation/link"),
    Difference("pins", "pin", 'KEEP The "old" crane', None),
)
OUTCOMES = (
    Outcome("agrees"),
    Outcome("differs", DIFFERENCES, stale=(Stale("kicker", None, 0), Stale("title", 2, 3), Stale("tags", 3, 2))),
    Outcome("known", known=(Difference("section", "lost", "Port", None),)),
    Outcome("broken", error=FixtureError("broken", "has no article.json", "Accept it")),
)


@pytest.mark.parametrize("width", [80, 120])
def test_the_terminal_without_colours(width: int) -> None:
    text = render_case(OUTCOMES[1], width)
    assert max(len(line) for line in text.splitlines()) <= width
    assert "The [-old-]{+new+} title of it" in text
    assert "blocks  lost, taken by promotion/call" in text
    assert "blocks  gained, no longer taken by signup/call" in text
    assert "(60 words)" in text
    assert "removals  the same words, related/link before, now navigation/link" in text
    assert "removals  2 more, of the words told under blocks" in text
    assert "kicker  known to fail, yet it does not differ" in text
    assert "title  2 known, 3 found: a new defect" in text
    assert "tags  3 known, 2 found: something is mended" in text
    assert text.startswith("differs  10 differ\n")
    assert 'scraper fixture unpin KEEP "The \\"old\\" crane" differs' in " ".join(text.split())
    assert not re.search("[\x00\x07\x1b\u202e]", text)


def test_the_terminal_with_colours() -> None:
    text = render_case(OUTCOMES[1], 80, color=True)
    assert "\x1b[9;31mold\x1b[0m" in text
    assert "\x1b[4;32mnew\x1b[0m" in text
    assert "[-old-]" not in text


def test_an_error_is_told_below_its_case() -> None:
    assert render_case(OUTCOMES[3], 80) == "broken\n  has no article.json. Accept it.\n"
    assert render_case(OUTCOMES[2], 80) == "known\n  known to fail: section\n"


def test_the_summary_counts_words_by_cleaner() -> None:
    rows = {row.cleaner: (row.taken, row.let_go, row.changed_hands) for row in by_cleaner(OUTCOMES)}
    assert rows == {"promotion": (60, 0, 0), "signup": (0, 3, 0), "related": (0, 0, 3), "navigation": (0, 0, 3)}
    text = render_summary(OUTCOMES, 80)
    assert text.splitlines()[0].split() == "words by cleaner newly taken let go changed hands".split()
    assert text.endswith("4 cases: 2 agree (1 but for what is known), 1 differs, 1 could not be checked\n")
    assert render_summary(OUTCOMES[:1], 80) == "1 case: 1 agree\n"


def test_words_are_told_once() -> None:
    kept, echoes = told_once(DIFFERENCES)
    assert (len(kept), echoes) == (len(DIFFERENCES) - 2, 2)
    alone = (Difference("removals", "gained", None, "Other words", "signup/call"),)
    assert told_once(alone) == (alone, 0)


def test_what_is_far_from_a_change_is_left_out() -> None:
    [(_, before), *_, (_, after)] = parts(Difference("blocks", "changed", f"{_LONG} a {_LONG}", f"{_LONG} b {_LONG}"))
    assert before.startswith(" … ") or before.startswith("…")
    assert "word59" in before
    assert "word0 " not in before
    assert "word0 " in after
    assert after.rstrip().endswith("…")


def test_every_kind_has_a_heading() -> None:
    assert heading(Difference("removals", "gained", None, "By Jo", "to byline/line")) == "newly moved to byline/line"
    assert heading(Difference("removals", "changed", "1", "2")) == "counted otherwise"
    assert heading(Difference("removals", "moved", "a [p]", "a [q]", "a/b")) == "by a/b from another place"
    assert heading(Difference("blocks", "moved", "a", "a")) == "moved"


def test_junit_is_what_ci_services_read() -> None:
    root = Tree.fromstring(fixture_junit.render(OUTCOMES, 1.5))
    [suite] = root
    assert (root.tag, suite.tag) == ("testsuites", "testsuite")
    for element in (root, suite):
        counts = [element.get(name) for name in ("tests", "failures", "errors", "time")]
        assert counts == ["4", "1", "1", "1.500"]
    cases = {case.get("name"): case for case in suite}
    assert {case.tag for case in suite} == {"testcase"}
    assert {name: [child.tag for child in case] for name, case in cases.items()} == {
        "agrees": [], "differs": ["failure"], "known": ["system-out"], "broken": ["error"],
    }  # fmt: skip
    [failure] = cases["differs"]
    assert failure.get("message") == "differs: title, subtitle, blocks, removals, pins, kicker, tags"
    assert "[-old-]{+new+}" in (failure.text or "")
    assert (cases["broken"][0].get("type"), cases["broken"][0].get("message")) == (
        "FixtureError", "broken: has no article.json. Accept it.",
    )  # fmt: skip


def test_the_page_escapes_everything_and_loads_nothing() -> None:
    text = fixture_html.render((*OUTCOMES, Outcome("<img src=x>", DIFFERENCES)))
    tree: Any = lxml_html.document_fromstring(text)
    assert not tree.xpath(
        "//script | //img | //iframe | //link | //@src | //@onload | //*[@href[not(starts-with(.,'#'))]]"
    )
    assert "url(" not in text
    assert "<script>alert(1)</script>" in tree.text_content()
    assert tree.xpath("string(//meta[@http-equiv]/@content)").startswith("default-src 'none'")
    assert [element.text for element in tree.xpath("//del | //ins")][:2] == ["old", "new"]
    assert len(tree.xpath("//section[@class='case']")) == 4
    targets = {anchor.removeprefix("#") for anchor in tree.xpath("//nav//@href")}
    assert targets == {"case-differs", "case-broken", "case-<img src=x>"} <= set(tree.xpath("//@id"))


def test_json_has_every_difference() -> None:
    data = fixture_json.as_dict(OUTCOMES)
    assert data["passed"] is False
    assert [case["passed"] for case in data["cases"]] == [True, False, True, False]
    assert len(data["cases"][1]["differences"]) == len(DIFFERENCES)
    assert data["cases"][1]["stale"][1] == {"field": "title", "number": 2, "found": 3}
    assert fixture_json.as_dict(OUTCOMES[:1]) == {
        "passed": True,
        "cases": [{"case": "agrees", "passed": True, "error": None, "differences": [], "known": [], "stale": []}],
        "by_cleaner": [],
    }
