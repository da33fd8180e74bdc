"""Cleaners: one small file a kind of boilerplate. ``engine/`` asks all of them about an untouched Document."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from .engine.rules import Cleaner


@cache
def all_cleaners() -> tuple[Cleaner, ...]:
    """Every cleaner in this folder, by name."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.ispkg)
    return tuple(import_module(f"{__name__}.{name}").cleaner for name in names)
