"""The document in the frame: the page as seen, with our marks last in its style so that they can be seen."""

from __future__ import annotations

from html import escape

from .frame import Frame
from .html_page import data


def frame_page(frame: Frame) -> str:
    """HTML that stands alone. A page with style sheets of its own was made for paper-white."""
    styles = [data("frame.css"), frame.style, data("frame_marks.css")]
    paper = ' class="rv-paper"' if frame.style.strip() else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(frame.lang)}"{paper}><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Page</title>'
        f"{''.join(f'<style>{style}</style>' for style in styles if style)}</head>"
        f"<body{frame.attributes}>{frame.body}</body></html>"
    )
