"""The systems under test: one module each with ``extract(html, url) -> Found``, used as its manual says.

A module is imported only when its system runs, so a missing or broken system stops none of the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module, metadata

from .found import Found

Extract = Callable[[bytes, str | None], Found]
Prepare = Callable[[str], None]


def _nothing(_: str) -> None:
    """Most systems need to know nothing before."""


FOLDS_VARIABLE = "SCRAPER_BENCHMARK_FOLDS"
"""Names the folder of fold models; an environment variable, since pages are cleaned in processes of their own."""


@dataclass(frozen=True, slots=True)
class System:
    """``package`` is the distribution measured, ``options`` how it is called, ``fields`` what it can find at all."""

    name: str
    package: str
    options: str
    fields: frozenset[str]
    module: str = ""

    @property
    def version(self) -> str:
        """The installed version. Raises importlib.metadata.PackageNotFoundError when there is none."""
        return metadata.version(self.package)

    def load(self) -> tuple[Extract, Prepare]:
        """What extracts, and what is to be told before where a page comes from."""
        module = import_module(self.module or f"{__name__}.{self.name}")
        return module.extract, getattr(module, "prepare", _nothing)


_TEXT = frozenset({"text"})
_META = frozenset({"text", "title", "authors", "date"})

SYSTEMS = {
    system.name: system
    for system in (
        System("ours", "article-scraper", "clean(bytes, url=url)", _META | {"captions", "article"}),
        System(
            "trafilatura",
            "trafilatura",
            "bare_extraction(bytes, url=url, with_metadata=True, include_comments=False, include_tables=True)",
            _META,
        ),
        System("readability", "readability-lxml", "Document(bytes, url=url).summary()", _TEXT | {"title"}),
        System("newspaper4k", "newspaper4k", "Article(url, fetch_images=False).parse()", _META),
        System("resiliparse", "resiliparse", "extract_plain_text(str, main_content=True)", _TEXT),
        System("justext", "justext", "justext(bytes, stop list of the declared language)", _TEXT),
    )
}

__all__ = ["SYSTEMS", "Extract", "Found", "System"]
