"""Majority judgment: the fast comparison must be the slow definition, and the examples those of the book."""

from hypothesis import given
from hypothesis import strategies as st

from parvis.mechanisms.voting.majority_judgment import MajorityJudgmentSettings, majority_judgment
from parvis.mechanisms.voting.profile import GradeProfile

THREE = MajorityJudgmentSettings(grades=("good", "fair", "poor"))


def by_hand(levels: list[int]) -> list[int]:
    """Take the majority grade away one by one, as the definition says. Levels: 0 is best."""
    left, taken = sorted(levels), []
    while left:
        taken.append(left.pop(len(left) // 2))
    return taken


def profile(rows: list[list[int]], settings: MajorityJudgmentSettings = THREE) -> GradeProfile:
    names = "abcd"[: len(rows[0])] if rows else "ab"
    ballots = [{name: settings.grades[level] for name, level in zip(names, row, strict=True)} for row in rows]
    return GradeProfile.of(names, ballots, settings)


rows = st.integers(2, 4).flatmap(lambda size: st.lists(st.lists(st.integers(0, 2), min_size=size, max_size=size), min_size=1, max_size=12))


@given(rows)
def test_the_ranking_is_the_one_of_taking_grades_away_one_by_one(ballots):
    result = majority_judgment(profile(ballots), THREE)
    slow = {"abcd"[place]: by_hand([row[place] for row in ballots]) for place in range(len(ballots[0]))}
    order = sorted(slow, key=lambda name: slow[name])
    flat = [name for group in result.ranking for name in group]
    assert [slow[name] for name in flat] == [slow[name] for name in order]
    for group in result.ranking:
        assert len({tuple(slow[name]) for name in group}) == 1


@given(rows)
def test_the_step_that_separates_two_options_counts_the_removals(ballots):
    result = majority_judgment(profile(ballots), THREE)
    slow = {"abcd"[place]: by_hand([row[place] for row in ballots]) for place in range(len(ballots[0]))}
    for step in result.steps:
        if step.code.endswith("separated"):
            above, below = slow[step.facts["above"][0]], slow[step.facts["below"][0]]
            taken = step.facts["taken"]
            assert above[:taken] == below[:taken]
            assert THREE.grades[above[taken]] == step.facts["above_grade"]
            assert THREE.grades[below[taken]] == step.facts["below_grade"]
            assert above[taken] < below[taken]


def test_a_million_ballots_that_differ_by_one_grade_are_told_apart_at_once():
    half = 500_000
    pairs = [({"a": "good", "b": "poor"}, half), ({"a": "poor", "b": "good"}, half - 1), ({"a": "fair", "b": "good"}, 1)]
    result = majority_judgment(GradeProfile.summarise("ab", pairs, THREE), THREE)
    # a: 500,000 good, 1 fair, 499,999 poor; b: 500,000 good, 500,000 poor.
    assert result.outcome == ("a",)
    assert result.tables["medians"] == {"a": "fair", "b": "poor"}


def test_a_missing_grade_is_the_lowest_or_says_nothing():
    ballots = [{"a": "good", "b": "fair"}, {"b": "fair"}, {"b": "fair"}]
    lowest = majority_judgment(GradeProfile.of("ab", ballots, THREE), THREE)
    apart = MajorityJudgmentSettings(grades=THREE.grades, ungraded="apart")
    assert lowest.outcome == ("b",)
    assert majority_judgment(GradeProfile.of("ab", ballots, apart), apart).outcome == ("a",)


def test_with_different_numbers_of_grades_shares_are_compared():
    # a: 1 good, 1 poor. b: 2 good, 2 poor: the same shares, so that nothing separates them.
    apart = MajorityJudgmentSettings(grades=THREE.grades, ungraded="apart")
    ballots = [{"a": "good", "b": "good"}, {"a": "poor", "b": "good"}, {"b": "poor"}, {"b": "poor"}]
    assert majority_judgment(GradeProfile.of("ab", ballots, apart), apart).ties[0].options == ("a", "b")


def test_an_option_under_the_least_grade_is_not_chosen():
    settings = MajorityJudgmentSettings(grades=THREE.grades, least_grade="fair")
    result = majority_judgment(profile([[2, 2], [2, 1], [2, 2]], settings), settings)
    assert result.outcome == ()
    assert result.steps[-1].code == "voting.majority-judgment.under"
    assert result.ranking == (("b",), ("a",))


def test_nobody_voted():
    result = majority_judgment(GradeProfile.of("ab", [], THREE), THREE)
    assert result.ties[0].options == ("a", "b")
    assert result.tables["medians"] == {"a": None, "b": None}
