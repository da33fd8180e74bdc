"""``scraper fixture pin`` and ``unpin``: sentences that a person is sure of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .fixture_options import case_config, cases_of, each_case, fixture_options
from .fixture_tasks import HoldsWords, TryPin
from .telling import Teller

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..config import Config
    from ..regression.pins import Pin

_KIND = click.Choice(["KEEP", "STRIP"], case_sensitive=False)


@click.command()
@click.argument("kind", type=_KIND, metavar="KEEP|STRIP")
@click.argument("words", metavar='"SENTENCE"')
@click.argument("case", required=False, metavar="[CASE]")
@fixture_options
def pin(kind: str, words: str, case: str | None, **options: Any) -> None:
    """Say what a person is sure of: a sentence that must stay, or must go.

    KEEP: the words must stand in the article's text, or in a caption or heading field. STRIP: they must not stand in
    the text. A pin is checked even when everything else is accepted. Without CASE it goes to the one case whose page
    has the words. Pins are lines of pins.txt in the case's folder.

    \b
    Examples:
      scraper fixture pin KEEP "He had never seen the river so low."
      scraper fixture pin STRIP "Sign up for our newsletter" german-news
    """
    from ..errors import FixtureError
    from ..regression.pins import pin_of, write_pin

    made = pin_of("KEEP" if kind.upper() == "KEEP" else "STRIP", words)
    config = case_config(options)
    folders = cases_of(options, (case,) if case else ())
    folder = folders[0] if case and len(folders) == 1 else _only(folders, made, config)
    [tried] = each_case((folder,), TryPin(config, made), config, 1)
    if tried.value is None:
        raise tried.error or FixtureError(folder.name, "could not be read")
    if not tried.value.stands:
        advice = f"The nearest there is: {tried.value.nearest}" if tried.value.nearest else "Copy them from the page"
        raise FixtureError(folder.name, f"the words do not stand in its page: '{made.words}'", advice)
    write_pin(folder, made)
    Teller().note(f"wrote {folder / 'pins.txt'}; {tried.value.state}")


def _only(folders: Sequence[Path], made: Pin, config: Config) -> Path:
    """The one case whose page holds the words. Raises FixtureError when there are none or several."""
    from ..errors import FixtureError

    found = [done.source for done in each_case(folders, HoldsWords(made.words), config, None) if done.value]
    if len(found) == 1:
        return found[0]
    names = ", ".join(folder.name for folder in found[:5]) + (" …" if len(found) > 5 else "")
    if found:
        raise FixtureError("pin", f"the words stand in {len(found)} pages: {names}", "Name the CASE after the words")
    advice = "Copy them from the page, or name the CASE to see what is near"
    raise FixtureError("pin", f"the words stand in no page: '{made.words}'", advice)


@click.command()
@click.argument("kind", type=_KIND, metavar="KEEP|STRIP")
@click.argument("words", metavar='"SENTENCE"')
@click.argument("case", required=False, metavar="[CASE]")
@fixture_options
def unpin(kind: str, words: str, case: str | None, **options: Any) -> None:
    """Take a pin out. Without CASE that of the one case that has it.

    \b
    Example:
      scraper fixture unpin KEEP "He had never seen the river so low."
    """
    from ..errors import FixtureError
    from ..regression.pins import nearest_pin, pin_of, read_pins, remove_pin

    wanted = pin_of("KEEP" if kind.upper() == "KEEP" else "STRIP", words)
    pins = {folder: read_pins(folder) for folder in cases_of(options, (case,) if case else ())}
    having = [folder for folder, found in pins.items() if wanted in found]
    if len(having) > 1:
        names = ", ".join(folder.name for folder in having)
        raise FixtureError("unpin", f"{len(having)} cases have this pin: {names}", "Name the CASE after the words")
    if not having:
        near = nearest_pin(wanted, [one for found in pins.values() for one in found])
        advice = f"The nearest is: {near}" if near else "See pins.txt in the folders of the cases"
        raise FixtureError(case or "unpin", f"no pin is '{wanted}'", advice)
    remove_pin(having[0], wanted)
    Teller().note(f"took it out of {having[0] / 'pins.txt'}")
