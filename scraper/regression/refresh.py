"""The live page beside the stored one: what the site changed and what the cleaning changed, never mixed."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from ..config import Config
from ..errors import FixtureError
from ..model import Page
from ..pipeline import Result, clean
from .accept import accept
from .add import write_page
from .case import Case, load_case, page_path
from .check import settled
from .compare import Difference, compare
from .ledger import ledger_of


@dataclass(frozen=True, slots=True)
class Refreshed:
    """``site``: the stored page against the live one, both cleaned with today's code; pins that the live page breaks
    are among it. ``cleaning``: what is expected against the stored page cleaned with today's code, but for what is
    known to fail. ``same_bytes``: the live page is the stored one. ``result`` is what comes of the live page."""

    site: tuple[Difference, ...]
    cleaning: tuple[Difference, ...]
    same_bytes: bool
    live: Page
    result: Result


def address_of(case: Case) -> str:
    """Where the live page is. Raises FixtureError when nobody knows."""
    if address := case.page.url or case.page.final_url:
        return address
    raise FixtureError(case.name, "has no address in page.json", 'Write it there: "url": "https://..."')


def refresh(case: Case, live: Page, config: Config) -> Refreshed:
    """Compare; writes nothing. Raises ReadError when one of the pages cannot be cleaned."""
    old, new = clean(case.page, config), clean(live, config)
    before = dataclasses.replace(case, expected=old.article, ledger=ledger_of(old), known={})
    held = {one.expected for one in compare(before, old)}  # broken pins alone: the rest is compared with itself
    site = tuple(one for one in compare(before, new) if one.kind != "pin" or one.expected not in held)
    cleaning = settled(case, compare(case, old)).differences
    return Refreshed(site, cleaning, case.page.body == live.body, live, new)


def save(case: Case, found: Refreshed) -> tuple[Difference, ...]:
    """Store the live page and take what comes of it as expected; what was taken comes back.

    Raises FixtureError while the cleaning differs: what it changed would be accepted unseen. Raises OutputError.
    """
    unsettled = list(dict.fromkeys(one.field for one in found.cleaning if one.kind != "pin"))
    if unsettled:
        fields = ", ".join(unsettled)
        command = "known" if set(unsettled) <= set(case.known) else "accept"
        advice = f"Mend it, or take it first: scraper fixture {command} {case.name}"
        raise FixtureError(
            case.name, f"the cleaning changed {fields}; saving would mix that with the site's changes", advice
        )
    write_page(case.folder, found.live, page_path(case.folder).suffix == ".gz")
    return accept(load_case(case.folder), found.result)
