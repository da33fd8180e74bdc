"""Who wrote it: statements, visible bylines, and notes on the authors."""
