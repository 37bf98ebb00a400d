"""The forms of the office."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from parvis.core.notices.actions.inviting import AT_ONCE
from parvis.core.processes.models import Phase, Process
from parvis.core.spaces.models import Body, Space
from parvis.portal.blueprints import BLUEPRINTS
from parvis.ui.sure import Sure

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOMENT_FORMAT = "%Y-%m-%dT%H:%M"
HOUR_OF_OPENING = time(8)


def free_slug(title: str) -> str:
    """Give an address made from a title that no process has yet."""
    stem = slugify(title)[:90] or "demarche"
    taken = set(Process.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))] if slug not in taken)


class ProcessFilter(forms.Form):
    """Which processes to show; it lives in the address."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    espace = forms.ModelChoiceField(
        label=_("Space"), queryset=Space.objects.none(), to_field_name="slug", required=False, empty_label=_("All the spaces")
    )
    etat = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, spaces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["espace"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = spaces


class SearchForm(forms.Form):
    """What to search for; it lives in the address."""

    q = forms.CharField(label=_("Words"), max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
    genre = forms.CharField(widget=forms.HiddenInput, required=False)
    demarche = forms.CharField(widget=forms.HiddenInput, required=False)


class AddressesField(forms.CharField):
    """E-mail addresses typed or pasted as they come; gives a list without doubles."""

    widget = forms.Textarea(attrs={"rows": 3, "inputmode": "email", "autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> list[str]:
        """Give the addresses; what is none is named, and nothing is sent to the others."""
        typed = [each.strip("<>\"'()") for each in re.split(r"[\s,;]+", super().clean(value))]
        addresses = list(dict.fromkeys(each for each in typed if "@" in each))
        wrong = [each for each in addresses if not _is_address(each)]
        if wrong:
            raise ValidationError(
                _g("Expected e-mail addresses; these are not: %(wrong)s."), params={"wrong": ", ".join(wrong[:5])}, code="address"
            )
        if typed != [""] and not addresses:
            raise ValidationError(_g("Expected e-mail addresses, as “name@example.org”; found none."), code="address")
        if len(addresses) > AT_ONCE:
            raise ValidationError(
                _g("At most %(most)d addresses at once; there are %(many)d."), params={"most": AT_ONCE, "many": len(addresses)}
            )
        return addresses


def _is_address(typed: str) -> bool:
    try:
        validate_email(typed)
    except ValidationError:
        return False
    return True


class Invite(Sure, forms.Form):
    """People to invite to a process, and a word for them."""

    sure_words = _("I have read it again. An e-mail that has left cannot be called back.")

    invited = AddressesField(
        label=_("E-mail addresses"), help_text=_("Separated by spaces, commas or lines. They are used once, then forgotten.")
    )
    words = forms.CharField(
        label=_("A word from you"), required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the e-mail, under the question."),
    )  # fmt: skip


class NewProcess(forms.Form):
    """All that is needed to prepare a process, on one page."""

    blueprint = forms.ChoiceField(
        label=_("How will it be decided?"), widget=forms.RadioSelect, choices=[(each.slug, each.name) for each in BLUEPRINTS]
    )
    space = forms.ModelChoiceField(label=_("Space"), queryset=Space.objects.none(), empty_label=None)
    title = forms.CharField(
        label=_("Title"),
        max_length=160,
        help_text=_("As you would say it to a neighbour: “The market square”."),
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    question = forms.CharField(
        label=_("The question"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("What is being decided, in one or two sentences.")
    )
    commitment = forms.CharField(
        label=_("What do you undertake to do with the result?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Read it again before you publish: it stands on the page, signed and dated. Say what will be followed, and within which limits."
        ),
    )
    convenor = forms.CharField(
        label=_("Who undertakes it"), max_length=120, help_text=_("A name and an office: “Fanny Le Goff, deputy mayor”.")
    )
    opens_on = forms.DateField(label=_("First day"), widget=DAY, help_text=_("Today: it opens as soon as you publish it."))
    invited = AddressesField(
        label=_("Invite people by e-mail"),
        required=False,
        help_text=_("Their addresses, separated by spaces, commas or lines. They are written to when you publish, then forgotten."),
    )

    def __init__(self, *args: Any, spaces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["space"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = spaces
        first = spaces.first()
        if spaces.count() == 1 and first:
            field.widget, field.initial = forms.HiddenInput(), first.pk
        self.fields["opens_on"].initial = timezone.localdate()

    def clean_opens_on(self) -> datetime:
        """Give the first moment of the first day, which is not past."""
        day = self.cleaned_data["opens_on"]
        if day < timezone.localdate():
            raise ValidationError(_g("Expected today or a later day."))
        if day == timezone.localdate():
            return timezone.now()
        return timezone.make_aware(datetime.combine(day, HOUR_OF_OPENING))


class EditProcess(forms.ModelForm[Process]):
    """The presentation of a process."""

    class Meta:
        model = Process
        fields = (
            *("title", "kicker", "question", "purpose", "plain_summary", "commitment", "level", "convenor"),
            *("body", "answer_by", "open_to", "audience"),
        )
        widgets = {
            "answer_by": DAY,
            "question": forms.Textarea(attrs={"rows": 3}),
            "purpose": forms.Textarea(attrs={"rows": 5}),
            "plain_summary": forms.Textarea(attrs={"rows": 5}),
            "commitment": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        assert isinstance(body, forms.ModelChoiceField)
        body.queryset = Body.objects.filter(space=self.instance.space)


class EditPhase(forms.ModelForm[Phase]):
    """One phase: its words, its dates, its method and what its kind lets set."""

    class Meta:
        model = Phase
        fields = ("title", "description", "opens_at", "closes_at", "mechanism", "takes_from")
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "opens_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT_FORMAT),
            "closes_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT_FORMAT),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.instance.kind_of_phase
        earlier = Phase.objects.filter(process=self.instance.process, position__lt=self.instance.position)
        takes_from = self.fields["takes_from"]
        assert isinstance(takes_from, forms.ModelChoiceField)
        takes_from.queryset = earlier
        if not earlier.exists():
            del self.fields["takes_from"]
        if kind.family:
            self.fields["mechanism"] = forms.ChoiceField(label=_("Method"), choices=kind.methods())
        else:
            del self.fields["mechanism"]
        for declared in fields(kind.Settings):
            self.fields[f"set_{declared.name}"] = self.field_for(declared)
        if self.instance.state != Phase.State.PLANNED:
            for name in [name for name in self.fields if name in {"mechanism", "takes_from", "opens_at"} or name.startswith("set_")]:
                self.fields[name].disabled = True

    def field_for(self, declared: Any) -> forms.Field:
        """Make the field of one setting from what its kind declares."""
        about = declared.metadata
        common = {
            "label": about["label"],
            "help_text": about["help_text"],
            "required": False,
            "initial": self.instance.settings.get(declared.name, declared.default),
        }
        if isinstance(declared.default, bool):
            return forms.BooleanField(**common)
        if isinstance(declared.default, int):
            return forms.IntegerField(min_value=about["minimum"], max_value=about["maximum"], **common)
        if about["choices"]:
            return forms.ChoiceField(choices=about["choices"], **common)
        return forms.CharField(**common)

    def clean(self) -> dict[str, Any]:
        """Gather the settings, leaving out those that keep their default."""
        cleaned = super().clean() or {}
        given = {}
        for declared in fields(self.instance.kind_of_phase.Settings):
            value = cleaned.pop(f"set_{declared.name}", None)
            if value is not None and value != "" and value != declared.default:
                given[declared.name] = value
        cleaned["settings"] = given
        try:
            self.instance.kind_of_phase.settings_from(given)
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned


class AddPhase(forms.Form):
    """A phase to add at the end."""

    kind = forms.ChoiceField(label=_("Kind of phase"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=120)

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = kinds
