"""``scraper fixture``: saved pages with what must come of them, and whether it still does."""

from __future__ import annotations

import click

from .fixture_accept import accept
from .fixture_add import add
from .fixture_check import check
from .fixture_known import known
from .fixture_pin import pin, unpin
from .fixture_refresh import refresh


@click.group()
def fixture() -> None:
    """Save pages with what must come of them; check that it still does.

    A case is a folder: the page as received, the expected article, the ledger of what is removed, and pins. It needs
    no network. Keep the folders in version control and run check after every upgrade and change.

    \b
    Examples:
      scraper fixture add https://example.org/story
      scraper fixture check
      scraper fixture pin KEEP "A sentence that must never be lost."
      scraper fixture accept story --field title
    """


for command in (add, check, accept, refresh, known, pin, unpin):
    fixture.add_command(command)
