"""The forms by which a space is opened and governed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from parvis.core.spaces.models import Body, Mandate, Role, Space
from parvis.features.ballots.electorate import addresses_in
from parvis.portal.forms import DAY
from parvis.ui.sure import Sure

WHAT_ROLES_DO = {
    Role.RESIDENT: _("resident: takes part"),
    Role.MEMBER: _("member: takes part, also in what is for members"),
    Role.FACILITATOR: _("facilitator: prepares and runs processes, answers"),
    Role.MODERATOR: _("moderator: hides what breaks the rules"),
    Role.OFFICER: _("officer: all of this, decides, promises, and gives roles"),
}


def free_space_slug(name: str) -> str:
    """Give an address made from a name that no space has yet."""
    stem = slugify(name)[:70] or "espace"
    taken = set(Space.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))] if slug not in taken)


class SpaceForm(forms.ModelForm[Space]):
    """What a space says of itself."""

    class Meta:
        model = Space
        fields = ("name", "kind", "strapline", "description", "joining", "tint", "time_zone")
        widgets = {"description": forms.Textarea(attrs={"rows": 5})}
        labels = {"joining": _("How one joins it"), "strapline": _("In a few words"), "tint": _("Its colour")}
        help_texts = {
            "strapline": _("For example “6,200 people, 29 elected”."),
            "tint": _("Like #F2C230. Empty: the colour of the house."),
            "time_zone": _("Like Europe/Paris."),
        }

    def clean_time_zone(self) -> str:
        """Give a time zone that this machine knows."""
        zone = self.cleaned_data["time_zone"]
        if zone not in available_timezones():
            raise ValidationError(_g("“%(zone)s” is not a time zone. Expected a name such as Europe/Paris.") % {"zone": zone})
        return str(zone)

    def clean_tint(self) -> str:
        """Give a colour the database accepts."""
        tint = self.cleaned_data["tint"].strip()
        if tint and not (len(tint) == 7 and tint[0] == "#" and all(sign in "0123456789abcdefABCDEF" for sign in tint[1:])):
            raise ValidationError(_g("Expected a # and six figures or letters from A to F, such as #F2C230."))
        return str(tint)


class NewSpaceForm(Sure, SpaceForm):
    """The same, and what is chosen once: who sees it."""

    sure_words = _("I have read it again. A space can be changed later, and not taken back.")

    class Meta(SpaceForm.Meta):
        fields = ("name", "kind", "audience", "joining", "strapline", "description", "tint", "time_zone")
        labels = SpaceForm.Meta.labels | {"audience": _("Who sees it")}
        help_texts = SpaceForm.Meta.help_texts | {"audience": _("This is chosen for good: what is public stays public.")}


class RolesForm(forms.Form):
    """Some people, and what they become."""

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One to a line, or copied from a table. Whoever has no account gets one by signing in with a code sent there."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=list(WHAT_ROLES_DO.items()), widget=forms.RadioSelect)
    ends_on = forms.DateField(label=_("Until"), required=False, widget=DAY, help_text=_("The last day. Empty: until somebody ends it."))

    def clean_addresses(self) -> list[str]:
        """Give the addresses, each once; a line without one is told."""
        found, unread = addresses_in(self.cleaned_data["addresses"])
        if unread:
            lines = ", ".join(f"{number} ({content[:40]})" for number, content in unread[:5])
            raise ValidationError(_g("No e-mail address was found on these lines: %(lines)s.") % {"lines": lines})
        return found

    def clean_ends_on(self) -> datetime | None:
        """Give the end of the last day, which is not past."""
        day: date | None = self.cleaned_data["ends_on"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise ValidationError(_g("Expected today or a later day."))
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


class BodyForm(Sure, forms.ModelForm[Body]):
    """A council, a board, a commission."""

    sure_words = _("I have read it again. Once set up, it cannot be taken back.")

    class Meta:
        model = Body
        fields = ("name", "kind", "seats")


class SeatForm(forms.ModelForm[Mandate]):
    """A seat, and who holds it."""

    address = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("If this person has an account here, or will. It is shown to nobody.")
    )

    class Meta:
        model = Mandate
        fields = ("holder", "office", "starts_on", "ends_on")
        widgets = {"starts_on": DAY, "ends_on": DAY}
        labels = {"holder": _("Name of who holds it"), "office": _("What they are in it")}

    def clean(self) -> dict[str, Any]:
        """Refuse a mandate that ends before it starts."""
        given = super().clean() or {}
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _g("Expected the first day or a later one."))
        return given
