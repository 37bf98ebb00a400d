"""A notice, the rhythm at which a person wants them by e-mail, and how far the record has been read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.record.models import Act


class Preference(models.Model):
    """How often a person wants her notices by e-mail; on the site she always finds them."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day, in the morning")
        WEEKLY = "weekly", _("once a week, on Monday morning")
        NEVER = "never", _("never by e-mail")

    person = models.OneToOneField(Person, models.CASCADE, related_name="notice_preference")
    rhythm = models.CharField(_("by e-mail"), max_length=8, choices=Rhythm.choices, default=Rhythm.AT_ONCE)
    digest_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rhythm__in=["at_once", "daily", "weekly", "never"]), name="notice_rhythm_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_rhythm_display()


class Notice(models.Model):
    """A person is told of an act, because it concerns what she wrote (`ref` is hers) or something she follows."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    act = models.ForeignKey(Act, models.PROTECT, related_name="+")
    ref = models.UUIDField()
    mine = models.BooleanField()
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    # Whether an e-mail is still due: no when she wants none, when it was sent, and when she has read it on the site.
    to_mail = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["person", "-id"], name="notices_of_a_person"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notices_unread"),
            models.Index(fields=["person"], condition=Q(to_mail=True), name="notices_to_mail"),
        ]
        constraints = [models.UniqueConstraint(fields=["person", "act"], name="person_is_told_once_of_an_act")]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class Spread(models.Model):
    """An act whose notices are made. Kept for a while: see `Cursor`."""

    act = models.OneToOneField(Act, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)
    spread_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return str(self.act_id)


class Cursor(models.Model):
    """How far the record has been read: one row.

    On PostgreSQL acts do not become visible in the order of their ids: a slow transaction takes a low id and commits late. So reading on
    from the last id would lose acts. Everything up to `settled` was read; above it, what was read is marked by `Spread`, and `settled`
    only moves past marks that are old enough for every transaction of that time to be over. `seen` is the highest id read so far.
    """

    settled = models.BigIntegerField(default=0)
    seen = models.BigIntegerField(default=0)
    delivering_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="record_is_read_from_one_place")]

    def __str__(self) -> str:
        return f"{self.settled} … {self.seen}"
