"""The shapes of body blocks: lists, tables, quotes, runs of text with inline marks."""
