"""What stands behind ``</html>``: browsers put it into the body (HTML standard, 13.2.6.4.22).

libxml2 makes it a second ``html`` element beside the root, which nothing that starts at the root would ever meet.
"""

from __future__ import annotations

from lxml import etree

from .xmltext import legal


def rejoin(root: etree._Element) -> None:
    """Move the content of every ``html`` element beside the root to the end of the root's body; heads are left out."""
    behind = list(root.itersiblings("html"))
    if not behind:
        return
    body = root.find("body")
    target = root if body is None else body
    for more in behind:
        for part in (more, *more.iterchildren("body")):
            _add_text(target, part.text)
            for child in list(part):
                if child.tag in ("head", "body"):
                    _add_text(target, child.tail)
                else:
                    target.append(child)


def _add_text(target: etree._Element, text: str | None) -> None:
    if not text or not text.strip():
        return
    if len(target):
        target[-1].tail = legal(f"{target[-1].tail or ''} {text}")
    else:
        target.text = legal(f"{target.text or ''} {text}")
