"""The user's own CSS selectors for one host: full CSS, run over the tree, since there are few of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from cssselect import SelectorError
from lxml.cssselect import CSSSelector

from ...errors import ConfigError
from ...model import Document


def select(document: Document, selectors: Iterable[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """(selector, (block, start, end)) for everything the selectors match. Raises ConfigError for bad CSS."""
    wanted = tuple(selectors)
    if not wanted or document.root is None:
        return
    nodes = {node.element: node for node in document.nodes}
    for selector in wanted:
        for element in cast("list[object]", compiled(selector)(document.root)):
            if node := nodes.get(element):
                yield from ((selector, span) for span in document.covered(node))


def compiled(selector: str, option: str = "host") -> CSSSelector:
    """A selector to call with a tree. Raises ConfigError, naming the option that it is of."""
    try:
        return CSSSelector(selector, translator="html")
    except SelectorError as error:
        raise ConfigError(option, f"'{selector}' is not valid CSS ({error})", "Correct the selector") from error
