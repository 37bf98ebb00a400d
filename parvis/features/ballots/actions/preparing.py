"""Before a vote opens: options written by hand, and the list of those who may vote.

Nothing of this is recorded yet, like a draft: the record tells of the options and the roll as they are when the vote opens.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from parvis.core.people.models import Person
from parvis.core.processes.models import Phase
from parvis.core.rules.verdict import no
from parvis.features.ballots import electorate, rules
from parvis.features.ballots.models import Eligibility, Invitation, VoteOption


@transaction.atomic
def write_option(phase: Phase, *, by: Person, title: str, text: str = "") -> VoteOption:
    """Add an option at the end of the ballot."""
    rules.may_prepare(by, phase).require()
    if phase.takes_from_id:
        no(_("This vote takes its options from an earlier phase.")).require()
    last = VoteOption.objects.filter(phase=phase).aggregate(last=Max("position"))["last"] or 0
    option = VoteOption(phase=phase, position=last + 1, title=title.strip(), text=text.strip())
    option.full_clean()
    option.save()
    return option


@transaction.atomic
def rewrite_option(option: VoteOption, *, by: Person, title: str, text: str = "") -> VoteOption:
    """Change the words of an option."""
    rules.may_prepare(by, option.phase).require()
    option.title, option.text = title.strip(), text.strip()
    option.full_clean()
    option.save(update_fields=["title", "text"])
    return option


@transaction.atomic
def move_option(option: VoteOption, *, by: Person, up: bool) -> None:
    """Exchange an option with the one above or below it; at the end of the list nothing moves."""
    rules.may_prepare(by, option.phase).require()
    others = VoteOption.objects.select_for_update().filter(phase=option.phase)
    option.refresh_from_db()
    if up:
        other = others.filter(position__lt=option.position).order_by("-position").first()
    else:
        other = others.filter(position__gt=option.position).order_by("position").first()
    if other:
        here, there = option.position, other.position
        # Positions are unique: one of the two steps aside first.
        VoteOption.objects.filter(pk=other.pk).update(position=(others.aggregate(last=Max("position"))["last"] or 0) + 1)
        VoteOption.objects.filter(pk=option.pk).update(position=there)
        VoteOption.objects.filter(pk=other.pk).update(position=here)


@transaction.atomic
def remove_option(option: VoteOption, *, by: Person) -> None:
    """Take an option off the ballot."""
    rules.may_prepare(by, option.phase).require()
    option.delete()


@transaction.atomic
def list_voters(phase: Phase, *, by: Person, addresses: Iterable[str], invite: bool = False) -> int:
    """Set the list of those who may vote, in the place of the one before; give how many addresses it holds.

    The addresses themselves are not kept, only what is needed to recognise them (`electorate.entry`); with `invite`, they are kept apart
    until an e-mail has left for each, once the vote is open.
    """
    rules.may_prepare(by, phase).require()
    if phase.typed_settings().electorate != electorate.LISTED:
        no(_("This vote is not for a list of addresses: its settings say who votes.")).require()
    listed = electorate.normal(addresses)
    entries = [electorate.entry(phase, address) for address in listed]
    Eligibility.objects.filter(phase=phase).delete()
    Eligibility.objects.bulk_create([Eligibility(phase=phase, entry=entry) for entry in entries], batch_size=2000)
    Invitation.objects.filter(phase=phase).delete()
    if invite:
        Invitation.objects.bulk_create([Invitation(phase=phase, address=address) for address in listed], batch_size=2000)
    return len(entries)
