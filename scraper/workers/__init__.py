"""Cleaning in processes that can be killed: no page can hang, crash or bloat the program that asked for it."""

from .limits import Limits, Outcome
from .many import clean_many
from .pool import Workers

__all__ = ["Limits", "Outcome", "Workers", "clean_many"]
