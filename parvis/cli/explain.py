"""Showing a result in a terminal: its steps in sentences, then what was chosen."""

import os
from collections.abc import Iterator, Mapping
from fractions import Fraction

from parvis.mechanisms.result import Result
from parvis.ui.sentences import sentence
from parvis.ui.sentences.wording import HARD, Wording


def language(asked: str | None) -> str:
    """Give the language asked for, else that of the terminal when it is French, else English."""
    spoken = asked or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return "fr" if spoken.lower().startswith("fr") else "en"


MONEY = ("cost", "price", "budget", "left", "money", "share", "increment")
"""The facts of a budget that are amounts, in the units in which it is counted."""


def sentences(result: Result, titles: Mapping[str, str], spoken: str, scale: int = 1) -> Iterator[str]:
    """Give the steps of a result in sentences. `scale` is how many units of an amount make one of the currency."""
    for step in result.steps:
        yield sentence(step.code, in_currency(step.facts, scale), spoken, titles)


def in_currency(facts: Mapping[str, object], scale: int) -> Mapping[str, object]:
    """Give the facts with amounts in the currency instead of the units in which they are counted."""
    if scale == 1:
        return facts
    amounts = {name: Fraction(str(facts[name])) / scale for name in MONEY if isinstance(facts.get(name), int | str)}
    return {**facts, **{name: int(value) if value.denominator == 1 else value for name, value in amounts.items()}}


def shown(amount: int, scale: int, spoken: str) -> str:
    """Write an amount in the currency, as this language writes numbers.

    >>> shown(905, 10, "fr"), shown(60_000, 10, "en")
    ('90,5', '6,000')
    """
    wording = Wording(spoken, {}, lambda family, language: {})
    return wording.decimal(Fraction(amount, scale), 2).replace(HARD, " ")
