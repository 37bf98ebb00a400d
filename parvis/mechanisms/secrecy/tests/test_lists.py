"""Questions with lists: ballots made by belenios-tool 3.0, and made here by a voter who lies; each check refuses by its name."""

import json
from dataclasses import dataclass, replace

import pytest

from parvis.mechanisms.secrecy import ballots
from parvis.mechanisms.secrecy.canonical import write
from parvis.mechanisms.secrecy.ciphertexts import Made as Answer
from parvis.mechanisms.secrecy.ciphertexts import as_json, product_of, texts
from parvis.mechanisms.secrecy.credentials import read_credentials
from parvis.mechanisms.secrecy.elections import read_election
from parvis.mechanisms.secrecy.groups import encrypt
from parvis.mechanisms.secrecy.lists import Lists
from parvis.mechanisms.secrecy.proofs import Statement, prove_one_of
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.tests.changes import changes
from parvis.mechanisms.secrecy.tests.made import Made, complete
from parvis.mechanisms.secrecy.tests.reference import one as reference
from parvis.mechanisms.secrecy.tests.reference import steps, verified
from parvis.mechanisms.secrecy.transcript import challenge


@dataclass(frozen=True, kw_only=True)
class Making(Lists):
    """Makes ballots too, whatever the marks: the proofs of what is false do not hold."""

    def make(self, key, owner, value, draw):
        group = key.group
        secrets = [[draw(group.q) for _ in marks] for marks in value]
        lists = [
            [encrypt(group, key.power, group.of_generator(mark), r) for mark, r in zip(marks, some, strict=True)]
            for marks, some in zip(value, secrets, strict=True)
        ]
        individual = [
            [
                prove_one_of(key, [Statement(one, 0), Statement(one, 1)], min(mark, 1), r, f"prove|{owner}|{texts(group, [one])[0]}|", draw)
                for one, mark, r in zip(some, marks, kept, strict=True)
            ]
            for some, marks, kept in zip(lists, value, secrets, strict=True)
        ]
        said = f"{owner}|{','.join(text for some in lists for text in texts(group, some))}"
        chosen = product_of(group, [some[0] for some in lists])
        overall = prove_one_of(
            key, [Statement(chosen, 1)], 0, sum(kept[0] for kept in secrets), f"prove|{said}|{texts(group, [chosen])[0]}|", draw
        )
        listed = [
            prove_one_of(
                key,
                [Statement(some[0], 1), Statement(product_of(group, some[1:]), 0)],
                0 if marks[0] else 1,
                kept[0] if marks[0] else sum(kept[1:]),
                f"lproof|{said}|",
                draw,
            )
            for some, marks, kept in zip(lists, value, secrets, strict=True)
        ]
        answer = {
            "choices": [[as_json(group, one) for one in some] for some in lists],
            "individual_proofs": [[[proof.as_json() for proof in pair] for pair in some] for some in individual],
            "overall_proof": overall[0].as_json(),
            "list_proofs": [[proof.as_json() for proof in pair] for pair in listed],
            "nonzero_proof": self._nonzero(key, lists, sum(sum(kept[1:]) for kept in secrets), f"nonzero|{said}|", draw),
        }
        return Answer(answer, [mark for marks in value for mark in marks], [r for some in secrets for r in some])

    @staticmethod
    def _nonzero(key, lists, r, prefix, draw):
        group = key.group
        one = product_of(group, [candidate for some in lists for candidate in some[1:]])
        u, first, second = (draw(group.q) for _ in range(3))
        # (beta/y^r)^u, which is the identity when nobody is chosen.
        commitment = group.power(group.times(one.beta, key.power(-r)), u)
        a = group.times(group.power(one.alpha, first), group.of_generator(second))
        b = group.times(group.power(one.beta, first), key.power(second))
        c = challenge(group.q, f"{prefix}{group.text(commitment)},{group.text(a)},{group.text(b)}")
        response = [str((first - u * c) % group.q), str((second + r * u * c) % group.q)]
        return {"commitment": group.text(commitment), "challenge": str(c), "response": response}


LISTS = Making(question="Quelle liste ?", answers=(("Liste A", "Ada", "Bao"), ("Liste B", "Chloé")))


def elected(name="Ed25519"):
    made = Made(questions=(LISTS,), name=name)
    return made, replace(made.election, questions=(LISTS,))


def voted(made, election, voter, marks):
    return ballots.make(election, made.credentials[voter], [marks], made.draw)[0]


@pytest.mark.parametrize("name", ["Ed25519", "BELENIOS-2048"])
def test_an_election_with_lists_gives_the_sum_of_its_votes(name):
    made, election = elected(name)
    for voter, marks in enumerate(([[1, 1, 0], [0, 0]], [[1, 1, 1], [0, 0]], [[0, 0, 0], [1, 1]])):
        made.data += made.urn.cast(voted(made, election, voter, marks))
    assert verified(complete(made, []).data).result == [[[2, 2, 1], [1, 1]]]


@pytest.mark.parametrize(
    ("marks", "proof", "place"),
    [
        ([[2, 1, 0], [0, 0]], "individual", 1),
        ([[1, 0, 0], [0, 2]], "individual", 5),
        ([[1, 1, 0], [1, 1]], "overall", 0),  # two lists
        ([[0, 0, 0], [0, 0]], "overall", 0),  # none
        ([[1, 1, 0], [0, 1]], "list", 2),  # a candidate of a list that is not chosen
        ([[0, 1, 0], [1, 1]], "list", 1),
        ([[1, 0, 0], [0, 0]], "nonzero", 0),  # a list, and nobody of it
    ],
)
def test_a_choice_that_is_not_allowed_is_refused_by_the_proof_it_breaks(marks, proof, place):
    made, election = elected()
    with pytest.raises(Rejected, match=r"ballot.proof") as refused:
        made.urn.cast(voted(made, election, 0, marks))
    assert refused.value.facts == {"question": 1, "proof": proof, "place": place}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda answer: answer["individual_proofs"][1][0][1], ("individual", 4)),
        (lambda answer: answer["overall_proof"], ("overall", 0)),
        (lambda answer: answer["list_proofs"][1][0], ("list", 2)),
        (lambda answer: answer["nonzero_proof"], ("nonzero", 0)),
    ],
    ids=["individual", "overall", "list", "nonzero"],
)
@pytest.mark.parametrize("part", ["challenge", "response"])
def test_each_proof_of_a_reference_ballot_is_refused_by_name_when_it_is_changed(shared, change, code, part):
    election, weights, cast = listed(shared)
    ballot = json.loads(cast[0])
    proof = change(ballot["answers"][place_of(election)])
    if isinstance(proof[part], list):
        proof[part][1] = other(proof[part][1])
    else:
        proof[part] = other(proof[part])
    with pytest.raises(Rejected, match=r"ballot.proof") as refused:
        ballots.verify(election, write(ballot), weights)
    assert (refused.value.facts["proof"], refused.value.facts["place"]) == code


def test_the_nonzero_proof_commits_to_an_element_that_is_not_the_identity(shared):
    election, weights, cast = listed(shared)
    for text, code in ((election.group.text(election.group.identity), r"ballot.proof.*nonzero"), ("0" * 63 + "2", r"element")):
        ballot = json.loads(cast[0])
        ballot["answers"][place_of(election)]["nonzero_proof"]["commitment"] = text
        with pytest.raises(Rejected, match=code):
            ballots.verify(election, write(ballot), weights)


@pytest.mark.slow
def test_every_single_change_of_a_ballot_with_lists_is_refused():
    made, election = elected()
    ballot = voted(made, election, 0, [[1, 1, 0], [0, 0]])
    weights = made.urn.weights
    assert ballots.verify(election, ballot, weights)
    tried = 0
    for changed in changes(json.loads(ballot)):
        with pytest.raises(Rejected):
            ballots.verify(election, write(changed), weights)
        tried += 1
    assert tried > 400


@pytest.mark.parametrize(
    "value",
    [
        {"answers": [], "question": "?"},
        {"answers": [["Liste"]], "question": "?"},
        {"answers": ["Liste"], "question": "?"},
        {"answers": [["Liste", 1]], "question": "?"},
        {"answers": [["Liste", "Ada"]]},
    ],
)
def test_a_question_with_lists_that_is_malformed_is_refused(value):
    with pytest.raises(Rejected):
        Lists.read({"type": "Lists", "value": value})


def listed(shared):
    """Give the reference election with lists, its credentials and its ballots."""
    _, events = steps(reference(shared, "v3.0/v3-ed-lists"))
    election = read_election(events[0][1][0])
    cast = [payloads[0] for kind, payloads in events if kind == "Ballot"]
    weights = read_credentials(events[0][1][2], election.group)
    assert all(ballots.verify(election, one, weights) for one in cast)
    return election, weights, cast


def place_of(election):
    return next(place for place, question in enumerate(election.questions) if isinstance(question, Lists))


def other(digits):
    return digits[:-1] + ("1" if digits[-1] != "1" else "2")
