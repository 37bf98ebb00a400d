"""Whole elections: what comes out is what went in, whatever the questions, the order and the splitting."""

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.mechanisms.fold import total
from parvis.mechanisms.secrecy import ballots, tally, threshold, urn
from parvis.mechanisms.secrecy.counting import count
from parvis.mechanisms.secrecy.decryption import Logarithm
from parvis.mechanisms.secrecy.embedded import Embedded
from parvis.mechanisms.secrecy.groups import NAMES, group
from parvis.mechanisms.secrecy.homomorphic import Homomorphic
from parvis.mechanisms.secrecy.rejected import Rejected
from parvis.mechanisms.secrecy.tests.made import BLANK, CHOOSE, RANK, Chance, Made, complete
from parvis.mechanisms.secrecy.tests.reference import failed, tampered, verified

VOTES = [([1, 1, 0], [0, 1, 0]), ([0, 0, 0], [1, 0, 0]), ([0, 0, 1], [0, 0, 1])]


@pytest.mark.parametrize(
    "made",
    [
        Made(),
        Made(name="BELENIOS-2048"),
        Made(singles=1, pedersen=(2, 3)),
        Made(singles=0, pedersen=(3, 3)),
        Made(weights=(5, 1, 2**31)),
    ],
    ids=["basic", "2048", "threshold", "all of a threshold", "weights"],
)
def test_the_result_is_the_sum_of_the_votes(made):
    report = verified(complete(made, VOTES).data)
    one, two, three = made.weights or (1, 1, 1)
    counts = [[one, one, three], [two, one, three]]
    assert report.complete
    assert report.result == [[figure if figure < 2**30 else str(figure) for figure in line] for line in counts]


def test_ranked_answers_come_out_shuffled_and_are_counted():
    votes = [(numbers,) for numbers in ([1, 2, 3], [1, 3, 2], [0, 0, 0])]
    report = verified(complete(Made(questions=(RANK,)), votes, shuffled=(1, 3)).data)
    assert sorted(report.result[0]) == sorted(numbers for (numbers,) in votes)
    counted = count(RANK, report.result[0])
    assert (counted.method, counted.result.outcome, counted.invalid) == ("schulze", ("a",), [])


def test_graded_answers_that_follow_no_grade_are_listed_apart():
    question = Embedded(question="?", answers=("a", "b"), extra={"method": "MajorityJudgment", "grades": ["bien", "mal"]})
    counted = count(question, [[1, 2], [1, 1], [0, 0], [0, 1], [3, 1]])
    assert (counted.result.outcome, counted.invalid) == (("a",), [[0, 1], [3, 1]])
    assert count(Embedded(question="?", answers=("a",)), [[1]]) is None
    with pytest.raises(Rejected, match=r"question.method"):
        count(Embedded(question="?", answers=("a",), extra={"method": "dice"}), [[1]])


def test_the_last_ballot_of_a_voter_counts():
    made = Made(questions=(CHOOSE,))
    made.cast(0, [1, 0, 0])
    made.cast(1, [0, 1, 0])
    made.cast(0, [0, 0, 1])
    report = verified(complete(made, []).data)
    assert (report.result, report.ballots, report.voters) == ([[0, 1, 1]], 3, 2)


def test_nobody_voted():
    assert verified(complete(Made(), []).data).result == [[0, 0, 0], [0, 0, 0]]
    assert verified(complete(Made(questions=(RANK,)), [], shuffled=(1, 2)).data).result == [[]]


@st.composite
def _questions(draw, ranked):
    found = []
    for _ in range(draw(st.integers(1, 2))):
        size = draw(st.integers(1, 3))
        names = tuple(draw(st.text(max_size=5)) for _ in range(size))
        text = draw(st.text(max_size=9))
        if ranked and draw(st.booleans()):
            found.append(Embedded(question=text, answers=names))
            continue
        least = draw(st.integers(0, size))
        most = draw(st.integers(least, size))
        found.append(Homomorphic(question=text, answers=names, min=least, max=most, blank=draw(st.booleans())))
    return found


def _choice(question, draw):
    if isinstance(question, Embedded):
        return [draw(st.integers(0, 255)) for _ in question.answers]
    if question.blank and draw(st.booleans()):
        return [1] + [0] * len(question.answers)
    chosen = draw(st.permutations(range(len(question.answers))))[: draw(st.integers(question.min, question.max))]
    return [0] * question.blank + [int(place in chosen) for place in range(len(question.answers))]


@given(st.data())
@settings(max_examples=3, deadline=None)
def test_an_election_of_any_shape(data):
    _any_election(data)


@pytest.mark.slow
@given(st.data())
@settings(max_examples=20, deadline=None)
def test_many_elections_of_any_shape(data):
    _any_election(data)


def _any_election(data):
    """Any group, questions, trustees, weights; people who vote again, or not at all; as many trustees as needed, any of them."""
    name = data.draw(st.sampled_from(["Ed25519", "Ed25519", "Ed25519", "BELENIOS-2048"]))
    questions = data.draw(_questions(ranked=name == "Ed25519"))
    shuffled = any(isinstance(question, Embedded) for question in questions)
    weights = (1, 1, 1) if shuffled else data.draw(st.tuples(*[st.sampled_from([1, 2, 1000, 2**31])] * 3))
    size = data.draw(st.integers(0, 3))
    pedersen = (data.draw(st.integers(1, size)), size) if size else None
    singles = data.draw(st.integers(0 if pedersen else 1, 2))
    made = Made(questions=questions, name=name, weights=weights, singles=singles, pedersen=pedersen, seed=data.draw(st.integers(0, 2**32)))
    last = {}
    for voter in data.draw(st.lists(st.integers(0, 2), max_size=4)):
        last[voter] = [_choice(question, data.draw) for question in questions]
        made.cast(voter, *last[voter])
    together = data.draw(st.permutations(range(singles + 1, singles + size + 1)))[: pedersen[0] if pedersen else 0]
    owners = [*range(1, singles + 1), *together]
    report = verified(complete(made, [], shuffled=owners[:1] if shuffled else (), owners=owners).data)
    assert report.complete
    for place, (question, figures) in enumerate(zip(questions, report.result, strict=True)):
        if isinstance(question, Embedded):
            assert sorted(figures) == sorted(choices[place] for choices in last.values())
            continue
        sums = [sum(weights[voter] * choices[place][at] for voter, choices in last.items()) for at in range(question.ciphertexts)]
        assert [int(figure) for figure in figures] == sums


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("where", ["here", "threads"])
def test_any_splitting_finds_what_one_part_finds(monkeypatch, size, where):
    """Ballots that hold, that do not, that are replaced, that are there twice: in parts of any size, the report is the same."""
    made = Made(questions=(CHOOSE,), weights=(1, 2, 3))
    for voter, marks in ((0, [1, 0, 0]), (1, [0, 1, 0]), (0, [0, 0, 1]), (2, [1, 1, 0]), (1, [1, 0, 0])):
        made.cast(voter, marks)
    good = made.data

    def spoil(events):
        ballot = events[4][1][0]
        proof = json.loads(ballot)["answers"][0]["individual_proofs"][0][0]["response"]
        events[4] = "Ballot", [ballot.replace(proof.encode(), str(int(proof) ^ 1).encode())]
        events.append(events[1])

    bad = tampered(good, spoil)
    whole = [verified(data).checks for data in (good, bad)]
    assert [(problem.place, problem.code) for check in whole[1] for problem in check.problems] == [
        (4, "ballot.proof"),
        (6, "ballot.replayed"),
    ]
    monkeypatch.setattr("parvis.mechanisms.secrecy.checked.PART", size)
    with ThreadPoolExecutor(2) as pool:
        assert [verified(data, on=pool if where == "threads" else None).checks for data in (good, bad)] == whole


@given(st.permutations(range(6)), st.lists(st.integers(0, 6), max_size=3))
@settings(max_examples=20, deadline=None)
def test_any_order_and_any_splitting_give_the_same_tally(order, cuts):
    election, one_by_one, whole = _tallies()
    bounds = [0, *sorted(cuts), 6]
    parts = [[one_by_one[place] for place in order[start:end]] for start, end in pairwise(bounds)]
    added = total([tally.nothing(election), *(total(part) for part in parts if part)])
    assert added == whole


_kept = []


def _tallies():
    if not _kept:
        made = Made(questions=(CHOOSE, RANK), voters=6)
        chance = Chance(3)
        votes = [([chance(2), 0, chance(2)], [chance(4) for _ in range(3)]) for _ in range(6)]
        answers = [ballots.verify(made.election, made.ballot(voter, *vote)).answers for voter, vote in enumerate(votes)]
        singles = [tally.of_ballot(made.election, one) for one in answers]
        _kept.append((made.election, singles, total(singles)))
    return _kept[0]


def test_tallies_of_different_elections_do_not_add_up():
    with pytest.raises(Rejected, match=r"tally.other-election"):
        tally.nothing(Made().election) + tally.nothing(Made(questions=(RANK,)).election)


def test_two_trustees_lost_of_three_is_one_too_many():
    made = Made(singles=0, pedersen=(2, 3))
    made.cast(0, *VOTES[0])
    made.close()
    now = made.urn
    now.decrypt([(2, made.decryption(2))])
    assert now.missing == 1
    made.open(1, 3)
    assert verified(made.data).complete


def test_a_trustee_who_sends_rubbish_is_named():
    made = Made()
    made.cast(0, *VOTES[0])
    made.close()
    good = made.decryption(1)
    for owner, payload, code in [
        (2, good, "decryption.proof"),
        (1, good.replace(b'"response":"', b'"response":"1'), "form"),
        (1, b"{}", "form.fields"),
        (9, good, "trustee.unknown"),
    ]:
        with pytest.raises(Rejected, match=code) as refused:
            made.urn.decrypt([(owner, payload)])
        assert refused.value.facts["owner"] == owner


def test_the_urn_takes_nothing_out_of_turn():
    made = Made(questions=(CHOOSE,))
    ballot = made.ballot(0, [1, 0, 0])
    for early in (made.urn.to_decrypt, made.urn.to_shuffle):
        with pytest.raises(Rejected, match=r"archive.not-closed"):
            early()
    made.data += made.urn.cast(ballot)
    with pytest.raises(Rejected, match=r"ballot.replayed"):
        made.urn.cast(ballot)
    made.close()
    with pytest.raises(Rejected, match=r"archive.closed"):
        made.urn.cast(made.ballot(1, [1, 0, 0]))
    with pytest.raises(Rejected, match=r"archive.closed"):
        made.close()
    with pytest.raises(Rejected, match=r"shuffle.unneeded"):
        made.urn.to_shuffle()


def test_an_urn_is_not_decrypted_before_it_is_shuffled():
    made = Made(questions=(RANK,))
    made.cast(0, [1, 2, 3])
    made.close()
    with pytest.raises(Rejected, match=r"shuffle.first"):
        made.urn.to_decrypt()


def test_weights_are_refused_where_each_answer_is_published():
    with pytest.raises(Rejected, match=r"tally.weight"):
        Made(questions=(RANK,), weights=(1, 2, 1))


def test_a_setup_is_checked_before_it_is_written():
    made, other = Made(), Made(seed=2)
    now = made.urn
    election, trustees, credentials = (now._body(datum) for datum in (now.board.election, now.board.trustees, now.board.credentials))
    with pytest.raises(Rejected, match=r"trustee.combined"):
        urn.found(election, other.urn._body(other.urn.board.trustees), credentials, 0)
    with pytest.raises(Rejected, match=r"credentials.twice"):
        urn.found(election, trustees, credentials.replace(b"]", b"," + credentials[1:]), 0)


@pytest.mark.parametrize("name", NAMES[:2])
def test_logarithms(name):
    here = group(name)
    find = Logarithm(here, 1000)
    assert [find(here.of_generator(value)) for value in (0, 1, 31, 32, 999, 1000)] == [0, 1, 31, 32, 999, 1000]
    with pytest.raises(Rejected, match=r"result.logarithm"):
        find(here.of_generator(1200))


def _ceremony(name="Ed25519", needed=2, size=3):
    here, draw = group(name), Chance(7)
    seeds = [threshold.new_seed(draw) for _ in range(size)]
    certs = [threshold.certificate(here, seed, index=place + 1, size=size, threshold=needed, draw=draw) for place, seed in enumerate(seeds)]
    return here, draw, seeds, certs, [threshold.share(here, seed, certs, draw) for seed in seeds]


def test_a_share_that_is_not_the_promised_one_names_its_sender():
    here, draw, seeds, certs, polynomials = _ceremony()
    other = threshold.share(here, seeds[1], certs, draw)
    polynomials[1] = polynomials[1] | {"secrets": other["secrets"]}
    with pytest.raises(Rejected, match=r"trustee.sent") as refused:
        threshold.receive(here, seeds[0], certs, polynomials, draw)
    assert refused.value.facts["trustee"] == 2


@pytest.mark.parametrize("part", ["secrets", "coefexps", "signature"])
def test_what_a_trustee_sends_cannot_be_exchanged(part):
    here, draw, seeds, certs, polynomials = _ceremony()
    polynomials[2] = polynomials[2] | {part: polynomials[0][part]}
    with pytest.raises(Rejected, match=r"trustee"):
        threshold.receive(here, seeds[0], certs, polynomials, draw)


def test_certificates_of_another_ceremony_are_refused():
    here, draw, seeds, certs, _ = _ceremony()
    with pytest.raises(Rejected, match=r"trustee.context"):
        threshold.share(here, seeds[0], certs[:2], draw)
    with pytest.raises(Rejected, match=r"trustee.context"):
        threshold.share(here, seeds[0], certs[::-1], draw)
    with pytest.raises(Rejected, match=r"trustee.not-mine"):
        threshold.share(here, threshold.new_seed(draw), certs, draw)
    with pytest.raises(Rejected, match=r"trustee.numbers"):
        threshold.certificate(here, seeds[0], index=1, size=2, threshold=3, draw=draw)
    with pytest.raises(Rejected, match=r"trustee.seed"):
        threshold.keys_of("short")


def test_blank_and_bounds_are_kept_by_whoever_makes_a_ballot():
    made = Made()
    for choices, code in [
        (([1, 1, 1], [0, 1, 0]), "choice.bounds"),
        (([1, 1], [0, 1, 0]), "choice.marks"),
        (([1, 2, 0], [0, 1, 0]), "choice.marks"),
        (([1, 0, 0], [1, 1, 0]), "choice.blank"),
        (([1, 0, 0],), "form.length"),
    ]:
        with pytest.raises(Rejected, match=code):
            made.ballot(0, *choices)
    assert BLANK.choice([1, 0, 0]) == [1, 0, 0]
    with pytest.raises(Rejected, match=r"choice.numbers"):
        RANK.choice([1, 2, 256])
    with pytest.raises(Rejected, match=r"question.too-long"):
        group("Ed25519").encode([1] * 40)


def test_the_report_finds_all_that_is_wrong_and_not_only_the_first_thing():
    made = complete(Made(questions=(CHOOSE,)), [([1, 0, 0],), ([0, 1, 0],)])
    broken = made.data.replace(b'"name":"', b'"name":"x', 1)
    assert "archive" in failed(broken)
