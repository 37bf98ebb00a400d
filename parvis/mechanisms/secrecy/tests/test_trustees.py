"""What trustees publish: both forms of a threshold, and every change of it refused; what they send when it is rubbish."""

import json

import pytest

from parvis.mechanisms.secrecy import threshold
from parvis.mechanisms.secrecy.canonical import read, write
from parvis.mechanisms.secrecy.groups import group
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.tests.changes import changes
from parvis.mechanisms.secrecy.tests.made import CHOOSE, RANK, Chance, Made, complete
from parvis.mechanisms.secrecy.tests.reference import tampered, verified
from parvis.mechanisms.secrecy.tests.test_reference import changed_setup
from parvis.mechanisms.secrecy.trustees import read_trustees

HERE = group("Ed25519")


def published(made):
    return read(made.urn._body(made.urn.board.trustees), "trustees")


def as_they_are(trustees):
    """Give the trustees with their coefficients not signed one by one, as 3.3 writes them: `signatures` covers them."""
    kind, value = trustees[-1]
    return [*trustees[:-1], [kind, value | {"coefexps": [json.loads(one["message"]) for one in value["coefexps"]]}]]


@pytest.mark.parametrize("singles", [0, 1])
def test_coefficients_that_are_not_signed_one_by_one_are_read(singles):
    made = Made(questions=(CHOOSE,), singles=singles, pedersen=(2, 3))
    votes = [([1, 0, 0],), ([1, 1, 0],)]
    done = complete(made, votes, owners=(*range(1, singles + 1), singles + 1, singles + 3))
    changed = tampered(done.data, changed_setup(1, lambda body: write(as_they_are(read(body, "trustees")))))
    assert changed != done.data
    assert verified(changed).complete
    assert verified(changed).result == verified(done.data).result == [[2, 1, 0]]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda value: value.pop("signatures"), "coefexps"),
        (lambda value: value["coefexps"].reverse(), "signatures"),
        (lambda value: value["coefexps"][0]["coefexps"].reverse(), "signatures"),
        (lambda value: value["signatures"].reverse(), "signatures"),
        (lambda value: value["verification_keys"][0].pop("signature"), "verification key"),
    ],
)
def test_such_coefficients_are_refused_when_nothing_vouches_for_them(change, what):
    trustees = as_they_are(published(Made(singles=0, pedersen=(2, 3))))
    change(trustees[0][1])
    with pytest.raises(Rejected, match=r"trustee.signature") as refused:
        read_trustees(write(trustees), HERE)
    assert refused.value.facts == {"trustee": 1, "what": what}


@pytest.mark.slow
@pytest.mark.parametrize("raw", [False, True])
def test_every_single_change_of_what_trustees_publish_is_refused(raw):
    trustees = published(Made(singles=1, pedersen=(2, 2)))
    trustees = as_they_are(trustees) if raw else trustees
    key = read_trustees(write(trustees), HERE).public_key
    tried = 0
    for changed in changes(trustees):
        # Coefficients that are signed one by one need no `signatures`: that is how 2.0 writes them.
        if not raw and changed == [trustees[0], ["Pedersen", {k: v for k, v in trustees[1][1].items() if k != "signatures"}]]:
            continue
        # In another order, or one of them twice, they make another key or none.
        try:
            assert read_trustees(write(changed), HERE).public_key != key or changed == trustees[::-1], changed
        except Rejected:
            tried += 1
    assert tried > 150


def test_every_change_of_a_ceremony_is_refused_before_a_key_is_made():
    draw = Chance(7)
    seeds = [threshold.new_seed(draw) for _ in range(2)]
    certs = [threshold.certificate(HERE, seed, index=n + 1, size=2, threshold=2, draw=draw) for n, seed in enumerate(seeds)]
    shares = [threshold.share(HERE, seed, certs, draw) for seed in seeds]
    for changed in changes(certs[1]):
        with pytest.raises(Rejected) as refused:
            threshold.share(HERE, seeds[0], [certs[0], changed], draw)
        assert refused.value.facts["trustee"] == 2
    for changed in changes(shares[1]):
        # What she sends to herself is hers to read.
        if isinstance(changed, dict) and isinstance(changed.get("secrets"), list) and changed["secrets"][:1] == shares[1]["secrets"][:1]:
            continue
        with pytest.raises(Rejected) as refused:
            threshold.receive(HERE, seeds[0], certs, [shares[0], changed], draw)
        assert refused.value.facts["trustee"] == 2


@pytest.mark.parametrize("payload", [b"{}", b"[]", b"null", b"\xff", b"", b'{"ciphertexts":[],"proofs":[]}', b"[" * 10_000])
def test_a_shuffle_that_is_rubbish_is_refused(payload):
    made = Made(questions=(RANK,))
    made.cast(0, [1, 2, 3])
    made.close()
    with pytest.raises(Rejected, match=r"form\."):
        made.urn.shuffle(1, payload)


def test_a_shuffle_of_another_urn_is_refused():
    made, other = (Made(questions=(RANK,), seed=seed) for seed in (1, 2))
    for one in (made, other):
        one.cast(0, [1, 2, 3])
        one.close()
    other.shuffle(1)
    _, datum = other.urn.board.shuffles[0]
    with pytest.raises(Rejected, match=r"shuffle.proof"):
        made.urn.shuffle(1, other.urn._body(datum))
