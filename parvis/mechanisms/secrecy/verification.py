"""The strict verifier: from the published archive alone, every check that no ballot was added, removed or changed, and that the result is
theirs. It trusts nobody and keeps going after a failure, so that the report says all that is wrong.

What the independent tools check and miss is told in `docs/mechanisms/secret-ballots`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from parvis.mechanisms.fold import fold
from parvis.mechanisms.result import Plain
from parvis.mechanisms.secrecy import decryption, shuffles, tally
from parvis.mechanisms.secrecy.archive import Board
from parvis.mechanisms.secrecy.canonical import array, fields, integer, large, read
from parvis.mechanisms.secrecy.checked import Checked, Problem, check_part, merged, parts_of
from parvis.mechanisms.secrecy.credentials import check_credentials, read_credentials, sum_of
from parvis.mechanisms.secrecy.elections import Election, read_election
from parvis.mechanisms.secrecy.embedded import Embedded
from parvis.mechanisms.secrecy.groups import Ciphertext, Element
from parvis.mechanisms.secrecy.places import Datum
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.trustees import Trustees, read_trustees

if TYPE_CHECKING:
    from concurrent.futures import Executor

State = Literal["holds", "fails", "absent", "unchecked"]

CHECKS = ("archive", "against", "election", "trustees", "credentials", "ballots", "tally", "sizes", "shuffles", "decryptions", "result")
"""The checks, in the order of the report."""


@dataclass(frozen=True)
class Check:
    """What came of a check. "absent": what it is about is not published yet. "unchecked": an earlier failure made it impossible."""

    name: str
    state: State
    facts: dict[str, Plain] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    failures: int = 0


@dataclass
class Report:
    """What came of all the checks, with what the archive says of the election."""

    checks: list[Check] = field(default_factory=list)
    election: Election | None = None
    ballots: int = 0
    voters: int = 0
    last_event: str = ""
    result: Any = None  # plain values

    @property
    def holds(self) -> bool:
        return all(check.state in ("holds", "absent") for check in self.checks)

    @property
    def complete(self) -> bool:
        """Whether the election is over: a result is published, and holds."""
        return self.holds and self.result is not None


class _Stop(Exception):
    """Nothing that follows can be checked."""


class Verifier:
    """Verifies one archive. `data` may be a memory map; `on` is where ballots are verified, as in `fold`."""

    def __init__(
        self,
        data: memoryview,
        *,
        earlier: memoryview | None = None,
        on: Executor | Literal["cores"] | None = None,
        progress: Callable[[str, int, int], None] = lambda step, done, of: None,
    ) -> None:
        self.data, self.earlier, self.on, self.progress = data, earlier, on, progress
        self.report = Report()
        # What was found on the way, for whoever adds to the archive.
        self.counted: tally.EncryptedTally | None = None
        self.sums: list[list[Ciphertext]] | None = None
        self.factors: Mapping[int, list[list[Element]]] | None = None

    def run(self) -> Report:
        """Make every check; give the report."""
        try:
            self._all()
        except _Stop:
            done = {check.name for check in self.report.checks}
            self.report.checks += [
                Check(name, "unchecked") for name in CHECKS if name not in done and (name != "against" or self.earlier is not None)
            ]
        self.report.checks.sort(key=lambda check: CHECKS.index(check.name))
        return self.report

    def _all(self) -> None:
        board = self._check("archive", self._board)
        if self.earlier is not None:
            self._try("against", self._against)
        if board.election is None or board.trustees is None or board.credentials is None:
            raise _Stop
        self.report.ballots, self.report.last_event = len(board.ballots), board.last
        election = self._check("election", lambda: (read_election(self.body(board.election)), {}))
        self.report.election = election
        trustees = self._try("trustees", lambda: self._trustees(board, election))
        weights = self._check("credentials", lambda: self._credentials(board, election))
        counted = self.counted = self._ballots(board, election, weights)
        sums = self._tally(board, election, counted)
        if sums is None:
            self._rest(board, "absent" if board.tally is None else "unchecked")
            return
        after = self._shuffles(board, election, trustees, sums)
        if after is None or trustees is None:
            self._rest(board, "unchecked")
            return
        self.sums = after
        factors = self.factors = self._decryptions(board, election, trustees, after)
        self._result(board, election, trustees, after, factors)

    def body(self, datum: Datum | None) -> bytes:
        assert datum is not None
        return bytes(self.data[datum.span.start : datum.span.start + datum.span.size])

    def _check(self, name: str, make: Callable[[], tuple[Any, dict[str, Plain]]]) -> Any:  # what `make` gives
        """Make a check that all that follows depends on."""
        found = self._try(name, make)
        if found is None:
            raise _Stop
        return found

    def _try(self, name: str, make: Callable[[], tuple[Any, dict[str, Plain]]]) -> Any:  # what `make` gives, or None
        try:
            found, facts = make()
        except Rejected as error:
            self._add(name, [Problem(0, error.code, error.facts)])
            return None
        self.report.checks.append(Check(name, "holds", facts))
        return found

    def _add(self, name: str, problems: Sequence[Problem], failures: int | None = None, **facts: Plain) -> None:
        state: State = "fails" if problems else "holds"
        count = len(problems) if failures is None else failures
        self.report.checks.append(Check(name, state, facts, tuple(problems), count))

    def _rest(self, board: Board, state: State) -> None:
        """Say of what follows that it is not published yet, or could not be checked."""
        done = {check.name for check in self.report.checks}
        there = {"tally": board.tally, "sizes": board.sized, "shuffles": board.shuffles or None, "result": board.result}
        there |= {"decryptions": board.decryptions or None}
        if self.report.election and not self.report.election.shuffled:
            del there["shuffles"]
        for name, what in there.items():
            if name not in done:
                self.report.checks.append(Check(name, state if what is not None else "absent"))

    def _board(self) -> tuple[Board, dict[str, Plain]]:
        board = Board.read(self.data, lambda done: self.progress("archive", done, len(self.data)))
        if board.election is None:
            raise Rejected("archive.empty")
        return board, {"events": board.height + 1, "last": board.last}

    def _against(self) -> tuple[bool, dict[str, Plain]]:
        assert self.earlier is not None
        board = Board.read(self.earlier)
        size, step = len(self.earlier), 1 << 20
        for start in range(0, size, step):
            end = min(start + step, size)
            if bytes(self.earlier[start:end]) != bytes(self.data[start:end]):
                raise Rejected("against.differs", height=board.height)
        return True, {"events": board.height + 1, "ballots": len(board.ballots)}

    def _trustees(self, board: Board, election: Election) -> tuple[Trustees, dict[str, Plain]]:
        trustees = read_trustees(self.body(board.trustees), election.group)
        if trustees.public_key != election.public_key:
            raise Rejected("trustee.combined")
        return trustees, {"trustees": len(trustees.keys), "needed": sum(part.threshold for part in trustees.parts)}

    def _credentials(self, board: Board, election: Election) -> tuple[dict[str, int], dict[str, Plain]]:
        weights = read_credentials(self.body(board.credentials), election.group)
        check_credentials(election.group, [*weights])
        if election.shuffled and any(weight != 1 for weight in weights.values()):
            raise Rejected("tally.weight")
        return weights, {"voters": len(weights), "weight": sum_of(weights.values())}

    def _ballots(self, board: Board, election: Election, weights: dict[str, int]) -> tally.EncryptedTally | None:
        """Verify each ballot; give their sum, or None when one does not hold."""
        total = len(board.ballots)
        parts, problems, voters = parts_of(election, weights, board, self.body, lambda done: self.progress("ballots", done, total))
        self.report.voters = voters
        checked = Checked(0, 0, (), tally.nothing(election))
        if total > len(problems):
            checked = fold(parts, check_part, on=self.on)
        failed = checked.failed + len(problems)
        self._add("ballots", merged([*problems, *checked.problems]), failed, ballots=total, voters=voters)
        return None if failed else checked.tally

    def _tally(self, board: Board, election: Election, counted: tally.EncryptedTally | None) -> list[list[Ciphertext]] | None:
        """Compare the published sum with ours; give the ciphertexts to decrypt, question by question."""
        if board.tally is None:
            return None
        published = self.body(board.tally)
        if counted is None:
            # A ballot does not hold: what is published of the rest can still be checked against the published sum.
            self.report.checks.append(Check("tally", "unchecked"))
        elif tally.write_tally(election, counted.questions) != published:
            self._add("tally", [Problem(0, "tally.differs", {})])
        else:
            self._add("tally", [], ballots=counted.ballots, hash=board.tally.hash)
        if counted is None:
            self.report.checks.append(Check("sizes", "unchecked"))
        else:
            self._try("sizes", lambda: self._sizes(board, counted))
        try:
            return tally.read_tally(election, published)
        except Rejected as error:
            if counted is None:
                self.report.checks[:] = [check for check in self.report.checks if check.name != "tally"]
                self._add("tally", [Problem(0, error.code, error.facts)])
            return None

    def _sizes(self, board: Board, counted: tally.EncryptedTally) -> tuple[bool, dict[str, Plain]]:
        said = fields(read(self.body(board.sized), "sizes"), ("num_tallied", "total_weight", "encrypted_tally"), "sizes")
        assert board.tally is not None
        if said["encrypted_tally"] != board.tally.hash:
            raise Rejected("tally.hash")
        came, weight = large(said["num_tallied"], "num_tallied"), large(said["total_weight"], "total_weight")
        if (came, weight) != (counted.ballots, counted.weight):
            raise Rejected("tally.sizes", ballots=counted.ballots, weight=counted.weight, came=came, came_weight=weight)
        return True, {"ballots": came, "weight": weight}

    def _shuffles(
        self, board: Board, election: Election, trustees: Trustees | None, sums: list[list[Ciphertext]]
    ) -> list[list[Ciphertext]] | None:
        """Follow the ballots through the shuffles; give what is decrypted."""
        if not election.shuffled:
            if board.shuffles:
                self._add("shuffles", [Problem(0, "shuffle.unneeded", {})])
                return None
            return sums
        if not board.shuffles:
            if board.decryptions or board.result:
                self._add("shuffles", [Problem(0, "shuffle.none", {})])
                return None
            self.report.checks.append(Check("shuffles", "absent"))
            return sums
        current = [sums[index] for index in election.shuffled]
        for turn, (owner, datum) in enumerate(board.shuffles):
            self.progress("shuffles", turn, len(board.shuffles))
            try:
                if trustees is not None and owner > len(trustees.keys):
                    raise Rejected("trustee.unknown", owner=owner)
                current = shuffles.read_shuffle(election, current, self.body(datum))
            except Rejected as error:
                self._add("shuffles", [Problem(turn + 1, error.code, error.facts)])
                return None
        self._add("shuffles", [], shuffles=len(board.shuffles), trustees=[owner for owner, _ in board.shuffles])
        found = [*sums]
        for index, some in zip(election.shuffled, current, strict=True):
            found[index] = some
        return found

    def _decryptions(
        self, board: Board, election: Election, trustees: Trustees, sums: list[list[Ciphertext]]
    ) -> Mapping[int, list[list[Element]]] | None:
        if not board.decryptions:
            self.report.checks.append(Check("decryptions", "absent"))
            return {}
        factors: dict[int, list[list[Element]]] = {}
        problems = []
        for turn, (owner, datum) in enumerate(board.decryptions):
            self.progress("decryptions", turn, len(board.decryptions))
            try:
                if owner > len(trustees.keys):
                    raise Rejected("trustee.unknown", owner=owner)
                if owner in factors:
                    raise Rejected("decryption.twice", owner=owner)
                factors[owner] = decryption.read_decryption(election, sums, trustees.keys[owner - 1], self.body(datum))
            except Rejected as error:
                problems.append(Problem(turn + 1, error.code, {"owner": owner, **error.facts}))
        self._add("decryptions", problems, decryptions=len(board.decryptions), trustees=[owner for owner, _ in board.decryptions])
        return None if problems else factors

    def _result(
        self,
        board: Board,
        election: Election,
        trustees: Trustees,
        sums: list[list[Ciphertext]],
        factors: Mapping[int, list[list[Element]]] | None,
    ) -> None:
        if board.result is None or factors is None:
            self.report.checks.append(Check("result", "absent" if board.result is None else "unchecked"))
            return

        def check() -> tuple[Any, dict[str, Plain]]:
            published = array(fields(read(self.body(board.result), "result"), ("result",), "result")["result"], "result")
            if trustees.missing([*factors]):
                raise Rejected("decryption.missing", missing=trustees.missing([*factors]))
            messages = decryption.opened(election, trustees, sums, factors)
            for place, (question, some, figures) in enumerate(
                zip(election.questions, messages, array(published, "result", len(election.questions)), strict=True)
            ):
                listed = decryption.flat_counts(question, figures, len(some))
                for one, figure in zip(some, listed, strict=True):
                    if isinstance(question, Embedded):
                        numbers = [integer(number, "figure") for number in array(figure, "figures", len(question.answers))]
                        same = election.group.decode_values(one, len(question.answers)) == numbers
                    else:
                        same = election.group.of_generator(large(figure, "figure")) == one
                    if not same:
                        raise Rejected("result.differs", question=place + 1)
            return published, {}

        self.report.result = self._try("result", check)
