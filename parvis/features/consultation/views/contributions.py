"""One contribution: what it says, what became of it, what is said of it; its history; its files."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.core.discussion.documents import SHOWN
from parvis.core.discussion.queries import supported_by
from parvis.core.people.requests import person_of
from parvis.core.processes.models import Phase
from parvis.core.processes.queries import phases_of
from parvis.core.record.pages import for_visitors
from parvis.features.consultation import queries, rules
from parvis.features.consultation.differences import differences
from parvis.features.consultation.models import Attachment, Contribution, Option
from parvis.features.consultation.views.found import contribution_of, trail_of
from parvis.ui import moments
from parvis.ui.parts import Link, Step

SHORT = 60


def way_of(contribution: Contribution, phases: Sequence[Phase], options: Sequence[Option]) -> list[Step]:
    """Give the way of a contribution: when it came, which option it became part of, and the phases that follow."""
    steps = [Step(label=_("Contribution"), state="done", notes=[moments.day(contribution.published_at)])]
    by_phase: dict[int, list[Option]] = {}
    for option in options:
        by_phase.setdefault(option.phase_id, []).append(option)
    here_given = False
    for phase in phases:
        if phase.position <= contribution.phase.position:
            continue
        over = phase.state == Phase.State.CLOSED or (phase.state == Phase.State.OPEN and not phase.is_open)
        here = phase.is_open and not here_given
        here_given = here_given or here
        state = "done" if over else "here" if here else "next"
        url = "" if phase.state == Phase.State.PLANNED else phase.get_absolute_url()
        dates = [moments.day(moment) for moment in (phase.opens_at, phase.closes_at) if moment]
        made = by_phase.get(phase.pk, [])
        if len(made) == 1:
            steps.append(
                Step(
                    label=made[0].title[:SHORT],
                    state=state,
                    url=made[0].get_absolute_url(),
                    notes=[phase.title, dates[-1] if dates else ""],
                )
            )
        else:
            note = _("part of %(count)d options") % {"count": len(made)} if made else ""
            steps.append(Step(label=phase.title, state=state, url=url, notes=[note, " – ".join(dict.fromkeys(dates))]))
    return steps if len(steps) > 1 else []


@for_visitors
def contribution(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one contribution. What was withdrawn or hidden shows that it was, and nothing of what it said."""
    subject, person = contribution_of(request, ref), person_of(request)
    phase = subject.phase
    phases = phases_of(phase.process)
    options = queries.options_with(subject)
    supported = supported_by(person, subject.ref)
    context = {
        "contribution": subject,
        "phase": phase,
        "process": phase.process,
        "phases": phases,
        "way": way_of(subject, phases, options),
        "options": options,
        "attachments": list(subject.attachments.all()) if subject.attached else [],
        "supports_on": phase.typed_settings().supports,
        "supported": supported,
        "she_supports": subject.ref in supported,
        "may_support": rules.may_support(person, subject),
        "hers": rules.is_hers(person, subject),
        "may_edit": bool(rules.may_edit(person, subject)),
        "may_moderate": bool(rules.may_moderate(person, subject)),
        "trail": trail_of(phase),
        "here": _("Contribution %(number)d") % {"number": subject.number},
    }
    return render(request, "consultation/contribution.html", context)


def versions(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show what changed from one version to the next, the latest first. What is withdrawn or hidden has no history for anybody."""
    subject = contribution_of(request, ref)
    if not subject.is_published:
        raise Http404
    earlier = list(subject.versions.order_by("number"))
    texts = [(version.title, version.text) for version in earlier] + [(subject.title, subject.text)]
    changes = [
        {
            "number": number,
            "at": version.replaced_at,
            "title": differences(before[0], after[0]),
            "text": differences(before[1], after[1]),
        }
        for number, (version, before, after) in enumerate(zip(earlier, texts, texts[1:], strict=False), 2)
    ]
    context = {
        "contribution": subject,
        "changes": changes[::-1],
        "first": {"title": texts[0][0], "text": texts[0][1]},
        "trail": [*trail_of(subject.phase), Link(subject.title[:SHORT], subject.get_absolute_url())],
        "here": _("History"),
    }
    return render(request, "consultation/versions.html", context)


def attachment(request: HttpRequest, ref: UUID, piece: UUID) -> FileResponse:
    """Give a file that goes with a contribution, to those who may read the contribution."""
    subject = contribution_of(request, ref)
    found = Attachment.objects.filter(contribution=subject, ref=piece).first()
    if found is None or not subject.is_published:
        raise Http404
    shown = found.media_type in SHOWN
    return FileResponse(found.file.open(), as_attachment=not shown, filename=found.name, content_type=found.media_type)
