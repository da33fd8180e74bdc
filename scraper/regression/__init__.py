"""Fixtures: saved pages with what must come of them. A case is a folder; see ``case.py``."""
