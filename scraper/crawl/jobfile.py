"""A job file (TOML) -> Job, or every mistake in it with its line, what is wrong and how to put it right."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..config import Config
from ..errors import JobError
from .job import Job, Limits, Output, Politeness
from .jobchecks import LIMITS, OUTPUT, POLITENESS, TOP, Check, closest, patterns_mistake
from .joblines import key_lines, line_of
from .jobparts import cleaning, sources
from .language import is_language

_TABLES = ("sources", "limits", "politeness", "output", "clean", "fetch", "host")
_SYNTAX = re.compile(r"(?P<reason>.*?)\s*\(at (?:line (?P<line>\d+), column \d+|end of document)\)$", re.DOTALL)


def load_job(path: str | Path) -> Job:
    """Read a job file. Raises JobError for its first mistake."""
    job, found = _read(Path(path))
    if job is None:
        raise found[0]
    return job


def mistakes(path: str | Path) -> list[JobError]:
    """Every mistake of a job file in the order of its lines, empty when there is none."""
    return _read(Path(path))[1]


@dataclass(slots=True)
class Findings:
    """The mistakes found so far in one file."""

    name: str
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)
    found: list[tuple[int, JobError]] = field(default_factory=list)

    def add(self, key: tuple[str | int, ...], reason: str, advice: str) -> None:
        """Note a mistake at the line of ``key``."""
        self.add_at(line_of(self.lines, *key), reason, advice)

    def add_at(self, line: int, reason: str, advice: str) -> None:
        """Note a mistake at a line."""
        self.found.append((line, JobError(f"{self.name}, line {line}", reason, advice)))

    def in_order(self) -> list[JobError]:
        """All of them by line."""
        return [error for _, error in sorted(self.found, key=lambda item: item[0])]


def _read(path: Path) -> tuple[Job | None, list[JobError]]:
    findings = Findings(str(path))
    data = _parsed(path, findings)
    if data is None:
        return None, findings.in_order()
    job = _built(path, data, findings)
    return (None if findings.found else job), findings.in_order()


def _parsed(path: Path, findings: Findings) -> dict[str, Any] | None:
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
        data = tomllib.loads(text)
        findings.lines = key_lines(text)
    except OSError as error:
        raise JobError(str(path), f"cannot be read ({error.strerror})", "Check the path of the job file") from error
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        findings.add_at(line, "is not UTF-8 text", "Save the file in UTF-8")
    except RecursionError:
        findings.add_at(1, "is nested too deep", "Write plain tables and lists")
    except tomllib.TOMLDecodeError as error:
        match = _SYNTAX.match(str(error))
        end = text.count("\n") + 1
        line = int(match["line"] or end) if match else 1
        reason = match["reason"] if match else str(error)
        reason = "a text is not closed" if reason.endswith("'\\n'") else reason
        findings.add_at(line, f"is not valid TOML ({reason})", "Texts stand in quotes, lists in [ ], one key a line")
    else:
        return data
    return None


def _built(path: Path, data: dict[str, Any], findings: Findings) -> Job:
    tables = {name: _table(data, name, findings) for name in _TABLES}
    top = _checked(TOP, {key: value for key, value in data.items() if key not in _TABLES}, (), findings)
    name = top.pop("name", None) or _from_file_name(path)
    output = _checked(OUTPUT, tables["output"], ("output",), findings)
    folder = path.parent / output.pop("folder", f"output/{name}")
    for key in ("allow", "deny"):
        for number, pattern in enumerate(top.get(key, ())):
            if wrong := patterns_mistake(pattern):
                findings.add((key, number), *wrong)
                top[key] = ()
    job = Job(
        name=name,
        sources=sources(tables["sources"], path.parent, findings),
        output=replace(Output(folder), **output),
        limits=Limits(**_checked(LIMITS, tables["limits"], ("limits",), findings)),
        politeness=Politeness(**_checked(POLITENESS, tables["politeness"], ("politeness",), findings)),
        config=_config(tables, findings),
        path=path,
        **top,
    )
    _check_together(job, findings)
    return job


def _config(tables: dict[str, dict[str, Any]], findings: Findings) -> Config:
    return cleaning({"clean": tables["clean"], "fetch": tables["fetch"], "host": tables["host"]}, findings)


def _table(data: dict[str, Any], name: str, findings: Findings) -> dict[str, Any]:
    value = data.get(name, {})
    if isinstance(value, dict):
        return value
    findings.add((name,), f"'{name}' must be a table", f"Write [{name}] on a line of its own, and its keys below")
    return {}


def _checked(
    checks: Mapping[str, Check], values: dict[str, Any], place: tuple[str, ...], findings: Findings
) -> dict[str, Any]:
    """The values that are right; the others are noted."""
    right: dict[str, Any] = {}
    for key, value in values.items():
        shown = ".".join((*place, key))
        if key not in checks:
            names = (*checks, *(() if place else _TABLES))
            findings.add((*place, key), f"'{shown}' is not known here", closest(key, names))
        elif (wrong := checks[key].mistake(value)) is not None:
            findings.add((*place, key), f"'{shown}' must be {wrong}; found {value!r:.60}", checks[key].advice)
        else:
            right[key] = checks[key].value(value)
    return right


def _from_file_name(path: Path) -> str:
    return re.sub(r"[^\w.-]+", "-", path.stem, flags=re.ASCII).strip(".-") or "job"


def _check_together(job: Job, findings: Findings) -> None:
    """What is right alone and wrong together."""
    if not job.sources and not findings.found:
        findings.add(("sources",), "names no source", 'Add a table: [sources], and below it: site = "https://..."')
    for source in job.sources:
        wanted = job.wants(source.address) if source.kind == "urls" else job.follows(source.address)
        if not wanted:
            reason = f"the source {source.address} is shut out by allow or deny"
            findings.add(("sources", source.kind), reason, "Change the pattern, or take the source out")
    if job.language and not is_language(job.language):
        reason = f"'language' is {job.language!r}, which is no language"
        findings.add(("language",), reason, TOP["language"].advice)
    if job.output.folder.exists() and not job.output.folder.is_dir():
        findings.add(("output", "folder"), f"{job.output.folder} is a file", "Name a folder")
