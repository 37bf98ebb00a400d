"""A tree of spaces, the roles people hold in them, and the bodies that decide."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.record.models import Audience, Recorded


class Space(Recorded):
    """A territory or an organisation that decides something: a commune, an association, a company, a school …"""

    class Kind(models.TextChoices):
        COMMUNE = "commune", _("commune")
        TERRITORY = "territory", _("territory")
        ASSOCIATION = "association", _("association")
        COMPANY = "company", _("company")
        SCHOOL = "school", _("school")
        UNION = "union", _("union")
        NETWORK = "network", _("network")

    class Joining(models.TextChoices):
        OPEN = "open", _("anyone may join")
        INVITED = "invited", _("by invitation")

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    strapline = models.CharField(_("in a few words"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)
    tint = models.CharField(_("colour"), max_length=7, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    audience = models.CharField(_("visible to"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    joining = models.CharField(_("joining"), max_length=10, choices=Joining.choices, default=Joining.OPEN)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(tint="") | Q(tint__regex=r"^#[0-9a-fA-F]{6}$"), name="space_tint_is_a_colour_or_empty"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="space_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portal:space", args=[self.slug])


class Role(models.TextChoices):
    """What a person may be in a space; each role may do what those before it may, except that moderating is the moderator's alone."""

    RESIDENT = "resident", _("resident")
    MEMBER = "member", _("member")
    FACILITATOR = "facilitator", _("facilitator")
    MODERATOR = "moderator", _("moderator")
    OFFICER = "officer", _("officer")


class PeriodQuerySet(models.QuerySet["Membership"]):
    def current(self, now: datetime | None = None) -> Self:
        """Keep what holds now."""
        now = now or timezone.now()
        return self.filter(Q(starts_at__lte=now), Q(ends_at__isnull=True) | Q(ends_at__gt=now))


class Membership(models.Model):
    """A role of a person in a space, for a time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    space = models.ForeignKey(Space, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["space", "role"], name="members_of_a_space_by_role")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "space", "role"],
                condition=Q(ends_at__isnull=True),
                name="role_is_held_once_at_a_time",
            ),
            models.CheckConstraint(condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="membership_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    @property
    def acts_for(self) -> bool:
        """Say whether this person acts for the space: then who she is, and what she is, is public."""
        return self.role in {Role.FACILITATOR, Role.MODERATOR, Role.OFFICER}


class Body(Recorded):
    """A group that decides for a space: a council, a board, a commission."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("council")
        BOARD = "board", _("board")
        COMMISSION = "commission", _("commission")
        ASSEMBLY = "assembly", _("general assembly")

    space = models.ForeignKey(Space, models.CASCADE, related_name="bodies")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    seats = models.PositiveSmallIntegerField(_("seats"))

    class Meta:
        verbose_name_plural = "bodies"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class MandateQuerySet(models.QuerySet["Mandate"]):
    def current(self, today: date | None = None) -> Self:
        """Keep the seats that are held today, or will be."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today or timezone.localdate()))


class Mandate(models.Model):
    """A seat of a body, held by somebody for a time. The holder is public: she has a name, and an account if she wants one."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="mandates")
    holder = models.CharField(_("holder"), max_length=120)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="mandates")
    office = models.CharField(_("office"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["holder"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="mandate_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.holder
