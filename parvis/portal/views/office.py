"""The facilitator's office: what waits for me, and running a process."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.core.decisions.queries import count_unanswered, waiting
from parvis.core.decisions.rules import may_decide
from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.core.people.views.drafting import drafted
from parvis.core.processes import actions, rules
from parvis.core.processes.models import Phase, Process
from parvis.core.processes.models.kinds import every_kind
from parvis.core.record.log import alarm
from parvis.core.rules.verdict import no
from parvis.core.spaces.models import Space
from parvis.core.spaces.rules import RUNS, may_found, may_give_roles, may_run
from parvis.core.spaces.standing import roles_of
from parvis.portal import queries
from parvis.portal.blueprints import BLUEPRINTS
from parvis.portal.forms import AddPhase, EditPhase, EditProcess
from parvis.ui import moments
from parvis.ui.parts import Link, Task

SOON = timedelta(days=7)
WAITING_SHOWN = 30
GOVERNED_SHOWN = 30
LOCKED = gettext_lazy("This phase has opened: its rules no longer change, so that nobody finds others at the end than at the beginning.")


def spaces_run_by(person: Person) -> QuerySet[Space]:
    """Give the spaces where this person runs processes."""
    spaces = Space.objects.select_related("parent__parent__parent")
    return Space.objects.filter(pk__in=[space.pk for space in spaces if RUNS & roles_of(person, space)]).order_by("name")


def governed_by(person: Person) -> list[Space]:
    """Give the spaces where this person says who is what, the first thirty by name."""
    spaces = Space.objects.select_related("parent__parent__parent").order_by("name")
    return [space for space in spaces if may_give_roles(person, space)][:GOVERNED_SHOWN]


def staff(request: HttpRequest) -> Person:
    """Give who is in the office; others are told why they are not."""
    person = person_of(request)
    assert person is not None
    if not person.is_operator and not spaces_run_by(person).exists():
        no(_("The office is for those who run processes: facilitators and officers.")).require()
    return person


def run_by(request: HttpRequest, slug: str) -> Process:
    """Give the process of an address, if this person runs it; what she may not see does not exist for her."""
    found = get_object_or_404(Process.objects.select_related(queries.UP, "body").prefetch_related("phases"), slug=slug)
    if not rules.may_see(person_of(request), found):
        raise Http404
    may_run(person_of(request), found.space).require()
    request.space = found.space  # type: ignore[attr-defined]
    return found


@login_required
def office(request: HttpRequest) -> HttpResponse:
    """Show what waits for me, most urgent first, and my processes."""
    person = staff(request)
    spaces = spaces_run_by(person)
    mine = list(
        Process.objects.filter(space__in=spaces).select_related(queries.UP).prefetch_related("phases").order_by("-state", "-pk")[:100]
    )
    waiting_tasks = [task for process in mine for task in tasks_of(process)]
    return render(
        request,
        "portal/office.html",
        {
            "tasks": [task for _days, task in sorted(waiting_tasks, key=lambda pair: pair[0])][:WAITING_SHOWN],
            "running": [process for process in mine if process.state == Process.State.RUNNING],
            "drafts": [process for process in mine if process.state == Process.State.DRAFT],
            "closed": [process for process in mine if process.state == Process.State.CLOSED],
            "spaces": spaces,
            "governed": governed_by(person),
            "may_found": may_found(person),
            "blueprints": BLUEPRINTS,
            "alarm": alarm.current(),
        },
    )


def tasks_of(process: Process) -> list[tuple[int, Task]]:
    """Give what waits in one process, each with its urgency (days that are left)."""
    now, found = timezone.now(), []
    office_page = reverse("portal:office_process", args=[process.slug])
    if process.state == Process.State.DRAFT:
        return [(50, Task(due=_("draft"), title=process.title, url=office_page, action=_("Finish and publish"), action_url=office_page))]
    if process.state == Process.State.CLOSED:
        return []
    for phase in queries.phases_of(process):
        if phase.is_open and phase.closes_at and phase.closes_at - now < SOON:
            why = _("“%(phase)s” closes on %(day)s.") % {"phase": phase.title, "day": moments.day_and_hour(phase.closes_at)}
            due, action, moment = moments.left(phase.closes_at, now=now), _("See"), phase.closes_at
        elif phase.state == Phase.State.PLANNED and phase.opens_at and phase.opens_at - now < SOON:
            if verdict := phase.kind_of_phase.ready(phase):
                continue
            why = _("“%(phase)s” cannot open: %(reason)s") % {"phase": phase.title, "reason": verdict.reason}
            due, action, moment = moments.short(phase.opens_at), _("Prepare"), phase.opens_at
        else:
            continue
        task = Task(due=due, title=process.title, url=office_page, action=action, why=why, action_url=phase.get_absolute_url())
        found.append(((moment - now).days, task))
    if left := count_unanswered(process):
        why = ngettext("%(count)d contribution waits for an answer.", "%(count)d contributions wait for an answer.", left) % {"count": left}
        days = (process.answer_by - timezone.localdate()).days if process.answer_by else 40
        due = moments.day(process.answer_by) if process.answer_by else _("no date")
        answers = reverse("decisions:answers", args=[process.slug])
        found.append((days, Task(due=due, title=process.title, url=office_page, action=_("Answer"), why=why, action_url=answers)))
    return found


@login_required
def process(request: HttpRequest, slug: str) -> HttpResponse:
    """Run one process: publish it, open and close its phases, and go where work waits."""
    subject, person = run_by(request, slug), person_of(request)
    phases = queries.phases_of(subject)
    return render(
        request,
        "portal/office_process.html",
        {
            "process": subject,
            "trail": [Link(_("Office"), reverse("portal:office"))],
            "here": subject.title,
            "steps": queries.steps_of(phases),
            "next": next_to_prepare(phases, person) if subject.state == Process.State.RUNNING else None,
            "may_invite": rules.may_invite(person, subject),
            "phases": [
                {
                    "phase": phase,
                    "kind": phase.kind_of_phase,
                    "method": dict(phase.kind_of_phase.methods()).get(phase.mechanism, phase.mechanism),
                    "dates": queries.dates_of(phase),
                    "may_open": rules.may_open(person, phase),
                    "may_close": rules.may_close(person, phase),
                    "invitation": phase.kind_of_phase.invitation(phase, person),
                }
                for phase in phases
            ],
            "waiting": waiting(subject),
            "may_decide": may_decide(person, subject),
            "may_edit": rules.may_edit(person, subject),
            "kinds": list(every_kind()),
        },
    )


def next_to_prepare(phases: list[Phase], person: Person | None) -> dict[str, object] | None:
    """Give the next phase when it lacks something before it can open, with what it lacks and where to see to it."""
    phase = next((phase for phase in phases if phase.state == Phase.State.PLANNED), None)
    if phase is None or any(each.is_open for each in phases) or (verdict := phase.kind_of_phase.ready(phase)):
        return None
    return {"phase": phase, "lacks": verdict.reason, "invitation": phase.kind_of_phase.invitation(phase, person)}


@drafted
@login_required
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the presentation."""
    subject = run_by(request, slug)
    person = person_of(request)
    assert person is not None
    rules.may_edit(person, subject).require()
    form = EditProcess(request.POST or None, instance=subject)
    if request.method == "POST" and form.is_valid():
        actions.edit(Process.objects.get(pk=subject.pk), by=person, **form.cleaned_data)
        messages.success(request, _("The presentation is changed."))
        return redirect("portal:office_process", subject.slug)
    return form_page(request, form, subject, _("Presentation"))


@drafted
@login_required
def phase(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Change one phase."""
    subject = run_by(request, slug)
    person = person_of(request)
    assert person is not None
    rules.may_edit(person, subject).require()
    found = get_object_or_404(Phase.objects.select_related("process__space"), process=subject, position=position)
    form = EditPhase(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        changed = {name: value for name, value in form.cleaned_data.items() if name == "settings" or name in form.changed_data}
        if found.state != Phase.State.PLANNED:
            changed.pop("settings", None)
        actions.plan_phase(Phase.objects.select_related("process__space").get(pk=found.pk), by=person, **changed)
        messages.success(request, _("The phase is changed."))
        return redirect("portal:office_process", subject.slug)
    return form_page(request, form, subject, found.title, kept="" if found.state == Phase.State.PLANNED else LOCKED)


@drafted
@login_required
def add_phase(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a phase at the end."""
    subject = run_by(request, slug)
    person = person_of(request)
    assert person is not None
    rules.may_edit(person, subject).require()
    form = AddPhase(request.POST or None, kinds=[(kind.slug, kind.name) for kind in every_kind()])
    if request.method == "POST" and form.is_valid():
        made = actions.add_phase(subject, actions.Plan(kind=form.cleaned_data["kind"], title=form.cleaned_data["title"]), by=person)
        return redirect("portal:office_phase", subject.slug, made.position)
    return form_page(request, form, subject, _("Add a phase"))


def form_page(request: HttpRequest, form: object, process: Process, title: str, *, kept: str | Promise = "") -> HttpResponse:
    """Show a form of the office; `kept` says why some of its fields cannot be changed."""
    back = reverse("portal:office_process", args=[process.slug])
    trail = [Link(_("Office"), reverse("portal:office")), Link(process.title, back)]
    return render(
        request,
        "portal/office_form.html",
        {"form": form, "title": title, "trail": trail, "here": title, "cancel_url": back, "submit": _("Save"), "kept": kept},
    )


def asked(request: HttpRequest, process: Process, **words: str) -> HttpResponse:
    """Ask before what cannot be undone in a process."""
    back = reverse("portal:office_process", args=[process.slug])
    trail = [Link(_("Office"), reverse("portal:office")), Link(process.title, back)]
    return render(request, "ui/confirm.html", {"cancel_url": back, "trail": trail, "here": words["question"]} | words)


@login_required
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a draft public, after a question."""
    subject, person = run_by(request, slug), person_of(request)
    assert person is not None
    if request.method != "POST":
        rules.may_edit(person, subject).require()
        return asked(
            request, subject, question=_("Publish “%(title)s”?") % {"title": subject.title}, yes=_("Publish"),
            consequence=_("Everybody can read it, and every change is a public act from then on. It cannot become a draft again."),
        )  # fmt: skip
    actions.publish(subject, by=person)
    messages.success(request, _("The process is public. Its phases open and close by themselves on their dates."))
    return redirect("portal:office_process", subject.slug)


@login_required
def move(request: HttpRequest, slug: str, position: int, verb: str) -> HttpResponse:
    """Open or close a phase now, after a question."""
    subject, person = run_by(request, slug), person_of(request)
    assert person is not None
    found = get_object_or_404(Phase.objects.select_related("process__space"), process=subject, position=position)
    if request.method != "POST":
        if verb != "ouvrir":
            return close(request, slug, position)
        rules.may_open(person, found).require()
        return asked(
            request, subject, question=_("Open “%(phase)s” now?") % {"phase": found.title}, yes=_("Open it now"),
            consequence=_("People can take part at once, and what it is made of is fixed. It cannot be put back to what is to come."),
        )  # fmt: skip
    if verb == "ouvrir":
        actions.open_phase(found, by=person)
        messages.success(request, _("“%(phase)s” is open.") % {"phase": found.title})
    else:
        actions.close_phase(found, by=person)
        messages.success(request, _("“%(phase)s” is closed.") % {"phase": found.title})
    return redirect("portal:office_process", subject.slug)


@login_required
def close(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Ask before a phase is closed ahead of its time: this cannot be undone."""
    subject = run_by(request, slug)
    found = get_object_or_404(Phase.objects.select_related("process__space"), process=subject, position=position)
    rules.may_close(person_of(request), found).require()
    if request.method == "POST":
        return move(request, slug, position, "fermer")
    return asked(
        request, subject, question=_("Close “%(phase)s” now?") % {"phase": found.title}, yes=_("Close now"),
        consequence=_("What people did in it is counted and kept. A closed phase cannot be opened again."),
    )  # fmt: skip
