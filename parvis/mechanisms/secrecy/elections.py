"""An election as it is published before the vote: its group, its key, its questions. Its bytes never change (4.10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from parvis.mechanisms.secrecy import groups
from parvis.mechanisms.secrecy.canonical import array, fields, integer, parse, string, write
from parvis.mechanisms.secrecy.embedded import Embedded
from parvis.mechanisms.secrecy.homomorphic import Homomorphic
from parvis.mechanisms.secrecy.lists import Lists
from parvis.mechanisms.secrecy.proofs import Key
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.transcript import fingerprint

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

Question = Homomorphic | Embedded | Lists

_FIELDS = ("version", "description", "name", "group", "public_key", "questions", "uuid", "administrator", "credential_authority")
_OPTIONAL = frozenset({"administrator", "credential_authority"})


@dataclass(frozen=True)
class Election:
    """An election, from the bytes that were published."""

    data: bytes
    name: str
    description: str
    uuid: str
    group: groups.Group
    public_key: groups.Element
    questions: tuple[Question, ...]

    @cached_property
    def fingerprint(self) -> str:
        """The name every proof is tied to: the hash of the bytes."""
        return fingerprint(self.data)

    @property
    def key(self) -> Key:
        return Key(self.group, self.public_key)

    @property
    def shuffled(self) -> tuple[int, ...]:
        """Which questions are shuffled before they are decrypted, from 0."""
        return tuple(index for index, question in enumerate(self.questions) if not question.homomorphic)


def read_question(value: object) -> Question:
    """Give a question of any of the three kinds."""
    if isinstance(value, dict) and "type" in value:
        if value["type"] == "NonHomomorphic":
            return Embedded.read(value)
        if value["type"] == "Lists":
            return Lists.read(value)
        raise Rejected("question.type", came=str(value["type"])[:40])
    return Homomorphic.read(value)


def read_election(data: bytes) -> Election:
    """Read an election; its layout is free, its content is not."""
    value = parse(data, "election")
    if isinstance(value, dict):  # the order of the fields is free too
        value = {name: value[name] for name in _FIELDS if name in value} | {name: value[name] for name in value if name not in _FIELDS}
    found = fields(value, _FIELDS, "election", _OPTIONAL)
    integer(found["version"], "version", 1, 1)
    group = groups.group(found["group"])
    key = groups.read(group, found["public_key"])
    if key == group.identity:
        raise Rejected("election.key")
    questions = tuple(read_question(ordered(question)) for question in array(found["questions"], "questions"))
    if not questions:
        raise Rejected("election.questions")
    uuid = read_uuid(found["uuid"])
    for name in _OPTIONAL & {*found}:
        string(found[name], name)
    if group.embedding is None and any(not question.homomorphic for question in questions):
        raise Rejected("election.embedding", group=group.name)
    name, description = string(found["name"], "name"), string(found["description"], "description")
    return Election(data, name, description, uuid, group, key, questions)


def write_election(
    *,
    uuid: str,
    name: str,
    description: str,
    group: str,
    public_key: groups.Element,
    questions: Sequence[Question],
    administrator: str | None = None,
    credential_authority: str | None = None,
) -> bytes:
    """Give the bytes of an election, in the order of the specification."""
    value: dict[str, Any] = {
        "version": 1,
        "description": description,
        "name": name,
        "group": group,
        "public_key": groups.group(group).text(public_key),
        "questions": [question.as_json() for question in questions],
        "uuid": read_uuid(uuid),
    }
    if administrator is not None:
        value["administrator"] = administrator
    if credential_authority is not None:
        value["credential_authority"] = credential_authority
    return write(value)


def read_uuid(value: object) -> str:
    """Give the identifier of an election: at least 14 characters of base 58."""
    if not isinstance(value, str) or not 14 <= len(value) <= 64 or not {*value} <= {*BASE58}:
        raise Rejected("election.uuid")
    return value


def new_uuid(draw: groups.Draw) -> str:
    """Give a new identifier."""
    return "".join(BASE58[draw(58)] for _ in range(14))


def ordered(question: object) -> object:
    """Put the fields of a question in the order of the specification: in the election, their order is free."""
    order = ("type", "answers", "blank", "min", "max", "question", "value", "extra")
    if not isinstance(question, dict):
        return question
    known = {name: question[name] for name in order if name in question} | question
    return known | ({"value": ordered(known["value"])} if "value" in known else {})
