"""Does anybody notice when a rule is gone? Each rule is switched off in the cases in whose ledger it occurs.

``python -m scraper.regression.mutation`` (``make mutation``) prints a table: rule, cases that notice, how. A rule that
no case notices is not tested: it needs a case, or it goes. A case notices by its *text* when other words stay or go, by
its *ledger* when another rule takes the same words, which tells that the rule has a stand-in there.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic

from ..errors import ScraperError
from ..rules import catalogue
from .mutation_cases import Noticed, noticed

_SHOWN = 4  # cases named in a line


def table(found: Mapping[str, list[Noticed]]) -> Iterator[str]:
    """A line a rule: how many cases notice by their text and by their ledger alone, and some of them."""
    yield f"{'rule':<32} {'text':>5} {'ledger':>6}  cases"
    for rule in (info.rule_id for info in catalogue()):
        entries = [it for it in found.get(rule, []) if it.how]
        texts = [it for it in entries if it.how == "text"]
        names = [it.case for it in (texts or entries)]
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield f"{rule:<32} {len(texts):>5} {len(entries) - len(texts):>6}  {', '.join(names[:_SHOWN])}{more}"


def main(root: Path) -> int:
    """Print the table and what nobody notices; 0 when every rule is noticed."""
    begun, failed = monotonic(), 0
    found: dict[str, list[Noticed]] = defaultdict(list)
    for answer in noticed(root):
        if isinstance(answer, ScraperError):
            print(f"error: {answer}", file=sys.stderr)
            failed += 1
            continue
        for one in answer:
            found[one.rule].append(one)
    print("\n".join(table(found)))
    rules = [info.rule_id for info in catalogue()]
    silent = [rule for rule in rules if not any(it.how for it in found[rule])]
    weak = [rule for rule in rules if rule not in silent and all(it.how != "text" for it in found[rule])]
    if weak:
        print(f"\nonly the ledger tells, another rule takes the same words in every case: {', '.join(weak)}")
    print(f"\n{len(rules) - len(silent)} of {len(rules)} rules are noticed, in {monotonic() - begun:.0f} s")
    if silent:
        print(f"error: no case notices when these are off: {', '.join(silent)}", file=sys.stderr)
        print("Write a page in which they matter: scraper fixture add FILE", file=sys.stderr)
    return 1 if silent or failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "fixtures/pages")))
