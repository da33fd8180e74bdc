"""Output: the finished article as JSON, Markdown, HTML, JSON-LD and text, and the schema that its JSON keeps to."""

from .article import Article, publish
from .schema import SCHEMA_VERSION, schema

__all__ = ["SCHEMA_VERSION", "Article", "publish", "schema"]
