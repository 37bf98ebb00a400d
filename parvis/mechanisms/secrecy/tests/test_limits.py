"""What secret ballots do not protect: each limit that the pages tell, where a program can show it, is shown to be true."""

from fractions import Fraction
from pathlib import Path

import pytest

from parvis.mechanisms.secrecy import archive, ballots, challenge, decryption, shuffles
from parvis.mechanisms.secrecy.canonical import write
from parvis.mechanisms.secrecy.groups import NAMES, group
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.tests.made import CHOOSE, RANK, Made, complete
from parvis.mechanisms.secrecy.tests.reference import failed, tampered, verified

PAGES = Path(__file__).parents[4] / "docs" / "mechanisms" / "secret-ballots"


def told(page, sentence):
    """Ask that a page still tells the limit that a test shows."""
    assert sentence in (PAGES / f"{page}.md").read_text()


def voted(made, *choices):
    for voter, choice in enumerate(choices):
        made.cast(voter, choice)
    made.close()
    return made


def alone(made, ballot, owners):
    """Give what these trustees find in one ballot when they agree to decrypt it."""
    (sums,) = ballots.verify(made.election, ballot).answers
    trustees = made.urn.trustees
    factors = {
        owner: decryption.read_decryption(
            made.election, [sums], trustees.keys[owner - 1], decryption.decrypt(made.election, [sums], made.secrets[owner], made.draw)
        )
        for owner in owners
    }
    messages = decryption.opened(made.election, trustees, [sums], factors)
    return decryption.result(made.election, messages, 1)


def test_whoever_voted_can_show_it():
    told("citizen", "One can prove to others how one voted")
    made = Made(questions=(CHOOSE,))
    ballot, kept = ballots.make(made.election, made.credentials[0], [[1, 0, 0]], made.draw)
    made.data += made.urn.cast(ballot)
    assert challenge.opened(made.election, ballot, challenge.opening(ballot, kept)) == [[1, 0, 0]]


def test_whoever_has_the_credential_votes_in_its_place():
    told("citizen", "has your credential, sees your vote or votes in your place")
    made = Made(questions=(CHOOSE,))
    made.cast(0, [1, 0, 0])
    made.cast(0, [0, 1, 0])  # somebody else: nothing tells
    assert verified(complete(made, []).data).result == [[0, 1, 0]]


def test_all_the_trustees_together_open_a_ballot_and_one_less_does_not():
    told("citizen", "**All the trustees together can open the ballots.** One honest trustee")
    made = Made(questions=(CHOOSE,))
    ballot = made.ballot(0, [0, 1, 1])
    assert alone(made, ballot, (1, 2, 3)) == write({"result": [[0, 1, 1]]})
    with pytest.raises(Rejected, match=r"decryption.missing"):
        alone(made, ballot, (1, 3))


def test_a_threshold_opens_a_ballot_and_one_less_does_not():
    told("citizen", "(or enough of them, where there is a threshold)")
    made = Made(questions=(CHOOSE,), singles=0, pedersen=(2, 3))
    ballot = made.ballot(0, [1, 0, 0])
    assert alone(made, ballot, (1, 3)) == write({"result": [[1, 0, 0]]})
    with pytest.raises(Rejected, match=r"decryption.missing"):
        alone(made, ballot, (2,))


def test_two_keys_lost_lose_the_result():
    told("board", "Two keys lost of three, with a threshold of 2: the result is lost.")
    made = voted(Made(questions=(CHOOSE,), singles=0, pedersen=(2, 3)), [1, 0, 0])
    made.data += made.urn.decrypt([(3, made.decryption(3))])
    report = verified(made.data)
    assert (report.holds, report.complete, report.result) == (True, False, None)


def test_a_unanimous_vote_and_a_weight_of_ones_own_are_seen():
    told(
        "citizen",
        "If three people vote and all say yes, each knows what the others voted. A weight that only you have can be recognised too.",
    )
    made = Made(questions=(CHOOSE,), weights=(1, 1, 100))
    assert verified(complete(made, [([1, 0, 0],), ([1, 0, 0],), ([0, 1, 0],)]).data).result == [[2, 100, 0]]


def test_a_whole_ranking_is_published():
    told("board", "With a shuffle, each whole answer is published.")
    made = Made(questions=(RANK,))
    rare = [7, 200, 13]
    assert rare in verified(complete(made, [([1, 2, 3],), (rare,)], shuffled=(1,)).data).result[0]


def test_who_made_a_shuffle_is_a_claim():
    told("cryptography", "Who made a shuffle is a claim: the proof holds for anybody.")
    made = Made(questions=(RANK,))
    made.cast(0, [1, 2, 3])
    made.close()
    payload = shuffles.shuffle(made.election, made.urn.to_shuffle(), made.draw)
    assert made.urn.shuffle(1, payload) != made.urn.shuffle(2, payload)


def test_an_operator_who_has_a_credential_stuffs_the_urn_and_only_the_register_tells():
    told("board", "**Stuff the urn for absent people.** It takes their credentials")
    made = complete(Made(questions=(CHOOSE,)), [([1, 0, 0],), ([1, 0, 0],), ([1, 0, 0],)])
    report = verified(made.data)
    assert (report.complete, report.voters) == (True, 3)  # the register says how many came


def test_an_urn_without_a_ballot_holds_and_only_its_voter_knows():
    told("board", "**Refuse or lose a ballot.** Seen when the person looks for her tracker.")
    made = Made(questions=(CHOOSE,))
    lost = made.ballot(0, [1, 0, 0])
    report = verified(complete(made, [([0, 1, 0],)]).data)
    assert report.complete
    assert archive.digest(lost) not in {datum.hash for datum in made.urn.board.ballots}


def test_two_urns_of_one_election_both_hold_and_their_last_events_differ():
    told("board", "**Show two different urns.** Seen by comparing the hash of the last event")
    made = Made(questions=(CHOOSE,))
    made.cast(0, [1, 0, 0])
    one = made.data
    other = tampered(one, lambda events: events[:1])
    assert verified(one).holds
    assert verified(other).holds
    assert verified(one).last_event != verified(other).last_event
    assert failed(other, earlier=memoryview(one)) == {"against": ["against.differs"]}


@pytest.mark.parametrize(("name", "least", "most"), [*zip(NAMES, (0, 0.165, 0), (2**-100, 0.175, 0), strict=True)])
def test_challenges_are_so_far_from_uniform(name, least, most):
    told("cryptography", "they are at a statistical distance of 0.17 from uniform ones")
    q, whole = group(name).q, 2**256
    # How far SHA-256 modulo q is from uniform; where q is larger, nothing is reduced.
    distance = Fraction((whole % q) * (q - whole % q), q * whole) if q < whole else 0
    assert least <= distance <= most
