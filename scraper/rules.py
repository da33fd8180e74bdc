"""Every rule there is, and whether what a configuration says of rules can be meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from .cleaners import all_cleaners, reasons
from .cleaners.engine.host import compiled
from .cleaners.engine.rules import Name, Phrase, Rule
from .config import Config, HostConfig, load
from .errors import ConfigError

# Not cleaners, yet they take words out of the body as well, under these names.
_MOVERS = {
    "captions": "Words that move to the images and videos they describe",
    "metadata": "Words that move to the title, the authors, the dates and other fields",
}
_OTHERS = {
    "content": "The content model: blocks that do not look like a part of the article",
    "host": "Selectors of the host's section in the configuration",
}


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One rule for people: ``strength`` is what it does alone, ``agreed`` what it does with other signals beside it.

    ``name``: it removes nothing itself, it names what others took out.
    """

    cleaner: str
    about: str
    rule: str
    reason: str
    strength: str
    agreed: str

    @property
    def rule_id(self) -> str:
        return f"{self.cleaner}/{self.rule}"


def catalogue() -> tuple[RuleInfo, ...]:
    """Every rule of every cleaner by name, then those of the content model and the configuration."""
    found = [
        RuleInfo(cleaner.name, cleaner.about, rule.id, rule.reason, *_strengths(rule))
        for cleaner in all_cleaners()
        for rule in cleaner.rules
    ]
    known = {info.rule_id for info in found}
    for rule_id, reason in reasons().items():
        cleaner, _, rule = rule_id.partition("/")
        if rule_id not in known and cleaner in _OTHERS:
            strength = "certain" if rule_id != "content/low-score" else "strong"
            found.append(RuleInfo(cleaner, _OTHERS[cleaner], rule, reason, strength, strength))
    return tuple(found)


def _strengths(rule: Rule) -> tuple[str, str]:
    if isinstance(rule, Name):
        return "name", "name"
    return (rule.alone, rule.agreed) if isinstance(rule, Phrase) else (rule.strength, rule.strength)


def load_checked(path: str | Path) -> Config:
    """The configuration of a file. Raises ConfigError, also for what ``check_names`` finds."""
    config = load(path)
    check_names(config, f"{path}: ")
    return config


def check_names(config: Config, where: str = "Config.") -> None:
    """Raises ConfigError for a name in ``disable`` or ``only`` that no rule or cleaner has, with what may be meant, and
    for a host's selector that is no CSS.

    ``where`` stands before the name of the option: ``--`` on the command line, ``scraper.toml: `` for a file.
    """
    if config.disable or config.only or config.host:  # else there is no need to load every cleaner for it
        _check_all(config.disable, config.only, tuple(config.host.items()), where)


@cache
def _check_all(
    disable: tuple[str, ...], only: tuple[str, ...], hosts: tuple[tuple[str, HostConfig], ...], where: str
) -> None:
    """Once for all pages that are cleaned with the same names."""
    rules = [info.rule_id for info in catalogue()]
    cleaners = sorted({*(rule.partition("/")[0] for rule in rules), *_MOVERS})
    _check(f"{where}disable", disable, [*cleaners, *rules])
    _check(f"{where}only", only, cleaners)
    for host, section in hosts:
        _check(f'{where}host."{host}".disable', section.disable, [*cleaners, *rules])
        for option, selectors in (("strip", section.strip), ("keep", section.keep)):
            for selector in selectors:
                compiled(selector, f'{where}host."{host}".{option}')


def _check(option: str, names: Iterable[str], known: list[str]) -> None:
    only_cleaners = not any("/" in name for name in known)
    for name in names:
        if name in known or name.partition("/")[0] in _MOVERS:
            continue
        close = get_close_matches(name, known, 1, 0.6) or [rule for rule in known if rule.endswith(f"/{name}")]
        if only_cleaners and name.partition("/")[0] in known:
            close = [name.partition("/")[0]]
        kind = "cleaner" if only_cleaners else "rule or cleaner"
        advice = f"Did you mean '{close[0]}'? " if close else ""
        raise ConfigError(option, f"no {kind} is named '{name}'", f"{advice}'scraper cleaners' lists them all")
