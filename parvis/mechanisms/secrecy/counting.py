"""What ranked and graded answers give once decrypted: the ballots that the voting methods count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from parvis.mechanisms import registry, result_file
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


class Choices(NamedTuple):
    """The ballots of a question, in the form of its method."""

    mechanism: registry.Mechanism[Any, Any]  # any method: the question names it
    settings: Any
    choices: list[Plain]
    invalid: list[list[int]]


def count(question: Embedded, answers: Sequence[Sequence[int]]) -> Counted | None:
    """Count the decrypted answers of a question with the method that its `extra` names; None when it names none.

    All zeros is a blank ballot. A rank is 1 for the best, equal ranks are allowed, 0 leaves an answer unranked. A grade is 1 for the
    best; an answer where only some grades are 0, or are above the number of grades, is invalid and listed apart.
    """
    chosen = choices_of(question, answers)
    if chosen is None:
        return None
    summary = chosen.mechanism.summarise(question.answers, [(choice, 1) for choice in chosen.choices], chosen.settings)
    return Counted(chosen.mechanism.slug, chosen.mechanism(summary, chosen.settings), chosen.invalid)


def publish(question: Embedded, answers: Sequence[Sequence[int]], eligible: int, about: Mapping[str, object]) -> dict[str, Plain] | None:
    """Give the published result file of a question, which anybody can count again with `parvis recount`; None when it names no method.

    Receipts are the places of the answers after the last shuffle: they say nothing of who answered.
    """
    chosen = choices_of(question, answers)
    if chosen is None:
        return None
    width = len(str(len(answers)))
    return result_file.publish(
        chosen.mechanism,
        options=[{"ref": name, "title": name} for name in question.answers],
        ballots=[{"receipt": f"{place:0{width}}", "choice": choice} for place, choice in enumerate(chosen.choices, 1)],
        counts={"eligible": eligible, "participated": len(answers), "spoilt": len(chosen.invalid)},
        settings=chosen.settings,
        about=about,
    )


def choices_of(question: Embedded, answers: Sequence[Sequence[int]]) -> Choices | None:
    """Give the method that a question names, its settings, and the answers as its ballots."""
    extra = question.extra or {}
    name = extra.get("method")
    if not isinstance(name, str):
        return None
    slug = _METHODS.get(name, name)
    if slug not in registry.slugs("voting") or registry.get(slug).ballot not in ("ranking", "grades"):
        raise Rejected("question.method", came=name[:40])
    mechanism = registry.get(slug)
    given: dict[str, Any] = {}
    if "seats" in extra:
        given["seats"] = extra["seats"]
    grades = [str(grade) for grade in extra.get("grades", [])]
    if mechanism.ballot == "grades" and grades:
        given["grades"] = grades
    try:
        settings = mechanism.read_settings(given)
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
    return Choices(mechanism, settings, choices, invalid)


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
