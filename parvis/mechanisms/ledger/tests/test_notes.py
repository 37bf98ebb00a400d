"""Keys, notes and checkpoints. C2SP signed-note, tlog-checkpoint and tlog-cosignature."""

from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.mechanisms.ledger.checkpoints import Checkpoint, cosign, open_checkpoint, sign_checkpoint
from parvis.mechanisms.ledger.cosignatures import cosigned_at
from parvis.mechanisms.ledger.hashing import EMPTY_ROOT
from parvis.mechanisms.ledger.keys import Kind, SigningKey, VerifierKey
from parvis.mechanisms.ledger.notes import MAX_SIGNATURES, Note, Signature, sign
from parvis.mechanisms.ledger.promises import Promise
from parvis.mechanisms.ledger.rejected import Rejected
from parvis.mechanisms.ledger.tests.sample import ORIGIN, TIME, SampleLog, key, plain

# The note, the keys and the signature of the documentation of golang.org/x/mod/sumdb/note.
GO_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

LOG = key(ORIGIN, Kind.LOG)
WITNESS = key("rennes.example/temoin", Kind.COSIGNER)
HEAD = Checkpoint(ORIGIN, 3, bytes(range(32)))


def test_the_note_of_go() -> None:
    secret = SigningKey.parse(GO_SECRET)
    assert str(secret.verifier) == GO_PUBLIC
    assert secret.encode() == GO_SECRET
    assert sign(GO_TEXT, secret).encode().decode() == f"{GO_TEXT}\n{GO_LINE}"
    assert [k.name for k, _ in Note.parse(f"{GO_TEXT}\n{GO_LINE}".encode()).verified([secret.verifier])] == ["PeterNeumann"]


def test_a_secret_is_not_shown() -> None:
    assert "seed" not in repr(LOG)
    with pytest.raises(Rejected) as error:
        SigningKey.parse(GO_SECRET.replace("c74f20a3", "c74f20a4"))
    assert "AYEKFALV" not in str(error.value)


@pytest.mark.parametrize("at", range(len(GO_PUBLIC)))
def test_a_mangled_key_is_refused(at: int) -> None:
    for text in (GO_PUBLIC[:at], GO_PUBLIC[:at] + chr(ord(GO_PUBLIC[at]) + 1) + GO_PUBLIC[at + 1 :]):
        with pytest.raises(Rejected):
            VerifierKey.parse(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\nb", "a\x00b"])
def test_bad_names(name: str) -> None:
    with pytest.raises(Rejected):
        SigningKey.generate(name, Kind.LOG, randomness=bytes)


def test_short_randomness_and_short_keys_are_refused() -> None:
    with pytest.raises(Rejected, match="32 bytes"):
        SigningKey.generate("a", Kind.LOG, randomness=lambda count: b"1234")
    with pytest.raises(Rejected, match="32 bytes"):
        VerifierKey("a", Kind.LOG, b"short")
    with pytest.raises(Rejected, match="type 06"):
        VerifierKey.parse(f"a+00000000+{b64encode(bytes([6]) + bytes(32)).decode()}")
    with pytest.raises(Rejected, match="PRIVATE"):
        SigningKey.parse(GO_PUBLIC)


def test_unknown_signatures_are_ignored_and_false_ones_refuse_the_note() -> None:
    other = key("other.example/registre", Kind.LOG)
    note = sign("text\n", LOG, other)
    assert [k.name for k, _ in note.verified([LOG.verifier])] == [ORIGIN]
    assert note.verified([WITNESS.verifier]) == []
    same_name = SigningKey.generate(ORIGIN, Kind.LOG, randomness=lambda count: bytes([7]) * count)
    assert note.verified([same_name.verifier]) == []
    false = Note(note.text, (Signature(ORIGIN, LOG.verifier.key_id, bytes(64)), note.signatures[1]))
    with pytest.raises(Rejected) as error:
        false.verified([LOG.verifier, other.verifier])
    assert error.value.code == "bad-signature"
    assert [k.name for k, _ in false.verified([other.verifier])] == [other.name]


def test_sixteen_signatures_are_accepted() -> None:
    keys = [key(f"n{number}.example/registre", Kind.LOG) for number in range(16)]
    note = Note.parse(sign("text\n", *keys).encode())
    assert len(note.verified([k.verifier for k in keys])) == 16
    with pytest.raises(Rejected, match=str(MAX_SIGNATURES)):
        Note("text\n", note.signatures * 7)


def test_a_text_may_have_empty_lines() -> None:
    note = sign("one\n\ntwo\n\n", LOG)
    assert Note.parse(note.encode()) == note


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"text\n\n\xe2\x80\x94 a AAAAAAA=",
        b"text\n\n- a AAAAAAA=\n",
        b"text\n\n\xe2\x80\x94 a AAAA\n",
        b"text\n\n\xe2\x80\x94 a  AAAAAAA=\n",
        b"text\n\n\xe2\x80\x94 a AAAAAAA\n",
        b"te\rxt\n\n\xe2\x80\x94 a AAAAAAA=\n",
        b"text\n\n\xe2\x80\x94 a AAAAAAA=\r\n",
        b"t\xff\n\n\xe2\x80\x94 a AAAAAAA=\n",
        b"x" * 1_000_001,
    ],
)
def test_what_is_no_note(data: bytes) -> None:
    with pytest.raises(Rejected):
        Note.parse(data)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_note_or_a_clear_refusal(data: bytes) -> None:
    for prefix in (b"", b"text\n\n", b"text\n\n\xe2\x80\x94 a "):
        try:
            note = Note.parse(prefix + data)
        except Rejected:
            continue
        assert note.encode() == prefix + data


def test_a_checkpoint_is_read_back() -> None:
    note = sign_checkpoint(HEAD, LOG, after=None)
    assert open_checkpoint(note.encode(), [LOG.verifier]) == HEAD
    extended = Checkpoint(ORIGIN, 0, EMPTY_ROOT, ("more",))
    assert Checkpoint.parse(extended.text) == extended


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n1\n",
        "\n1\n" + "A" * 43 + "=\n",
        "a\n01\n" + "A" * 43 + "=\n",
        "a\n-1\n" + "A" * 43 + "=\n",
        "a\n+1\n" + "A" * 43 + "=\n",
        "a\n9223372036854775808\n" + "A" * 43 + "=\n",
        "a\n1\nAAAA\n",
        "a\n1\n" + "A" * 43 + "\n",
        "a\n1\n" + "A" * 42 + "B=\n",
        "a\n1\n" + "A" * 43 + "=",
        "a\n1\n" + "A" * 43 + "=\n\n",
        "a\n٣\n" + "A" * 43 + "=\n",
    ],
)
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(Rejected):
        Checkpoint.parse(text)


def test_a_checkpoint_must_be_signed_by_the_log_that_it_names() -> None:
    other = key("other.example/registre", Kind.LOG)
    stolen = sign(HEAD.text, other).encode()
    with pytest.raises(Rejected) as error:
        open_checkpoint(stolen, [LOG.verifier, other.verifier])
    assert error.value.code == "not-signed"
    with pytest.raises(Rejected):
        sign_checkpoint(HEAD, other, after=None)


def test_a_cosigner_signs_no_text_and_a_log_does_not_cosign() -> None:
    with pytest.raises(Rejected):
        sign("text\n", WITNESS)
    with pytest.raises(Rejected):
        cosign(sign_checkpoint(HEAD, LOG, after=None), LOG, time=TIME)
    with pytest.raises(Rejected):
        cosign(sign("no checkpoint\n", LOG), WITNESS, time=TIME)
    with pytest.raises(Rejected):
        cosign(sign_checkpoint(HEAD, LOG, after=None), WITNESS, time=-1)


def test_a_cosignature_is_dated() -> None:
    note = sign_checkpoint(HEAD, LOG, after=None)
    note = note.with_signatures([cosign(note, WITNESS, time=TIME)])
    [(_, signature)] = Note.parse(note.encode()).verified([WITNESS.verifier])
    assert cosigned_at(signature.data) == TIME
    for change in (
        (TIME + 1).to_bytes(8) + signature.data[8:],
        signature.data[:8] + bytes(64),
        signature.data + b"\0",
        signature.data[:5],
        (1 << 63).to_bytes(8) + signature.data[8:],
    ):
        false = Note(note.text, (Signature(WITNESS.name, WITNESS.verifier.key_id, change),))
        with pytest.raises(Rejected):
            false.verified([WITNESS.verifier])


def test_a_cosigner_key_and_a_log_key_of_one_name_are_two() -> None:
    both = [SigningKey("a.example", kind, bytes(32)) for kind in Kind]
    assert both[0].verifier.key_id != both[1].verifier.key_id


def test_two_histories_are_never_signed() -> None:
    log = SampleLog().append(plain(10))
    assert log.head is not None
    for head in (
        Checkpoint(ORIGIN, 9, bytes(32)),
        Checkpoint(ORIGIN, 10, bytes(32)),
        Checkpoint(ORIGIN, 11, bytes(32)),
    ):
        with pytest.raises(Rejected):
            sign_checkpoint(head, LOG, after=log.head, proof=())
    with pytest.raises(Rejected, match="backup"):
        sign_checkpoint(Checkpoint(ORIGIN, 9, log.tree.root_at(9)), LOG, after=log.head)
    with pytest.raises(Rejected):
        sign_checkpoint(HEAD, LOG, after=Checkpoint("other.example", 3, HEAD.root))
    assert sign_checkpoint(log.head, LOG, after=log.head).text == log.head.text


def test_two_signed_heads_of_one_size_are_evidence() -> None:
    assert HEAD.contradicts(Checkpoint(ORIGIN, 3, bytes(32)))
    assert not HEAD.contradicts(HEAD)
    assert not HEAD.contradicts(Checkpoint(ORIGIN, 4, bytes(32)))
    assert not HEAD.contradicts(Checkpoint("other", 3, bytes(32)))


def test_a_promise_is_no_checkpoint_and_breaks_after_its_time() -> None:
    promise = Promise(ORIGIN, bytes(32), TIME)
    data = promise.sign(LOG).encode()
    assert Promise.open(data, [LOG.verifier]) == promise
    with pytest.raises(Rejected):
        open_checkpoint(data, [LOG.verifier])
    with pytest.raises(Rejected):
        Promise.open(sign_checkpoint(HEAD, LOG, after=None).encode(), [LOG.verifier])
    with pytest.raises(Rejected):
        Promise.open(data, [key("other", Kind.LOG).verifier])
    with pytest.raises(Rejected):
        promise.sign(key("other", Kind.LOG))
    assert promise.broken(leaf_is_included=False, now=TIME + 1)
    assert not promise.broken(leaf_is_included=False, now=TIME)
    assert not promise.broken(leaf_is_included=True, now=TIME + 1)


def test_the_example_of_the_cosignature_specification_is_well_formed() -> None:
    """The keys are not published there; the form is. tlog-cosignature, "Introduction"."""
    line = (
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
    )
    signature = Signature.parse(line)
    assert cosigned_at(signature.data) == 1_679_315_147
    assert str(signature) == f"{line}\n"
    assert b64decode(line.split()[-1])[:4] == signature.key_id
