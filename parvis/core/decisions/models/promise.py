"""Promises, and what shows that they are kept."""

from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from parvis.core.decisions.models.decision import Decision
from parvis.core.people.models import Pseudonym
from parvis.core.record.models import Audience, Recorded, State
from parvis.ui.moments import late_by


def today() -> date:
    """Give the date of today where the instance is."""
    return timezone.localdate()


class PromiseQuerySet(models.QuerySet["Promise"]):
    def visible_in(self, spaces: list[UUID]) -> Self:
        """Keep the promises of public processes, and those meant for the members of these spaces (their refs)."""
        process = "decision__process"
        members = Q(**{f"{process}__audience": Audience.MEMBERS, f"{process}__space__ref__in": spaces})
        return self.filter(Q(**{f"{process}__audience": Audience.PUBLIC}) | members)

    def shown_as(self, shown: str, on: date | None = None) -> Self:
        """Keep the promises that stand in this state on a day: the ones of `Promise.Status`, or late."""
        late = Q(status__in=Promise.PENDING, due_on__lt=on or today())
        if shown == Promise.LATE:
            return self.filter(late)
        return self.filter(~late, status=shown)


class Promise(Recorded):
    """Something promised by a decision: what, by when, who answers for it, with which money. Lateness follows from the date."""

    class Status(models.TextChoices):
        COMING = "coming", _("to come")
        UNDER_WAY = "under_way", _("under way")
        KEPT = "kept", _("kept")
        HALF = "half", _("kept in part")
        DROPPED = "dropped", _("dropped")

    LATE = "late"
    PENDING = (Status.COMING, Status.UNDER_WAY)

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="promises")
    text = models.CharField(_("what is promised"), max_length=250)
    details = models.TextField(_("details"), blank=True)
    details_html = models.TextField(blank=True, editable=False)
    due_on = models.DateField(_("by when"))
    who = models.CharField(_("who is responsible"), max_length=160)
    budget_cents = models.PositiveBigIntegerField(_("budget, in cents"), null=True, blank=True)
    spent_cents = models.PositiveBigIntegerField(_("spent so far, in cents"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    status = models.CharField(_("where it stands"), max_length=10, choices=Status.choices, default=Status.COMING)
    status_reason = models.TextField(_("reason"), blank=True)
    status_since = models.DateTimeField(default=timezone.now)
    author = models.ForeignKey(Pseudonym, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["status", "due_on"], name="promises_by_state_and_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["coming", "under_way", "kept", "half", "dropped"]), name="promise_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["dropped", "half"]) | ~Q(status_reason=""), name="promise_not_wholly_kept_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="promise_currency_is_three_letters"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("decisions:promise", args=[self.ref])

    @property
    def is_late(self) -> bool:
        """Whether the date has passed and it is neither kept nor dropped."""
        return self.status in self.PENDING and self.due_on < today()

    @property
    def shown(self) -> str:
        """Where it stands, lateness included."""
        return self.LATE if self.is_late else self.status

    @property
    def paver(self) -> str:
        """The paver that shows where it stands."""
        return PAVERS[self.shown]

    @property
    def state_in_words(self) -> str:
        """Where it stands in words, with how late it is."""
        if self.is_late:
            return f"{capfirst(self.get_status_display())}, {late_by(self.due_on)}"
        return capfirst(self.get_status_display())


# The pavers of `ui-status`, by where a promise stands.
PAVERS = {"coming": "coming", "under_way": "open", "kept": "kept", "half": "half", "late": "late", "dropped": "dropped"}


class Move(models.Model):
    """A change of where a promise stands, with its reason."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="moves")
    status = models.CharField(max_length=10, choices=Promise.Status.choices)
    reason = models.TextField(blank=True)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-moved_at", "-pk"]

    def __str__(self) -> str:
        return self.get_status_display()


class Milestone(models.Model):
    """A step on the way to keeping a promise."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=160)
    due_on = models.DateField(_("by when"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        """Whether its date has passed and it is not reached."""
        return self.reached_on is None and self.due_on < today()


class Evidence(Recorded):
    """A document or an address that shows what was done."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="evidence")
    title = models.CharField(_("what it shows"), max_length=200)
    dated_on = models.DateField(_("date of the document"))
    file = models.FileField(_("file"), upload_to="preuves/%Y/%m/", blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    address = models.URLField(_("address"), max_length=500, blank=True)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(file="") ^ Q(address=""), name="evidence_is_a_file_or_an_address"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.address or reverse("decisions:evidence", args=[self.ref])


class Feedback(Recorded):
    """What somebody concerned says of a promise: is she satisfied, and why."""

    class Satisfied(models.TextChoices):
        YES = "yes", _("yes, it is kept")
        PARTLY = "partly", _("in part")
        NO = "no", _("no, it is not kept")

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="feedback")
    author = models.ForeignKey(Pseudonym, models.PROTECT, related_name="+")
    satisfied = models.CharField(_("is the promise kept, for you?"), max_length=6, choices=Satisfied.choices)
    text = models.TextField(_("what you see"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "feedback"
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "author"], condition=Q(state="published"), name="person_says_once_what_came_of_a_promise"
            ),
            models.CheckConstraint(condition=Q(satisfied__in=["yes", "partly", "no"]), name="feedback_is_satisfied_in_part_or_not"),
            models.CheckConstraint(condition=~Q(text=""), name="feedback_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
