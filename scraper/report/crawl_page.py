"""The page that shows how a crawl job does: ``report.html`` beside its output. It opens from disk and loads nothing.

All text from outside is escaped, addresses are links to web pages only, and the page's Content-Security-Policy (CSP
Level 3) allows its own style and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import time
from collections import Counter
from html import escape
from importlib.resources import files
from string import Template

from .crawl_charts import COLOURS, histogram, share, spark, stacked
from .crawl_data import CrawlReport, Days, ErrorGroup, RunRow, SiteRow

# In the order of the bar: what is good first. The names are those of crawl.events.Outcome.
OUTCOMES = {
    "new": "new articles", "changed": "changed articles", "unchanged": "unchanged", "duplicate": "duplicates",
    "source": "sources read", "not_article": "without an article", "noindex": "not to be kept (noindex)",
    "redirected": "redirected", "unwanted": "outside of the job", "denied": "denied by robots.txt",
    "gone": "gone (404, 410)", "retry": "failed tries", "failed": "failed",
}  # fmt: skip
_BYTES = ("bytes", "kB", "MB", "GB", "TB")
_SITES, _RUNS_SHOWN, _SLOW = 50, 20, 8


def render(report: CrawlReport) -> str:
    """The page as HTML text."""
    style = _data("crawl.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    last = report.runs[-1] if report.runs else None
    return Template(_data("crawl.html")).substitute(
        csp=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        style=style,
        job=escape(report.job),
        made=_moment(report.made),
        last=_last(last),
        tiles=_tiles(report, last),
        drift=_drift(report),
        outcomes=_outcomes(last),
        days=_days(report),
        quality=histogram(report.quality, 1, "Articles by quality, 0 to 1"),
        removed=histogram(report.removed, 4, "Articles by share of words removed, 0 to 1"),
        sites=_sites(report),
        errors=_errors(report.errors),
        slow=_slow(report.sites),
        runs=_runs(report.runs),
    )


def _data(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(seconds))


def _last(run: RunRow | None) -> str:
    if run is None:
        return "The job has not run yet."
    how = {"finished": "finished", "stopped": "was stopped", "pages": "reached its limit of pages"}
    how |= {"bytes": "reached its limit of bytes", "": "has not ended"}
    return f"Run {run.number} of {_moment(run.started)} {how.get(run.ended, escape(run.ended))}."


def _tiles(report: CrawlReport, last: RunRow | None) -> str:
    pairs = [("articles", f"{report.articles:,}"), ("pages known", f"{sum(report.pages.values()):,}")]
    if report.duplicates:
        pairs.append(("duplicates", f"{report.duplicates:,}"))
    if report.retired:
        pairs.append(("retired", f"{report.retired:,}"))
    if last:
        new, changed = last.outcomes.get("new", 0), last.outcomes.get("changed", 0)
        pairs += [("new this run", f"{new:,}"), ("changed this run", f"{changed:,}")]
        pairs += [("requests", f"{last.requests:,}"), ("received", size(last.bytes)), ("took", duration(last.seconds))]
    return "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in pairs)


def size(count: float) -> str:
    """A number of bytes for people: ``3.2 MB``."""
    for unit in _BYTES:
        if count < 1000 or unit == _BYTES[-1]:
            return f"{count:,.0f} {unit}" if unit == "bytes" or count >= 100 else f"{count:.1f} {unit}"
        count /= 1000
    return ""


def duration(seconds: float) -> str:
    """Seconds for people: ``45 s``, ``12 min``, ``3 h 05 min``."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 120:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60:02d} min"


def _drift(report: CrawlReport) -> str:
    if not report.drift:
        return ""
    rows = "".join(f"<li><b>{escape(drift.host)}</b>: {escape(drift.words)}</li>" for drift in report.drift)
    hint = "A site that changed its pages often looks like this. Compare: <code>scraper explain ADDRESS</code>."
    return f'<section class="warn" aria-label="Warnings"><h2>Drift</h2><ul>{rows}</ul><p>{hint}</p></section>'


def _outcomes(last: RunRow | None) -> str:
    counts = last.outcomes if last else {}
    parts = [(name, counts[name]) for name in OUTCOMES if counts.get(name)]
    if not parts:
        return '<p class="none">Nothing was fetched.</p>'
    rows = "".join(f'<li><i class="k o-{name}"></i>{OUTCOMES[name]} <b>{count:,}</b></li>' for name, count in parts)
    return f'{share(parts, "Pages of the last run by outcome")}<ul class="key">{rows}</ul>'


def _days(report: CrawlReport) -> str:
    """By the day they were found on and, where feeds and sitemaps tell dates, by that."""
    shown = _one_chart(report.found, report.sites, "Articles by the day they were first found")
    dates = _one_chart(report.dated, report.sites, "Articles by the date that feeds and sitemaps give")
    if not shown:
        return '<p class="none">No article yet.</p>'
    return f'<div class="pair">{shown}{dates}</div>{_site_key(report)}'


def _one_chart(days: Days, sites: tuple[SiteRow, ...], about: str) -> str:
    if not days:
        return ""
    columns = [(day[5:], parts) for day, parts in days]
    names = [site.host for site in sites][: COLOURS - 1]
    return f"<figure>{stacked(columns, names, about)}<figcaption>{about}</figcaption></figure>"


def _site_key(report: CrawlReport) -> str:
    sites = [site for site in report.sites if site.articles]
    named = [
        f'<li><i class="k c{number}"></i>{escape(site.host)}</li>' for number, site in enumerate(sites[: COLOURS - 1])
    ]
    if len(sites) >= COLOURS:
        named.append(f'<li><i class="k c{COLOURS - 1}"></i>{len(sites) - COLOURS + 1} more</li>')
    return f'<ul class="key">{"".join(named)}</ul>'


def _sites(report: CrawlReport) -> str:
    warned = Counter(drift.host for drift in report.drift)
    rows = "".join(_site(site, warned[site.host]) for site in report.sites[:_SITES])
    more = len(report.sites) - _SITES
    tail = f'<p class="none">{more:,} more sites.</p>' if more > 0 else ""
    head = ("site", "articles", "pages", "duplicates", "errors", "quality", "by run", "removed", "a request")
    return _table(head, rows) + tail


def _site(site: SiteRow, warnings: int) -> str:
    sign = '<span class="sign" title="drift">!</span>\u00a0' if warnings else ""
    cells = [
        f"{site.articles:,}", f"{site.pages:,}", f"{site.duplicates:,}", f"{site.errors:,}",
        "" if site.quality is None else f"{site.quality:.2f}", spark(site.history, f"Quality of {site.host} by run"),
        "" if site.removed is None else f"{site.removed:.0%}", f"{site.fetch_seconds:.2f} s" if site.requests else "",
    ]  # fmt: skip
    return f'<tr><th scope="row">{sign}{escape(site.host)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _errors(groups: tuple[ErrorGroup, ...]) -> str:
    if not groups:
        return '<p class="none">No page is failing.</p>'
    return "".join(_group(group) for group in groups)


def _group(group: ErrorGroup) -> str:
    rows = "".join(
        f"<li>{_link(url)}<br><span>{escape(_tail(error, url))}</span></li>" for url, error in group.examples
    )
    pages = f"{group.pages:,} page{'' if group.pages == 1 else 's'}"
    return f"<details open><summary><b>{escape(group.reason)}</b> {pages}</summary><ul>{rows}</ul></details>"


def _tail(error: str, url: str) -> str:
    return error.removeprefix(url).lstrip(": ")


def _link(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        return escape(url)
    return f'<a href="{escape(url)}" rel="noreferrer noopener">{escape(url)}</a>'


def _slow(sites: tuple[SiteRow, ...]) -> str:
    slowest = sorted((site for site in sites if site.requests), key=lambda site: -site.fetch_seconds)[:_SLOW]
    if not slowest:
        return '<p class="none">Nothing was fetched.</p>'
    top = slowest[0].fetch_seconds or 1.0
    rows = "".join(
        f'<tr><th scope="row">{escape(site.host)}</th><td>{site.fetch_seconds:.2f} s</td><td class="bar">'
        f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="c0" width="{site.fetch_seconds / top * 100:.1f}" height="10"/></svg></td>'
        f"<td>{site.requests:,}</td></tr>"
        for site in slowest
    )
    return _table(("host", "a request", "", "requests"), rows)


def _runs(runs: tuple[RunRow, ...]) -> str:
    rows = "".join(_run(run) for run in reversed(runs[-_RUNS_SHOWN:]))
    return _table(("run", "new", "changed", "unchanged", "failed", "requests", "received", "took"), rows)


def _run(run: RunRow) -> str:
    counts = [f"{run.outcomes.get(name, 0):,}" for name in ("new", "changed", "unchanged", "failed")]
    cells = [*counts, f"{run.requests:,}", size(run.bytes), duration(run.seconds) if run.ended else "not ended"]
    return f'<tr><th scope="row">{_moment(run.started)}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _table(head: tuple[str, ...], rows: str) -> str:
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    return f'<div class="wide"><table><thead><tr>{titles}</tr></thead><tbody>{rows}</tbody></table></div>'
