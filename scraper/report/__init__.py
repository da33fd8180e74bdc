"""Reports for people: the explain page, its table for the terminal, and the ledger as data."""
