"""The way of a thing: contribution, option, vote, decision, promise. What the thread under its title shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.core.decisions import trails
from parvis.core.decisions.models import Answer, Decision, Promise
from parvis.core.decisions.queries import answer_of
from parvis.core.processes.models import Phase
from parvis.core.record.models import State, Thing
from parvis.ui.moments import day
from parvis.ui.parts import Step

PHASE_STATES = {Phase.State.PLANNED.value: "next", Phase.State.OPEN.value: "here", Phase.State.CLOSED.value: "done"}


def way_of(ref: UUID) -> list[Step]:
    """Give the steps that a published thing went through and those to come; empty for what is not published.

    At most seven queries and those of the trails, however much there is to show.
    """
    thing = Thing.objects.filter(ref=ref, state=State.PUBLISHED).first()
    if thing is None or thing.process is None:
        return []
    options = trails.into(ref)
    made = list(Thing.objects.filter(ref__in=options, state=State.PUBLISHED)) if options else []
    phases = list(Phase.objects.filter(process__ref=thing.process).select_related("outcome", "takes_from__outcome").order_by("position"))
    answer = answer_of(ref)
    decisions = _decisions([ref, *options], answer)
    promises = list(Promise.objects.filter(decision__in=decisions).select_related("decision")) if decisions else []
    steps = [Step(_("Contribution"), "done", notes=[_("published on %(day)s") % {"day": day(thing.published_at)}])]
    steps += [Step(option.title, "done", option.path, [_("option, %(day)s") % {"day": day(option.published_at)}]) for option in made]
    steps += _votes(phases, {str(ref), *(str(option) for option in options)})
    steps += _decided(decisions, phases)
    steps += _promised(promises)
    return _one_here(steps)


def _decisions(refs: Sequence[UUID], answer: Answer | None) -> list[Decision]:
    weighed = Q(options__ref__in=refs)
    named = Q(pk=answer.decision_id) if answer and answer.decision_id else Q()
    return list(Decision.objects.filter(weighed | named if named else weighed).distinct().order_by("decided_on", "pk"))


def _votes(phases: Iterable[Phase], refs: set[str]) -> list[Step]:
    """Give the votes that had one of these among their options, and the ones to come that may."""
    steps = []
    for phase in phases:
        if not phase.kind_of_phase.family:
            continue
        before = getattr(phase.takes_from, "outcome", None) if phase.takes_from else None
        if before is not None and not refs & set(before.refs):
            continue
        if phase.state == Phase.State.PLANNED:
            notes = [day(phase.opens_at)] if phase.opens_at else []
        elif phase.state == Phase.State.OPEN:
            notes = [_("until %(day)s") % {"day": day(phase.closes_at)}] if phase.closes_at else []
        else:
            won = refs & set(phase.outcome.refs) if hasattr(phase, "outcome") else set()
            notes = [_("retained") if won else _("not retained"), day(phase.closes_at)] if phase.closes_at else []
        steps.append(Step(phase.title, PHASE_STATES[phase.state], phase.get_absolute_url(), notes))
    return steps


def _decided(decisions: Sequence[Decision], phases: Iterable[Phase]) -> list[Step]:
    if decisions:
        return [
            Step(_("Decision"), "done", decision.get_absolute_url(), [decision.title, day(decision.decided_on)]) for decision in decisions
        ]
    coming = next((phase for phase in phases if phase.kind == "decision" and phase.state != Phase.State.CLOSED), None)
    if coming is None:
        return []
    until = coming.closes_at or coming.opens_at
    return [Step(_("Decision"), "here" if coming.state == Phase.State.OPEN else "next", notes=[day(until)] if until else [])]


def _promised(promises: Sequence[Promise]) -> list[Step]:
    if not promises:
        return []
    kept = sum(promise.shown == Promise.Status.KEPT for promise in promises)
    late = sum(promise.is_late for promise in promises)
    words = ngettext("%(count)d promise", "%(count)d promises", len(promises)) % {"count": len(promises)}
    notes = [ngettext("%(count)d kept", "%(count)d kept", kept) % {"count": kept}]
    over = all(promise.status not in Promise.PENDING for promise in promises)
    behind = ngettext("%(count)d late", "%(count)d late", late) % {"count": late} if late else ""
    url = promises[0].get_absolute_url() if len(promises) == 1 else f"{promises[0].decision.get_absolute_url()}#promesses"
    return [Step(words, "late" if late else "done" if over else "here", url, notes, late=behind)]


def _one_here(steps: Sequence[Step]) -> list[Step]:
    """Keep one step where the thing is now: the last one that is under way."""
    here = max((index for index, step in enumerate(steps) if step.state == "here"), default=None)
    return [
        Step(step.label, "done", step.url, step.notes) if step.state == "here" and index != here else step
        for index, step in enumerate(steps)
    ]
