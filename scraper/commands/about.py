"""``scraper schema`` and ``scraper cleaners``: what comes out, and what may be taken out."""

from __future__ import annotations

import dataclasses
import json
from itertools import groupby

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of the articles."""
    from ..output import schema as published

    click.echo(json.dumps(published(), indent=2, ensure_ascii=False))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON: one object a rule.")
def cleaners(as_json: bool) -> None:
    """List every cleaner and rule with its reason and strength.

    A certain rule always removes; a strong one unless the content model is sure that the block is a part of the
    article; a hint only names the reason when the model leaves a block out. "hint -> strong": a hint alone, strong
    when position, markup, density or repetition agree. A name takes nothing out: it tells what the model left out, by
    what stands around it. Any rule can be switched off: --disable RULE.
    """
    from ..rules import catalogue

    rules = catalogue()
    if as_json:
        found = [{"id": rule.rule_id, **dataclasses.asdict(rule)} for rule in rules]
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for (name, about), group in groupby(rules, lambda rule: (rule.cleaner, rule.about)):
        click.echo(f"{click.style(name, bold=True)}  {about}")
        for rule in group:
            strength = rule.strength if rule.strength == rule.agreed else f"{rule.strength} -> {rule.agreed}"
            click.echo(f"  {rule.rule_id:<32} {strength:<16} {rule.reason}")
