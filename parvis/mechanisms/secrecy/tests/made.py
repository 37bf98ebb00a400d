"""Whole elections made by Parvis, in memory, from a seed: never do that with a real one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import shake_256

from parvis.mechanisms.secrecy import ballots, decryption, shuffles, threshold, urn
from parvis.mechanisms.secrecy.canonical import write
from parvis.mechanisms.secrecy.credentials import new_credential, public_of, write_credentials
from parvis.mechanisms.secrecy.elections import Election, Question, new_uuid, write_election
from parvis.mechanisms.secrecy.embedded import Embedded
from parvis.mechanisms.secrecy.groups import Draw, group
from parvis.mechanisms.secrecy.homomorphic import Homomorphic
from parvis.mechanisms.secrecy.trustees import new_key, read_trustees

CHOOSE = Homomorphic(question="Qui ?", answers=("Ada", "Bao", "Chloé"), min=0, max=2)
BLANK = Homomorphic(question="Où — « là » ?", answers=("ici", "là"), min=1, max=1, blank=True)
RANK = Embedded(question="Dans quel ordre ?", answers=("a", "b", "c"), extra={"type": "ScoreVoting", "method": "Schulze", "blank": True})


class Chance:
    """Numbers that look drawn by lot, and are the same each time."""

    def __init__(self, seed: int) -> None:
        self.seed, self.turn = seed, 0

    def __call__(self, below: int) -> int:
        self.turn += 1
        return int.from_bytes(shake_256(f"{self.seed}|{self.turn}".encode()).digest(300)) % below


@dataclass
class Made:
    """An election, with all its secrets."""

    questions: Sequence[Question] = (CHOOSE, BLANK)
    name: str = "Ed25519"
    voters: int = 3
    weights: Sequence[int] = ()
    singles: int = 3
    pedersen: tuple[int, int] | None = None
    seed: int = 1
    data: bytes = b""
    secrets: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.draw: Draw = Chance(self.seed)
        self.group = group(self.name)
        self.uuid = new_uuid(self.draw)
        listed = []
        for owner in range(1, self.singles + 1):
            self.secrets[owner] = self.draw(self.group.q)
            listed.append(["Single", new_key(self.group, self.secrets[owner], self.draw)])
        if self.pedersen:
            listed.append(self.together(*self.pedersen))
        trustees = write(listed)
        self.credentials = [new_credential(self.draw) for _ in range(self.voters)]
        publics = [public_of(credential, self.uuid, self.group) for credential in self.credentials]
        weights = dict(zip(publics, self.weights or [1] * self.voters, strict=True))
        key = read_trustees(trustees, self.group).public_key
        election = write_election(
            uuid=self.uuid, name="Élection", description="", group=self.name, public_key=key, questions=self.questions
        )
        self.data = urn.found(election, trustees, write_credentials(self.group, weights), 1_700_000_000)

    def together(self, needed: int, size: int) -> list[object]:
        seeds = [threshold.new_seed(self.draw) for _ in range(size)]
        certs = [
            threshold.certificate(self.group, seed, index=place + 1, size=size, threshold=needed, draw=self.draw)
            for place, seed in enumerate(seeds)
        ]
        polynomials = [threshold.share(self.group, seed, certs, self.draw) for seed in seeds]
        received = [threshold.receive(self.group, seed, certs, polynomials, self.draw) for seed in seeds]
        self.secrets |= {self.singles + place + 1: secret for place, (secret, _) in enumerate(received)}
        return threshold.assemble(self.group, certs, polynomials, [public for _, public in received])

    @property
    def urn(self) -> urn.Urn:
        return urn.Urn(memoryview(self.data))

    @cached_property
    def election(self) -> Election:
        return self.urn.election

    def ballot(self, voter: int, *choices: object) -> bytes:
        return ballots.make(self.election, self.credentials[voter], choices, self.draw)[0]

    def cast(self, voter: int, *choices: object) -> None:
        self.data += self.urn.cast(self.ballot(voter, *choices))

    def close(self) -> None:
        self.data += self.urn.close()

    def shuffle(self, owner: int) -> None:
        now = self.urn
        payload = shuffles.shuffle(self.election, now.to_shuffle(), self.draw)
        self.data += self.urn.shuffle(owner, payload)

    def decryption(self, owner: int) -> bytes:
        return decryption.decrypt(self.election, self.urn.to_decrypt(), self.secrets[owner], self.draw)

    def open(self, *owners: int) -> None:
        self.data += self.urn.decrypt([(owner, self.decryption(owner)) for owner in owners or self.secrets])


def complete(made: Made, votes: Sequence[Sequence[object]], shuffled: Sequence[int] = (), owners: Sequence[int] = ()) -> Made:
    """Run an election from its first ballot to its result."""
    for voter, choices in enumerate(votes):
        made.cast(voter, *choices)
    made.close()
    for owner in shuffled:
        made.shuffle(owner)
    made.open(*owners)
    return made
