"""How often one hears by e-mail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.core.notices.models import Preference


class RhythmForm(forms.Form):
    """The rhythm of e-mails."""

    rhythm = forms.ChoiceField(
        label=_("How often do you want to hear by e-mail?"),
        choices=Preference.Rhythm.choices,
        widget=forms.RadioSelect,
        help_text=_("On the site you always find your notices."),
    )
