"""Programs of the documentation: the demo, its site, its pictures."""
