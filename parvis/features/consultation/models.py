"""Contributions, their themes, versions and attachments; the options made of them, and the trail between the two."""

from __future__ import annotations

from pathlib import PurePath
from typing import Self
from uuid import uuid4

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Pseudonym
from parvis.core.processes.models import Phase
from parvis.core.record.models import Recorded, State

LONGEST_TITLE = 250
LONGEST_TEXT = 10_000
LONGEST_OPTION = 10_000
LONGEST_BROUGHT = 100_000  # what came from elsewhere was written under other rules


class Theme(models.Model):
    """What contributions of a phase may be about."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="themes")
    name = models.CharField(_("theme"), max_length=80)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["phase", "name"], name="theme_is_named_once_in_a_phase")]

    def __str__(self) -> str:
        return self.name


class Shelf(models.Model):
    """How many contributions a phase has, and the number that the last one got: one row, so that no page counts them."""

    phase = models.OneToOneField(Phase, models.CASCADE, primary_key=True, related_name="+")
    published = models.PositiveIntegerField(default=0)
    numbered = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "shelves"
        constraints = [
            models.CheckConstraint(condition=Q(published__lte=models.F("numbered")), name="published_contributions_have_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.published}/{self.numbered}"


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def published(self) -> Self:
        """Keep what is neither withdrawn nor hidden."""
        return self.filter(state=State.PUBLISHED)

    def for_list(self) -> Self:
        """Give what one row of a list shows, in one query, without the long texts."""
        return self.select_related("author", "theme").only(
            "ref", "number", "kind", "title", "excerpt", "published_at", "supports", "arguments", "edits", "latitude", "state",
            "channel", "author__name", "author__person", "theme__name",
        )  # fmt: skip


class Contribution(Recorded):
    """What somebody brings to a phase: one of six kinds, a title, a text, perhaps a theme and a place."""

    class Kind(models.TextChoices):
        IDEA = "idea", _("idea")
        PROBLEM = "problem", _("problem")
        OPINION = "opinion", _("opinion")
        QUESTION = "question", _("question")
        PROPOSAL = "proposal", _("proposal")
        EXPERTISE = "expertise", _("expertise")

    class Channel(models.TextChoices):
        """How it came in: what was said in a meeting or written on paper counts as much as what is typed."""

        ONLINE = "online", _("online")
        PAPER = "paper", _("on paper")
        MEETING = "meeting", _("in a meeting")

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="contributions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(Pseudonym, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    text = models.TextField(_("text"))
    html = models.TextField(editable=False)
    excerpt = models.CharField(max_length=200, editable=False)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("theme"), db_index=False)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    channel = models.CharField(_("came in"), max_length=8, choices=Channel.choices, default=Channel.ONLINE)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    hidden_because = models.CharField(_("reason"), max_length=300, blank=True)
    published_at = models.DateTimeField(default=timezone.now)
    edits = models.PositiveSmallIntegerField(default=0)
    supports = models.PositiveIntegerField(default=0)
    supports_elsewhere = models.PositiveIntegerField(default=0)
    arguments = models.PositiveIntegerField(default=0)
    attached = models.PositiveSmallIntegerField(default=0)
    external_source = models.CharField(max_length=80, blank=True)
    external_id = models.CharField(max_length=80, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["phase", "state", "-published_at", "-id"], name="contributions_newest_first"),
            models.Index(fields=["phase", "state", "-supports", "-id"], name="contributions_most_supported"),
            models.Index(fields=["phase", "state", "-arguments", "-id"], name="contributions_most_discussed"),
            models.Index(fields=["phase", "state", "kind", "-published_at", "-id"], name="contributions_of_a_kind"),
            models.Index(fields=["theme", "state", "-published_at", "-id"], name="contributions_on_a_theme"),
            models.Index(fields=["phase", "state", "-id"], condition=Q(latitude__isnull=False), name="contributions_with_a_place"),
            models.Index(fields=["author", "phase", "state", "-published_at", "-id"], name="contributions_of_an_author"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["phase", "number"], name="contributions_of_a_phase_are_numbered"),
            models.UniqueConstraint(
                fields=["phase", "external_source", "external_id"], condition=~Q(external_id=""), name="contribution_is_brought_in_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["idea", "problem", "opinion", "question", "proposal", "expertise"]), name="contribution_kind_is_known"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="contribution_state_is_known"),
            models.CheckConstraint(condition=~Q(state="hidden") | ~Q(hidden_because=""), name="hidden_contribution_has_a_reason"),
            models.CheckConstraint(condition=~Q(title=""), name="contribution_has_a_title"),
            models.CheckConstraint(condition=Q(channel__in=["online", "paper", "meeting"]), name="contribution_channel_is_known"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True) | Q(latitude__isnull=False, longitude__isnull=False),
                name="place_has_two_coordinates",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)), name="place_is_on_earth"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultation:contribution", args=[self.ref])

    @property
    def is_published(self) -> bool:
        """Whether it can be read now."""
        return self.state == State.PUBLISHED


class Version(models.Model):
    """What a contribution said before it was changed."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.TextField()
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["contribution", "number"], name="versions_follow_one_another")]

    def __str__(self) -> str:
        return self.title


def place_of(attachment: Attachment, name: str) -> str:
    """Give where an attachment is kept: a name that nobody can guess, and the ending of its kind."""
    return f"contributions/{uuid4()}{PurePath(name).suffix.lower()}"


class Attachment(models.Model):
    """A file that goes with a contribution; its kind was recognised from its content."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="attachments")
    ref = models.UUIDField(default=uuid4, unique=True, editable=False)
    file = models.FileField(_("file"), upload_to=place_of, max_length=120)
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Option(Recorded):
    """One of the things that people will choose from: made by a facilitator out of contributions."""

    phase = models.ForeignKey(Phase, models.PROTECT, related_name="options_made")
    author = models.ForeignKey(Pseudonym, models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    text = models.TextField(_("text"), validators=[MaxLengthValidator(LONGEST_OPTION)], blank=True)
    html = models.TextField(editable=False, blank=True)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    made_at = models.DateTimeField(default=timezone.now)
    contributions = models.ManyToManyField(Contribution, through="Origin", related_name="options")

    class Meta:
        ordering = ["phase", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "position"], condition=Q(state="published"), name="options_of_a_phase_follow_one_another"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="option_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="option_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultation:option", args=[self.ref])


class Origin(models.Model):
    """This option comes from this contribution: the trail, readable both ways."""

    option = models.ForeignKey(Option, models.CASCADE, related_name="origins")
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="origins")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "contribution"], name="option_comes_from_a_contribution_once")]

    def __str__(self) -> str:
        return f"{self.contribution_id} → {self.option_id}"
