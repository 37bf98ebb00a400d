"""Proof files and receipts. C2SP tlog-proof."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.mechanisms.ledger.commitments import commit
from parvis.mechanisms.ledger.entries import encode
from parvis.mechanisms.ledger.proof_files import ProofFile
from parvis.mechanisms.ledger.receipts import Receipt
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tests.sample import SampleLog, act, published

COMMITMENTS, OPENINGS = commit({"auteur": "Ada", "titre": "Un banc à l’ombre"}, randomness=bytes)
ENTRY = encode({"acte": "contribution.publiée", "champs": {**COMMITMENTS}, "date": "2026-11-23T18:00:00Z", "v": 1})


@pytest.fixture(scope="module")
def log() -> SampleLog:
    return SampleLog().append([*(act(index) for index in range(300)), ENTRY, *(act(index) for index in range(400))])


@pytest.fixture(scope="module")
def receipt(log: SampleLog) -> Receipt:
    return Receipt.make(ENTRY, OPENINGS, log.proof_file(300))


def test_a_receipt_is_verified_without_the_site(log: SampleLog, receipt: Receipt) -> None:
    read = Receipt.parse(receipt.encode())
    assert read == receipt
    attested = read.accept(log.policy)
    assert (attested.checkpoint.size, sorted(attested.witnesses)) == (701, ["w0", "w1"])
    assert read.values == {"auteur": "Ada", "titre": "Un banc à l’ombre"}
    assert read.content["acte"] == "contribution.publiée"


def test_its_size_at_a_few_hundred_entries(receipt: Receipt) -> None:
    assert len(receipt.encode()) < 2000


def test_a_receipt_may_reveal_nothing(log: SampleLog) -> None:
    assert Receipt.parse(Receipt.make(ENTRY, {}, log.proof_file(300)).encode()).accept(log.policy)


def test_an_opening_must_be_that_of_the_entry(log: SampleLog) -> None:
    for openings in ({"auteur": ("Bao", OPENINGS["auteur"][1])}, {"autre": OPENINGS["auteur"]}):
        with pytest.raises(Rejected) as error:
            Receipt.make(ENTRY, openings, log.proof_file(300))
        assert error.value.code == "wrong-opening"


def test_every_change_of_a_receipt_is_seen(log: SampleLog, receipt: Receipt) -> None:
    file = receipt.file
    forgeries = {
        "not-included": [
            Receipt(act(1), {}, file),
            Receipt(ENTRY, OPENINGS, ProofFile(301, file.proof, file.checkpoint, file.extra)),
            Receipt(ENTRY, OPENINGS, ProofFile(300, file.proof[:-1], file.checkpoint, file.extra)),
            Receipt(ENTRY, OPENINGS, ProofFile(300, file.proof[::-1], file.checkpoint, file.extra)),
        ],
        "no-entry": [Receipt(ENTRY, OPENINGS, ProofFile(701, file.proof, file.checkpoint, file.extra))],
        "wrong-opening": [Receipt(ENTRY, {"auteur": ("Bao", OPENINGS["auteur"][1])}, file)],
        "not-signed": [Receipt(ENTRY, OPENINGS, ProofFile(300, file.proof, SampleLog("o.example").publish().files["checkpoint"]))],
        "bad-signature": [Receipt(ENTRY, OPENINGS, ProofFile(300, file.proof, file.checkpoint.replace(b"\n701\n", b"\n702\n")))],
    }
    for code, forged in forgeries.items():
        for one in forged:
            with pytest.raises(Rejected) as error:
                one.accept(log.policy)
            assert error.value.code == code


@given(st.data())
def test_a_changed_byte_is_refused_or_changes_nothing_that_is_proved(data: st.DataObject) -> None:
    log = SampleLog().append([ENTRY, act(1)])
    whole = Receipt.make(ENTRY, OPENINGS, log.proof_file(0)).encode()
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = bytes([*whole[:at], whole[at] ^ data.draw(st.integers(1, 255)), *whole[at + 1 :]])
    try:
        read = Receipt.parse(changed)
        attested = read.accept(log.policy)
    except Rejected:
        return
    assert attested.checkpoint == log.head
    assert read.entry == ENTRY
    assert read.values.items() <= {"auteur": "Ada", "titre": "Un banc à l’ombre"}.items()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"c2sp.org/tlog-proof@v1\n",
        b"c2sp.org/tlog-proof@v2\nindex 0\n\n",
        b"c2sp.org/tlog-proof@v1\n\n",
        b"c2sp.org/tlog-proof@v1\nindex 00\n\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\nnothing\n\n",
        b"c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\n",
        b"c2sp.org/tlog-proof@v1\nindex 0\n" + (b"A" * 43 + b"=\n") * 64 + b"\n",
        b"\xff\n\n",
        b"x" * 1_000_001,
    ],
)
def test_what_is_no_proof_file(data: bytes) -> None:
    with pytest.raises(Rejected):
        ProofFile.parse(data + published(1).files["checkpoint"])


@pytest.mark.parametrize(
    "extra",
    [
        None,
        b"",
        b"{}",
        b"[]",
        b'{"champs":{"a":["b"]},"entree":"x"}',
        b'{"champs":{"a":["b",1]},"entree":"x"}',
        b'{"champs":[],"entree":"x"}',
        b'{"champs":{},"entree":1}',
    ],
)
def test_a_proof_file_that_is_no_receipt(extra: bytes | None) -> None:
    log = published(1)
    file = ProofFile(0, (), log.files["checkpoint"], extra)
    assert ProofFile.parse(file.encode()) == file
    assert file.accept(b"entry 0", log.policy)
    with pytest.raises(Rejected) as error:
        Receipt.parse(file.encode())
    assert error.value.code == "bad-receipt"
