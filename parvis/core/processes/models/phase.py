"""A phase of a process, and what came out of it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.core.processes.models.kinds import PhaseKind, kind_named
from parvis.core.processes.models.process import Process
from parvis.core.record.models import Recorded, Thing


class PhaseQuerySet(models.QuerySet["Phase"]):
    def open_now(self, now: datetime | None = None) -> Self:
        """Keep the phases in which people can act now."""
        now = now or timezone.now()
        return self.filter(Q(closes_at__isnull=True) | Q(closes_at__gt=now), state=Phase.State.OPEN)

    def due_to_open(self, now: datetime) -> Self:
        """Keep what the clock should have opened."""
        return self.filter(state=Phase.State.PLANNED, opens_at__lte=now, process__state=Process.State.RUNNING)

    def due_to_close(self, now: datetime) -> Self:
        """Keep what the clock should have closed."""
        return self.filter(state=Phase.State.OPEN, closes_at__lte=now)


class Phase(Recorded):
    """A stretch of time in which one thing is done: gather, sort, vote, decide, follow up. Several may be open at once."""

    class State(models.TextChoices):
        PLANNED = "planned", _("to come")
        OPEN = "open", pgettext_lazy("phase", "open")
        CLOSED = "closed", _("closed")

    process = models.ForeignKey(Process, models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind of phase"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("what is done in this phase"), blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    mechanism = models.CharField(_("method"), max_length=40, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    takes_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="feeds", verbose_name=_("takes its options from")
    )

    objects = PhaseQuerySet.as_manager()

    class Meta:
        ordering = ["process", "position"]
        indexes = [
            models.Index(fields=["state", "closes_at"], name="phases_due_to_close"),
            models.Index(fields=["state", "opens_at"], name="phases_due_to_open"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["process", "position"], name="phases_follow_one_another"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="phase_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_of_phase(self) -> PhaseKind:
        """The kind, which knows what can be done here."""
        return kind_named(self.kind)

    def get_absolute_url(self) -> str:
        return self.kind_of_phase.page(self)

    @property
    def is_open(self) -> bool:
        """Whether people can act now: opened, and the closing time has not passed, even when nobody has closed it yet."""
        return self.state == self.State.OPEN and (self.closes_at is None or timezone.now() < self.closes_at)

    @property
    def options(self) -> list[Thing]:
        """What the phase before leaves to choose from, in its order."""
        outcome = Outcome.objects.filter(phase=self.takes_from_id).first() if self.takes_from_id else None
        return outcome.things if outcome else []

    def typed_settings(self) -> Any:
        """Give the settings as the dataclass that the kind declares."""
        return self.kind_of_phase.settings_from(self.settings)


class Outcome(models.Model):
    """What came out of a phase: an ordered list of refs, the result it follows from, and the steps that explain it."""

    phase = models.OneToOneField(Phase, models.CASCADE, related_name="outcome")
    refs = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    steps = models.JSONField(default=list)
    concluded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"outcome of {self.phase}"

    @property
    def things(self) -> list[Thing]:
        """The cards of what is named here, in its order."""
        by_ref = {str(thing.ref): thing for thing in Thing.objects.filter(ref__in=[uuid.UUID(ref) for ref in self.refs])}
        return [by_ref[ref] for ref in self.refs if ref in by_ref]
