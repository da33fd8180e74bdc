"""Measures extraction quality and speed of ours and of peers, side by side in one run."""
