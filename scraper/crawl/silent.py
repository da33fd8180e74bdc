"""Whether a run that asked nobody had nothing to do, or only hosts that do not answer."""

from __future__ import annotations

import time
from contextlib import closing

from .job import Job
from .state import open_state


def silent_hosts(job: Job) -> tuple[str, ...]:
    """The hosts of all pages that are due, when none of them answered the last time it was asked; else none.

    Such a host rests, or its robots.txt counts as unreachable for a while. Raises JobError.
    """
    with closing(open_state(job.output.folder, readonly=True)) as state:
        rows = state.all(
            "SELECT host, (SELECT last.status FROM pages last WHERE last.host = due.host AND last.visited IS NOT NULL"
            " ORDER BY last.visited DESC LIMIT 1) AS status"
            " FROM (SELECT DISTINCT host FROM pages WHERE state <> 'leased' AND kind <> 'robots' AND due <= ?) AS due",
            (time.time(),),
        )
    return tuple(row["host"] for row in rows) if all(row["status"] == 0 for row in rows) else ()
