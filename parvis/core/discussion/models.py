"""What people say about a thing: arguments, questions, sources, supports; and how many there are of each."""

from __future__ import annotations

from pathlib import PurePath
from typing import Self, TypeVar
from uuid import UUID, uuid4

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Pseudonym
from parvis.core.record.models import Recorded, State
from parvis.ui.typography import excerpt

LONGEST_ARGUMENT = 3000
LONGEST_QUESTION = 2000
LONGEST_ANSWER = 5000

AnyRemark = TypeVar("AnyRemark", bound="Remark")


class RemarkQuerySet(models.QuerySet[AnyRemark]):
    def on_thing(self, ref: UUID) -> Self:
        """Keep what is published on this thing."""
        return self.filter(on=ref, state=State.PUBLISHED)


class Remark(Recorded):
    """Something said on a thing (`on`, its ref). The author is a pseudonym; what came from elsewhere remembers where it was."""

    on = models.UUIDField()
    author = models.ForeignKey(Pseudonym, models.PROTECT, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    hidden_because = models.CharField(_("reason"), max_length=300, blank=True)
    edits = models.PositiveSmallIntegerField(default=0)
    external_source = models.CharField(max_length=80, blank=True)
    external_id = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["on", "external_source", "external_id"], condition=~Q(external_id=""), name="%(class)s_is_brought_in_once"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="%(class)s_state_is_known"),
            models.CheckConstraint(condition=~Q(state="hidden") | ~Q(hidden_because=""), name="hidden_%(class)s_has_a_reason"),
        ]

    @property
    def is_published(self) -> bool:
        """Whether everyone may read it now."""
        return self.state == State.PUBLISHED


class Side(models.TextChoices):
    """The two sides of a debate; no side has a colour, and none comes before the other for long."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")


class Argument(Remark):
    """A reason for or against a thing."""

    side = models.CharField(_("side"), max_length=7, choices=Side.choices)
    title = models.CharField(_("in one sentence"), max_length=140, blank=True)
    text = models.TextField(_("your argument"), validators=[MaxLengthValidator(LONGEST_ARGUMENT)])
    html = models.TextField(editable=False)
    supports = models.PositiveIntegerField(default=0)

    objects = RemarkQuerySet["Argument"].as_manager()

    class Meta(Remark.Meta):
        indexes = [models.Index(fields=["on", "state", "side"], name="arguments_on_a_thing_by_side")]
        constraints = [
            *Remark.Meta.constraints,
            models.CheckConstraint(condition=Q(side__in=Side.values), name="argument_is_for_or_against"),
            models.CheckConstraint(condition=~Q(text=""), name="argument_says_something"),
        ]

    def __str__(self) -> str:
        return self.title or excerpt(self.text, 80)


class Question(Remark):
    """A question on a thing, and the answer of those who run the process."""

    text = models.TextField(_("your question"), validators=[MaxLengthValidator(LONGEST_QUESTION)])
    html = models.TextField(editable=False)
    answer = models.TextField(_("answer"), validators=[MaxLengthValidator(LONGEST_ANSWER)], blank=True)
    answer_html = models.TextField(editable=False, blank=True)
    answered_by = models.ForeignKey(Pseudonym, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = RemarkQuerySet["Question"].as_manager()

    class Meta(Remark.Meta):
        indexes = [models.Index(fields=["on", "state", "said_at"], name="questions_on_a_thing")]
        constraints = [
            *Remark.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="question_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="answer_has_an_author_and_a_date",
            ),
        ]

    def __str__(self) -> str:
        return excerpt(self.text, 80)


class SourceKind(models.TextChoices):
    """What kind of source it is: the reader judges with it."""

    OFFICIAL = "official", _("official document")
    LAW = "law", _("law or rule")
    REPORT = "report", _("report")
    STUDY = "study", _("study")
    DATA = "data", _("data")
    PRESS = "press", _("press")
    SITE = "site", _("web site")
    TESTIMONY = "testimony", _("testimony")
    OTHER = "other", _("other")


def place_of(source: Source, name: str) -> str:
    """Give where a document is kept: a name that nobody can guess, and the ending of its kind."""
    return f"sources/{uuid4()}{PurePath(name).suffix.lower()}"


class Source(Remark):
    """Where a statement comes from: on a contribution, or on one argument."""

    Kind = SourceKind

    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"), max_length=500, blank=True)
    document = models.FileField(_("document"), upload_to=place_of, max_length=120, blank=True)
    document_name = models.CharField(max_length=120, blank=True)
    publisher = models.CharField(_("published by"), max_length=120, blank=True)
    published_on = models.DateField(_("date"), null=True, blank=True)
    kind = models.CharField(_("kind of source"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    text = models.TextField(_("what it says"), validators=[MaxLengthValidator(LONGEST_ARGUMENT)], blank=True)

    objects = RemarkQuerySet["Source"].as_manager()

    class Meta(Remark.Meta):
        indexes = [models.Index(fields=["on", "state", "said_at"], name="sources_on_a_thing")]
        constraints = [
            *Remark.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="source_has_a_title"),
            models.CheckConstraint(condition=Q(kind__in=SourceKind.values), name="source_kind_is_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class Wording(models.Model):
    """What an argument or a question said before it was changed."""

    ref = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=140, blank=True)
    text = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["ref", "number"], name="wordings_follow_one_another")]

    def __str__(self) -> str:
        return f"{self.ref} {self.number}"


class Support(models.Model):
    """One person finds one thing worth supporting; she can take it back."""

    ref = models.UUIDField()
    supporter = models.ForeignKey(Pseudonym, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ref", "supporter"], name="person_supports_a_thing_once")]

    def __str__(self) -> str:
        return str(self.ref)


class Tally(models.Model):
    """How much is said of a thing, counting what is published: one row, so that a list shows counters with one query."""

    ref = models.UUIDField(primary_key=True, editable=False)
    supports = models.PositiveIntegerField(default=0)
    arguments_for = models.PositiveIntegerField(default=0)
    arguments_against = models.PositiveIntegerField(default=0)
    questions = models.PositiveIntegerField(default=0)
    sources = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def arguments(self) -> int:
        """Both sides."""
        return self.arguments_for + self.arguments_against
