"""Every rule there is, and whether the names in a configuration are names of rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from .cleaners import all_cleaners, reasons
from .cleaners.engine.rules import Name, Phrase, Rule
from .config import Config
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


def check_names(config: Config) -> None:
    """Raises ConfigError for a name in ``disable`` or ``only`` that no rule or cleaner has, with what may be meant."""
    if config.disable or config.only or config.host:  # else there is no need to load every cleaner for it
        hosts = tuple((host, tuple(section.disable)) for host, section in config.host.items())
        _check_all(tuple(config.disable), tuple(config.only), hosts)


@cache
def _check_all(disable: tuple[str, ...], only: tuple[str, ...], hosts: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    """Once for all pages that are cleaned with the same names."""
    rules = [info.rule_id for info in catalogue()]
    cleaners = sorted({*(rule.partition("/")[0] for rule in rules), *_MOVERS})
    _check("--disable", disable, [*cleaners, *rules])
    _check("--only", only, cleaners)
    for host, names in hosts:
        _check(f'[host."{host}"] disable', names, [*cleaners, *rules])


def _check(option: str, names: Iterable[str], known: list[str]) -> None:
    for name in names:
        if name in known or name.partition("/")[0] in _MOVERS:
            continue
        close = get_close_matches(name, known, 1, 0.6) or [rule for rule in known if rule.endswith(f"/{name}")]
        if option == "--only" and name.partition("/")[0] in known:
            close = [name.partition("/")[0]]
        kind = "cleaner" if option == "--only" else "rule or cleaner"
        advice = f"Did you mean '{close[0]}'? " if close else ""
        raise ConfigError(option, f"no {kind} is named '{name}'", f"{advice}'scraper cleaners' lists them all")
