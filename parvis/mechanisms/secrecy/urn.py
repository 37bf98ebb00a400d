"""The urn on the operator's side: what can be added to an archive, each thing checked before. No secret is needed for any of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from parvis.mechanisms.secrecy import archive, ballots, decryption, shuffles, tally
from parvis.mechanisms.secrecy.archive import Board
from parvis.mechanisms.secrecy.canonical import digest, write
from parvis.mechanisms.secrecy.credentials import check_credentials, read_credentials, sum_of
from parvis.mechanisms.secrecy.elections import Election, read_election
from parvis.mechanisms.secrecy.groups import Ciphertext
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.trustees import Trustees, read_trustees
from parvis.mechanisms.secrecy.verification import Verifier

if TYPE_CHECKING:
    from concurrent.futures import Executor


def found(election: bytes, trustees: bytes, credentials: bytes, timestamp: int) -> bytes:
    """Give a new archive: an election, its trustees, the public credentials of its voters; all of it is checked."""
    value = read_election(election)
    if read_trustees(trustees, value.group).public_key != value.public_key:
        raise Rejected("trustee.combined")
    weights = read_credentials(credentials, value.group)
    check_credentials(value.group, [*weights])
    sum_of(weights.values())
    if value.shuffled and any(weight != 1 for weight in weights.values()):
        raise Rejected("tally.weight")
    names = dict(zip(("election", "trustees", "credentials"), map(digest, (election, trustees, credentials)), strict=True))
    setup = [election, trustees, credentials, write(names)]
    return archive.first(timestamp) + archive.event("Setup", setup, parent="", height=0, timestamp=timestamp)[0]


class Urn:
    """An archive to which something is to be added. Each method gives the bytes to append, and keeps count of them."""

    def __init__(self, data: memoryview) -> None:
        self.board = Board.read(data)
        if self.board.election is None:
            raise Rejected("archive.empty")
        self.data = data
        self.election: Election = read_election(self._body(self.board.election))
        self.weights = read_credentials(self._body(self.board.credentials), self.election.group)
        self.trustees: Trustees = read_trustees(self._body(self.board.trustees), self.election.group)
        if self.trustees.public_key != self.election.public_key:
            raise Rejected("trustee.combined")
        self.trackers = {datum.hash for datum in self.board.ballots}

    def cast(self, ballot: bytes) -> bytes:
        """Add a ballot, once every proof of it has been checked."""
        self._expect("Ballot")
        if digest(ballot) in self.trackers:
            raise Rejected("ballot.replayed")
        # The credentials were checked when the archive was made.
        ballots.verify(self.election, ballot, self.weights, listed=True)
        self.trackers.add(digest(ballot))
        return self._add("Ballot", [ballot])

    def close(self, on: Executor | Literal["cores"] | None = None, progress: Callable[[str, int, int], None] | None = None) -> bytes:
        """End the vote and publish the encrypted sum, once every ballot has been checked again."""
        self._expect("EndBallots")
        counted = self._verified(on, progress).counted
        assert counted is not None
        encrypted = tally.write_tally(self.election, counted.questions)
        return self._add("EndBallots", []) + self._add("EncryptedTally", [encrypted, tally.write_sized(counted, encrypted)])

    def to_shuffle(self, on: Executor | Literal["cores"] | None = None) -> list[list[Ciphertext]]:
        """Give the ballots that the next trustee shuffles, once all that precedes has been verified."""
        sums = self._sums(on)
        if not self.election.shuffled:
            raise Rejected("shuffle.unneeded")
        self._expect("Shuffle")
        return [sums[index] for index in self.election.shuffled]

    def to_decrypt(self, on: Executor | Literal["cores"] | None = None) -> list[list[Ciphertext]]:
        """Give what trustees decrypt, once all that precedes has been verified: never a ballot alone."""
        sums = self._sums(on)
        if self.election.shuffled and not self.board.shuffles:
            raise Rejected("shuffle.first")
        return sums

    def shuffle(self, owner: int, payload: bytes, on: Executor | Literal["cores"] | None = None) -> bytes:
        """Add the shuffle of a trustee, once its proof has been checked."""
        before = self.to_shuffle(on)
        self._known(owner)
        shuffles.read_shuffle(self.election, before, payload)
        return self._add("Shuffle", [payload, archive.owned(owner, payload)])

    def decrypt(self, given: Sequence[tuple[int, bytes]], on: Executor | Literal["cores"] | None = None) -> bytes:
        """Add the partial decryptions of trustees, once each has been checked, and the result as soon as they suffice."""
        sums = self.to_decrypt(on)
        verifier, added = self.verifier, b""
        if self.board.shuffles and not self.board.shuffles_ended:
            added += self._add("EndShuffles", [])
        factors = dict(verifier.factors or {})
        for owner, payload in given:
            self._expect("PartialDecryption")
            self._known(owner)
            if owner in factors:
                raise Rejected("decryption.twice", owner=owner)
            try:
                factors[owner] = decryption.read_decryption(self.election, sums, self.trustees.keys[owner - 1], payload)
            except Rejected as error:
                raise Rejected(error.code, **{"owner": owner, **error.facts}) from None
            added += self._add("PartialDecryption", [payload, archive.owned(owner, payload)])
        self.missing = self.trustees.missing([*factors])
        if not self.missing:
            messages = decryption.opened(self.election, self.trustees, sums, factors)
            added += self._add("Result", [decryption.result(self.election, messages, sum_of(self.weights.values()))])
        return added

    def _sums(self, on: Executor | Literal["cores"] | None) -> list[list[Ciphertext]]:
        sums = self._verified(on).sums
        if sums is None:
            raise Rejected("archive.not-closed")
        return sums

    def _verified(self, on: Executor | Literal["cores"] | None, progress: Callable[[str, int, int], None] | None = None) -> Verifier:
        """Verify all that is published so far."""
        self.verifier = Verifier(self.data, on=on, progress=progress or _quietly)
        for check in self.verifier.run().checks:
            if check.problems:
                problem = check.problems[0]
                raise Rejected(problem.code, **{"check": check.name, **problem.facts})
        return self.verifier

    def _known(self, owner: int) -> None:
        if not 1 <= owner <= len(self.trustees.keys):
            raise Rejected("trustee.unknown", owner=owner)

    def _expect(self, kind: str) -> None:
        if kind in ("Ballot", "EndBallots") and self.board.ballots_ended:
            raise Rejected("archive.closed")
        if not self.board.expects(kind):
            raise Rejected("archive.order", height=self.board.height + 1, type=kind)

    def _add(self, kind: str, payloads: Sequence[bytes]) -> bytes:
        self._expect(kind)
        board = self.board
        added, board.last = archive.event(kind, payloads, parent=board.last, height=board.height + 1, timestamp=board.timestamp)
        board.height += 1
        board.note(kind, payloads)
        return added

    def _body(self, datum: Any) -> bytes:  # a datum of the board
        return bytes(self.data[datum.span.start : datum.span.start + datum.span.size])


def _quietly(step: str, done: int, of: int) -> None:
    pass
