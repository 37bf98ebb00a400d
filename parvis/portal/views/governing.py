"""Opening a space, saying what it is, giving roles, setting up bodies: the office of officers, and of whoever runs the instance."""

from __future__ import annotations

from collections.abc import Sequence
from smtplib import SMTPException
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.core.notices.actions import tell_of_role
from parvis.core.people.actions import accounts_for
from parvis.core.people.models import Person
from parvis.core.people.requests import person_of
from parvis.core.people.views.drafting import drafted
from parvis.core.spaces import actions, rules
from parvis.core.spaces.models import Body, Mandate, Membership, Role, Space
from parvis.portal.space_forms import BodyForm, NewSpaceForm, RolesForm, SeatForm, SpaceForm, free_space_slug
from parvis.ui.parts import Link

PER_PAGE = 50


def _me(request: HttpRequest) -> Person:
    person = person_of(request)
    assert person is not None, "The page is behind login_required."
    return person


def _governed(request: HttpRequest, slug: str) -> Space:
    """Give the space of an address, if this person says who is what in it; what she may not see does not exist for her."""
    found = get_object_or_404(Space.objects.select_related("parent__parent__parent"), slug=slug)
    person = _me(request)
    if not person.is_operator and not rules.may_see(person, found):
        raise Http404
    rules.may_give_roles(person, found).require()
    request.space = found  # type: ignore[attr-defined]
    return found


def _page(request: HttpRequest, form: BaseForm, title: str, *, space: Space | None = None, submit: str = "") -> HttpResponse:
    office = Link(_("Office"), reverse("portal:office"))
    back = reverse("portal:office_space", args=[space.slug]) if space else office.url
    context: dict[str, Any] = {
        "form": form, "title": title, "here": title, "cancel_url": back, "submit": submit or _("Save"),
        "trail": [office, Link(space.name, back)] if space else [office],
    }  # fmt: skip
    return render(request, "portal/office_form.html", context, status=422 if form.is_bound else 200)


def _tell(form: BaseForm, error: ValidationError) -> None:
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)


@drafted(parameters=["dans"])
@login_required
def found(request: HttpRequest) -> HttpResponse:
    """Open a space: the first of the instance, or one inside another (`?dans=`)."""
    person, inside = _me(request), request.GET.get("dans", "")
    parent = get_object_or_404(Space.objects.select_related("parent__parent__parent"), slug=inside) if inside else None
    if parent and not person.is_operator and not rules.may_see(person, parent):
        raise Http404
    rules.may_found(person, parent).require()
    start = {"audience": parent.audience, "time_zone": parent.time_zone} if parent else None
    form = NewSpaceForm(request.POST or None, initial=start)
    if form.is_bound and form.is_valid():
        try:
            made = actions.found(by=person, parent=parent, slug=free_space_slug(form.cleaned_data["name"]), **form.cleaned_data)
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(request, _("“%(space)s” is open. You are its officer: say now who is what.") % {"space": made.name})
            return redirect("portal:office_space", made.slug)
    title = _("Open a space inside “%(space)s”") % {"space": parent.name} if parent else _("Open a space")
    return _page(request, form, title, space=parent, submit=_("Open the space"))


@login_required
def space(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who is what in a space, its bodies, and what can be done."""
    subject, person = _governed(request, slug), _me(request)
    held = Membership.objects.current().filter(space=subject)
    # Who lives where is nobody else's business: residents are counted and not listed.
    listed = held.exclude(role=Role.RESIDENT).select_related("person").order_by("role", "person__public_name", "pk")
    mandates = Prefetch("mandates", Mandate.objects.current(), to_attr="held")
    context = {
        "space": subject,
        "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
        "residents": held.filter(role=Role.RESIDENT).count(),
        "bodies": subject.bodies.prefetch_related(mandates),
        "children": Space.objects.filter(parent=subject).order_by("name"),
        "may_answer_for": rules.may_answer_for(person, subject),
        "trail": [Link(_("Office"), reverse("portal:office"))],
        "here": subject.name,
    }
    return render(request, "portal/office_space.html", context)


@drafted
@login_required
def describe(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a space says of itself."""
    subject, person = _governed(request, slug), _me(request)
    rules.may_answer_for(person, subject).require()
    form = SpaceForm(request.POST or None, instance=Space.objects.get(pk=subject.pk))
    if form.is_bound and form.is_valid():
        actions.describe(subject, by=person, **form.cleaned_data)
        messages.success(request, _("The description is changed."))
        return redirect("portal:office_space", subject.slug)
    return _page(request, form, _("Presentation"), space=subject)


@drafted
@login_required
def roles(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a role to people, named by their addresses."""
    subject, person = _governed(request, slug), _me(request)
    form = RolesForm(request.POST or None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        with transaction.atomic():
            people = accounts_for(given["addresses"])
            held = Membership.objects.current().filter(space=subject, role=given["role"], person__in=people)
            had = set(held.values_list("person_id", flat=True))
            for each in people:
                actions.give_role(subject, to=each, role=given["role"], by=person, ends_at=given["ends_on"])
        told = ngettext("%(count)d person has this role now.", "%(count)d people have this role now.", len(people))
        messages.success(request, told % {"count": len(people)})
        _write_to(request, [each for each in people if each.pk not in had], subject, Role(given["role"]).label)
        return redirect("portal:office_space", subject.slug)
    return _page(request, form, _("Give a role"), space=subject, submit=_("Give this role"))


def _write_to(request: HttpRequest, people: Sequence[Person], space: Space, role: str | Promise) -> None:
    """Tell people what they were given, and say on the page when the mail server refused."""
    try:
        tell_of_role(people, space=space, role=role, by=_me(request))
    except (SMTPException, OSError):
        messages.warning(request, _("The mail server refused the e-mails that tell it: please tell these people yourself."))


@login_required
def end_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End a role, after a question."""
    subject, person = _governed(request, slug), _me(request)
    held = get_object_or_404(Membership.objects.current().select_related("person", "space"), pk=pk, space=subject)
    back = reverse("portal:office_space", args=[subject.slug])
    if request.method == "POST":
        actions.end_role(held, by=person)
        messages.success(request, _("This role has ended."))
        return redirect(back)
    facts = {"name": held.person, "role": held.get_role_display()}
    context = {
        "question": _("End the role “%(role)s” of %(name)s?") % facts,
        "consequence": _("What this person did with it stays. The role can be given again."),
        "yes": _("End it"), "cancel_url": back, "trail": [Link(_("Office"), reverse("portal:office")), Link(subject.name, back)],
    }  # fmt: skip
    return render(request, "ui/confirm.html", context)


@drafted
@login_required
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up a council, a board, a commission."""
    subject, person = _governed(request, slug), _me(request)
    rules.may_answer_for(person, subject).require()
    form = BodyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = actions.set_up_body(subject, by=person, **form.cleaned_data)
        messages.success(request, _("“%(body)s” is set up. Say who sits in it.") % {"body": made.name})
        return redirect("portal:office_space", subject.slug)
    return _page(request, form, _("Set up a body"), space=subject, submit=_("Set it up"))


@drafted
@login_required
def seat(request: HttpRequest, slug: str, ref: UUID) -> HttpResponse:
    """Give a seat of a body."""
    subject, person = _governed(request, slug), _me(request)
    rules.may_answer_for(person, subject).require()
    group = get_object_or_404(Body, space=subject, ref=ref)
    form = SeatForm(request.POST or None, initial={"starts_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        address = given.pop("address")
        with transaction.atomic():
            who = accounts_for([address])[0] if address else None
            actions.seat(group, by=person, person=who, **given)
        messages.success(request, _("The seat is given."))
        if who:
            _write_to(request, [who], subject, format_lazy("{} – {}", given["office"] or gettext_lazy("member"), group.name))
        return redirect("portal:office_space", subject.slug)
    return _page(request, form, _("Give a seat of “%(body)s”") % {"body": group.name}, space=subject, submit=_("Give the seat"))


@login_required
def end_mandate(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End a mandate today, after a question."""
    subject, person = _governed(request, slug), _me(request)
    rules.may_answer_for(person, subject).require()
    held = get_object_or_404(Mandate.objects.select_related("body__space"), pk=pk, body__space=subject)
    if request.method != "POST":
        back = reverse("portal:office_space", args=[subject.slug])
        context = {
            "question": _("End the mandate of %(name)s today?") % {"name": held.holder},
            "consequence": _("The public page says until when it was held. The seat can be given again."),
            "yes": _("End it today"), "cancel_url": back, "trail": [Link(_("Office"), reverse("portal:office")), Link(subject.name, back)],
        }  # fmt: skip
        return render(request, "ui/confirm.html", context)
    actions.unseat(held, by=person, ends_on=timezone.localdate())
    messages.success(request, _("This mandate ends today."))
    return redirect("portal:office_space", subject.slug)
