"""Words put into the sources of a cleaner: its word lists (TOML) and its rules of markup (Python), text to text.

The rest of a file stays as it is, comments and layout included; breaking a line that grew long is the formatter's work.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator

from ..cleaners.engine.rules import Css
from ..errors import FixtureError

_WIDTH = 120  # characters of a line, as in pyproject.toml
_INDENT = " " * 8


def with_phrase(source: str, rule: str, language: str, phrase: str) -> str:
    """A word list with one phrase more at the end of ``[rule]``, ``language``."""
    import tomlkit  # noqa: PLC0415 - only where a file is written

    document = tomlkit.parse(source)
    table = document.setdefault(rule, tomlkit.table())
    table.setdefault(language, tomlkit.array()).append(phrase)
    return tomlkit.dumps(document)


def with_selector(source: str, rule: str, selector: str) -> str:
    """A cleaner's file whose rule ``css("rule", ...)`` has one selector more. Raises FixtureError."""
    call = next((it for it in _css_calls(source) if _name(it) == rule), None)
    if call is None or len(call.args) < 2:
        raise FixtureError(rule, "its css(...) was not found in the cleaner's file", "Write the selector there by hand")
    given = call.args[1]
    text = ast.get_source_segment(source, given) or ""
    if (
        isinstance(given, ast.Constant)
        and "\n" not in text
        and text.startswith('"')
        and not set(selector) & {'"', "\\"}
    ):
        new = f'{text[:-1]}, {selector}"'
    else:
        new = f"{text} + {_quoted(f', {selector}')}"
    return _replaced(source, given, new)


def with_css_rule(source: str, rule: Css) -> str:
    """A cleaner's file with one rule of markup more, below those that it has. Raises FixtureError."""
    calls = list(_css_calls(source))
    if not calls:
        advice = "Write the first one by hand: docs/adding-a-cleaner.md"
        raise FixtureError(rule.id, "this cleaner has no rule of markup to stand beside", advice)
    last = calls[-1]
    lines = source.splitlines(keepends=True)
    at = last.end_lineno or last.lineno
    arguments = [_quoted(text) for text in (rule.id, rule.selector, rule.reason)]
    one_line = f"{_INDENT}css({', '.join(arguments)}),\n"
    if len(one_line) > _WIDTH + 1:
        one_line = f"{_INDENT}css(\n" + "".join(f"{_INDENT}    {text},\n" for text in arguments) + f"{_INDENT}),\n"
    return "".join([*lines[:at], one_line, *lines[at:]])


def _css_calls(source: str) -> Iterator[ast.Call]:
    """Calls ``css("id", ...)`` in the order of the file."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: call.lineno):
        if isinstance(call.func, ast.Name) and call.func.id == "css" and _name(call):
            yield call


def _name(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _quoted(text: str) -> str:
    """A string literal; in single quotes when that needs no backslash, as the formatter has it."""
    if '"' in text and "'" not in text and "\\" not in text:
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False)


def _replaced(source: str, node: ast.expr, new: str) -> str:
    """The source with ``new`` in the place of an expression. Columns of ``ast`` count bytes of UTF-8."""
    lines = [line.encode() for line in source.splitlines(keepends=True)]
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    before = b"".join(lines[: node.lineno - 1]) + lines[node.lineno - 1][: node.col_offset]
    after = lines[node.end_lineno - 1][node.end_col_offset :] + b"".join(lines[node.end_lineno :])
    return (before + new.encode() + after).decode()
