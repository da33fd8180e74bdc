"""Give a name to what was taken out by its score or shape alone, now that it is settled what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .cleaners.engine.examine import Examiner
from .config import Config, HostConfig
from .model import Document, Verdict


def named(
    document: Document, verdicts: Sequence[Verdict], rules: Examiner, config: Config, host: HostConfig
) -> Iterator[Verdict]:
    """The verdicts, those that do not tell what their words are under the name of a rule that does.

    A name never changes which words go, unless its rule is switched off: then the words stay, as with every rule,
    unless a rule that goes by shape claims them too.
    """
    found = rules.names(document, verdicts)
    off = {*config.disable, *host.disable}
    for verdict in verdicts:
        name = found.get(verdict.block)
        if name is None or not rules.may_be_named(verdict) or (config.only and name.cleaner not in config.only):
            yield verdict
        elif off and {name.cleaner, name.rule_id} & off:
            if verdict.cleaner != "content":
                yield verdict
        elif name.cleaner == verdict.cleaner:
            yield verdict
        else:
            evidence = (*name.evidence, *verdict.evidence)
            yield verdict._replace(cleaner=name.cleaner, rule=name.rule, evidence=evidence)
