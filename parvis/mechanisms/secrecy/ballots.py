"""A ballot: encrypted answers, their proofs, and the signature of a credential (4.14, 4.15).

`make` handles the voter's secrets: see `groups` for where it may run. `verify` needs what is published and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from parvis.mechanisms.secrecy import groups
from parvis.mechanisms.secrecy.canonical import array, fields, read, write
from parvis.mechanisms.secrecy.ciphertexts import Made
from parvis.mechanisms.secrecy.credentials import secret_of
from parvis.mechanisms.secrecy.elections import Election
from parvis.mechanisms.secrecy.groups import Ciphertext, Draw
from parvis.mechanisms.secrecy.proofs import knows, prove_knowledge, read_proof
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.transcript import fingerprint

_UNSIGNED = ("election_uuid", "election_hash", "credential", "answers")
_FIELDS = (*_UNSIGNED, "signature")
# A ballot has about 700 bytes for a ciphertext of Ed25519 and 2,000 for one of a prime field; nothing serious comes near this.
LARGEST = 4_000_000


class Ballot(NamedTuple):
    """A ballot whose proofs hold."""

    tracker: str
    """The hash that the voter looks for in the published list."""
    credential: str
    answers: tuple[list[Ciphertext], ...]


def make(election: Election, credential: str, choices: Sequence[object], draw: Draw) -> tuple[bytes, list[Made]]:
    """Give a ballot, with the opening of each answer: what its voter, and nobody else, may keep to challenge the program.

    Arguments:
        election: as published.
        credential: the private credential, XXXXX-XXXXXX-XXXXX-XXXXXX.
        choices: one for each question: 0 and 1 for each answer (blank first), or a number for each answer.
        draw: secret random numbers.
    """
    if len(choices) != len(election.questions):
        raise Rejected("form.length", what="choices", expected=len(election.questions), came=len(choices))
    secret = secret_of(credential, election.uuid, election.group)
    public = election.group.text(election.group.of_generator(secret))
    owner = f"{election.fingerprint}|{public}"
    made = [question.make(election.key, owner, choice, draw) for question, choice in zip(election.questions, choices, strict=True)]
    ballot: dict[str, Any] = {
        "election_uuid": election.uuid,
        "election_hash": election.fingerprint,
        "credential": public,
        "answers": [one.answer for one in made],
    }
    signed = fingerprint(write(ballot))
    proof = prove_knowledge(election.group, secret, lambda commitment: f"sig|{signed}|{commitment}", draw)
    return write(ballot | {"signature": {"hash": signed, "proof": proof.as_json()}}), made


def verify(election: Election, data: bytes, weights: Mapping[str, int] | None = None, *, listed: bool = False) -> Ballot:
    """Give the ballot, once its layout, its election, its credential, its signature and every proof have been checked.

    `weights` are the published credentials; None leaves out that the credential is one of them. `listed` says that the caller has found
    it among published credentials that are elements of the group, so that it is not checked again. Raise Rejected otherwise.
    """
    if len(data) > LARGEST:
        raise Rejected("ballot.size", most=LARGEST, came=len(data))
    found = fields(read(data, "ballot"), _FIELDS, "ballot")
    if found["election_uuid"] != election.uuid or found["election_hash"] != election.fingerprint:
        raise Rejected("ballot.election")
    public = found["credential"]
    if not isinstance(public, str) or (weights is not None and public not in weights):
        raise Rejected("ballot.credential")
    owner = f"{election.fingerprint}|{public}"
    answers = []
    for place, (question, answer) in enumerate(
        zip(election.questions, array(found["answers"], "answers", len(election.questions)), strict=True)
    ):
        try:
            answers.append(question.verify(election.key, owner, answer))
        except Rejected as error:
            raise Rejected(error.code, **{"question": place + 1, **error.facts}) from None
    _check_signature(election, found, data, listed)
    return Ballot(fingerprint(data), public, tuple(answers))


def credential_of(election: Election, data: bytes) -> str:
    """Give the public credential of a ballot without reading the rest: its place is fixed. `verify` checks all of it.

    Raise Rejected when what precedes it is not what every ballot of this election begins with.
    """
    start = f'{{"election_uuid":"{election.uuid}","election_hash":"{election.fingerprint}","credential":"'.encode()
    if not data.startswith(start):
        verify(election, data)  # says what is wrong with it
        raise Rejected("ballot.election")
    end = data.find(b'"', len(start), len(start) + 1000)
    return data[len(start) : max(end, len(start))].decode("ascii", "replace")


def _check_signature(election: Election, found: dict[str, Any], data: bytes, listed: bool) -> None:
    signature = fields(found["signature"], ("hash", "proof"), "signature")
    # The bytes are canonical: what was signed is what precedes the signature.
    signed = fingerprint(data[: data.rindex(b',"signature":')] + b"}")
    if signature["hash"] != signed:
        raise Rejected("ballot.hash")
    group = election.group
    public = group.decode(found["credential"]) if listed else groups.read(group, found["credential"])
    if public == group.identity:
        raise Rejected("ballot.credential")
    proof = read_proof(signature["proof"], group, "signature")
    if not knows(group, public, proof, lambda commitment: f"sig|{signed}|{commitment}"):
        raise Rejected("ballot.signature")
