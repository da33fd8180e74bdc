"""The worst pages as one self-contained HTML file: truth and ours side by side, what differs in colour."""

from __future__ import annotations

from html import escape

from .differences import Part, compare
from .worst import Case, problems

_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 1rem auto; max-width: 90rem; padding: 0 1rem }
section { border-top: 2px solid #8888; margin-top: 2rem }
.pair { display: grid; gap: 1.5rem; grid-template-columns: 1fr 1fr }
@media (max-width: 50rem) { .pair { grid-template-columns: 1fr } }
.text { overflow-wrap: anywhere; white-space: pre-wrap }
mark { color: inherit; border-radius: 2px }
mark.missing { background: #e5484d55 } mark.extra { background: #f5a52455 }
.scores { font-variant-numeric: tabular-nums; opacity: .8 }
h2 { font-size: 1.1rem; overflow-wrap: anywhere } h3 { font-size: 1rem }
"""


def render(cases: list[Case], title: str) -> str:
    """The whole page; no address is fetched by it."""
    index = "".join(
        f'<li><a href="#c{n}">{escape(case.truth.key)}</a> {1 - case.loss:.3f}' for n, case in enumerate(cases)
    )
    body = "".join(_section(number, case) for number, case in enumerate(cases))
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>{escape(title)}</title><style>{_STYLE}</style><h1>{escape(title)}</h1>"
        "<p>In the truth <mark class=missing>what is missing in ours</mark>, "
        "in ours <mark class=extra>what is too much</mark>.</p>"
        f"<ol>{index}</ol>{body}</html>\n"
    )


def _section(number: int, case: Case) -> str:
    scores = " · ".join(f"{name} {total:.3g}/{count:.0f}" for name, (total, count) in case.scores.items() if count)
    return (
        f"<section id=c{number}><h2>{escape(case.truth.key)} {escape(case.truth.url or '')}</h2>"
        f"<p class=scores>{escape(case.truth.page_type)} · {escape(scores)}</p>"
        f"{f'<p><mark class=missing>{escape(case.error)}</mark></p>' if case.error else ''}{_pair(case)}</section>"
    )


def _pair(case: Case) -> str:
    if case.truth.text is None:
        extra, missing = problems(case)
        truth = "".join(f"<p><mark class=missing>{escape(text)}</mark></p>" for text in missing)
        truth += "".join(f"<p><mark class=extra>{escape(text)}</mark></p>" for text in extra)
        ours = escape(case.found.text)
    else:
        left, right = compare(case.found.text, case.truth.text)
        truth, ours = _marked(right, "missing"), _marked(left, "extra")
    return (
        f"<div class=pair><div><h3>Truth</h3><div class=text>{truth}</div></div>"
        f"<div><h3>Ours</h3><div class=text>{ours}</div></div></div>"
    )


def _marked(parts: list[Part], kind: str) -> str:
    return "".join(
        escape(part.text) if part.same else f"<mark class={kind}>{escape(part.text)}</mark>" for part in parts
    )
