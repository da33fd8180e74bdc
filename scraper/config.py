"""One frozen Config: defaults, TOML files, per-host sections."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from .allowed import as_type, by_host, check, wanted
from .errors import ConfigError
from .urls import ascii_host


@dataclass(frozen=True, slots=True)
class FetchConfig:
    """Limits of one fetch. Times in seconds, sizes in decoded bytes.

    ``ca_bundle``: a PEM file of certificate authorities to trust instead of the usual ones; verification is never off.
    """

    total_seconds: float = 60.0
    connect_seconds: float = 10.0
    max_bytes: int = 20 * 1024 * 1024
    max_redirects: int = 10
    retries: int = 3
    backoff_seconds: float = 0.5
    max_retry_after_seconds: float = 30.0
    allow_private: bool = False
    proxies_from_environment: bool = False
    contact: str = ""
    ca_bundle: str = ""

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True, slots=True)
class HostConfig:
    """Additions for one host: CSS selectors to strip or keep, rule ids to switch off."""

    strip: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True, slots=True)
class Config:
    """All options of a run. Raises ConfigError for a value that an option cannot have.

    ``disable``: rule ids (``signup/form``) or whole cleaners (``signup``): what they removed stays. ``only``: names of
    the cleaners that may remove; the others, the content model included, keep their hands off. ``reasons``: give the
    content model's reasons in the ledger (costs time; ``explain`` asks for it). ``clean_seconds`` and
    ``clean_megabytes`` bound the process that cleans one page. ``article_from``: a page counts as an article from this
    probability on.
    """

    disable: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    strict: bool = False
    clean_seconds: float = 30.0
    clean_megabytes: int = 2048
    article_from: float = 0.5
    reasons: bool = False
    fetch: FetchConfig = field(default_factory=FetchConfig)
    host: Mapping[str, HostConfig] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check(self)
        if not isinstance(self.fetch, FetchConfig):
            raise ConfigError("Config.fetch", "must be a FetchConfig", f"Found: {self.fetch!r}")
        if not isinstance(self.host, Mapping):
            raise ConfigError("Config.host", "must map host names to HostConfig", f"Found: {self.host!r}")
        for host, section in self.host.items():
            if not isinstance(section, HostConfig):
                raise ConfigError(f"Config.host[{host!r}]", "must be a HostConfig", f"Found: {section!r}")
        object.__setattr__(self, "host", by_host("Config.host", self.host))

    def for_host(self, hostname: str | None) -> HostConfig:
        """The section of the longest configured name that is ``hostname`` or a parent domain of it."""
        labels = (ascii_host(hostname or "") or "").split(".") if self.host else ()
        for start in range(len(labels)):
            if found := self.host.get(".".join(labels[start:])):
                return found
        return HostConfig()


DEFAULT = Config()


def load(path: str | Path, base: Config = DEFAULT) -> Config:
    """Read a TOML file over ``base``. Raises ConfigError naming the file, the key and what is allowed."""
    name = str(path)
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(name, f"cannot be read ({error.strerror})", "Check the path given with --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(name, f"is not valid TOML: {error}", "Fix the line named above") from error
    return from_tables(name, data, base)


def from_tables(name: str, data: dict[str, Any], base: Config = DEFAULT) -> Config:
    """Parsed TOML over ``base``; ``name`` is the file it came from. Raises ConfigError like ``load``."""
    data = dict(data)
    hosts = _table(name, "host", data.pop("host", {}))
    fetch = _fill(name, "fetch.", base.fetch, _table(name, "fetch", data.pop("fetch", {})))
    sections = {
        host: _fill(name, f'host."{host}".', HostConfig(), _table(name, f'host."{host}"', section))
        for host, section in hosts.items()
    }
    filled = _fill(name, "", base, data)
    return dataclasses.replace(filled, fetch=fetch, host={**base.host, **by_host(name, sections)})


def _table(file: str, key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(file, f"'{key}' must be a table", f"Write it as [{key}]")
    return value


_Section = TypeVar("_Section", Config, FetchConfig, HostConfig)


def _fill(file: str, prefix: str, base: _Section, values: dict[str, Any]) -> _Section:
    allowed = [f.name for f in dataclasses.fields(base) if f.name not in ("fetch", "host")]
    changes: dict[str, Any] = {}
    for key, value in values.items():
        if key not in allowed:
            raise ConfigError(file, f"unknown option '{prefix}{key}'", f"Known here: {', '.join(allowed)}")
        default = getattr(base, key)
        if words := wanted(key, default, value):
            raise ConfigError(file, f"'{prefix}{key}' must be {words}", f"Found: {value!r}")
        changes[key] = as_type(default, value)
    return dataclasses.replace(base, **changes)
