"""Quorum, majorities and blank ballots."""

from fractions import Fraction

import pytest

from parvis.mechanisms.result import Result, Tie
from parvis.mechanisms.voting.decision import Conditions, Turnout, conclude


def result(outcome=("a",), ties=(), **support) -> Result:
    return Result(outcome=outcome, ties=ties, tables={"support": support})


def codes(found: Result) -> list[str]:
    return [step.code for step in found.steps]


def test_without_conditions_the_result_stands_and_the_turnout_is_said():
    found = conclude(result(a=2, b=1), Turnout(eligible=5, participated=4, blank=1))
    assert found.outcome == ("a",)
    assert codes(found) == ["voting.turnout.counted", "voting.elected"]
    assert found.steps[0].facts["expressed"] == 3


@pytest.mark.parametrize(("participated", "reached"), [(33, False), (34, True), (100, True)])
def test_a_quorum_of_a_third_of_a_hundred_is_thirty_four(participated, reached):
    found = conclude(result(a=3), Turnout(eligible=100, participated=participated), Conditions(quorum=Fraction(1, 3)))
    assert bool(found.outcome) is reached
    assert found.steps[1].facts["needed"] == 34


@pytest.mark.parametrize(
    ("majority", "at_least", "votes", "met"),
    [("1/2", False, 5, False), ("1/2", False, 6, True), ("1/2", True, 5, True), ("2/3", True, 6, False), ("2/3", True, 7, True)],
)
def test_more_than_half_is_not_half_and_two_thirds_of_ten_is_seven(majority, at_least, votes, met):
    asked = Conditions(majority=Fraction(majority), at_least=at_least)
    found = conclude(result(a=votes), Turnout(participated=12, blank=2), asked)
    assert bool(found.outcome) is met
    assert found.steps[-2].code == f"voting.majority.{'reached' if met else 'missed'}"
    assert found.steps[-1].code == ("voting.elected" if met else "voting.none")


@pytest.mark.parametrize(("of", "needed"), [("expressed", 6), ("participated", 7), ("eligible", 51)])
def test_a_majority_may_be_asked_of_all_who_could_vote(of, needed):
    asked = Conditions(majority=Fraction(1, 2), majority_of=of)
    found = conclude(result(a=6), Turnout(eligible=100, participated=12, blank=2), asked)
    assert found.steps[-2].facts["needed"] == needed


def test_blank_ballots_count_apart_unless_they_are_an_option():
    turnout = Turnout(participated=10, blank=6)
    assert conclude(result(a=4), turnout).outcome == ("a",)
    assert conclude(result(a=4), turnout, Conditions(blank="option")).outcome == ()
    assert conclude(result(a=7), Turnout(participated=13, blank=6), Conditions(blank="option")).outcome == ("a",)


def test_conditions_apply_to_each_option_of_a_tie():
    tie = (Tie(options=("b", "c", "d"), places=2),)
    asked = Conditions(majority=Fraction(1, 2))
    found = conclude(result(ties=tie, a=9, b=6, c=6, d=2), Turnout(participated=10), asked)
    assert found.outcome == ("a", "b", "c")
    assert found.ties == ()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"participated": 3, "blank": 4}, "among the 3 cast"),
        ({"participated": 3, "eligible": 2}, "3 people voted, though only 2 could"),
    ],
)
def test_a_turnout_that_cannot_be_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        Turnout(**arguments)


def test_a_quorum_needs_to_know_how_many_could_vote():
    with pytest.raises(ValueError, match="number of people who could vote"):
        conclude(result(a=1), Turnout(participated=1), Conditions(quorum=Fraction(1, 2)))
    with pytest.raises(ValueError, match="From 0 to 1"):
        Conditions(quorum=Fraction(3, 2))
