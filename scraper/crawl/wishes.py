"""What the rules of a job let in when a page's turn comes: they may have been changed since it was found."""

from __future__ import annotations

from .address import key_of
from .job import Job


class Wishes:
    """``allow`` and ``deny`` say what is picked from what others name; what the job names itself it wants."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._named = frozenset(source.address for source in job.sources)

    def include(self, url: str, kind: str) -> bool:
        """Whether the job has ``url`` asked for, as a page or a kind of source."""
        return url in self._named or self._job.permits(url, kind)

    def follow(self, url: str, target: str, kind: str) -> bool:
        """Whether a redirect from ``url``, which is included, is followed: the other forms of it are the same page."""
        return key_of(target) == key_of(url) or self.include(target, kind)
