"""Opening an encrypted ballot to audit the program that made it (Benaloh 2006): it had better have encrypted what it was told to.

The program commits to a ballot by showing its tracker; only then does the voter choose to cast it, or to have it opened. An opened ballot
shows its choices to whoever holds the opening, so it must never be cast; a new one is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from parvis.mechanisms.secrecy import ballots
from parvis.mechanisms.secrecy.canonical import array, fields, natural, read, write
from parvis.mechanisms.secrecy.ciphertexts import Made
from parvis.mechanisms.secrecy.elections import Election
from parvis.mechanisms.secrecy.embedded import Embedded
from parvis.mechanisms.secrecy.groups import encrypt
from parvis.mechanisms.secrecy.lists import Lists
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.transcript import fingerprint

_FIELDS = ("format", "schema", "tracker", "answers")


def opening(ballot: bytes, made: Sequence[Made]) -> bytes:
    """Give the opening of a ballot: its choices and the randomness of each ciphertext. Secret until the ballot is challenged."""
    answers = [{"choice": one.choice, "randomness": [str(r) for r in one.randomness]} for one in made]
    return write({"format": "parvis/ouverture", "schema": 1, "tracker": fingerprint(ballot), "answers": answers}) + b"\n"


def opened(election: Election, ballot: bytes, data: bytes) -> list[list[int]]:
    """Give the choices that a ballot really encrypts, once its proofs and each ciphertext have been checked against the opening."""
    answers = ballots.verify(election, ballot).answers
    found = fields(read(data.rstrip(b"\n"), "opening"), _FIELDS, "opening")
    if (found["format"], found["schema"]) != ("parvis/ouverture", 1):
        raise Rejected("challenge.format")
    if found["tracker"] != fingerprint(ballot):
        raise Rejected("challenge.other-ballot")
    choices = []
    listed: list[Any] = array(found["answers"], "answers", len(answers))
    for place, (question, ciphertexts, answer) in enumerate(zip(election.questions, answers, listed, strict=True)):
        said = fields(answer, ("choice", "randomness"), "answer")
        if isinstance(question, Lists):
            raise Rejected("question.lists-not-made")
        choice = question.choice(said["choice"])
        group, key = election.group, election.key
        if isinstance(question, Embedded):
            messages = [group.encode(choice)]
        else:
            messages = [group.generator if mark else group.identity for mark in choice]
        randomness = [natural(r, "randomness") for r in array(said["randomness"], "randomness", len(ciphertexts))]
        again = [encrypt(group, key.power, message, r) for message, r in zip(messages, randomness, strict=True)]
        if again != ciphertexts:
            raise Rejected("challenge.differs", question=place + 1)
        choices.append(choice)
    return choices
