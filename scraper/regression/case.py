"""A case: a folder with a page as it was received and what must come of it.

page.html | page.txt (or with .gz)   the body as received
page.json                            address, status, headers, time of the fetch: the frozen clock
article.json, removals.json          the expected article and ledger
pins.txt                             what a person is sure of
known.txt                            fields that are known to fail, in how many places, and why
"""

from __future__ import annotations

import dataclasses
import fnmatch
import gzip
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..config import DEFAULT, Config
from ..errors import FixtureError, ReadError
from ..model import Page
from ..output import Article
from ..rules import load_checked
from ..sniff import sniff_media_type
from .known import Known, read_known
from .ledger import Ledger, from_json
from .pins import Pin, read_pins

PAGES = ("page.html", "page.txt", "page.html.gz", "page.txt.gz")
META = "page.json"
ARTICLE = "article.json"
REMOVALS = "removals.json"
CONFIG = "scraper.toml"
_FILES = (*PAGES, META, ARTICLE, REMOVALS, "pins.txt", "known.txt")
_KEYS = ("url", "final_url", "status", "headers", "media_type", "charset", "fetched_at")
_TYPES: dict[str, tuple[type, str]] = {"status": (int, "a number"), "headers": (dict, "an object of texts")}
_MEND = "Mend it, or add the page again with --replace"


@dataclass(frozen=True, slots=True)
class Case:
    """``expected`` and ``ledger`` are None until something is accepted. ``known``: fields known to fail."""

    name: str
    folder: Path
    page: Page
    expected: Article | None
    ledger: Ledger | None
    pins: tuple[Pin, ...]
    known: Mapping[str, Known]


def config_of(root: Path, given: Path | None = None) -> Config:
    """What the cases below ``root`` are cleaned with: ``given``, else ``root/scraper.toml``, else the defaults.

    Never strict: a case states its kind itself. Raises ConfigError.
    """
    path = given or (root / CONFIG if (root / CONFIG).is_file() else None)
    return dataclasses.replace(load_checked(path) if path else DEFAULT, strict=False)


def find_cases(root: Path, names: Sequence[str] = ()) -> tuple[Path, ...]:
    """The folders of all cases, or of those with these names (``*`` and ``?`` stand for anything), sorted.

    Raises FixtureError for a name that no case has, and when there is none at all.
    """
    if not root.is_dir():
        raise FixtureError(
            str(root), "is no folder of cases", "Add one: scraper fixture add URL, or name another --fixtures"
        )
    cases = {path.name: path for path in sorted(root.iterdir()) if _is_case(path)}
    if not cases:
        raise FixtureError(str(root), "holds no case", "Add one: scraper fixture add URL")
    found = {name for wanted in names for name in _matching(wanted, cases, root)} if names else set(cases)
    return tuple(cases[name] for name in sorted(found))


def _is_case(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".") and any((path / name).exists() for name in _FILES)


def _matching(wanted: str, cases: Mapping[str, Path], root: Path) -> list[str]:
    """The cases of one name, pattern or path, as a shell completes it."""
    if wanted in cases:
        return [wanted]
    if found := fnmatch.filter(cases, wanted):
        return found
    path = Path(wanted)
    if path.name in cases and path.is_dir() and path.resolve() == cases[path.name].resolve():
        return [path.name]
    close = get_close_matches(wanted, cases, 1, 0.6)
    advice = f"The nearest is '{close[0]}'" if close else f"There are {len(cases)}: see {root}"
    raise FixtureError(wanted, f"is no case in {root}", advice)


def load_case(folder: Path) -> Case:
    """Read a case. Raises FixtureError naming the file, the reason and the next step."""
    article, removals = folder / ARTICLE, folder / REMOVALS
    return Case(
        name=folder.name,
        folder=folder,
        page=load_page(folder),
        expected=_article(article) if article.exists() else None,
        ledger=from_json(_bytes(removals), str(removals)) if removals.exists() else None,
        pins=read_pins(folder),
        known=read_known(folder),
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FixtureError(
            str(path), f"cannot be read ({error.strerror})", "Check the file and its permissions"
        ) from error


def _article(path: Path) -> Article:
    try:
        return Article.from_json(_bytes(path))
    except ReadError as error:
        advice = "Mend it, or delete it and accept the case again"
        raise FixtureError(str(path), f"is no article of this version: {error.reason}", advice) from error


def page_path(folder: Path) -> Path:
    """The one file that holds the page of a case. Raises FixtureError when there is none or more than one."""
    found = [folder / name for name in PAGES if (folder / name).exists()]
    if not found:
        raise FixtureError(str(folder), "holds no page", f"A case has one file named {', '.join(PAGES)}")
    if len(found) > 1:
        raise FixtureError(str(folder), f"holds {' and '.join(p.name for p in found)}", "Keep one of them")
    return found[0]


def load_page(folder: Path) -> Page:
    """The page of a case alone. Raises FixtureError."""
    path = page_path(folder)
    body = _bytes(path)
    if path.suffix == ".gz":
        try:
            body = gzip.decompress(body)
        except (OSError, EOFError, zlib.error) as error:
            raise FixtureError(str(path), f"is damaged ({error})", _MEND) from error
    meta = _meta(folder / META)
    suffix = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    return Page(**(meta | {"body": body, "media_type": meta.get("media_type") or sniff_media_type(body, suffix)}))


def _meta(path: Path) -> dict[str, Any]:
    """The facts of page.json that are known; a missing file tells none."""
    if not path.exists():
        return {}
    try:
        data = json.loads(_bytes(path))
    except (ValueError, RecursionError) as error:
        raise FixtureError(str(path), f"is not valid JSON: {error}", _MEND) from error
    if not isinstance(data, dict):
        raise FixtureError(str(path), "must be an object", _MEND)
    for key, value in data.items():
        _check(path, key, value)
    return {key: value for key, value in data.items() if value is not None}


def _check(path: Path, key: str, value: Any) -> None:
    if key not in _KEYS:
        raise FixtureError(str(path), f"has the unknown key '{key}'", f"Known: {', '.join(_KEYS)}")
    kind, name = _TYPES.get(key, (str, "a text"))
    texts = value.values() if isinstance(value, dict) else ()
    if value is not None and not (type(value) is kind and all(isinstance(text, str) for text in texts)):
        raise FixtureError(str(path), f"'{key}' must be {name}, not {value!r}", _MEND)


def meta_json(page: Page) -> str:
    """What page.json says of a page; the same page gives the same text."""
    data = {key: getattr(page, key) for key in _KEYS}
    data["headers"] = dict(sorted(page.headers.items())) or None
    return json.dumps(data, ensure_ascii=False, indent=2)
