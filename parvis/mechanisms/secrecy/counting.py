"""What ranked and graded answers give once decrypted: the ballots that the voting methods count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from parvis.mechanisms import registry
from parvis.mechanisms.result import Plain, Result
from parvis.mechanisms.secrecy.embedded import Embedded
from parvis.mechanisms.secrecy.rejected import Rejected

# The methods that the questions of Belenios name in `extra`; another name is the slug of a method of ours.
_METHODS = {"Schulze": "schulze", "MajorityJudgment": "majority-judgment", "STV": "wigm"}


class Counted(NamedTuple):
    """The count of a question: its method, what it gives, and the answers that are no ballot of this method."""

    method: str
    result: Result
    invalid: list[list[int]]


def count(question: Embedded, answers: Sequence[Sequence[int]]) -> Counted | None:
    """Count the decrypted answers of a question with the method that its `extra` names; None when it names none.

    All zeros is a blank ballot. A rank is 1 for the best, equal ranks are allowed, 0 leaves an answer unranked. A grade is 1 for the
    best; an answer where only some grades are 0, or are above the number of grades, is invalid and listed apart.
    """
    extra = question.extra or {}
    name = extra.get("method")
    if not isinstance(name, str):
        return None
    slug = _METHODS.get(name, name)
    if slug not in registry.slugs("voting") or registry.get(slug).ballot not in ("ranking", "grades"):
        raise Rejected("question.method", came=name[:40])
    mechanism = registry.get(slug)
    chosen: dict[str, Any] = {}
    if "seats" in extra:
        chosen["seats"] = extra["seats"]
    grades = [str(grade) for grade in extra.get("grades", [])]
    if mechanism.ballot == "grades" and grades:
        chosen["grades"] = grades
    try:
        settings = mechanism.read_settings(chosen)
    except ValueError:
        raise Rejected("question.method", came=name[:40]) from None
    choices: list[Plain] = []
    invalid: list[list[int]] = []
    for answer in answers:
        if not any(answer):
            choices.append(None)
        elif mechanism.ballot == "ranking":
            choices.append(ranked(question.answers, answer))
        elif all(0 < number <= len(settings.grades) for number in answer):
            choices.append({name: settings.grades[number - 1] for name, number in zip(question.answers, answer, strict=True)})
        else:
            invalid.append([*answer])
    summary = mechanism.summarise(question.answers, [(choice, 1) for choice in choices], settings)
    return Counted(slug, mechanism(summary, settings), invalid)


def ranked(names: Sequence[str], ranks: Sequence[int]) -> list[Plain]:
    """Give a ranking as voting methods read it, from the rank of each name.

    >>> ranked(["a", "b", "c", "d"], [2, 1, 2, 0])
    [['b'], ['a', 'c']]
    """
    groups: dict[int, list[Plain]] = {}
    for name, rank in zip(names, ranks, strict=True):
        if rank:
            groups.setdefault(rank, []).append(name)
    return [groups[rank] for rank in sorted(groups)]
