"""Cleaners: one small file a kind of boilerplate. ``engine/`` asks all of them about an untouched Document."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from .engine.rules import Cleaner, Css, Phrase


@cache
def all_cleaners() -> tuple[Cleaner, ...]:
    """Every cleaner in this folder, by name."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.ispkg)
    return tuple(import_module(f"{__name__}.{name}").cleaner for name in names)


_FURNITURE = frozenset(("navigation", rule) for rule in ("page-footer", "footer", "header"))  # holds boxes of all kinds


@cache
def box_rules() -> frozenset[tuple[str, str]]:
    """(cleaner, rule) of all about boxes of one kind, told by their markup: menus, share bars, newsletter forms."""
    kinds = (cleaner for cleaner in all_cleaners() if cleaner.name != "technical")
    return frozenset((c.name, rule.id) for c in kinds for rule in c.rules if isinstance(rule, Css)) - _FURNITURE


@cache
def phrase_rules() -> frozenset[tuple[str, str]]:
    """(cleaner, rule) of all that look for a phrase."""
    return frozenset((c.name, rule.id) for c in all_cleaners() for rule in c.rules if isinstance(rule, Phrase))


_OTHER_REASONS = {
    "content/low-score": "the content model does not take it for part of the article",
    "content/orphan-heading": "a heading with nothing left below it",
    "content/copy": "the same paragraphs stand above",
    "host/strip": "a selector of the host's configuration",
}


@cache
def reasons() -> dict[str, str]:
    """Rule id -> reason in words, for the cleaners and for the content model."""
    found = {f"{cleaner.name}/{rule.id}": rule.reason for cleaner in all_cleaners() for rule in cleaner.rules}
    return found | _OTHER_REASONS
