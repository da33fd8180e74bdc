"""resiliparse (J. Bevendorff): the main-content extraction of its C++ reader."""

from __future__ import annotations

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

from .found import Found


def extract(html: bytes, url: str | None) -> Found:
    return Found(extract_plain_text(bytes_to_str(html, detect_encoding(html) or "utf-8"), main_content=True))
