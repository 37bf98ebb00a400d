"""French statutes against results that were really proclaimed (Ministry of the Interior), and their thresholds at the limit."""

from fractions import Fraction
from typing import Any

import pytest

from parvis.mechanisms import registry
from parvis.mechanisms.voting.profile import ChoiceProfile

PROCLAIMED = {
    # Votes, seats in all, seats of each list: Ambérieu-en-Bugey, 23 March 2014, first round.
    "Ambérieu-en-Bugey 2014": ("municipal-list", 1, [2678, 949, 741], 33, [27, 3, 3]),
    # Lille, 28 June 2020, second round: 227 votes make the difference of the bonus.
    "Lille 2020": ("municipal-list", 2, [15389, 15162, 7919], 61, [43, 12, 6]),
    # Bretagne, second rounds of 2015 and 2021, from the shares in hundredths of a percent.
    "Bretagne 2015": ("regional-list", 2, [5141, 2972, 1887], 83, [53, 18, 12]),
    "Bretagne 2021": ("regional-list", 2, [2984, 2198, 2022, 1475, 1322], 83, [40, 14, 12, 9, 8]),
}


def shared(slug: str, votes: list[int], **settings: object) -> Any:
    method = registry.get(slug)
    names = "abcdefghijkl"[: len(votes)]
    return method(ChoiceProfile.summarise(tuple(names), list(zip(names, votes, strict=True)), None), method.read_settings(settings))


@pytest.mark.parametrize("name", PROCLAIMED)
def test_seats_are_those_that_were_proclaimed(name: str) -> None:
    slug, round_, votes, seats, proclaimed = PROCLAIMED[name]
    assert list(shared(slug, votes, seats=seats, round=round_).tables["seats"].values()) == proclaimed


@pytest.mark.parametrize(
    ("seats", "statute", "bonus"),
    # L262: up when more than four seats are filled, down when fewer; L272-4-1: a quarter, rounded up.
    [
        (3, "municipal", 1),
        (4, "municipal", 2),
        (5, "municipal", 3),
        (7, "municipal", 4),
        (19, "municipal", 10),
        (163, "paris-lyon-marseille", 41),
        (111, "paris-lyon-marseille", 28),
        (73, "paris-lyon-marseille", 19),
    ],
)
def test_the_bonus_is_rounded_as_each_statute_says(seats: int, statute: str, bonus: int) -> None:
    result = shared("municipal-list", [60, 40], seats=seats, statute=statute)
    (step,) = (step for step in result.steps if step.code == "voting.municipal-list.bonus")
    assert step.facts == {"option": "a", "seats": bonus}
    assert sum(result.tables["seats"].values()) == seats


def test_a_bonus_given_as_before_still_counts_the_same() -> None:
    assert shared("municipal-list", [884, 544], seats=19, bonus="1/2") == shared("municipal-list", [884, 544], seats=19)


@pytest.mark.parametrize("slug", ["municipal-list", "regional-list"])
def test_thresholds_count_at_the_limit(slug: str) -> None:
    # 5 % of the votes expressed exactly is admitted; 10 % exactly goes on; half exactly is not a majority.
    seats = shared(slug, [90, 5, 4, 1], seats=100).tables["seats"]
    assert seats["b"] > 0 == seats["c"]
    first = shared(slug, [50, 31, 10, 9], seats=20)
    assert first.outcome == ()
    assert next(step for step in first.steps if step.code == f"voting.{slug}.runoff").facts["options"] == ["a", "b", "c"]
    assert shared(slug, [51, 30, 10, 9], seats=20).outcome[0] == "a"


def test_two_regional_lists_go_on_in_any_case() -> None:
    # L346: with one list at 10 % the next one goes on too; with none, the two first. L264 says nothing of the kind.
    one, none = [120, 89, *[88] * 9], [95, 94, *[91] * 9]
    for votes, reach in ((one, ["a"]), (none, [])):
        *_, runoff, second = shared("regional-list", votes, seats=20).steps
        assert (runoff.facts["options"], second.facts["options"]) == (reach, ["a", "b"])
        assert shared("municipal-list", votes, seats=20).steps[-1].facts["options"] == reach


def test_the_older_list_gets_the_bonus_when_votes_are_equal() -> None:
    assert shared("municipal-list", [50, 50], seats=9, round=2).ties[0].options == ("a", "b")
    assert shared("municipal-list", [50, 50], seats=9, round=2, tie_order=["b", "a"]).tables["seats"] == {"a": 2, "b": 7}


def test_presidential_2022_goes_on_with_the_two_first() -> None:
    # Macron, Le Pen, Mélenchon: votes proclaimed by the Conseil constitutionnel on 13 April 2022.
    result = shared("two-round", [9_783_058, 8_133_828, 7_712_520])
    assert result.outcome == ()
    assert result.tables["runoff"] == ["a", "b"]


@pytest.mark.parametrize("statute", ["legislative", "departmental"])
def test_an_eighth_of_the_registered_goes_on_and_a_quarter_wins(statute: str) -> None:
    # L126 and L193: more than half of the votes expressed, and a quarter of the registered; L162 and L210-1: 12.5 % of the registered.
    assert shared("two-round", [26, 20], statute=statute, registered=105).outcome == ()  # 26 < 26.25
    assert shared("two-round", [26, 20], statute=statute, registered=104).outcome == ("a",)
    assert shared("two-round", [20, 18, 13, 12], statute=statute, registered=104).tables["runoff"] == ["a", "b", "c"]
    assert shared("two-round", [20, 12, 11, 10], statute=statute, registered=104).tables["runoff"] == ["a", "b"]
    assert shared("two-round", [9, 8, 7, 6], statute=statute, registered=104).tables["runoff"] == ["a", "b"]


def test_a_quarter_is_a_fraction_and_not_a_float() -> None:
    assert registry.get("regional-list").settings().bonus == Fraction(1, 4)
