"""The filters of the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.core.record import kinds
from parvis.core.record.upstairs import Place


class Filters(forms.Form):
    """Which acts: of one kind, in one space. What cannot be understood is left out, so that an old address still shows something."""

    genre = forms.ChoiceField(label=_("Kind of act"), required=False)
    espace = forms.ChoiceField(label=_("Space"), required=False)

    def __init__(self, *args: Any, places: Sequence[Place] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A sentence without its names says best what happened: “… supported “…””.
        blanks = {"actor": "…", "title": "…"}
        labels = sorted(((kind.code, str(kind.sentence) % blanks) for kind in kinds.every()), key=lambda pair: pair[1].strip("… “«"))
        self._choose("genre", [("", _("All acts")), *labels])
        self._choose("espace", [("", _("All spaces")), *((place.slug, place.name) for place in places)])
        if len(places) < 2:
            del self.fields["espace"]

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
