"""What was done to cases, so that it can be undone: the bytes of the files before and after each step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ...errors import FixtureError, OutputError
from ...saving import write_file

_MOST = 200  # steps that are kept

Files = Mapping[str, bytes]  # name -> content of the files of one folder


@dataclass(frozen=True, slots=True)
class Step:
    """``words`` tell what was done to the case ``name``; ``before`` and ``after`` are the files of its ``folder``."""

    words: str
    name: str
    folder: Path
    before: Files
    after: Files


@dataclass(slots=True)
class Journal:
    """The steps that can be undone, the last one last."""

    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, words: str, name: str, folder: Path) -> Iterator[None]:
        """Note what the block does to the files of ``folder``; when it fails they are put back as they were."""
        before = _files(folder)
        try:
            yield
        except BaseException:
            _put_back(folder, _files(folder), before)
            raise
        after = _files(folder)
        if after != before:
            self.steps = [*self.steps[1 - _MOST :], Step(words, name, folder, before, after)]

    def undo(self) -> Step | None:
        """Put the files of the last step back and give the step, None when there is none.

        Raises FixtureError when another program has changed what the step wrote: nothing is lost then.
        """
        if not self.steps:
            return None
        last = self.steps[-1]
        now = _files(last.folder)
        touched = {name for name in {*last.before, *last.after} if last.before.get(name) != last.after.get(name)}
        if changed := sorted(name for name in touched if now.get(name) != last.after.get(name)):
            self.steps.pop()
            reason = "was changed by another program since, so undoing would lose that"
            raise FixtureError(str(last.folder / changed[0]), reason, "Look at it with your version control")
        _put_back(last.folder, last.after, last.before)
        self.steps.pop()
        return last


def _files(folder: Path) -> dict[str, bytes]:
    """Every file of a case with its content."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
        return {path.name: path.read_bytes() for path in paths}
    except OSError as error:
        reason = f"cannot be read ({error.strerror})"
        raise FixtureError(str(folder), reason, "Check the permissions there") from error


def _put_back(folder: Path, present: Files, wanted: Files) -> None:
    """Make the files of ``folder`` those of ``wanted``; a folder that is left empty goes."""
    try:
        for name in present:
            if name not in wanted:
                (folder / name).unlink(missing_ok=True)
        for name, content in wanted.items():
            if present.get(name) != content:
                write_file(folder / name, content)
        if not wanted and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise OutputError(
            str(folder), f"cannot be written ({error.strerror})", "Check the permissions there"
        ) from error
