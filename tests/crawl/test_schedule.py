"""systemd units and cron lines: right for the programs that read them, whatever the names are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from scraper.crawl.job import Job, Output, Source
from scraper.crawl.schedule import cron_line, parse_every, systemd_units
from scraper.errors import JobError

PROGRAM = "/opt/news desk/bin/scraper"


def job_at(path: Path, name: str = "daily-news") -> Job:
    return Job(name, (Source("site", "https://example.org/"),), Output(path.parent / "output"), path=path)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("15m", 900),
        ("1 hour", 3600),
        ("2h", 7200),
        ("1d", 86400),
        ("daily", 86400),
        ("every 5 minutes", 300),
        ("4w", 2419200),
    ],
)
def test_rhythms(written: str, seconds: int) -> None:
    assert parse_every(written) == seconds


@pytest.mark.parametrize("written", ["", "15", "0m", "m", "-5m", "15s", "1.5h", "5w", "99999m", "15m; rm -rf /"])
def test_what_is_no_rhythm_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(JobError, match="Write a number and a unit"):
        parse_every(written)


def test_a_timer_makes_up_for_missed_runs_and_spreads_its_start() -> None:
    units = systemd_units(job_at(Path("/srv/jobs/news.toml")), "15m", PROGRAM)
    assert units.name == "scraper-daily-news"
    lines = units.timer.splitlines()
    assert {"OnCalendar=*-*-* *:00/15:00", "Persistent=true", "RandomizedDelaySec=90", "WantedBy=timers.target"} <= {
        *lines
    }
    service = units.service.splitlines()
    assert 'ExecStart="/opt/news desk/bin/scraper" crawl /srv/jobs/news.toml --quiet' in service
    assert {"Type=oneshot", "TimeoutStartSec=infinity", "KillMode=mixed", "WorkingDirectory=/srv/jobs"} <= {*service}


def starts(every: str) -> list[datetime]:
    """The starts of a timer from New Year 2027, a hundred or a year of them, as systemd reckons them without delay."""
    timer = systemd_units(job_at(Path("/srv/a.toml")), every, PROGRAM).timer.splitlines()
    assert "Persistent=true" in timer
    assert not any("UnitActiveSec" in line for line in timer)  # a monotonic timer knows nothing of runs it missed
    times = [line.removeprefix("OnCalendar=") for line in timer if line.startswith("OnCalendar=")]
    command = ["systemd-analyze", "calendar", "--base-time=2026-12-31 23:59:59 UTC", "--iterations=100", *times]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | {"TZ": "UTC"}).stdout
    lines = [
        re.findall(r"(?:elapse|Iter\. #\d+): \w+ (\d{4}-\S+ \d\S+)", part) for part in said.split("Normalized")[1:]
    ]
    found = [[datetime.fromisoformat(moment) for moment in line] for line in lines]
    known = min(*(line[-1] for line in found), datetime(2028, 1, 1))  # nothing is left out until then
    return sorted(moment for line in found for moment in line if moment <= known)


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd-analyze, which reads calendars, is not installed"
)
@pytest.mark.parametrize(
    ("every", "uneven"),  # the share of pauses that are shorter, as the hour, day or year begins
    [("15m", 0), ("90m", 0), ("2h", 0), ("1d", 0), ("1w", 0), ("7m", 1 / 9), ("25m", 1 / 3), ("100m", 1 / 15),
     ("5h", 1 / 5), ("2d", 1 / 183), ("2w", 1 / 27), ("3w", 1 / 18), ("4w", 1 / 14)],
)  # fmt: skip
def test_a_timer_keeps_every_rhythm_by_the_calendar(every: str, uneven: float) -> None:
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(starts(every))]
    assert len(gaps) >= 13
    assert max(gaps) == parse_every(every)
    assert sum(gap < parse_every(every) for gap in gaps) / len(gaps) == pytest.approx(uneven, abs=0.02)


def test_rhythms_that_no_calendar_has_are_refused() -> None:
    with pytest.raises(JobError, match="not of whole days"):
        parse_every("36h")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze, which judges units, is not installed")
@pytest.mark.parametrize(
    ("every", "name"),
    [
        ("1m", "jobs"),
        ("7m", "news % desk"),
        ("15m", "$HOME é"),
        ("2h", 'a "b" \\n'),
        ("daily", "x'y;z"),
        ("4w", "日本"),
    ],
)
def test_systemd_takes_the_units_whatever_the_folder_is_called(tmp_path: Path, every: str, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    program = folder / "scraper"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    units = systemd_units(job_at(folder / "my job.toml"), every, str(program))
    (tmp_path / f"{units.name}.service").write_text(units.service)
    (tmp_path / f"{units.name}.timer").write_text(units.timer)
    files = [tmp_path / f"{units.name}.service", tmp_path / f"{units.name}.timer"]
    run = subprocess.run(["systemd-analyze", "verify", *map(str, files)], capture_output=True, text=True, check=False)
    complaints = [line for line in run.stderr.splitlines() if units.name in line]
    assert complaints == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze, which judges units, is not installed")
def test_the_check_of_units_finds_a_broken_one(tmp_path: Path) -> None:
    units = systemd_units(job_at(tmp_path / "a.toml"), "15m", "/no/such/program")
    (tmp_path / f"{units.name}.service").write_text(units.service)
    (tmp_path / f"{units.name}.timer").write_text(units.timer.replace("*-*-* *:00/15:00", "every quarter"))
    files = [str(tmp_path / f"{units.name}.{kind}") for kind in ("service", "timer")]
    run = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False)
    assert "every quarter" in run.stderr
    assert "/no/such/program" in run.stderr


@pytest.mark.parametrize(
    ("every", "times"),
    [("1m", "* * * * *"), ("15m", "*/15 * * * *"), ("1h", "7 * * * *"), ("60m", "7 * * * *"), ("6h", "7 */6 * * *"),
     ("24h", "7 4 * * *"), ("weekly", "7 4 * * 1")],
)  # fmt: skip
def test_cron_times(every: str, times: str) -> None:
    line = cron_line(job_at(Path("/srv/jobs/news.toml")), every, "/usr/bin/scraper")
    assert line == f"{times} cd /srv/jobs && /usr/bin/scraper crawl /srv/jobs/news.toml --quiet"


@pytest.mark.parametrize("every", ["7m", "5h", "2d", "90m"])
def test_cron_cannot_keep_every_rhythm(every: str) -> None:
    with pytest.raises(JobError, match="cannot keep evenly"):
        cron_line(job_at(Path("/srv/a.toml")), every, "scraper")


def test_the_command_of_a_cron_line_reaches_the_shell_whole(tmp_path: Path) -> None:
    folder = tmp_path / "50% 'news' $HOME;x"
    folder.mkdir()
    program = folder / "show"
    program.write_text('#!/bin/sh\npwd\nfor word; do printf "%s\\n" "$word"; done\n')
    program.chmod(0o755)
    line = cron_line(job_at(folder / "my job.toml"), "15m", str(program))
    assert "%" not in line.replace("\\%", "")  # crontab(5): a bare % ends the command
    command = line.split(" ", 5)[5].replace("\\%", "%")
    shown = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True).stdout
    assert shown.splitlines() == [str(folder), "crawl", str(folder / "my job.toml"), "--quiet"]


def test_only_a_job_of_a_file_can_be_scheduled() -> None:
    job = Job("x", (), Output(Path("o")))
    with pytest.raises(JobError, match="Save the job in a file"):
        systemd_units(job, "15m", PROGRAM)
    with pytest.raises(JobError, match="control characters"):
        cron_line(job_at(Path("/srv/a\nb.toml")), "15m", PROGRAM)
