"""Options that several commands share, and the configuration that they make."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from ..allowed import wanted
from ..config import DEFAULT, Config
from ..urls import is_web

_Command = TypeVar("_Command", bound=Callable[..., Any])


def page_address(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """What ``--url`` says, when it is an address that a page can have."""
    if value is not None and not is_web(value):
        raise click.BadParameter(f"{value!r} is no address of a page. Write it as https://host/path.")
    return value


def limit(context: click.Context, parameter: click.Parameter, value: str | None) -> float | None:
    """What ``--time-limit`` or ``--memory-limit`` says, when the configuration may say it."""
    key = {"time_limit": "clean_seconds", "memory_limit": "clean_megabytes"}[parameter.name or ""]
    default: float = getattr(DEFAULT, key)
    if value is None:
        return None
    try:
        number = type(default)(value)
    except ValueError:
        number = None
    if words := wanted(key, default, number):
        raise click.BadParameter(f"{value!r} is not {words}.")
    return number


_OPTIONS = (
    click.option("--url", metavar="URL", callback=page_address, help="The address a file or standard input came from."),
    click.option("--config", metavar="FILE", help="Configuration in TOML."),
    click.option("--disable", metavar="RULE", multiple=True, help="Keep what a rule or cleaner removes. Repeatable."),
    click.option("--only", metavar="CLEANER", multiple=True, help="Let only this cleaner remove words. Repeatable."),
    click.option("--strict", is_flag=True, help="Fail on pages that hold no article."),
    click.option("--time-limit", metavar="SECONDS", callback=limit, help="To clean a page [30]."),
    click.option("--memory-limit", metavar="MIB", callback=limit, help="To clean a page [2048]."),
    click.option("--allow-private", is_flag=True, help="Fetch from loopback and private networks too."),
    click.option("--contact", metavar="ADDRESS", help="Who fetches: put into the User-Agent header."),
    click.option("--proxy-from-env", is_flag=True, help="Use the proxies of HTTP_PROXY, HTTPS_PROXY, NO_PROXY."),
    click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a defect."),
)


def shared(command: _Command) -> _Command:
    """The options of every command that cleans."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def config_of(options: Mapping[str, Any]) -> Config:
    """The configuration file with the options of the command line over it. Raises ConfigError."""
    from ..fetchers.agent import user_agent
    from ..rules import check_names, load_checked

    base = load_checked(options["config"]) if options["config"] else DEFAULT
    check_names(Config(disable=options["disable"], only=options["only"]), "--")
    fetch = dataclasses.replace(
        base.fetch,
        allow_private=options["allow_private"] or base.fetch.allow_private,
        contact=options["contact"] or base.fetch.contact,
        proxies_from_environment=options["proxy_from_env"] or base.fetch.proxies_from_environment,
    )
    user_agent(fetch.contact)
    return dataclasses.replace(
        base,
        disable=(*base.disable, *options["disable"]),
        only=(*base.only, *options["only"]),
        strict=options["strict"] or base.strict,
        clean_seconds=options["time_limit"] or base.clean_seconds,
        clean_megabytes=options["memory_limit"] or base.clean_megabytes,
        fetch=fetch,
    )
