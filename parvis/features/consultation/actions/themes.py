"""The themes of a phase."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.core.people.models import Person
from parvis.core.processes.models import Phase, Process
from parvis.features.consultation import acts, rules
from parvis.features.consultation.actions.phase_acts import append_on_phase
from parvis.features.consultation.models import Theme

THEMES = 40


@transaction.atomic
def set_themes(phase: Phase, *, by: Person, names: Sequence[str]) -> list[Theme]:
    """Say what the themes of a phase are, in this order. Contributions on a theme that goes have none any more."""
    rules.may_set_themes(by, phase).require()
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if len(wanted) > THEMES or any(len(name) > 80 for name in wanted):
        raise ValidationError(_("Give at most %(themes)d themes of at most 80 characters.") % {"themes": THEMES})
    there = {theme.name: theme for theme in phase.themes.all()}
    if list(there) == wanted:
        return list(there.values())
    phase.themes.exclude(name__in=wanted).delete()
    for position, name in enumerate(wanted, 1):
        Theme.objects.update_or_create(phase=phase, name=name, defaults={"position": position})
    if phase.process.state != Process.State.DRAFT:
        append_on_phase(acts.THEMES_SET, phase, by, fields={"themes": wanted})
    return list(phase.themes.all())
