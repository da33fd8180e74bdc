"""The peer of the crawl benchmark: Scrapy with trafilatura, as their manuals put them together.

``python -m benchmarks.crawl_peer OUTPUT.jsonl SITEMAP...``
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from scrapy.crawler import CrawlerProcess
from scrapy.spiders import SitemapSpider
from trafilatura import bare_extraction

# Politeness off and as many requests at a time as Scrapy's own default; everything else is left as it is.
SETTINGS = {
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": True,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
}


def parse(spider: Any, response: Any) -> Iterator[dict[str, Any]]:
    """One page -> one line, with trafilatura called as in the accuracy benchmark."""
    found: Any = bare_extraction(
        response.body, url=response.url, with_metadata=True, include_comments=False, include_tables=True
    )
    if found is not None:
        fields = found.as_dict()
        yield {name: fields[name] for name in ("url", "title", "author", "date", "text")}


def main(output: str, *sitemaps: str) -> None:
    """Crawl the pages of ``sitemaps`` into ``output``."""
    spider = type("Articles", (SitemapSpider,), {"name": "articles", "sitemap_urls": list(sitemaps), "parse": parse})
    process = CrawlerProcess(SETTINGS | {"FEEDS": {output: {"format": "jsonlines"}}})
    process.crawl(spider)
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
