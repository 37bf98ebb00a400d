"""Answers to those who contributed, and silences with their reason."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.core.decisions.models.decision import Decision
from parvis.core.people.models import Pseudonym
from parvis.core.processes.models import Process
from parvis.core.record.models import Audience, Recorded


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_in(self, spaces: list[UUID]) -> Self:
        """Keep the answers of public processes, and those meant for the members of these spaces (their refs)."""
        members = Q(process__audience=Audience.MEMBERS, process__space__ref__in=spaces)
        return self.filter(Q(process__audience=Audience.PUBLIC) | members)


class Answer(Recorded):
    """One answer, to one contribution or to many that say the same."""

    class Verdict(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        IN_PART = "adopted_in_part", _("adopted in part")
        ALREADY = "already_so", _("already so")
        NOT_ADOPTED = "not_adopted", _("not adopted")
        OUT_OF_SCOPE = "out_of_scope", _("out of scope")
        TO_STUDY = "to_be_studied", _("to be studied")

    process = models.ForeignKey(Process, models.PROTECT, related_name="answers")
    verdict = models.CharField(_("verdict"), max_length=16, choices=Verdict.choices)
    reasons = models.TextField(_("the answer and its reasons"))
    reasons_html = models.TextField(editable=False)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name=_("decision that it follows from")
    )
    author = models.ForeignKey(Pseudonym, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        indexes = [models.Index(fields=["process", "verdict", "-given_at"], name="answers_of_a_process")]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["adopted", "adopted_in_part", "already_so", "not_adopted", "out_of_scope", "to_be_studied"]),
                name="answer_verdict_is_known",
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="answer_gives_its_reasons"),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()

    def get_absolute_url(self) -> str:
        return reverse("decisions:answer", args=[self.ref])

    @property
    def paver(self) -> str:
        """The paver that shows the verdict."""
        return PAVERS[self.verdict]


# The pavers of `ui-status`, by verdict: solid for what is done or taken up, half for what is in part, empty for what is not.
PAVERS = {
    Answer.Verdict.ADOPTED.value: "kept",
    Answer.Verdict.IN_PART.value: "half",
    Answer.Verdict.ALREADY.value: "kept",
    Answer.Verdict.NOT_ADOPTED.value: "dropped",
    Answer.Verdict.OUT_OF_SCOPE.value: "dropped",
    Answer.Verdict.TO_STUDY.value: "coming",
}


class Reply(models.Model):
    """One thing (its ref) that an answer answers. A later answer to the same thing leaves this one to be read as an earlier one."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="replies")
    ref = models.UUIDField()
    replaced = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "replies"
        indexes = [models.Index(fields=["ref"], name="replies_to_a_thing")]
        constraints = [
            models.UniqueConstraint(fields=["ref"], condition=Q(replaced=False), name="thing_has_one_answer_at_a_time"),
            models.UniqueConstraint(fields=["answer", "ref"], name="thing_is_answered_once_in_an_answer"),
        ]

    def __str__(self) -> str:
        return str(self.ref)


class Silence(models.Model):
    """A thing that will not be answered, with the reason."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="silences")
    ref = models.UUIDField(unique=True)
    reason = models.TextField(_("why it is not answered"))
    author = models.ForeignKey(Pseudonym, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="silence_has_a_reason")]

    def __str__(self) -> str:
        return self.reason
