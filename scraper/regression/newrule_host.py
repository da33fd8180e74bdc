"""A rule for one host, written into a configuration file that people keep by hand: nothing else in it changes."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, Literal

from ..config import from_tables
from ..errors import ConfigError
from ..rules import check_names
from ..saving import write_file
from ..urls import ascii_host
from .trial_words import check_selector

Option = Literal["strip", "keep", "disable"]
_ONE_LINE = 100  # characters of a list that stands on one line
_FIX = "Correct it by hand; nothing was written"


def add_to_host(file: Path, host: str, option: Option, value: str) -> bool:
    """Write ``value`` into a list of ``[host."..."]`` in ``file``, which is made when it is not there.

    Comments, order and layout of the rest stay. False when it stands there already. Raises ConfigError for a file that
    is no configuration, a selector that is no CSS and a rule that does not exist (``disable``); OutputError.
    """
    import tomlkit  # noqa: PLC0415 - only where a file is written

    if option != "disable":
        check_selector(value, simple=False)
    document = _parsed(file, _text_of(file))
    hosts = _table(file, document, "host", tomlkit.table(is_super_table=True))
    name = next((known for known in hosts if ascii_host(known) == ascii_host(host)), host.lower())
    section = _table(file, hosts, name, tomlkit.table())
    values = section.setdefault(option, tomlkit.array())
    if not isinstance(values, list):
        raise ConfigError(str(file), f"'{option}' of host {name} is not a list", _FIX)
    if value in values:
        return False
    values.append(tomlkit.string(value, literal='"' in value and "'" not in value))
    if isinstance(values, tomlkit.items.Array) and len(values.as_string()) > _ONE_LINE:
        values.multiline(True)
    check_names(from_tables(str(file), document.unwrap()), f"{file}: ")
    write_file(file, tomlkit.dumps(document).encode())
    return True


def shadowed(file: Path, host: str) -> str:
    """The host whose section no longer holds for ``host``, since the one of the longest name alone counts; or ""."""
    names = {ascii_host(name) for name in _parsed(file, _text_of(file)).unwrap().get("host", {})}
    labels = (ascii_host(host) or "").split(".")
    above = (".".join(labels[start:]) for start in range(1, len(labels)))
    return next((name for name in above if name in names), "")


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise ConfigError(str(file), f"cannot be read ({reason})", "Check the path given with --config") from error


def _parsed(file: Path, text: str) -> Any:
    import tomlkit  # noqa: PLC0415 - only where a file is written
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - as above

    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise ConfigError(str(file), f"is not valid TOML: {error}", _FIX) from error
    from_tables(str(file), document.unwrap())
    return document


def _table(file: Path, above: MutableMapping[str, Any], name: str, new: Any) -> MutableMapping[str, Any]:
    """A table of ``above``, which is put there when it is missing."""
    found = above.setdefault(name, new)
    if not isinstance(found, MutableMapping):
        raise ConfigError(str(file), f"'{name}' must be a table", _FIX)
    return found
