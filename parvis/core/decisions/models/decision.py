"""A decision and the options that were weighed."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Pseudonym
from parvis.core.processes.models import Phase, Process
from parvis.core.record.models import Audience, Recorded
from parvis.core.spaces.models import Body


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_in(self, spaces: list[UUID]) -> Self:
        """Keep the decisions of public processes, and those meant for the members of these spaces (their refs)."""
        members = Q(process__audience=Audience.MEMBERS, process__space__ref__in=spaces)
        return self.filter(Q(process__audience=Audience.PUBLIC) | members)


class Decision(Recorded):
    """What was decided, by whom and why. Its title is the outcome, as a sentence.

    A body decided, or a vote did (its phase); when neither is named, it was the convenor of the process.
    """

    process = models.ForeignKey(Process, models.PROTECT, related_name="decisions")
    title = models.CharField(_("what was decided, in one sentence"), max_length=200)
    number = models.CharField(_("official number"), max_length=60, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("body that decided"))
    phase = models.ForeignKey(Phase, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name=_("vote that decided"))
    decided_on = models.DateField(_("decided on"))
    text = models.TextField(_("the decision"))
    text_html = models.TextField(editable=False)
    reasons = models.TextField(_("the reasons"))
    reasons_html = models.TextField(editable=False)
    votes_for = models.PositiveIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("votes against"), null=True, blank=True)
    abstentions = models.PositiveIntegerField(_("abstentions"), null=True, blank=True)
    author = models.ForeignKey(Pseudonym, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["-decided_on", "-id"], name="decisions_by_date")]
        constraints = [
            models.CheckConstraint(condition=Q(body__isnull=True) | Q(phase__isnull=True), name="decision_of_a_body_or_of_a_vote"),
            models.CheckConstraint(
                condition=Q(votes_for__isnull=True, votes_against__isnull=True, abstentions__isnull=True)
                | Q(votes_for__isnull=False, votes_against__isnull=False, abstentions__isnull=False),
                name="decision_counts_all_voices_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision", args=[self.ref])

    @property
    def who(self) -> str:
        """Who decided, in words."""
        if self.body:
            return self.body.name
        if self.phase:
            return _g("the vote “%(title)s”") % {"title": self.phase.title}
        return self.process.convenor


class Weighed(models.Model):
    """An option that was weighed: kept, kept in part or not, and why."""

    class Kept(models.TextChoices):
        YES = "yes", _("retained")
        PARTLY = "partly", _("retained in part")
        NO = "no", _("not retained")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    ref = models.UUIDField(null=True, blank=True, db_index=True)
    title = models.CharField(_("option"), max_length=250)
    kept = models.CharField(_("retained or not"), max_length=6, choices=Kept.choices)
    why = models.TextField(_("why"))

    class Meta:
        ordering = ["decision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "position"], name="options_are_weighed_in_order"),
            models.UniqueConstraint(fields=["decision", "ref"], name="option_is_weighed_once"),
            models.CheckConstraint(condition=Q(kept__in=["yes", "partly", "no"]), name="option_is_kept_in_part_or_not"),
        ]

    def __str__(self) -> str:
        return self.title
