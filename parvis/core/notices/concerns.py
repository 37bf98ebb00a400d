"""Whom an act concerns: the things it is about, and the things whose followers hear of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from parvis.core.decisions import acts as deciding
from parvis.core.decisions import trails
from parvis.core.decisions.models import Decision, Promise, Reply, Weighed
from parvis.core.discussion.models import Argument, Question
from parvis.core.record import kinds
from parvis.core.record.models import Act, Thing

FOLLOW_UP = frozenset(
    {
        deciding.PROMISED.code,
        deciding.MARKED.code,
        deciding.MILESTONE_REACHED.code,
    }
)
# Followers of a process hear when these move; they do not hear of every contribution.
HEARD_BY_PROCESS = frozenset({"process", "phase", "decision"})


@dataclass(slots=True)
class Concern:
    """What an act is about: `authors` of these refs hear because they wrote them, `followers` of these because they follow them."""

    authors: list[UUID] = field(default_factory=list)
    followers: list[UUID] = field(default_factory=list)


def told(acts: Iterable[Act]) -> list[Act]:
    """Keep the acts of kinds that people are told of."""
    codes = {kind.code for kind in kinds.every() if kind.told}
    return [act for act in acts if act.kind in codes]


def concerns(acts: Sequence[Act]) -> dict[int, Concern]:
    """Give whom each of these acts concerns. The number of queries grows with the decisions among them, not with the acts."""
    objects = {act.object for act in acts}
    kind_of = dict(Thing.objects.filter(ref__in=objects).values_list("ref", "kind"))
    answered = _answered(act.object for act in acts if act.kind == deciding.ANSWERED.code)
    cited = _cited(act.object for act in acts if act.kind == deciding.DECIDED.code)
    followed_up = _followed_up(act.object for act in acts if act.kind in FOLLOW_UP)
    discussed = _discussed(ref for ref in objects if kind_of.get(ref) in {"argument", "question"})
    found = {}
    for act in acts:
        concern = Concern(authors=[act.object], followers=[act.object])
        for more in (answered, cited, followed_up):
            concern.authors += more.get(act.object, [])
        concern.followers += answered.get(act.object, []) + discussed.get(act.object, [])
        if kind_of.get(act.object) in HEARD_BY_PROCESS:
            concern.followers += [ref for ref in (act.process,) if ref]
            if act.object == act.process and act.previous is None and act.space:
                concern.followers.append(act.space)
        found[act.pk] = concern
    return found


def _answered(answers: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Give what each answer answers."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    wanted = list(answers)
    if wanted:
        for answer, ref in Reply.objects.filter(answer__ref__in=wanted).order_by("pk").values_list("answer__ref", "ref"):
            found[answer].append(ref)
    return found


def _cited(decisions: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Give what each decision weighed, and what that was made of."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    wanted = list(decisions)
    if wanted:
        for decision, ref in Weighed.objects.filter(decision__ref__in=wanted, ref__isnull=False).values_list("decision__ref", "ref"):
            if ref:
                found[decision] += [ref, *trails.made_of(ref)]
    return found


def _followed_up(promises: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Give the contributions from which each promise comes: cited in its decision, or answered with it."""
    wanted = set(promises)
    if not wanted:
        return {}
    decision_of = dict(Promise.objects.filter(ref__in=wanted).values_list("ref", "decision"))
    pks = set(decision_of.values())
    found: dict[int, list[UUID]] = defaultdict(list)
    refs = dict(Decision.objects.filter(pk__in=pks).values_list("ref", "pk"))
    for ref, cited in _cited(refs).items():
        found[refs[ref]] += cited
    for decision, ref in Reply.objects.filter(answer__decision__in=pks, replaced=False).values_list("answer__decision", "ref"):
        found[decision].append(ref)
    return {promise: found[decision] for promise, decision in decision_of.items()}


def _discussed(remarks: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Give what each argument or question is about."""
    wanted = list(remarks)
    if not wanted:
        return {}
    found: dict[UUID, list[UUID]] = {}
    for model in (Argument, Question):
        found |= {ref: [on] for ref, on in model._default_manager.filter(ref__in=wanted).values_list("ref", "on")}
    return found
