"""The eight requests, and everything malformed. C2SP tlog-witness, "add-checkpoint"."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mechanisms.ledger.checkpoints import Checkpoint
from parvis.mechanisms.ledger.edge import Edge
from parvis.mechanisms.ledger.hashing import leaf_hashes
from parvis.mechanisms.ledger.keys import Kind
from parvis.mechanisms.ledger.notes import Note, sign
from parvis.mechanisms.ledger.proofs import consistency_proof, over
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tests.sample import ORIGIN, TIME, key, plain
from parvis.mechanisms.ledger.witness import Answer, Head, Request, add_checkpoint, monitor_path

LOG = key(ORIGIN, Kind.LOG)
WITNESS = key("rennes.example/temoin", Kind.COSIGNER)
HONEST = leaf_hashes(plain(1300))
REWRITTEN = leaf_hashes([*plain(500), *(entry + b" rewritten" for entry in plain(800, 500))])


def request(old: int, size: int, leaves: list[bytes] = HONEST, origin: str = ORIGIN) -> bytes:
    """Give the request of a log that believes that the witness holds `old` entries."""
    edge = Edge()
    list(edge.add(leaves[:size]))
    proof = consistency_proof(old, size, over(leaves)) if old <= size else []
    return Request(old, tuple(proof), sign(Checkpoint(origin, size, edge.root).text, LOG)).encode()


@dataclass
class Keeper:
    """A witness and its memory."""

    heads: dict[str, Head] = field(default_factory=dict)
    time: int = TIME

    def ask(self, body: bytes) -> Answer:
        before = dict(self.heads)
        answer, head = add_checkpoint(body, logs={ORIGIN: [LOG.verifier]}, heads=self.heads, keys=[WITNESS], time=self.time)
        assert self.heads == before, "the function must not change what it was given"
        assert (head is not None) == (answer.status == 200)
        if head:
            self.heads[head.checkpoint.origin] = head
        return answer


def keeper(size: int = 1200) -> Keeper:
    """Give a witness that cosigned 1,000 then 1,200 entries."""
    kept = Keeper()
    assert kept.ask(request(0, 1000)).status == 200
    assert size == 1000 or kept.ask(request(1000, size)).status == 200
    return kept


def test_an_honest_log_is_cosigned() -> None:
    kept = Keeper()
    for old, size in ((0, 1000), (1000, 1200), (1200, 1200), (1200, 1300)):
        body = request(old, size)
        answer = kept.ask(body)
        assert answer.status == 200
        note = Note.parse(body.partition(b"\n\n")[2] + answer.body)
        assert [k for k, _ in note.verified([WITNESS.verifier])] == [WITNESS.verifier]
        assert kept.heads[ORIGIN].checkpoint.size == size
        assert Note.parse(kept.heads[ORIGIN].note).verified([LOG.verifier, WITNESS.verifier])


@pytest.mark.parametrize(
    ("body", "status", "content"),
    [
        (request(1000, 1300), 409, b"1200\n"),
        (request(0, 1300), 409, b"1200\n"),
        (request(1200, 1200, REWRITTEN), 422, None),
        (request(1200, 1300, REWRITTEN), 422, None),
        (request(1200, 1000), 400, None),
        (request(900, 1000), 409, b"1200\n"),
        (request(1200, 1300, origin=f"{ORIGIN}/2"), 404, None),
        (request(1200, 1300).replace(b"\n1300\n", b"\n1301\n"), 403, None),
        (request(1200, 1300).replace(b"old 1200\n", b"old 1200\n" + b"A" * 43 + b"=\n"), 422, None),
        (request(1200, 1200).replace(b"old 1200\n", b"old 1200\n" + b"A" * 43 + b"=\n"), 422, None),
    ],
)
def test_a_lying_log_is_not(body: bytes, status: int, content: bytes | None) -> None:
    kept = keeper()
    answer = kept.ask(body)
    assert answer.status == status
    if content:
        assert (answer.body, answer.content_type) == (content, "text/x.tlog.size")
    assert kept.heads[ORIGIN].checkpoint.size == 1200
    assert kept.ask(request(1200, 1300)).status == 200


def test_the_first_request_carries_no_proof() -> None:
    body = request(0, 1000).replace(b"old 0\n", b"old 0\n" + b"A" * 43 + b"=\n")
    assert Keeper().ask(body).status == 422
    assert Keeper().ask(request(0, 0)).status == 200
    assert Keeper().ask(request(1, 1000)).body == b"0\n"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 0",
        b"old 0\n\n",
        b"old 00\n\n" + request(0, 3).partition(b"\n\n")[2],
        b"new 0\n\n" + request(0, 3).partition(b"\n\n")[2],
        b"old -1\n\n" + request(0, 3).partition(b"\n\n")[2],
        b"old 0\nhash\n\n" + request(0, 3).partition(b"\n\n")[2],
        b"old 0\n" + (b"A" * 43 + b"=\n") * 64 + b"\n" + request(0, 3).partition(b"\n\n")[2],
        b"old \xff\n\n" + request(0, 3).partition(b"\n\n")[2],
        b"old 0\n\n" + sign("no checkpoint\n", LOG).encode(),
        b"x" * 70_000,
    ],
)
def test_malformed_requests(body: bytes) -> None:
    answer = Keeper().ask(body)
    assert answer.status == 400
    assert answer.body.endswith(b"\n")
    assert answer.reason


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_get_an_answer(data: bytes) -> None:
    assert Keeper().ask(data).status == 400
    assert Keeper().ask(b"old 0\n\n" + data).status in (400, 404)


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.booleans()), max_size=12))
def test_whatever_is_asked_one_history_is_cosigned(asked: list[tuple[int, int, bool]]) -> None:
    forked = leaf_hashes([*plain(10), *(entry + b"'" for entry in plain(30, 10))])
    kept, cosigned = Keeper(), {}
    for old, size, honest in asked:
        if kept.ask(request(old, size, HONEST if honest else forked)).status == 200:
            cosigned[size] = kept.heads[ORIGIN].checkpoint.root
    histories = [leaves for leaves in (HONEST, forked) if all(_root(leaves, size) == cosigned[size] for size in cosigned)]
    assert histories


def _root(leaves: list[bytes], size: int) -> bytes:
    edge = Edge()
    list(edge.add(leaves[:size]))
    return edge.root


def test_a_clock_that_goes_back_is_not_followed() -> None:
    kept = keeper()
    kept.time = TIME - 3600
    assert kept.ask(request(1200, 1300)).status == 200
    assert kept.heads[ORIGIN].time == TIME


def test_foreign_signatures_are_not_kept() -> None:
    many = [key(f"n{number}.example/registre", Kind.LOG) for number in range(99)]
    asked = Request.parse(request(0, 3))
    crowded = Request(0, (), asked.note.with_signatures(sign(asked.note.text, *many).signatures))
    kept = Keeper()
    assert kept.ask(crowded.encode()).status == 200
    assert len(Note.parse(kept.heads[ORIGIN].note).signatures) == 2


def test_a_witness_needs_a_key() -> None:
    with pytest.raises(Rejected):
        add_checkpoint(request(0, 3), logs={ORIGIN: [LOG.verifier]}, heads={}, keys=[], time=TIME)


def test_where_monitors_look() -> None:
    assert monitor_path("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb/checkpoint"
