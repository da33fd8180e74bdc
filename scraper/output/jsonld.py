"""Article -> schema.org JSON-LD. Properties as in schema.org release 29 (NewsArticle, ImageObject, VideoObject)."""

from __future__ import annotations

import re
from typing import Any

from ..article import ArticleData, Author, Image, Video
from ..urls import parts_of
from .html_blocks import web_address

_TYPES = {"live_blog": "LiveBlogPosting", "listing": "CollectionPage", "not_article": "WebPage"}
_HOUSES = ("organization", "agency")  # roles of authors that are no people
_BLOG = re.compile(r"(?:^|[./])(?:blogs?|weblog)(?:[./]|$)")


def render_jsonld(article: ArticleData) -> dict[str, Any]:
    """A description that schema.org readers accept; keys without a value are left out.

    Nothing is made up to fill a key: a site without a name has only its address, a video without a title no name.
    """
    address = address_of(article)
    is_page = article.kind in ("listing", "not_article")
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _type(article),
        "mainEntityOfPage": {"@type": "WebPage", "@id": address} if address and not is_page else None,
        "url": address,
        "headline": article.title,
        "alternativeHeadline": article.subtitle,
        "description": article.description,
        "author": [_author(author) for author in article.authors],
        "publisher": _organization(article),
        "datePublished": article.date_published,
        "dateModified": article.date_modified,
        "image": [_image(image) for image in article.images],
        "video": [_video(video) for video in article.videos],
        "isAccessibleForFree": article.access.free,
        "inLanguage": article.language,
        "keywords": list(article.tags),
        "correction": list(article.corrections),
    }
    if is_page:  # what is no article has no body of one, but a text all the same (schema.org/text)
        found["text"] = article.text
    else:
        found |= {
            "sourceOrganization": [{"@type": "Organization", "name": name} for name in article.agency],
            "dateline": article.dateline.place if article.dateline else None,
            "articleSection": article.section,
            "wordCount": article.word_count or None,
            "articleBody": article.text,
        }
    return _filled(found)


def address_of(article: ArticleData) -> str | None:
    """The best address of an article: canonical, else the one it was got from."""
    return web_address(article.canonical_url) or web_address(article.final_url) or web_address(article.url)


def _type(article: ArticleData) -> str:
    if article.kind != "article":
        return _TYPES[article.kind]
    parts = parts_of(address_of(article))
    return "BlogPosting" if _BLOG.search(f"{parts.hostname}{parts.path}".lower()) else "NewsArticle"


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _author(author: Author) -> dict[str, Any]:
    contact = author.contact or ""
    is_mail = "@" in contact[1:]
    is_house = author.role in _HOUSES
    return _filled(
        {
            "@type": "Organization" if is_house else "Person",
            "name": author.name,
            "url": author.url,
            "jobTitle": None if is_house else author.role,
            "email": contact if is_mail else None,
            "alternateName": None if is_mail else contact,
        }
    )


def _organization(article: ArticleData) -> dict[str, Any] | None:
    site = article.site
    url = f"https://{site.domain}" if site.domain else None
    return _filled({"@type": "Organization", "name": site.name, "url": url}) if site.name or url else None


def _image(image: Image) -> dict[str, Any]:
    return _filled(
        {
            "@type": "ImageObject",
            "name": image.alt if image.alt != image.caption else None,
            "url": web_address(image.url),
            "caption": image.caption,
            "creditText": image.credit,
        }
    )


def _video(video: Video) -> dict[str, Any]:
    return _filled(
        {
            "@type": "VideoObject",
            "name": video.title,
            "embedUrl": web_address(video.url),
            "description": video.caption,
        }
    )
