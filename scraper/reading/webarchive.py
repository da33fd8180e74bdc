"""Web archives of Safari (a binary property list): the page alone is taken from them.

The page is the ``WebMainResource``; pictures, styles and frames stand beside it.
"""

from __future__ import annotations

import dataclasses
import plistlib
from collections.abc import Mapping
from typing import Any

from ..errors import ReadError
from ..model import Page


def unpacked(page: Page) -> Page:
    """The page that an archive holds, with the address and the encoding that the archive names. Raises ReadError."""
    main = _main_resource(page)
    body = main.get("WebResourceData")
    if not isinstance(body, bytes):
        raise _refused(page, "is a property list that holds no page")
    address, encoding, media_type = (
        _text(main.get(f"WebResource{name}")) for name in ("URL", "TextEncodingName", "MIMEType")
    )
    web = address if address and address.startswith(("http://", "https://")) else None
    return dataclasses.replace(
        page, body=body, url=page.url or web, media_type=media_type or None, charset=page.charset or encoding
    )


def _main_resource(page: Page) -> Mapping[str, Any]:
    try:
        archive = plistlib.loads(page.body, fmt=plistlib.FMT_BINARY)
    except (plistlib.InvalidFileException, ValueError, RecursionError, OverflowError, TypeError, IndexError) as error:
        raise _refused(page, f"is a property list that is torn ({error or type(error).__name__})") from error
    main = archive.get("WebMainResource") if isinstance(archive, dict) else None
    return main if isinstance(main, dict) else {}


def _refused(page: Page, reason: str) -> ReadError:
    return ReadError(page.url or "input", reason, "Open it in a browser and save the page again")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
