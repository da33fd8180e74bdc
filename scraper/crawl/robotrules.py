"""The lines of a robots.txt, read by Protego, so that no file of the size that must be read takes long.

Protego keeps a copy of every rule for every robot of its group, and compares an address with every rule with ``*``. In
500 KiB there is room for 15,000 robots before 15,000 rules, or for 24,000 rules with ``*``. So the names of all other
robots become one before Protego reads them, and of many rules with ``*`` only those are compared that have a piece of
text in common with the address. What is allowed stays the same. Protego is pinned for it: its list of rules and its
way to write an address are not among its public names.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from protego import Protego
from protego._ruleset import _Rule
from protego._utils import _quote_path

_NAMES = re.compile(r"(\s*user(?:-|\s+)?agent(?:\s*:|\s)\s*)([^\s#][^#]*)", re.IGNORECASE)
_OTHER = "0"  # a name that no robot has
_MANY = 300  # rules with * that are compared one by one
_PIECE = 8  # characters by which a rule is found
_COUNTS = 1 << 16  # pieces are counted by their hashes: it is a guess which is rare, and so it takes no memory


class Rules:
    """What the lines say to ``agent``, a product token."""

    def __init__(self, text: str, agent: str) -> None:
        self._agent = agent
        self._read = Protego.parse("\n".join(_one_name_for_others(line, agent) for line in text.splitlines()))
        ours = self._read._get_matching_rule_set(agent)
        rules = ours._rules if ours else []
        self._index = _Index(rules) if sum("*" in rule.value._pattern for rule in rules) > _MANY else None

    @property
    def sitemaps(self) -> Iterator[str]:
        """The values of the Sitemap lines."""
        return self._read.sitemaps

    @property
    def delay(self) -> float | None:
        """Seconds by Crawl-delay or Request-rate, the larger one; None when neither gives a finite number of them."""
        rate = self._read.request_rate(self._agent)
        asked = [self._read.crawl_delay(self._agent), _quotient(rate.seconds, rate.requests) if rate else None]
        return max((value for value in asked if value is not None and 0 <= value < math.inf), default=None)

    def allow(self, url: str) -> bool:
        """Whether ``url`` may be fetched: the longest rule that matches decides, Allow when two are as long."""
        if self._index is None or urlsplit(url).path == "/robots.txt":
            return self._read.can_fetch(url, self._agent)
        return self._index.allow(url)


def _one_name_for_others(line: str, agent: str) -> str:
    """The line; a name that Protego does not take for ``agent`` is replaced."""
    match = _NAMES.match(line)
    name = match[2].strip().lower() if match else "*"
    if match is None or name == "*":
        return line
    bare = name.replace("*", "")  # as Protego does
    ours = bare and bare in agent.lower() and re.search(rf"(?<![\w-]){re.escape(bare)}", agent.lower())
    return f"{match[1]}{bare if ours else _OTHER}"


def _quotient(seconds: int, requests: int) -> float | None:
    try:
        return seconds / requests
    except OverflowError:  # hundreds of digits, which integers can have and floats cannot
        return None


class _Index:
    """The rules of one robot, each found by a piece of text that an address must have for it to match."""

    def __init__(self, rules: list[_Rule]) -> None:
        """``rules``: whichever of them matches first decides."""
        first: dict[str, _Rule] = {}
        for rule in rules:
            first.setdefault(rule.value._pattern, rule)
        self._rules = list(first.values())
        literals = [max(re.split(r"\*|\$$", pattern), key=len) for pattern in first]
        common = Counter(hash(piece) % _COUNTS for literal in literals for piece in set(_pieces(literal, _PIECE)))
        self._with: defaultdict[str, list[int]] = defaultdict(list)
        for rank, literal in enumerate(literals):
            self._with[min(_pieces(literal, _PIECE), key=lambda it: common[hash(it) % _COUNTS])].append(rank)
        self._sizes = {len(piece) for piece in self._with}

    def allow(self, url: str) -> bool:
        """As ``Rules.allow``."""
        path = _quote_path(url)
        found = {piece for size in self._sizes for piece in _pieces(path, size)} & self._with.keys()
        for rank in sorted(rank for piece in found for rank in self._with[piece]):
            if self._rules[rank].value.match(path):
                return self._rules[rank].field == "allow"
        return True


def _pieces(text: str, size: int) -> Iterator[str]:
    """Every piece of ``text`` of ``size`` characters; the whole when it is shorter."""
    return (text[start : start + size] for start in range(max(1, len(text) - size + 1)))
