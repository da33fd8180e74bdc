"""Dates: as machines and as people write them, and which of them is the date of the article."""
