"""What the record keeps: things with a public name (a ref), acts done to them, and the values that acts committed to."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Who may see a thing and the acts on it."""

    PUBLIC = "public", _("everyone")
    MEMBERS = "members", _("members of the space")


class State(models.TextChoices):
    """What became of a published thing."""

    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")
    HIDDEN = "hidden", _("hidden by moderation")
    ERASED = "erased", _("erased")


class Recorded(models.Model):
    """What people publish: it has a public name, and rooms speak of one another's things by this name alone."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class ThingQuerySet(models.QuerySet["Thing"]):
    def public(self) -> Self:
        """Keep what everyone may read now."""
        return self.filter(audience=Audience.PUBLIC, state=State.PUBLISHED)

    def visible_in(self, spaces: Any) -> Self:
        """Keep what is public, or meant for the members of these spaces (their refs), and not withdrawn, hidden or erased."""
        mine = models.Q(audience=Audience.PUBLIC) | models.Q(audience=Audience.MEMBERS, space__in=spaces)
        return self.filter(mine, state=State.PUBLISHED)


class ThingManager(models.Manager.from_queryset(ThingQuerySet)):  # type: ignore[misc] # the base is made on the fly
    """Leaves the long texts where they are until somebody asks."""

    def get_queryset(self) -> ThingQuerySet:
        return ThingQuerySet(self.model, using=self._db).defer("body", "words")


class Thing(models.Model):
    """The card of a published thing: what any room may know of it without knowing the room it comes from.

    `body` is its plain text and `words` their stems, for search. `space` and `process` are refs. `last_act` chains the acts on this thing.
    """

    ref = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    words = models.TextField(blank=True, editable=False)
    path = models.CharField(max_length=200)
    space = models.UUIDField(null=True)
    process = models.UUIDField(null=True)
    author = models.UUIDField(null=True)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    calls_for_answer = models.BooleanField(default=False)
    published_at = models.DateTimeField(default=timezone.now)
    last_act = models.UUIDField(null=True)

    objects = ThingManager()

    class Meta:
        indexes = [
            models.Index(fields=["process", "kind", "-published_at"], name="thing_of_a_process"),
            models.Index(fields=["space", "-published_at"], name="thing_of_a_space"),
            models.Index(fields=["author"], name="thing_by_its_author"),
            models.Index(
                fields=["process", "state", "published_at", "ref", "author"],
                condition=models.Q(calls_for_answer=True),
                name="thing_waiting_for_an_answer",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(audience__in=Audience.values), name="thing_audience_is_known"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="thing_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.path


class ActQuerySet(models.QuerySet["Act"]):
    def public(self) -> Self:
        """Keep the acts that everyone may read."""
        return self.filter(audience=Audience.PUBLIC)

    def visible_in(self, spaces: Any) -> Self:
        """Keep the public acts, and those meant for the members of these spaces (their refs)."""
        return self.filter(models.Q(audience=Audience.PUBLIC) | models.Q(audience=Audience.MEMBERS, space__in=spaces))


class Act(models.Model):
    """One public act: a row of the outbox that the log takes its entries from.

    It holds no personal data: `actor` is a pseudonym in one process, `at` is rounded down to the minute, `commitments` hide the values
    that a person may want erased. `entry` is what the log hashes, for public acts only; `place` is where it stands in the log, from 0,
    once the sequencer has given it one. Triggers in the database refuse to change or delete a row, or to give another place.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    object = models.UUIDField()
    actor = models.UUIDField(null=True)
    at = models.DateTimeField()
    space = models.UUIDField(null=True)
    process = models.UUIDField(null=True)
    previous = models.UUIDField(null=True)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    commitments = models.JSONField(default=dict)
    clear = models.JSONField(default=dict)
    entry = models.BinaryField(null=True)
    place = models.BigIntegerField(null=True)

    objects = ActQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["object", "-id"], name="act_on_an_object"),
            models.Index(fields=["process", "-id"], name="act_in_a_process"),
            models.Index(fields=["space", "-id"], name="act_in_a_space"),
            models.Index(fields=["actor", "-id"], name="act_by_an_actor"),
            models.Index(fields=["kind", "-id"], name="act_of_a_kind"),
            models.Index(fields=["at"], name="act_of_a_day"),
            models.Index(fields=["id"], condition=models.Q(place__isnull=True, audience=Audience.PUBLIC), name="act_waiting_for_its_place"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(audience__in=Audience.values), name="act_audience_is_known"),
            # A second act cannot claim the same predecessor: the chain of an object has no fork.
            models.UniqueConstraint(fields=["previous"], name="act_follows_its_predecessor_alone"),
            models.UniqueConstraint(fields=["place"], condition=models.Q(place__isnull=False), name="act_has_its_place_alone"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"


class Opening(models.Model):
    """The values and salts behind the commitments of an act: `{name: [value, salt]}`. Erasing a field removes it here."""

    act = models.OneToOneField(Act, models.PROTECT, primary_key=True)
    fields = models.JSONField()

    def __str__(self) -> str:
        return f"opening of {self.act_id}"


class Log(models.Model):
    """How far acts have their place: the size of the tree, and its frontier, from which the next acts go on. One row."""

    size = models.BigIntegerField(default=0)
    nodes = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="log_is_one")]

    def __str__(self) -> str:
        return f"log of {self.size} acts"


class Witness(models.Model):
    """Somebody who cosigns our checkpoints: its key, where checkpoints are sent, and what it last answered."""

    name = models.SlugField(max_length=40, unique=True)
    key = models.CharField(max_length=300)
    url = models.URLField(max_length=300)
    cosigned = models.BigIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.name


class Watched(models.Model):
    """A log that this instance is a witness of: its keys, and the last checkpoint that was cosigned, with its signatures."""

    origin = models.CharField(max_length=200, unique=True)
    keys = models.JSONField(default=list)
    url = models.URLField(max_length=300, blank=True)
    time = models.BigIntegerField(default=0)
    note = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return self.origin
