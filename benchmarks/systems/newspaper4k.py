"""newspaper4k (A. Paraschiv, L. Ou-Yang)."""

from __future__ import annotations

from bs4.dammit import EncodingDetector
from newspaper import Article

from .found import Found


def extract(html: bytes, url: str | None) -> Found:
    article = Article(url or "http://localhost/", fetch_images=False)
    article.download(input_html=_decoded(html))
    article.parse()
    date = article.publish_date
    return Found(article.text, article.title, tuple(article.authors), date.isoformat() if date else None)


def _decoded(html: bytes) -> str:
    for name in EncodingDetector(html, is_html=True).encodings:
        try:
            return html.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return html.decode("utf-8", "replace")
