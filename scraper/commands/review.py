"""``scraper review``: a page on loopback to go through cases, or through the stored pages of a crawl job."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .fixture_options import case_config, cases_of, fixture_options
from .telling import Teller

if TYPE_CHECKING:
    from ..config import Config
    from ..report.review.items import Item
    from ..report.review.server import Door


@click.command()
@click.argument("names", nargs=-1, metavar="[CASE... | JOB.toml]")
@click.option("--sample", metavar="N", type=click.IntRange(min=1), default=500, help="How many pages of a job [500].")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Listen at this port [any that is free].")
@click.option("--no-open", is_flag=True, help="Do not open a browser: the address is printed anyway.")
@fixture_options
@click.pass_context
def review(ctx: click.Context, /, **options: Any) -> None:
    """Go through cases in the browser: what was kept, moved and removed, what differs; accept, pin, undo.

    Without CASE all cases are shown. Of a crawl job its stored pages are, lowest quality first, and each can become a
    case. The page is served on 127.0.0.1 alone, to the browser that opens the printed address, and loads nothing from
    elsewhere. Every key is listed under ?. Ctrl-C ends it.

    \b
    Examples:
      scraper review
      scraper review german-news 'live-*'
      scraper review news.toml
    """
    _check_installed()
    from ..report.review.server import open_door

    config = case_config(options)
    title, items = _items(options)
    _serve(open_door(options["port"]), title, items, (config, not options["no_open"]))
    ctx.exit(0)


def _check_installed() -> None:
    """Raises ConfigError without the packages of the extra."""
    from ..errors import ConfigError

    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        reason = f"needs the package {missing[0]}, which is not installed"
        raise ConfigError("review", reason, "Install it with: pip install 'article-scraper[review]'")


def _items(options: dict[str, Any]) -> tuple[str, list[Item]]:
    """What is gone through: its name, and the cases or pages."""
    names: tuple[str, ...] = options["names"]
    if any(name.endswith(".toml") for name in names):
        if len(names) > 1:
            raise click.UsageError("A job is reviewed alone: name its file and nothing else.")
        return names[0], _of_job(names[0], Path(options["fixtures"]), options["sample"])
    from ..report.review.items import CaseItem

    return options["fixtures"], [CaseItem(folder.name, folder) for folder in cases_of(options, names)]


def _of_job(file: str, root: Path, count: int) -> list[Item]:
    from ..report.review.job_items import job_items
    from .job import loaded

    return job_items(loaded(file).output.folder, root, count)


def _serve(door: Door, title: str, items: Sequence[Item], how: tuple[Config, bool]) -> None:
    """Answer until Ctrl-C. ``how``: the configuration, and whether to open a browser."""
    import webbrowser

    from ..report.review.app import make_app, open_desk
    from ..report.review.server import serve

    teller = Teller()
    config, wants_browser = how
    desk, bench = open_desk(title, items, config)

    def ready() -> None:
        teller.note(f"{len(items):,} to review at {door.url}")
        teller.note("open that address in a browser on this machine; Ctrl-C ends it")
        desk.start()
        if wants_browser and not webbrowser.open(door.url):
            teller.note("no browser could be opened from here: open the address yourself")

    try:
        serve(make_app(desk, door.token, door.port), door, ready)
    finally:
        bench.close()
    teller.note("the review has ended")
