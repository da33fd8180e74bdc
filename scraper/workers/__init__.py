"""Cleaning in processes that can be killed: no page can hang, crash or bloat the program that asked for it."""

from .limits import Limits, Order, Outcome
from .many import clean_many
from .pool import Workers

__all__ = ["Limits", "Order", "Outcome", "Workers", "clean_many"]
