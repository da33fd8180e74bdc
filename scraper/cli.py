"""The command line: parse, call, print. Standard output is for data alone; everything else goes to standard error.

Exit codes: 0 done; 1 something failed and was reported; 2 wrong usage or configuration; 3 nothing could be fetched or
read; 130 interrupted; 141 nobody reads the output any more.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

import click

from .commands.standard import prepare, silence
from .commands.telling import Teller, debugging
from .errors import ConfigError, Defect, FetchError, ReadError, ScraperError

_FILES = {
    "clean": "clean", "cleaners": "about", "crawl": "crawl", "explain": "explain", "export": "export",
    "fixture": "fixture", "job": "job", "review": "review", "rule": "rule", "schedule": "schedule", "schema": "about",
}  # fmt: skip
"""The commands and the files of ``commands/`` that they are in."""
_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """A group whose commands are loaded when they are asked for: nobody waits for those of others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the help."""
        return sorted(_FILES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in _FILES:
            return None
        command: click.Command = getattr(import_module(f".commands.{_FILES[cmd_name]}", __package__), cmd_name)
        return command


@click.group(cls=Commands, context_settings=_SETTINGS)
@click.version_option(package_name="article-scraper", prog_name="scraper", message="%(prog)s %(version)s")
def cli() -> None:
    """Fetch pages, strip navigation, sign-up, video and other blocks, write clean JSON articles.

    Every word of a page is accounted for: kept, moved to a field, or removed with a reason.

    \b
    Start with:
      scraper clean https://example.org/story
      scraper explain https://example.org/story
      scraper job new https://example.org/
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit. No exception gets past it."""
    prepare()
    sys.exit(_guarded(arguments))


def _guarded(arguments: Sequence[str] | None) -> int:
    """Run the command; what stops it becomes a message and the exit code."""
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KeyboardInterrupt:
        click.echo("\ninterrupted" if sys.stderr.isatty() else "interrupted", err=True)  # below the ^C of the terminal
        return 130
    except BrokenPipeError:
        silence()
        return 141
    except ScraperError as error:
        Teller().error(error)
        return _code(error)
    except Exception as error:  # noqa: BLE001 - the last resort: people get one line, not a traceback
        return _defect(error)


def _run(arguments: list[str]) -> int:
    """Not ``cli.main``: click has ways of its own with broken pipes and interrupts."""
    try:
        with cli.make_context("scraper", arguments) as context:
            cli.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    finally:
        sys.stdout.flush()
    return 0


def _code(error: ScraperError) -> int:
    if isinstance(error, ConfigError):
        return 2
    return 3 if isinstance(error, FetchError | ReadError) else 1


def _defect(error: Exception) -> int:
    advice = "This is a defect of the scraper: please report it, with what --debug shows"
    Teller().error(Defect("scraper", f"{type(error).__name__}: {error}", advice))
    if debugging():
        traceback.print_exception(error)
    return 1
