"""A job and a rhythm -> a systemd service with its timer, or a line for cron. Pure: nothing is installed here.

Sources: systemd.service(5), systemd.timer(5), systemd.time(7), systemd.syntax(7), crontab(5).
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ..errors import JobError
from .job import Job

MINUTE, HOUR, DAY, WEEK = 60, 3600, 86400, 604800
_UNITS = {"m": MINUTE, "min": MINUTE, "h": HOUR, "d": DAY, "day": DAY, "w": WEEK}
_EVERY = re.compile(r"(?:every\s+)?(\d{1,4})\s*(min|m|h|day|d|w)(?:s|inutes?|ours?|eeks?)?", re.IGNORECASE)
_NAMED = {"hourly": HOUR, "daily": DAY, "weekly": WEEK}
_ADVICE = "Write a number and a unit: 15m, 2h, 1d; or hourly, daily, weekly"
_LONGEST = 4 * WEEK
_NEW_YEAR = date(2001, 1, 1)  # of a year without a leap day


@dataclass(frozen=True, slots=True)
class Units:
    """The two files of a systemd timer. ``name`` is that of both without suffix."""

    name: str
    service: str
    timer: str


def parse_every(text: str) -> int:
    """``15m``, ``2h``, ``1d``, ``hourly`` -> seconds: minutes up to a day, days up to four weeks. Raises JobError."""
    written = text.strip().lower()
    match = _EVERY.fullmatch(written)
    seconds = _NAMED.get(written, int(match[1]) * _UNITS[match[2].lower()] if match else 0)
    if not seconds:
        raise JobError(f"--every {text}", "is no rhythm", _ADVICE)
    if seconds > _LONGEST:
        raise JobError(f"--every {text}", "is longer than four weeks", _ADVICE)
    if seconds > DAY and seconds % DAY:
        raise JobError(f"--every {text}", "is longer than a day and not of whole days", _ADVICE)
    return seconds


def systemd_units(job: Job, every: str, program: str) -> Units:
    """Service and timer text for ``job``. ``program``: the absolute path of the ``scraper`` command. Raises JobError.

    The timer makes up for runs missed while the machine was off, and spreads its start over a tenth of the rhythm so
    that many machines do not ask the same servers at the same second. A run that is still going is left to end: systemd
    starts no second one.
    """
    seconds, path = parse_every(every), _job_path(job)
    name = f"scraper-{_unit_name(job.name)}"
    service = f"""\
# ~/.config/systemd/user/{name}.service
[Unit]
Description=Crawl job {_specifiers(job.name)} of article-scraper
Documentation=file:{_escaped_uri(path)}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart={_executable(program)} crawl {_quoted(str(path))} --quiet
WorkingDirectory={_specifiers(str(path.parent))}
# SIGTERM ends a run after the pages in flight, for which it needs its cleaning processes: they are not told.
KillMode=mixed
TimeoutStartSec=infinity
TimeoutStopSec=120
Nice=10
IOSchedulingClass=idle
"""
    timer = f"""\
# ~/.config/systemd/user/{name}.timer
[Unit]
Description=Runs the crawl job {_specifiers(job.name)} every {_in_words(seconds)}

[Timer]
{_timing(seconds)}
RandomizedDelaySec={max(1, min(seconds // 10, 900))}
AccuracySec=1s

[Install]
WantedBy=timers.target
"""
    return Units(name, service, timer)


def cron_line(job: Job, every: str, program: str) -> str:
    """One line for ``crontab -e``. Raises JobError for a rhythm that cron cannot keep evenly (7m, 5h)."""
    seconds, path = parse_every(every), _job_path(job)
    times = _cron_times(seconds)
    if times is None:
        reason = "is a rhythm that cron cannot keep evenly"
        raise JobError(
            f"--every {every}", reason, "Use one that divides an hour or a day (5m, 15m, 2h, 1d), or --systemd"
        )
    command = f"cd {shlex.quote(str(path.parent))} && {shlex.quote(program)} crawl {shlex.quote(str(path))} --quiet"
    return f"{times} {command.replace('%', chr(92) + '%')}"  # crontab(5): % is a line break unless escaped


def _cron_times(seconds: int) -> str | None:
    minutes, hours = seconds // MINUTE, seconds // HOUR
    if minutes < 60 and 60 % minutes == 0:
        return f"*/{minutes} * * * *" if minutes > 1 else "* * * * *"
    if seconds % HOUR == 0 and hours < 24 and 24 % hours == 0:
        return f"7 */{hours} * * *" if hours > 1 else "7 * * * *"
    return {DAY: "7 4 * * *", WEEK: "7 4 * * 1"}.get(seconds)


def _timing(seconds: int) -> str:
    """Calendar times, as only those make up for runs that were missed. Several lines add up (systemd.timer(5))."""
    return "\n".join([*(f"OnCalendar={times}" for times in _calendar(seconds)), "Persistent=true"])


def _calendar(seconds: int) -> list[str]:
    """A rhythm that does not divide the hour, day or year begins anew with it: no pause is longer than asked for."""
    minutes, hours, days = seconds // MINUTE, seconds // HOUR, seconds // DAY
    if minutes < 60:
        # As a list: with a step that does not divide the hour systemd (252) leaves out midnight.
        steps = f"00/{minutes}" if 60 % minutes == 0 else _listed(list(range(0, 60, minutes)))
        return [f"*-*-* *:{steps}:00"]
    if seconds % HOUR == 0 and hours < 24 and 24 % hours == 0:
        return [f"*-*-* 00/{hours}:00:00"]
    if seconds < DAY:
        starts = range(0, DAY // MINUTE, minutes)
        return [
            f"*-*-* {_listed([start // 60 for start in starts if start % 60 == minute])}:{minute:02}:00"
            for minute in sorted({start % 60 for start in starts})
        ]
    if days in (1, 7):
        return ["daily" if days == 1 else "weekly"]
    dates = [_NEW_YEAR + timedelta(start) for start in range(0, 365, days)]
    return [
        f"*-{month:02}-{_listed([day.day for day in dates if day.month == month])} 00:00:00"
        for month in sorted({day.month for day in dates})
    ]


def _listed(numbers: list[int]) -> str:
    return ",".join(f"{number:02}" for number in numbers)


def _in_words(seconds: int) -> str:
    for size, word in ((WEEK, "week"), (DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if seconds % size == 0:
            return word if seconds == size else f"{seconds // size} {word}s"
    return f"{seconds} seconds"


def _job_path(job: Job) -> Path:
    if job.path is None:
        raise JobError(job.name, "comes from no file", "Save the job in a file and schedule that")
    path = job.path.absolute()
    if re.search(r"[\x00-\x1f\x7f]", str(path)):
        raise JobError(repr(str(path)), "has control characters in its name", "Rename the file")
    return path


def _unit_name(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9:_.-]", "-", name)


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")


def _executable(program: str) -> str:
    """The first word of ExecStart, which systemd takes in plain characters only; others go through env(1)."""
    plain = re.fullmatch(r"[\w/.:=@+,% -]+", program)
    return _specifiers(f'"{program}"' if " " in program else program) if plain else f"/usr/bin/env {_quoted(program)}"


def _quoted(text: str) -> str:
    """One argument of ExecStart (systemd.syntax, "Quoting"; systemd.service, "Command lines")."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return _specifiers(f'"{escaped}"' if re.search(r"[^\w/.:=@+,-]", text, re.ASCII) else escaped)


def _escaped_uri(path: Path) -> str:
    return _specifiers(path.as_uri().removeprefix("file:"))
