"""The frame of every page of the review: head, line of messages, keys. All of it works without its script."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

KEYS = (
    ("j k", "next, previous block"),
    ("r", "the chosen block must stay: pin KEEP"),
    ("x", "the chosen block must go: pin STRIP"),
    ("a", "accept what came out; of a crawled page: add it as a case"),
    ("s", "skip to the next case"),
    ("u", "undo the last step"),
    ("n p", "next, previous case"),
    ("1 2 3 4", "differences, blocks, article, fields"),
    ("c", "colours of the page on or off"),
    ("l", "list of cases"),
    ("/", "search the list"),
    ("?", "these keys"),
    ("Esc", "close, let go of the chosen block"),
)

KEYS_BUTTON = (
    '<button type="button" class="plain" popovertarget="help" data-key="?" aria-label="Keys"><kbd>?</kbd></button>'
)


@cache
def data(name: str, package: str = __package__) -> str:
    """A file that lies beside the code."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def document(title: str, header: str, main: str, message: str = "", *, busy: bool = False) -> str:
    """A whole page. ``message`` is what was just done; ``busy``: cases are still being looked at."""
    keys = "".join(f"<tr><th scope=row>{_keys(keys)}</th><td>{escape(words)}</td></tr>" for keys, words in KEYS)
    return Template(data("review.html")).substitute(
        title=escape(title),
        header=header,
        main=main,
        message=escape(message),
        busy=' data-busy="yes"' if busy else "",
        keys=keys,
    )


def _keys(keys: str) -> str:
    return " ".join(f"<kbd>{escape(key)}</kbd>" for key in keys.split())


def button(words: str, action: str, key: str, *, fields: Sequence[tuple[str, str]] = (), kind: str = "") -> str:
    """A form of one button, pressed by ``key`` too. ``fields``: what it sends."""
    hidden = "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in fields)
    shown = f' <kbd aria-hidden="true">{escape(key)}</kbd>' if key else ""
    keyed = f' data-key="{escape(key)}" aria-keyshortcuts="{escape(key)}"' if key else ""
    return (
        f'<form method="post" action="{escape(action)}">{hidden}'
        f'<button class="{kind or "plain"}"{keyed}>{escape(words)}{shown}</button></form>'
    )


def link(words: str, address: str, key: str = "", attributes: str = "") -> str:
    """A link, followed by ``key`` too."""
    shown = f' <kbd aria-hidden="true">{escape(key)}</kbd>' if key else ""
    keyed = f' data-key="{escape(key)}" aria-keyshortcuts="{escape(key)}"' if key else ""
    return f'<a href="{escape(address)}"{keyed}{attributes}>{escape(words)}{shown}</a>'


def counted(number: int, thing: str) -> str:
    """``1 word``, ``2 words``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
