"""Names of classes that hide words from the screen and leave them to screen readers.

The reader parts such words from those before them, a cleaner takes them out.
"""

CLASSES = ("sr-only", "show-for-sr", "element-invisible", "assistive-text")
"""Whole classes."""
PARTS = ("screen-reader", "screenreader", "visually-hid", "visuallyhid", "a11y-hidden")
"""Parts of longer names: ``visually-hidden-focusable``."""
