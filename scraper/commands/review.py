"""``scraper review``: a page on loopback to go through cases, or through the stored pages of a crawl job."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .telling import Teller

if TYPE_CHECKING:
    from ..config import Config
    from ..report.review.items import Item
    from ..report.review.server import Door


@click.command()
@click.argument("names", nargs=-1, metavar="[CASE... | JOB.toml]")
@click.option(
    "--fixtures", metavar="DIR", default="fixtures/pages", show_default=True, help="Where the cases are, one a folder."
)
@click.option("--config", metavar="FILE", help="Clean with this configuration, not with scraper.toml beside the cases.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Listen at this port [any that is free].")
@click.option("--no-open", is_flag=True, help="Do not open a browser; the address is printed.")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a defect.")
@click.pass_context
def review(ctx: click.Context, /, **options: Any) -> None:
    """Go through cases in the browser: what was kept, moved and removed, what differs, accept, pin, undo.

    Without CASE all cases are shown. With the file of a crawl job its stored pages are, lowest quality first, and each
    can be added as a case. The page is served on 127.0.0.1 alone, to the browser that opens the printed address; it
    loads nothing from elsewhere. Everything works with keys: ? shows them. Ctrl-C ends it.

    \b
    Examples:
      scraper review
      scraper review german-news live-blog
      scraper review news.toml
    """
    _check_installed()
    from ..regression.case import config_of
    from ..report.review.server import open_door

    root = Path(options["fixtures"])
    config = config_of(root, Path(options["config"]) if options["config"] else None)
    items = _items(root, options["names"])
    _serve(open_door(options["port"]), str(root), items, config)
    ctx.exit(0)


def _check_installed() -> None:
    """Raises ConfigError without the packages of the extra."""
    from importlib.util import find_spec

    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        from ..errors import ConfigError

        reason = f"needs the package {missing[0]}, which is not installed"
        raise ConfigError("review", reason, "Install it with: pip install 'article-scraper[review]'")


def _items(root: Path, names: Sequence[str]) -> list[Item]:
    """What is to be gone through. Raises FixtureError."""
    from ..regression.case import find_cases
    from ..report.review.items import CaseItem

    return [CaseItem(folder.name, folder) for folder in find_cases(root, names)]


def _serve(door: Door, title: str, items: Sequence[Item], config: Config) -> None:
    """Answer until Ctrl-C."""
    from ..report.review.app import make_app, open_desk
    from ..report.review.server import serve

    teller = Teller()
    desk, bench = open_desk(title, items, config)

    def ready() -> None:
        teller.note(f"review {len(items)} of {title} at {door.url}")
        teller.note("Ctrl-C ends it")
        desk.start()

    try:
        serve(make_app(desk, door.token, door.port), door, ready)
    finally:
        bench.close()
    teller.note("review ended")
