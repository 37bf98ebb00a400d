"""Opening a vote: the options and the roll are fixed, in the transaction that opens the phase."""

from __future__ import annotations

import hashlib

import rfc8785
from django.urls import reverse

from parvis.core.processes.models import Phase
from parvis.core.record.actions import Card, append
from parvis.core.record.models import Thing
from parvis.features.ballots import acts, electorate, queries
from parvis.features.ballots.counting import mechanism_of
from parvis.features.ballots.models import Eligibility, Vote, VoteOption


def fix(phase: Phase) -> Vote:
    """Write down what is voted on and by whom. Called by the kind of phase, when processes open it."""
    process = phase.process
    context = {"space": process.space.ref, "process": process.ref, "audience": process.audience}
    if not phase.takes_from_id:
        path = reverse("ballots:vote", args=[phase.ref])
        for option in VoteOption.objects.filter(phase=phase):
            card = Card(kind="option", title=option.title, path=path, body=option.text)
            words = {"titre": option.title, "texte": option.text}
            append(acts.OPTION_PUT, option, actor=None, fields=words, card=card, **context)
    enrol(phase)
    options = [{"ref": option.ref, "title": option.title} for option in queries.options_to_come(phase)]
    archive = phase.typed_settings().electorate == electorate.ARCHIVE
    eligible = None if archive else Eligibility.objects.filter(phase=phase).count()
    vote = Vote.objects.create(phase=phase, options=options, eligible=eligible)
    # A phase is known to the record from its own opening, which follows in the same transaction.
    card = None if Thing.objects.filter(ref=phase.ref).exists() else Card(kind="phase", title=phase.title, path=process.get_absolute_url())
    append(
        acts.OPENED, phase, actor=None, card=card, **context,
        clear={
            "inscrits": eligible, "methode": mechanism_of(phase).slug, "options": len(options),
            "empreinte": hashlib.sha256(rfc8785.dumps(options)).hexdigest(),
        },
    )  # fmt: skip
    return vote


def enrol(phase: Phase) -> None:
    """Put on the roll whoever holds now what the vote asks for, and is not on it."""
    missing = electorate.people_of(phase).exclude(pk__in=Eligibility.objects.filter(phase=phase, person__isnull=False).values("person_id"))
    rows = [Eligibility(phase=phase, person_id=pk) for pk in missing.values_list("pk", flat=True)]
    Eligibility.objects.bulk_create(sorted(rows, key=lambda row: row.id), batch_size=2000)
