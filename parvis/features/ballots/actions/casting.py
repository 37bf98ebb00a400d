"""Casting a ballot: the one action of the house that appends no act, because an act has an author and a time."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.processes.models import Phase
from parvis.core.rules.verdict import no
from parvis.features.ballots import electorate, receipts, rules
from parvis.features.ballots.counting import read_choice
from parvis.features.ballots.models import Ballot, Eligibility, Participation


@transaction.atomic
def cast(phase: Phase, *, by: Person, choice: object) -> str:
    """Sign off the voter and put her ballot in the box, in one transaction; give the receipt number, which is kept nowhere with her.

    Arguments:
        phase: a vote.
        choice: in the published form of the mechanism (`["ref", …]`, `{"ref": "good"}`), None or empty when blank.

    Raises:
        Refused: she may not vote, has voted already, or the vote closed in between.
        ValidationError: the choice cannot be counted; the sentence says why.

    The signature comes first. It is what a second ballot of hers, or a vote just closed, makes fail; so that the server of the database
    never sees, nor logs, a statement that fails and holds a choice. It also waits for a close under way before anything else is held.
    """
    rules.may_vote(by, phase).require()
    kept = read_choice(phase, choice, phase.vote.titles)
    try:
        with transaction.atomic():
            Participation.objects.create(phase=phase, person=by)
    except IntegrityError:
        voted = rules.has_voted(by, phase)
        no(rules.VOTED if voted else _("The vote closed before your ballot arrived. Nothing was kept of it.")).require()
    _claim(phase, by)
    receipt = receipts.draw()
    Ballot.objects.create(phase=phase, receipt=receipt, choice=kept)
    return receipt


def _claim(phase: Phase, person: Person) -> None:
    """Tie the address of the list to the account that votes with it, or put a late joiner on the roll."""
    row = electorate.row_of(person, phase)
    if row is None:
        Eligibility.objects.get_or_create(phase=phase, person=person)
    elif row.person_id is None:
        # An address serves once, even when it passes from one account to another.
        taken = Eligibility.objects.filter(pk=row.pk, person=None).update(person=person)
        (rules.YES if taken else no(rules.NOT_LISTED)).require()
