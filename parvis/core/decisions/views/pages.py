"""One decision."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.core.decisions import queries, rules
from parvis.core.decisions.models import Decision
from parvis.core.decisions.models.promise import Promise
from parvis.core.decisions.views.answers import verdict_picture
from parvis.core.decisions.views.seeing import decision_at
from parvis.core.people.requests import person_of
from parvis.core.record.models import State, Thing
from parvis.ui.parts import Column, Figure, Link, Table
from parvis.ui.typography import money

ANSWERS_SHOWN = 3


@require_safe
def decision(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show a decision: the outcome, who took it, the options weighed, the reasons, what was promised, and what became of contributions."""
    shown = decision_at(request, ref)
    person, process = person_of(request), shown.process
    promises = list(shown.promises.all())
    waiting = queries.waiting(process)
    answers = queries.with_what_they_answer(queries.answers_by_weight(process, ANSWERS_SHOWN))
    context = {
        "decision": shown, "process": process, "options": _options(shown), "promises": promises, "answers": answers,
        "waiting": waiting, "verdicts": verdict_picture(waiting.verdicts), "answered": waiting.answered,
        "figures": _figures(promises), "voices": _voices(shown), "may_promise": rules.may_promise(person, process),
        "trail": [Link(_("Decisions"), "/decisions/"), Link(process.title, process.get_absolute_url())], "here": shown.title,
    }  # fmt: skip
    return render(request, "decisions/decision.html", context)


def _options(decision: Decision) -> Table | None:
    """Give the options weighed as a table, each with a link when it is published."""
    weighed = list(decision.options.all())
    refs = [option.ref for option in weighed if option.ref]
    paths = dict(Thing.objects.filter(ref__in=refs, state=State.PUBLISHED).values_list("ref", "path")) if refs else {}
    rows = []
    for option in weighed:
        path = paths.get(option.ref) if option.ref else None
        rows.append((Link(option.title, path) if path else option.title, option.get_kept_display(), option.why))
    columns = (_("Option"), _("Retained or not"), Column(_("Why"), wide=True))
    return Table(columns, rows, lead=sum(option.kept != "no" for option in weighed[:1])) if rows else None


def _voices(decision: Decision) -> str:
    if decision.votes_for is None:
        return ""
    facts = {"for": decision.votes_for, "against": decision.votes_against, "abstained": decision.abstentions}
    return _("Adopted with %(for)d votes for, %(against)d against and %(abstained)d abstentions.") % facts


def _figures(promises: list[Promise]) -> list[Figure]:
    """Give the figures of the promises: how many are kept, how much money."""
    if not promises:
        return []
    language = get_language() or "fr"
    kept = sum(promise.status == Promise.Status.KEPT for promise in promises)
    figures = [Figure(_("%(part)d of %(whole)d") % {"part": kept, "whole": len(promises)}, _("promises kept"))]
    late = sum(promise.is_late for promise in promises)
    if late:
        figures.append(Figure(_("%(part)d of %(whole)d") % {"part": late, "whole": len(promises)}, _("promises late")))
    budget = sum(promise.budget_cents or 0 for promise in promises if promise.currency == "EUR")
    if budget:
        spent = sum(promise.spent_cents or 0 for promise in promises if promise.currency == "EUR")
        figures.append(Figure(money(spent, language), _("spent of %(budget)s") % {"budget": money(budget, language)}))
    return figures
