"""``scraper schedule``: what to tell systemd or cron, so that a job runs every so often."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from .job import loaded
from .telling import Teller


@click.command()
@click.argument("job", metavar="JOB.toml")
@click.option(
    "--every", metavar="TIME", default="15m", show_default=True, help="How often: 15m, 2h, 1d, hourly, daily."
)
@click.option("--systemd", "how", flag_value="systemd", default="systemd", help="A service and a timer [the default].")
@click.option("--cron", "how", flag_value="cron", help="A line for crontab -e.")
@click.option("--output", "-o", metavar="DIR", help="Write the two files of systemd there.")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a defect.")
def schedule(job: str, every: str, how: str, output: str | None) -> None:
    """Print what makes a job run by itself: nothing is installed, there is no scheduler of our own.

    Runs that were missed while the machine was off are made up for (systemd); the start is spread a little, so that
    servers are not asked by many at the same second. A run that takes longer than the rhythm is left to end.

    \b
    Examples:
      scraper schedule coast.toml --every 15m
      scraper schedule coast.toml --every 15m --output ~/.config/systemd/user
      scraper schedule coast.toml --every 1h --cron
    """
    from ..crawl.schedule import cron_line, systemd_units
    from ..errors import ConfigError, JobError

    if how == "cron" and output:
        raise click.UsageError("--output is for systemd: add the line with crontab -e.")
    told = loaded(job)
    try:
        if how == "cron":
            click.echo(cron_line(told, every, program()))
            return
        units = systemd_units(told, every, program())
    except JobError as error:
        raise ConfigError(error.subject, error.reason, error.advice) from error
    if output is None:
        click.echo(f"{units.service}\n{units.timer}", nl=False)
        return
    from ..saving import make_folder, write_file

    make_folder(Path(output))
    for suffix, text in (("service", units.service), ("timer", units.timer)):
        write_file(Path(output, f"{units.name}.{suffix}"), text.encode())
    Teller().note(f"wrote {units.name}.service and .timer; next: systemctl --user enable --now {units.name}.timer")


def program() -> str:
    """The absolute path of this command; a service knows nothing of a shell's PATH."""
    beside = Path(sys.executable).with_name("scraper")
    own = sys.argv[0] if Path(sys.argv[0]).name == "scraper" else ""
    found = shutil.which(own) if own else None
    return os.path.abspath(found or (beside if beside.exists() else shutil.which("scraper") or "scraper"))
