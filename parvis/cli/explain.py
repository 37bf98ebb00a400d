"""Showing a result in a terminal: its steps in sentences, then what was chosen."""

import os
from collections.abc import Iterator, Mapping

from parvis.mechanisms.result import Result
from parvis.ui.sentences import sentence


def language(asked: str | None) -> str:
    """Give the language asked for, else that of the terminal when it is French, else English."""
    spoken = asked or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return "fr" if spoken.lower().startswith("fr") else "en"


def sentences(result: Result, titles: Mapping[str, str], spoken: str) -> Iterator[str]:
    """Give the steps of a result in sentences."""
    for step in result.steps:
        yield sentence(step.code, step.facts, spoken, titles)
