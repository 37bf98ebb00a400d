"""Home, spaces and their pages, and joining one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from parvis.core.decisions.models import Decision, Promise
from parvis.core.decisions.models.promise import PAVERS
from parvis.core.decisions.queries import promises_by_state
from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.core.processes.models import Process
from parvis.core.record.models import Act
from parvis.core.record.pages import for_visitors
from parvis.core.record.sentences import in_words
from parvis.core.spaces import actions, rules
from parvis.core.spaces.models import Membership, Role, Space
from parvis.core.spaces.standing import held_in, line_of, roles_of, spaces_of
from parvis.portal import queries
from parvis.portal.house import children_of, first_root, space_of
from parvis.portal.views.processes import row
from parvis.ui import moments
from parvis.ui.components.actions import status
from parvis.ui.components.texts import spaced
from parvis.ui.parts import Column, Link, Table

SHOWN = 5


@for_visitors
def home(request: HttpRequest) -> HttpResponse:
    """Show the space that the instance is for: the first that was founded; before there is one, say so."""
    space = space_of(request)
    return page_of(request, space) if space else spaces(request)


@for_visitors
def spaces(request: HttpRequest) -> HttpResponse:
    """Show the tree of spaces."""
    person = person_of(request)
    seen = [space for space in queries.roots_and_children() if rules.may_see(person, space)]
    children: dict[int | None, list[Space]] = {}
    for space in seen:
        children.setdefault(space.parent_id, []).append(space)
    known = {space.pk for space in seen}
    # The space that the instance is for comes first, then the others by name.
    roots = sorted((space for space in seen if space.parent_id not in known), key=lambda space: (space.pk != first_root(), space.name))
    return render(request, "portal/spaces.html", {"tree": [(root, children.get(root.pk, [])) for root in roots], "seen": seen})


@for_visitors
def space(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one space."""
    found = get_object_or_404(Space.objects.select_related("parent__parent__parent"), slug=slug)
    request.space = found  # type: ignore[attr-defined]
    return page_of(request, found)


def seen_by(person: Person | None, slug: str) -> Space:
    """Give the space of an address; one that this person may not see does not exist for her."""
    found = get_object_or_404(Space.objects.select_related("parent__parent__parent"), slug=slug)
    if not rules.may_see(person, found):
        raise Http404
    return found


def page_of(request: HttpRequest, space: Space) -> HttpResponse:
    """Show what is open, what was decided, what was promised and where it stands."""
    person = person_of(request)
    if not rules.may_see(person, space):
        raise Http404
    # What one may not see does not exist: not by its name either, on the page of what it stands in.
    children = [child for child in children_of(request, space) if rules.may_see(person, child)]
    branch = [space.pk, *(child.pk for child in children)]
    seen = list(queries.processes_seen_by(person).filter(space__in=branch).order_by("-state", "-published_at")[:50])
    running = [process for process in seen if process.state == Process.State.RUNNING]
    doings = [doing for process in running for doing in queries.doings(queries.phases_of(process), person)]
    doings.sort(key=lambda doing: (doing.phase.closes_at is None, doing.phase.closes_at))
    first = doings[0] if doings else None
    latest = queries.latest_acts(Act.objects.visible_in(spaces_of(person)).filter(space=space.ref), SHOWN)
    promised = Promise.objects.filter(decision__process__in=[process.pk for process in seen])
    return render(
        request,
        "portal/space.html",
        {
            "space": space,
            "trail": [Link(_("Spaces"), reverse("portal:spaces"))] if space.parent_id else [],
            "here": space.name if space.parent_id else "",
            "first": first,
            "rows": [row(process) for process in running if not first or process != first.phase.process][:SHOWN],
            "decisions": Decision.objects.filter(process__in=[process.pk for process in seen]).order_by("-decided_on")[:SHOWN],
            "promises": table_of(promised.select_related("decision").order_by("due_on")[:SHOWN]),
            **standing_of(promised),
            "today": timezone.localdate(),
            "acts": in_words(latest),
            "bodies": queries.bodies_of(space),
            "children": children,
            "may_join": rules.may_join(person, space),
            "roles": roles_of(person, space),
            "acting": acting_as(person, space),
            "person": person,
        },
    )


def acting_as(person: Person | None, space: Space) -> list[Role]:
    """Give the roles with which somebody acts for this very space, which she may give back."""
    held = held_in(person, space) & rules.ACTS_FOR if person else frozenset()
    return [role for role in Role if role in held]


def table_of(promised: QuerySet[Promise]) -> Table | None:
    """Give the promises as a table: what, when it was promised and for when, where it stands; None when there is none."""
    rows = [
        [
            Link(spaced(promise.text), promise.get_absolute_url()),
            moments.day(promise.decision.decided_on),
            moments.day(promise.due_on),
            status(promise.state_in_words, state=promise.paver),
        ]
        for promise in promised
    ]
    columns = [_("Promise"), _("Made on"), _("By when"), Column(_("Where it stands"), wide=True)]
    return Table(columns, rows) if rows else None


def standing_of(promised: QuerySet[Promise]) -> dict[str, object]:
    """Give where promises stand: the pavers, and the same in one sentence."""
    counted = promises_by_state(promised)
    words = {
        Promise.Status.KEPT: ngettext("%(count)d kept", "%(count)d kept", counted[Promise.Status.KEPT]),
        Promise.Status.UNDER_WAY: ngettext("%(count)d under way", "%(count)d under way", counted[Promise.Status.UNDER_WAY]),
        Promise.Status.COMING: ngettext("%(count)d to come", "%(count)d to come", counted[Promise.Status.COMING]),
        Promise.LATE: ngettext("%(count)d late", "%(count)d late", counted[Promise.LATE]),
        Promise.Status.HALF: ngettext("%(count)d kept in part", "%(count)d kept in part", counted[Promise.Status.HALF]),
        Promise.Status.DROPPED: ngettext("%(count)d dropped", "%(count)d dropped", counted[Promise.Status.DROPPED]),
    }
    total = sum(counted.values())
    parts = ", ".join(word % {"count": counted[state]} for state, word in words.items() if counted[state])
    said = ngettext("%(count)d promise: %(parts)s.", "%(count)d promises: %(parts)s.", total) % {"count": total, "parts": parts}
    return {"promises_said": said, "pavers": {PAVERS[state]: counted[state] for state in words if counted[state]}}


@require_POST
@login_required
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Join a space as a resident."""
    person = person_of(request)
    assert person is not None
    space = seen_by(person, slug)
    actions.join(space, by=person)
    messages.success(request, _("You now belong to %(space)s.") % {"space": space.name})
    return redirect(space)


@login_required
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave a space, after a question: who was let in cannot always come back alone."""
    person = person_of(request)
    assert person is not None
    space = seen_by(person, slug)
    if request.method != "POST":
        back = _("You can join again whenever you like.")
        context = {
            "question": _("Leave %(space)s?") % {"space": space.name},
            "consequence": back if space.joining == Space.Joining.OPEN else _("To come back, somebody has to let you in again."),
            "yes": _("Leave this space"), "cancel_url": space.get_absolute_url(),
        }  # fmt: skip
        return render(request, "ui/confirm.html", context)
    if Membership.objects.current().filter(space=space, person=person).exists():
        actions.leave(space, by=person)
        messages.success(request, _("You have left %(space)s. What you wrote there stays.") % {"space": space.name})
    return redirect(space)


@login_required
def give_back(request: HttpRequest, slug: str, role: str) -> HttpResponse:
    """Give back a role that one holds, after a question."""
    person = person_of(request)
    assert person is not None
    space = seen_by(person, slug)
    request.space = space  # type: ignore[attr-defined]
    rules.may_give_back(person, space, role).require()
    facts = {"role": Role(role).label, "space": space.name}
    if request.method == "POST":
        actions.give_back(space, role=role, by=person)
        messages.success(request, _("You have given back the role “%(role)s” in %(space)s.") % facts)
        return redirect("portal:mine")
    stays = _(
        "What you did with it stays, and the public record says that you gave it back. An officer of the space can give it to you again."
    )
    last = _("You are the last officer here: nobody will decide, answer or give roles until whoever runs this instance names another.")
    context = {
        "question": _("Give back the role “%(role)s” in %(space)s?") % facts,
        "consequence": f"{last} {stays}" if role == Role.OFFICER and is_last(person, space) else stays,
        "yes": _("Give it back"), "no": _("No, keep it"), "cancel_url": reverse("portal:mine"),
        "trail": [Link(_("My participation"), reverse("portal:mine"))],
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


def is_last(person: Person, space: Space) -> bool:
    """Say whether nobody else is an officer of this space, nor of those above it."""
    others = Membership.objects.current().exclude(person=person)
    return not others.filter(space__in=line_of(space), role=Role.OFFICER).exists()


@cache_control(public=True, max_age=86_400)
def tint(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the one line of style that is a space's own: its colour."""
    space = get_object_or_404(Space, slug=slug)
    return HttpResponse(f":root {{ --tint: {space.tint or '#f2c230'}; }}\n", content_type="text/css")
