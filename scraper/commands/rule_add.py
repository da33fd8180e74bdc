"""``scraper rule add``: keep a rule, in a host's section or in a cleaner of this project."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .telling import Teller

if TYPE_CHECKING:
    from ..regression.newrule import Example

_CONFIG = "fixtures/pages/scraper.toml"


@click.command()
@click.argument("words", metavar="WORDS")
@click.option("--host", metavar="HOST", default="", help="For this host and its subdomains, in a configuration file.")
@click.option("--config", metavar="FILE", default=_CONFIG, help=f"The configuration file to write [{_CONFIG}].")
@click.option(
    "--into", type=click.Choice(["strip", "keep", "disable"]), default="strip", help="The host's list [strip]."
)
@click.option(
    "--cleaner", metavar="NAME", default="", help="For every site, in this cleaner (a checkout of the project)."
)
@click.option("--rule", "of_rule", metavar="RULE", default="", help="The rule of the cleaner that the words go to.")
@click.option(
    "--reason", metavar="TEXT", default="", help="Makes a selector a new rule, named --rule, with this reason."
)
@click.option("--language", metavar="CODE", default="en", help="The language of a phrase [en].")
@click.option("--strip", metavar="FILE|TEXT", help="A page or piece that the rule must strip something of.")
@click.option("--keep", metavar="FILE|TEXT", help="A page or piece that looks alike and must stay.")
@click.option("--css", "kind", flag_value="css", help="WORDS are a CSS selector.")
@click.option("--phrase", "kind", flag_value="phrase", help="WORDS are a phrase.")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a defect.")
def add(**options: Any) -> None:
    """Keep a rule: for one host in a configuration file, or for every site in a cleaner.

    With --host WORDS are a CSS selector (with --into disable: the name of a rule), and what else is in the file stays
    as it is. With --cleaner they are a phrase or a selector; --strip and --keep become fixtures, and nothing is
    written when the rule does not do what they say.

    \b
    Examples:
      scraper rule add '.story-promo' --host example.org --config scraper.toml
      scraper rule add 'signup/call' --host example.org --into disable
      scraper rule add 'send me the letter' --cleaner signup --rule label \\
          --strip letter.html --keep 'Send me the letter, she said, and I shall burn it.'
    """
    if bool(options["host"]) == bool(options["cleaner"]):
        raise click.UsageError("Name a --host (one site) or a --cleaner (every site).")
    if options["host"]:
        _to_host(options)
    else:
        _to_cleaner(options)


def _to_host(options: dict[str, Any]) -> None:
    from ..regression.newrule_host import add_to_host, shadowed

    given = [name for name in ("of_rule", "reason", "strip", "keep") if options[name]]
    if given:
        raise click.UsageError(f"--{given[0].removeprefix('of_')} goes with --cleaner, not with --host.")
    file, host, teller = Path(options["config"]), options["host"].lower(), Teller()
    if not add_to_host(file, host, options["into"], " ".join(options["words"].split())):
        teller.note(f"it stands in {file} already")
        return
    teller.note(f"wrote {file}: {options['into']} of {host}; next: scraper fixture check")
    if hidden := shadowed(file, host):
        teller.note(f"the section of {hidden} no longer counts for {host}: copy into it what is still wanted")


def _to_cleaner(options: dict[str, Any]) -> None:
    from ..regression.newrule import Addition, plan
    from ..regression.trial_words import proposal
    from ..saving import write_file

    if not (options["strip"] and options["keep"]):
        advice = (
            "every rule needs a page where it strips something and one where it keeps its hands off what looks alike"
        )
        raise click.UsageError(f"Give --strip and --keep: {advice}.")
    new = bool(options["reason"])
    made = proposal(
        options["words"], options["kind"], cleaner=options["cleaner"], rule="" if new else options["of_rule"]
    )
    made = replace(made, rule=options["of_rule"].removeprefix(f"{made.cleaner}/"))
    checkout = _checkout()
    strip, keep = (_example(options[name], made.kind) for name in ("strip", "keep"))
    teller = Teller()
    for writing in plan(checkout, Addition(made, strip, keep, options["language"], options["reason"])):
        writing.path.parent.mkdir(parents=True, exist_ok=True)
        write_file(writing.path, writing.text.encode())
        _formatted(writing.path)
        teller.note(f"wrote {writing.path.relative_to(checkout)}")
    teller.note("next: pytest tests/cleaners, scraper fixture check")


def _checkout() -> Path:
    """The folder of the project that this command runs from. Raises ConfigError outside of a checkout."""
    from ..errors import ConfigError

    root = Path(__file__).resolve().parents[2]
    if (root / "fixtures" / "cleaners").is_dir() and (root / "pyproject.toml").is_file():
        return root
    reason = "writes into the project's own files, and this is an installed package"
    raise ConfigError("--cleaner", reason, "Work in a checkout (pip install -e .), or use --host")


def _example(given: str, kind: str) -> Example:
    """A file that is there, else the text itself: HTML when it has a tag, or when a selector is to match it."""
    from ..errors import FixtureError
    from ..regression.newrule import Example

    path = Path(given)
    if len(given) < 1000 and path.suffix in (".html", ".htm", ".txt"):
        try:
            return Example(path.read_text(encoding="utf-8"), ".txt" if path.suffix == ".txt" else ".html", whole=True)
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8"
            raise FixtureError(given, f"cannot be read ({reason})", "Check the path") from error
    return Example(given, ".html" if kind == "css" or "<" in given else ".txt")


def _formatted(path: Path) -> None:
    """Lay out a file as the project does, where its formatter is installed."""
    if path.suffix == ".py" and find_spec("ruff"):
        command = [sys.executable, "-m", "ruff", "format", "--quiet", str(path)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - our own tool and file
