"""Readable paths of blocks, such as ``body>article#story>p.lead``: where the ledger says that words stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .model import Document


def paths_of(document: Document, blocks: Iterable[int]) -> dict[int, str]:
    """Block number -> the path of its block-level element."""
    nodes, known = document.nodes, {-1: ""}  # node -> path
    found = {}
    for block in blocks:
        number = document.blocks[block].node
        new = []
        while number not in known:
            node = nodes[number]
            new.append(node)
            number = node.parent
        path = known[number]
        for node in reversed(new):
            if node.tag != "html":
                step = _step(node.tag, node.attrs) if node.attrs else node.tag
                path = f"{path}>{step}" if path else step
            known[node.id] = path
        found[block] = path
    return found


def path_of(document: Document, block: int) -> str:
    """The path of one block."""
    return paths_of(document, (block,))[block]


def _step(tag: str, attrs: Mapping[str, str]) -> str:
    if (ident := attrs.get("id")) and (words := ident.split(None, 1)):
        return f"{tag}#{words[0]}"
    if (classes := attrs.get("class")) and (words := classes.split(None, 1)):
        return f"{tag}.{words[0]}"
    return tag
