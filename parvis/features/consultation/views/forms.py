"""Contributing, changing, withdrawing; hiding and showing; the themes of a phase."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.core.discussion.forms import ReasonForm
from parvis.core.people.views.drafting import drafted
from parvis.core.processes.models import Phase
from parvis.core.record.receipts import confirm
from parvis.features.consultation import actions, names, rules
from parvis.features.consultation.forms import ContributionForm, ThemesForm, WordsForm
from parvis.features.consultation.models import Contribution
from parvis.features.consultation.views.found import contribution_of, phase_of, signed_in, trail_of
from parvis.ui.parts import Link


def way_to(contribution: Contribution) -> list[Link]:
    """Give the breadcrumb down to a contribution."""
    number = _("Contribution %(number)d") % {"number": contribution.number}
    return [*trail_of(contribution.phase), Link(number, contribution.get_absolute_url())]


def page(request: HttpRequest, form: forms.Form, phase: Phase, contribution: Contribution | None = None, **context: Any) -> HttpResponse:
    """Show one form on a page of its own."""
    trail = way_to(contribution) if contribution else trail_of(phase)
    back = contribution.get_absolute_url() if contribution else phase.get_absolute_url()
    shared = {"form": form, "phase": phase, "trail": trail, "here": context.get("heading"), "cancel_url": back}
    template = context.pop("template", "consultation/form.html")
    return render(request, template, shared | context, status=422 if form.is_bound else 200)


def tell(form: forms.Form, error: ValidationError) -> None:
    """Put the refusal of an action beside the fields it names."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


@drafted
def new(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Contribute."""
    phase, person = phase_of(request, ref, rules.GATHERING), signed_in(request)
    rules.may_contribute(person, phase).require()
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ContributionForm(*bound, phase=phase)
    if form.is_bound and form.is_valid():
        try:
            made = actions.contribute(phase, by=person, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            confirm(request, _("Your contribution is published. You will hear what becomes of it."), made.ref)
            return redirect(made)
    about = ""
    if phase.settings.get("named") == names.AFTERWARDS:
        about = _("Contributions are read without names until they are sorted. Yours will then be signed with your public name.")
    return page(request, form, phase, heading=_("Contribute"), lede=phase.process.question, about=about, submit=_("Publish"))


@drafted
def edit(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Change one's contribution."""
    contribution, person = contribution_of(request, ref), signed_in(request)
    rules.may_edit(person, contribution).require()
    form = WordsForm(request.POST or None, initial={"title": contribution.title, "text": contribution.text})
    if form.is_bound and form.is_valid():
        try:
            actions.edit(contribution, by=person, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            confirm(request, _("Your contribution is changed. What it said before can be read in its history."), contribution.ref)
            return redirect(contribution)
    heading = _("Change your contribution")
    return page(request, form, contribution.phase, contribution, heading=heading, submit=_("Publish the change"))


def withdraw(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Withdraw one's contribution, after a question."""
    contribution, person = contribution_of(request, ref), signed_in(request)
    rules.may_withdraw(person, contribution).require()
    if request.method == "POST":
        actions.withdraw(contribution, by=person)
        confirm(request, _("Your contribution is withdrawn."), contribution.ref)
        return redirect(contribution.phase)
    context = {
        "question": _("Withdraw your contribution?"),
        "about": contribution.title,
        "trail": way_to(contribution),
        "here": _("Withdraw it"),
        "consequence": _(
            "Its text will not be shown any more, and this cannot be undone. That it was withdrawn stays in the public record."
        ),
        "yes": _("Withdraw it"),
        "cancel_url": contribution.get_absolute_url(),
    }
    return render(request, "ui/confirm.html", context)


@drafted
def hide(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Hide a contribution that breaks the rules of the place."""
    words = {"heading": _("Hide this contribution"), "submit": _("Hide it"), "done": _("It is hidden. The reason is public.")}
    return _moderate(request, ref, actions.hide, words)


@drafted
def show(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show a contribution again."""
    words = {"heading": _("Show this contribution again"), "submit": _("Show it again"), "done": _("It is shown again.")}
    return _moderate(request, ref, actions.show, words)


def _moderate(request: HttpRequest, ref: UUID, act: Any, words: dict[str, str]) -> HttpResponse:
    contribution, person = contribution_of(request, ref), signed_in(request)
    rules.may_moderate(person, contribution).require()
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            act(contribution, by=person, **form.cleaned_data)
        except ValidationError as error:
            tell(form, error)
        else:
            confirm(request, words["done"], contribution.ref)
            return redirect(contribution)
    return page(request, form, contribution.phase, contribution, heading=words["heading"], lede=contribution.title, submit=words["submit"])


@drafted
def themes(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Set the themes of a phase."""
    phase, person = phase_of(request, ref, rules.GATHERING), signed_in(request)
    rules.may_set_themes(person, phase).require()
    form = ThemesForm(request.POST or None, initial={"names": "\n".join(theme.name for theme in phase.themes.all())})
    if form.is_bound and form.is_valid():
        try:
            actions.set_themes(phase, by=person, names=form.cleaned_data["names"].splitlines())
        except ValidationError as error:
            form.add_error("names", error)
        else:
            messages.success(request, _("The themes are set."))
            return redirect(phase)
    return page(request, form, phase, heading=_("Themes of this phase"), submit=_("Save the themes"))
