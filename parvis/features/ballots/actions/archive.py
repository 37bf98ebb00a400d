"""Bringing in a vote that took place elsewhere, with its ballots, so that it can be read and counted again here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.core.people.models import Person
from parvis.core.processes import actions as processes
from parvis.core.processes.models import Outcome, Phase
from parvis.features.ballots import electorate
from parvis.features.ballots.actions.preparing import write_option
from parvis.features.ballots.counting import read_choice
from parvis.features.ballots.models import Ballot, Vote


@transaction.atomic
def bring_in_finished(
    phase: Phase,
    *,
    by: Person,
    options: Sequence[tuple[str, str]],
    ballots: Iterable[tuple[object, int]],
    held_from: datetime | None = None,
    held_until: datetime | None = None,
    about: Mapping[str, object] | None = None,
) -> Outcome:
    """Open a vote of the past, put its ballots in the box, and close it: it is then a vote like any other, without receipts or roll.

    Arguments:
        phase: a planned vote whose setting `electorate` is `archive`, in a published process.
        options: title and text of each, in the order of the ballot.
        ballots: (choice, how many such ballots) pairs; in a choice an option is named by its position in `options`, from 0
            (`[0, 3]`, `{0: "good"}`), and a blank ballot is None.
        held_from, held_until: when the vote took place.
        about: what the published file says of it (source, citation, licence).

    Raises:
        Refused: the person does not run the process, or the vote is not in this state.
        ValidationError: a ballot cannot be counted; the sentence says which one.
    """
    if phase.typed_settings().electorate != electorate.ARCHIVE:
        raise ValidationError(_("Only a vote set up as one of the past (electorate: archive) takes ballots from elsewhere."))
    refs = [str(write_option(phase, by=by, title=title, text=text).ref) for title, text in options]
    if held_from or held_until:
        processes.plan_phase(phase, by=by, opens_at=held_from, closes_at=held_until)
    phase = processes.open_phase(phase, by=by)
    vote = Vote.objects.get(phase=phase)
    titles = vote.titles
    rows: list[Ballot] = []
    for place, (choice, weight) in enumerate(ballots, 1):
        try:
            kept = read_choice(phase, _named(choice, refs), titles)
        except (ValidationError, IndexError, TypeError) as error:
            words = error.messages[0] if isinstance(error, ValidationError) else str(error)
            raise ValidationError(_("Ballot %(place)s: %(words)s") % {"place": place, "words": words}) from None
        rows += [Ballot(phase=phase, receipt=None, choice=kept) for _copy in range(weight)]
    Ballot.objects.bulk_create(rows, batch_size=2000)
    vote.about = dict(about or {})
    vote.save(update_fields=["about"])
    return processes.close_phase(phase, by=by)


def _named(choice: object, refs: Sequence[str]) -> object:
    """Give the choice with refs in the place of positions."""
    match choice:
        case None:
            return None
        case int():
            return refs[choice]
        case Mapping():
            return {refs[place]: grade for place, grade in choice.items()}
        case Iterable():
            return [_named(place, refs) for place in choice]
    raise TypeError(_("an option is named by its position; %(got)s came.") % {"got": repr(choice)})
