"""What came of the cases as JUnit XML, which CI services read (the schema of the Jenkins xUnit plugin, junit-10.xsd).

A case is a ``testcase``: a ``failure`` with what differs, an ``error`` when it could not be checked. Known failures are
named in ``system-out``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Tree

from .fixture_terminal import render_case
from .fixture_wording import failing_fields, heading

if TYPE_CHECKING:
    from ..regression.check import Outcome

# Characters that XML 1.0 has no way to write (section 2.2).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SUITE = "scraper.fixtures"


def render(outcomes: Sequence[Outcome], seconds: float = 0.0) -> bytes:
    """The whole document, UTF-8. ``seconds``: how long all of it took."""
    counts = {
        "tests": str(len(outcomes)),
        "failures": str(sum(1 for one in outcomes if one.failed and not one.error)),
        "errors": str(sum(1 for one in outcomes if one.error)),
    }
    root = Tree.Element("testsuites", counts | {"time": f"{seconds:.3f}"})
    suite = Tree.SubElement(root, "testsuite", {"name": _SUITE} | counts | {"skipped": "0", "time": f"{seconds:.3f}"})
    for outcome in outcomes:
        _case(suite, outcome)
    Tree.indent(root)
    text: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _case(suite: Tree.Element, outcome: Outcome) -> None:
    case = Tree.SubElement(suite, "testcase", {"classname": _SUITE, "name": _xml(outcome.case), "time": "0"})
    if outcome.error:
        problem = Tree.SubElement(
            case, "error", {"message": _xml(str(outcome.error)), "type": type(outcome.error).__name__}
        )
        problem.text = _xml(render_case(outcome))
    elif outcome.failed:
        message = f"differs: {', '.join(failing_fields(outcome))}"
        problem = Tree.SubElement(case, "failure", {"message": message, "type": "difference"})
        problem.text = _xml(render_case(outcome))
    if outcome.known:
        lines = (f"known: {one.field}: {heading(one)}" for one in outcome.known)
        Tree.SubElement(case, "system-out").text = _xml("\n".join(lines))


def _xml(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
