"""One ballot: every change of it is refused, it belongs to one election, and it can be challenged."""

import json

import pytest

from parvis.mechanisms.secrecy import ballots, challenge
from parvis.mechanisms.secrecy.canonical import natural, read, write
from parvis.mechanisms.secrecy.credentials import new_credential, secret_of
from parvis.mechanisms.secrecy.elections import read_election
from parvis.mechanisms.secrecy.groups import NAMES, group
from parvis.mechanisms.secrecy.groups import read as read_element
from parvis.mechanisms.secrecy.prime_field import belenios_2048, rfc_3526_2048
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.tests.changes import changes
from parvis.mechanisms.secrecy.tests.made import BLANK, CHOOSE, RANK, Made

# With every part at once: choices, a blank one, an order.
EVERY = Made(questions=(CHOOSE, BLANK, RANK))
VOTE = ([1, 0, 1], [0, 1, 0], [2, 1, 0])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made", "vote", "least"),
    [(EVERY, VOTE, 500), (Made(questions=(BLANK,), name="BELENIOS-2048"), ([0, 1, 0],), 300)],
    ids=["Ed25519", "BELENIOS-2048"],
)
def test_every_single_change_of_a_ballot_is_refused(made, vote, least):
    ballot = made.ballot(0, *vote)
    weights = made.urn.weights
    assert ballots.verify(made.election, ballot, weights)
    tried = 0
    for changed in changes(json.loads(ballot)):
        with pytest.raises(Rejected):
            ballots.verify(made.election, write(changed), weights)
        tried += 1
    assert tried > least


@pytest.mark.parametrize("name", NAMES[:2])
def test_every_change_of_the_top_of_a_ballot_is_refused(name):
    made = Made(questions=(CHOOSE,), name=name)
    value = json.loads(made.ballot(0, [1, 0, 0]))
    for changed in [*changes(value | {"answers": []}), *(value | {"answers": answers} for answers in ([], [{}], value["answers"] * 2))]:
        with pytest.raises(Rejected):
            ballots.verify(made.election, write(changed), made.urn.weights)


def test_ballots_of_two_elections_are_never_interchangeable():
    one, other = Made(), Made(seed=2)
    other.credentials = one.credentials
    vote = ([1, 0, 0], [0, 1, 0])
    ballot = json.loads(one.ballot(0, *vote))
    with pytest.raises(Rejected, match=r"ballot.election"):
        ballots.verify(other.election, write(ballot))
    renamed = ballot | {"election_uuid": other.election.uuid, "election_hash": other.election.fingerprint}
    with pytest.raises(Rejected, match=r"ballot.proof"):
        ballots.verify(other.election, write(renamed))
    # Even its answers alone, signed anew for the other election by the same voter, are of no use there.
    fresh = json.loads(other.ballot(0, *vote))
    with pytest.raises(Rejected, match=r"ballot.proof"):
        ballots.verify(other.election, write(fresh | {"answers": ballot["answers"]}))


@pytest.mark.parametrize("name", NAMES[:2])
@pytest.mark.parametrize("field", ["name", "description", "administrator", "questions", "uuid"])
def test_elections_that_differ_by_one_word_do_not_exchange_ballots(name, field):
    """The same trustees, the same voters, and one field changed: a ballot of one is nothing in the other, even signed anew."""
    made = Made(questions=(CHOOSE,), name=name)
    value = json.loads(made.election.data)
    changed = {
        "name": "Élection.",
        "description": "!",
        "administrator": "Ada",
        "questions": [value["questions"][0] | {"max": 1}],
        "uuid": made.uuid[::-1],
    }
    other = read_election(json.dumps(value | {field: changed[field]}).encode())
    assert other.public_key == made.election.public_key
    credential, marks = made.credentials[0], [1, 0, 0]
    for here, there in ((made.election, other), (other, made.election)):
        ballot, _ = ballots.make(here, credential, [marks], made.draw)
        assert ballots.verify(here, ballot)
        with pytest.raises(Rejected, match=r"ballot.election"):
            ballots.verify(there, ballot)
        renamed = json.loads(ballot) | {"election_uuid": there.uuid, "election_hash": there.fingerprint}
        signed = json.loads(ballots.make(there, credential, [marks], made.draw)[0])
        for moved in (renamed, signed | {"answers": renamed["answers"]}):
            with pytest.raises(Rejected, match=r"ballot.proof"):
                ballots.verify(there, write(moved))
        # Proofs that hold under a signature that is not theirs.
        with pytest.raises(Rejected, match=r"ballot.hash"):
            ballots.verify(there, write(signed | {"signature": renamed["signature"]}))


def test_nobody_can_copy_the_answers_of_another():
    made = Made(questions=(CHOOSE, RANK))
    first, second = (json.loads(made.ballot(voter, [1, 0, 0], [1, 2, 3])) for voter in (0, 1))
    for place in (0, 1):
        answers = [*second["answers"]]
        answers[place] = first["answers"][place]
        with pytest.raises(Rejected, match=r"ballot.proof") as refused:
            ballots.verify(made.election, write(second | {"answers": answers}))
        assert refused.value.facts["question"] == place + 1


def test_a_credential_that_is_not_of_the_election_cannot_vote():
    made = Made()
    ballot, _ = ballots.make(made.election, new_credential(made.draw), ([1, 0, 0], [0, 1, 0]), made.draw)
    assert ballots.verify(made.election, ballot)
    with pytest.raises(Rejected, match=r"ballot.credential"):
        ballots.verify(made.election, ballot, made.urn.weights)


@pytest.mark.parametrize("credential", ["", "abc", "11111-111111-11111-11111O", "11111111111111111111111", "11111-111111-11111-1111111"])
def test_a_credential_with_a_slip_is_refused(credential):
    with pytest.raises(Rejected, match=r"credential.form"):
        secret_of(credential, "u", group("Ed25519"))


def test_a_ballot_that_is_too_large_or_no_json_is_refused():
    made = Made()
    for data, code in [
        (b" " * (ballots.LARGEST + 1), "ballot.size"),
        (b"[" * 100_000, "form.json"),
        (b'{"a":NaN}', "form.json|form.canonical|form.fields"),
        (b"\xff", "form.json"),
        (b'"\\ud800"', "form.json"),
        (b"", "form.json"),
        (b"[]", "form.object"),
    ]:
        with pytest.raises(Rejected, match=code):
            ballots.verify(made.election, data)
        with pytest.raises(Rejected):
            ballots.credential_of(made.election, data)


WRONG = {
    # The identity is of the group; these are not: of small order, of mixed order, not on the curve, not canonical, not hexadecimal.
    "Ed25519": [
        "0" * 64,
        "7f" + "f" * 60 + "ec",
        "0" * 63 + "2",
        "7f" + "f" * 60 + "ee",
        "F" * 64,
        "7f" + "f" * 60 + "ed",
        "00",
        "",
    ],
    "BELENIOS-2048": ["0", "2", "-1", "01", "1.0", " 1", "9" * 700, str(10**616), str(belenios_2048().p - 1)],
    "RFC-3526-2048": ["0", str(rfc_3526_2048().p - 1), "-2", "5x"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WRONG.items() for text in texts])
def test_what_is_not_an_element_is_refused(name, text):
    with pytest.raises(Rejected):
        read_element(group(name), text)


@pytest.mark.parametrize("text", WRONG["Ed25519"])
def test_a_ciphertext_that_is_not_of_the_group_is_refused(text):
    made = Made(questions=(CHOOSE, RANK))
    ballot = json.loads(made.ballot(0, [1, 0, 0], [1, 2, 3]))
    for place, part in [(0, "alpha"), (0, "beta"), (1, "alpha"), (1, "beta")]:
        changed = json.loads(json.dumps(ballot))
        choices = changed["answers"][place]["choices"]
        (choices[1] if place == 0 else choices)[part] = text
        with pytest.raises(Rejected):
            ballots.verify(made.election, write(changed))


@pytest.mark.parametrize("name", NAMES)
def test_groups_agree_with_themselves(name):
    here, draw = group(name), Made().draw
    a, b = draw(here.q), draw(here.q)
    x = here.of_generator(a)
    assert here.power(x, b) == here.table(x)(b) == here.of_generator(a * b)
    assert here.times(x, here.inverse(x)) == here.identity == here.power(x, 0) == here.of_generator(0)
    assert read_element(here, here.text(x)) == x
    assert here.power(here.identity, b) == here.identity
    if here.embedding:
        assert here.decode_values(here.encode([3, 0, 255]), 3) == [3, 0, 255]


def test_an_opened_ballot_shows_what_it_encrypts():
    ballot, made = ballots.make(EVERY.election, EVERY.credentials[0], VOTE, EVERY.draw)
    assert challenge.opened(EVERY.election, ballot, challenge.opening(ballot, made)) == [*VOTE]


@pytest.mark.parametrize(("place", "claimed"), [(0, [0, 0, 1]), (1, [0, 0, 1]), (1, [1, 0, 0]), (2, [1, 2, 0])])
def test_a_program_that_lies_is_caught_by_a_challenge(place, claimed):
    ballot, made = ballots.make(EVERY.election, EVERY.credentials[0], VOTE, EVERY.draw)
    lie = json.loads(challenge.opening(ballot, made))
    lie["answers"][place]["choice"] = claimed
    with pytest.raises(Rejected, match=r"challenge.differs") as refused:
        challenge.opened(EVERY.election, ballot, write(lie))
    assert refused.value.facts == {"question": place + 1}


def test_an_opening_belongs_to_one_ballot():
    ballot, made = ballots.make(EVERY.election, EVERY.credentials[0], VOTE, EVERY.draw)
    with pytest.raises(Rejected, match=r"challenge.other-ballot"):
        challenge.opened(EVERY.election, EVERY.ballot(0, *VOTE), challenge.opening(ballot, made))
    with pytest.raises(Rejected, match=r"challenge.format"):
        challenge.opened(EVERY.election, ballot, challenge.opening(ballot, made).replace(b'"schema":1', b'"schema":2'))


@pytest.mark.parametrize("text", ["", "00", "01", "+1", "1 ", "١", "-0", "1" * 700, 1, None, True])
def test_numbers_have_one_way_to_be_written(text):
    with pytest.raises(Rejected, match=r"form.number"):
        natural(text, "a number")


@pytest.mark.parametrize("data", [b'{"a": 1}', b'{"a":1,"a":1}', b'"\\u00e9"', b'"\\/"', b"1.0 ", b"1e3", b"[1,]", b"\xef\xbb\xbf1"])
def test_json_has_one_way_to_be_written(data):
    with pytest.raises(Rejected, match=r"form\.(canonical|json)"):
        read(data, "a value")
