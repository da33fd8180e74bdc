"""What lies on the reviewer's desk: the cases, what is known of each, and what was done to them."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence

from ...errors import FixtureError, ScraperError
from ...regression.pins import Pin, remove_pin, write_pin
from ...workers import Outcome
from .bench import Bench
from .blocks_view import folded, pin_of
from .filters import Filters, Summary
from .html_page import counted
from .items import ArticleItem, CaseItem, Item, PageItem
from .journal import Journal
from .look import Look
from .proposals import Advice, Wish
from .units import Unit
from .work import Ask

_KEPT = 12  # looks that are kept at hand
_PIN_WORDS = 40  # of a block: enough to find it, and a line that can be read


class Desk:
    """``title``: what is reviewed. ``items`` are gone through in their order. Methods may be called from any thread.

    Those that change something give the name of the case to show next, and leave a message for that page.
    """

    def __init__(self, title: str, items: Sequence[Item], bench: Bench) -> None:
        self.title = title
        self._given = {item.name: item for item in items}
        self._items = dict(self._given)
        self._bench = bench
        self._summaries = {item.name: Summary(item.name, looked_at=False) for item in items}
        self._looks: dict[str, tuple[str, Look]] = {}
        self._advice: tuple[tuple[str, str, int, Wish], Advice] | None = None
        self._journal = Journal()
        self._message = ""
        self._changing = threading.Lock()  # one change at a time

    # ------------------------------------------------------------------ reading

    @property
    def names(self) -> tuple[str, ...]:
        """Of all cases, in order."""
        return tuple(self._items)

    @property
    def last_step(self) -> str:
        """What an undo would take back, in words; empty when there is nothing."""
        return self._journal.steps[-1].words if self._journal.steps else ""

    def start(self) -> None:
        """Begin to look at every case, in the background; the process that somebody will wait for starts as well."""
        threading.Thread(target=self._look_ahead, daemon=True).start()
        self._bench.survey([Ask("summary", item) for item in self._items.values()], self._take)

    def _look_ahead(self) -> None:
        first = self.names[0]
        try:
            self.look(first)
        except ScraperError as error:
            self._summaries[first] = Summary(first, error=str(error))

    def _take(self, outcome: Outcome[Ask, Summary]) -> None:
        name = outcome.source.item.name
        self._summaries[name] = outcome.value or Summary(name, error=str(outcome.error))

    def summaries(self) -> list[Summary]:
        """Of all cases, in order; of those that nobody has looked at yet there is only the name."""
        return [self._summaries[name] for name in self._items]

    def is_stored(self, name: str) -> bool:
        """Whether it is a page of a job and not a case."""
        return not isinstance(self._items[name], CaseItem)

    def version(self, name: str) -> str:
        """Changes whenever the files of a case do."""
        item = self._items[name]
        if not isinstance(item, CaseItem) or not item.folder.is_dir():
            return "0"
        files = sorted((path.name, path.stat()) for path in item.folder.iterdir())
        seen = repr([(name, stat.st_mtime_ns, stat.st_size) for name, stat in files])
        return hashlib.sha256(seen.encode()).hexdigest()[:12]

    def look(self, name: str) -> Look:
        """A case cleaned, anew when its files have changed. Raises ScraperError."""
        version = self.version(name)
        known = self._looks.pop(name, None)
        if known is None or known[0] != version:
            look: Look = self._bench.ask(Ask("look", self._items[name]))
            self._summaries[name] = look.summary
            known = version, look
        self._looks[name] = known
        for old in list(self._looks)[:-_KEPT]:
            self._looks.pop(old, None)
        return known[1]

    def advice(self, name: str, unit: int, wish: Wish) -> Advice:
        """Which configuration would do what a pin wants. Raises ScraperError."""
        key = name, self.version(name), unit, wish
        if self._advice is None or self._advice[0] != key:
            found: Advice = self._bench.ask(Ask("advice", self._items[name], unit, wish))
            self._advice = key, found
        return self._advice[1]

    def after(self, name: str, filters: Filters) -> str:
        """The case after ``name`` among those that the filters let through, empty when it is the last."""
        names = list(self._items)
        later = names[names.index(name) + 1 :]
        return next((one for one in later if filters.let(self._summaries[one])), "")

    def tell(self, message: str) -> None:
        """Leave a message for the next page."""
        self._message = message

    def take_message(self) -> str:
        """The message that was left, once."""
        message, self._message = self._message, ""
        return message

    # ------------------------------------------------------------------ changing

    def accept(self, name: str, _fields: dict[str, str]) -> str:
        """Take what came out as expected, or a page of a job as a case. Raises ScraperError."""
        item = self._items[name]
        if isinstance(item, ArticleItem):
            advice = "Crawl with --warc, and pages are kept"
            raise FixtureError(name, "cannot become a case, because its page was not stored", advice)
        with self._changing, self._journal.step(f"accept {name}", name, item.folder):
            accepted: int = self._bench.ask(Ask("accept", item))
        if isinstance(item, PageItem):
            self._items[name] = CaseItem(name, item.folder)
            self.tell(f"Added as the case {item.folder.name}.")
            self._seen_again(name)
        else:
            self.tell(f"Accepted {counted(accepted, 'difference')} of {name}.{self._unheld(name)}")
        return name

    def _unheld(self, name: str) -> str:
        broken = len(self.look(name).against.broken)
        return f" {counted(broken, 'pin')} still {'does' if broken == 1 else 'do'} not hold." if broken else ""

    def pin(self, name: str, fields: dict[str, str]) -> str:
        """Pin the words of a block: KEEP or STRIP. Raises FixtureError."""
        item, unit = self._case(name), self._unit(name, fields)
        kind: Wish = "KEEP" if fields.get("kind") == "KEEP" else "STRIP"
        words = " ".join(unit.text.split()[:_PIN_WORDS])
        look = self.look(name)
        if kind == "STRIP" or unit.fate == "removed":
            _check_alone(words, unit, look)
        with self._changing, self._journal.step(f"pin {kind} in {name}", name, item.folder):
            if other := pin_of(unit, look.against.pins):
                remove_pin(item.folder, other)
            write_pin(item.folder, Pin(kind, words))
        self._seen_again(name)
        self.tell(f"Pinned: “{_short(words)}” must {'stay' if kind == 'KEEP' else 'go'}.")
        return name

    def unpin(self, name: str, fields: dict[str, str]) -> str:
        """Take the pin of a block back. Raises FixtureError."""
        item, unit = self._case(name), self._unit(name, fields)
        pin = pin_of(unit, self.look(name).against.pins)
        if pin is None:
            raise FixtureError(name, f"has no pin on block {unit.block + 1}", "Look at the page again")
        with self._changing, self._journal.step(f"unpin {pin.kind} in {name}", name, item.folder):
            remove_pin(item.folder, pin)
        self._seen_again(name)
        self.tell(f"Unpinned: “{_short(pin.words)}”.")
        return name

    def undo(self) -> str:
        """Take the last step back; gives the case it was about, empty when there was none. Raises ScraperError."""
        with self._changing:
            step = self._journal.undo()
        if step is None:
            self.tell("Nothing to undo.")
            return ""
        self.tell(f"Undone: {step.words}.")
        if not step.folder.exists():  # it was no case before
            self._items[step.name] = self._given[step.name]
        self._seen_again(step.name)
        return step.name

    def _seen_again(self, name: str) -> None:
        """The list tells how the case is now."""
        self.look(name)

    def _case(self, name: str) -> CaseItem:
        item = self._items[name]
        if not isinstance(item, CaseItem):
            raise FixtureError(name, "is not a case yet, so nothing can be pinned", "Add it first: a")
        return item

    def _unit(self, name: str, fields: dict[str, str]) -> Unit:
        units = self.look(name).units
        number = fields.get("unit", "")
        if not (number.isascii() and number.isdigit() and int(number) < len(units)):
            raise FixtureError(name, f"has no block '{number[:20]}'", "Choose a block again")
        return units[int(number)]


def _check_alone(words: str, unit: Unit, look: Look) -> None:
    """A pin on words that also stand elsewhere in the body says nothing of this block. Raises FixtureError."""
    for other in look.units:
        if other.fate == "kept" and other.number != unit.number and words in folded(other.text):
            reason = f"has “{_short(words)}” in block {other.block + 1} too, so a pin would not tell the two apart"
            raise FixtureError(look.summary.name, reason, "Pin a longer stretch with 'scraper fixture pin'")


def _short(words: str) -> str:
    listed = words.split()
    return words if len(listed) <= 6 else f"{' '.join(listed[:6])} …"
