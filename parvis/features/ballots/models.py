"""Who may vote, who has voted, what was cast: three tables without a key, a time or an order in common.

They hang on a phase, and on nothing of one another. Their keys are random, and on SQLite their rows are kept in the order of these keys
(WITHOUT ROWID). Triggers in the database keep ballots and participations as they are: see migrations/0001_initial.py.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.processes.models import Phase
from parvis.core.record.models import Recorded


class Vote(models.Model):
    """What is fixed when a vote opens, and what is known when it closes."""

    class State(models.TextChoices):
        """`counting` lasts as long as the transaction that closes the vote: nobody else ever sees it."""

        OPEN = "open"
        COUNTING = "counting"
        CLOSED = "closed"

    phase = models.OneToOneField(Phase, models.PROTECT, primary_key=True, related_name="vote")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    options = models.JSONField()
    about = models.JSONField(default=dict)
    eligible = models.PositiveIntegerField(null=True)
    signed = models.PositiveIntegerField(null=True)
    counted = models.PositiveIntegerField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(signed__isnull=False, counted__isnull=False) & ~Q(fingerprint=""),
                name="closed_vote_has_its_count",
            )
        ]

    def __str__(self) -> str:
        return f"vote of {self.phase_id}"

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def titles(self) -> dict[str, str]:
        """The options as they stood on the ballot, by ref."""
        return {option["ref"]: option["title"] for option in self.options}


class ResultFile(models.Model):
    """The published result file, to the byte: apart from the vote, because it holds every ballot and few pages need it."""

    vote = models.OneToOneField(Vote, models.PROTECT, primary_key=True, related_name="file")
    content = models.TextField()

    def __str__(self) -> str:
        return f"result of {self.vote_id}"


class VoteOption(Recorded):
    """An option written in the office, for a vote that takes none from an earlier phase."""

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="vote_options")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("in a few sentences"), blank=True, max_length=2000)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "position"], name="options_follow_one_another"),
            models.UniqueConstraint(fields=["phase", "title"], name="options_have_different_titles"),
        ]

    def __str__(self) -> str:
        return self.title


class Eligibility(models.Model):
    """Who may vote: a person, or an address of an imported list, kept as a keyed hash until somebody signs in with it.

    Rows are written when the vote opens (or when the list is imported), and deleted when it closes; only their number stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phase = models.ForeignKey(Phase, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    entry = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "eligibilities"
        constraints = [
            models.UniqueConstraint(fields=["phase", "person"], name="person_is_on_the_roll_once"),
            models.UniqueConstraint(fields=["phase", "entry"], condition=~Q(entry=""), name="address_is_on_the_roll_once"),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(entry=""), name="eligibility_is_somebody"),
        ]

    def __str__(self) -> str:
        return f"on the roll of {self.phase_id}"


class Invitation(models.Model):
    """An address to which to write when the vote opens. Its row goes when the e-mail leaves, and with the close of the vote."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phase = models.ForeignKey(Phase, models.CASCADE, related_name="+", db_index=False)
    address = models.EmailField()
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phase", "address"], name="address_is_invited_once")]

    def __str__(self) -> str:
        return f"invitation to {self.phase_id}"


class Refusal(models.Model):
    """Somebody asked at this address, kept as a keyed hash, to get no more invitations."""

    mark = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return self.mark


class Participation(models.Model):
    """Who has voted, without when. Never changed; its rows are shuffled when the vote closes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phase", "person"], name="person_votes_once")]

    def __str__(self) -> str:
        return f"voted in {self.phase_id}"


class Ballot(models.Model):
    """What was cast, by nobody knows whom. Never changed; its rows are shuffled when the vote closes.

    `choice` is in the published form of its mechanism, None when blank. Ballots brought in from elsewhere have no receipt.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phase = models.ForeignKey(Phase, models.PROTECT, related_name="+", db_index=False)
    receipt = models.CharField(max_length=19, null=True)  # noqa: DJ001 (several ballots may have none)
    choice = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phase", "receipt"], name="receipt_is_given_once")]

    def __str__(self) -> str:
        return f"ballot of {self.phase_id}"
