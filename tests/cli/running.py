"""Runs the command line as people do: a process of its own, real files, real pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "fixtures" / "pages"
NEWS = PAGES / "news-with-everything" / "page.html"
TEXT = PAGES / "scraped-text" / "page.txt"
LISTING = PAGES / "section-front" / "page.html"
COMMAND = (sys.executable, "-m", "scraper")


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def errors(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("error: ")]


def environment(**changes: str) -> dict[str, str]:
    """This process's environment, with the project importable from any directory, without proxies."""
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    paths = (changes.pop("PYTHONPATH", ""), str(ROOT), os.environ.get("PYTHONPATH", ""))
    return {**kept, "PYTHONPATH": os.pathsep.join(path for path in paths if path), **changes}


def scraper(*words: object, stdin: bytes = b"", cwd: Path | None = None, **env: str) -> Run:
    """Run ``scraper`` with these arguments and wait for it."""
    done = subprocess.run(
        [*COMMAND, *map(str, words)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=environment(**env),
        timeout=120,
        check=False,
    )
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def sabotage(folder: Path, body: str) -> dict[str, str]:
    """The environment in which ``scraper.pipeline.clean`` is ``def clean(page, config)`` with this body."""
    indented = "\n".join(f"    {line}" for line in body.splitlines())
    (folder / "sitecustomize.py").write_text(
        "import os, sys, time\nimport scraper.pipeline\n_clean = scraper.pipeline.clean\n"
        f"def sabotaged(page, config):\n{indented}\n    return _clean(page, config)\n"
        "scraper.pipeline.clean = sabotaged\n"
    )
    return {"PYTHONPATH": str(folder)}
