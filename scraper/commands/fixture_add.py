"""``scraper fixture add``: a page becomes a case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .fixture_options import case_config, fixture_options
from .telling import Teller


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--name", metavar="NAME", help="What to call the case [made from the address or path].")
@click.option("--url", metavar="URL", help="The address a file came from.")
@fixture_options
def add(**options: Any) -> None:
    """Save pages as cases: the page as received, the article and the ledger that come of it now."""
    from ..pipeline import clean
    from ..regression.accept import accept
    from ..regression.add import case_name, save_page
    from ..regression.case import load_case
    from .tasks import Load, Source

    config = case_config(options)
    for word in options["sources"]:
        _, page = Load(config.fetch, options["url"])(Source(word))
        folder = Path(options["fixtures"], options["name"] or case_name(word))
        save_page(folder, page)
        case = load_case(folder)
        accept(case, clean(case.page, config))
        Teller().note(f"wrote {folder}")
