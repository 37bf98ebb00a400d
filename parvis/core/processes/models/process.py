"""A process: one question, from its first contribution to the last promise."""

from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from parvis.core.record.models import Audience, Recorded
from parvis.core.spaces.models import Body, Space


class ProcessQuerySet(models.QuerySet["Process"]):
    def public(self) -> Self:
        """Keep what everyone may read."""
        return self.exclude(state=Process.State.DRAFT).filter(audience=Audience.PUBLIC, space__audience=Audience.PUBLIC)

    def visible_in(self, spaces: list[object]) -> Self:
        """Keep what is public, and what is meant for the members of these spaces (their refs)."""
        return self.exclude(state=Process.State.DRAFT).filter(
            Q(audience=Audience.PUBLIC, space__audience=Audience.PUBLIC) | Q(space__ref__in=spaces)
        )

    def running(self) -> Self:
        """Keep what is neither a draft nor closed."""
        return self.filter(state=Process.State.RUNNING)


class Process(Recorded):
    """A question, its purpose, what the convenor undertakes to do with the result, and its phases."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        RUNNING = "running", _("under way")
        CLOSED = "closed", _("closed")

    class Level(models.TextChoices):
        """The five levels of the spectrum of public participation (IAP2)."""

        INFORM = "inform", _("Inform: you are told what is decided and why")
        CONSULT = "consult", _("Consult: your opinion is asked before the decision")
        INVOLVE = "involve", _("Involve: your concerns shape the options")
        COLLABORATE = "collaborate", _("Collaborate: the options are made with you")
        DECIDE = "decide", _("Decide: your vote is the decision")

    class OpenTo(models.TextChoices):
        EVERYONE = "everyone", _("everyone with an account")
        RESIDENTS = "residents", _("residents of the space")
        MEMBERS = "members", _("members of the space")

    space = models.ForeignKey(Space, models.PROTECT, related_name="processes")
    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    kicker = models.CharField(_("in a few words"), max_length=120, blank=True)
    question = models.TextField(_("the question"))
    purpose = models.TextField(_("what it is for"), blank=True)
    plain_summary = models.TextField(_("easy-to-read summary"), blank=True)
    commitment = models.TextField(_("what you undertake to do with the result"))
    level = models.CharField(_("level of participation"), max_length=12, choices=Level.choices)
    convenor = models.CharField(_("who undertakes it"), max_length=120)
    body = models.ForeignKey(Body, models.SET_NULL, null=True, blank=True, verbose_name=_("body that decides"))
    answer_by = models.DateField(_("everybody is answered by"), null=True, blank=True)
    open_to = models.CharField(_("who takes part"), max_length=12, choices=OpenTo.choices, default=OpenTo.RESIDENTS)
    audience = models.CharField(_("visible to"), max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "processes"
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["space", "state", "-published_at"], name="processes_of_a_space")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True) | ~Q(state="draft") & Q(published_at__isnull=False),
                name="published_process_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at__isnull=True),
                name="closed_process_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A space for members has no process for everyone."""
        if self.space.audience == Audience.MEMBERS and self.audience == Audience.PUBLIC:
            raise ValidationError({"audience": _("This space is for its members, and so are its processes.")})

    def get_absolute_url(self) -> str:
        return reverse("portal:process", args=[self.slug])
