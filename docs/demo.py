"""``make run``: serve the bundled news site on loopback, crawl it into ``output/``, show what came of it.

The commands are those that anybody would use for a site of their own; the site is not on the network, so they may
fetch from loopback.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from docs import results
from docs.site_server import PORT, Server, address, serve

FOLDER = Path("output")
JOB = FOLDER / "gazette.toml"
_TEXT = """\
# What `make run` crawls: the site of fixtures/site, served on loopback.
name = "gazette"

[sources]
site = "{address}"

[politeness]
delay_seconds = 0.05   # a site of one's own; others get a second, which is the default

[output]
folder = "gazette"

[fetch]
allow_private = true
"""


def main() -> None:
    """Exit with the code of the crawl."""
    FOLDER.mkdir(exist_ok=True)
    with ExitStack() as stack:
        server = _served(stack)
        JOB.write_text(_TEXT.format(address=address(server)), encoding="utf-8")
        quiet = [] if sys.stderr.isatty() else ["--quiet"]
        words = [sys.executable, "-m", "scraper", "crawl", str(JOB), *quiet]
        done = subprocess.run(words, check=False)  # noqa: S603 - our own command
    if done.returncode:
        sys.exit(done.returncode)
    results.main(FOLDER / "gazette")


def _served(stack: ExitStack) -> Server:
    """On the usual port, so that the next run finds its pages again; on any other when that one is taken."""
    try:
        return stack.enter_context(serve(port=PORT))
    except OSError:
        return stack.enter_context(serve())


if __name__ == "__main__":
    main()
