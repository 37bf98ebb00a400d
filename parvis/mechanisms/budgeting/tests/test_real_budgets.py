"""Real budgets: what towns funded, and figures of equal shares found elsewhere (Pabulib data; figures of the specification)."""

import pytest

from parvis.mechanisms.budgeting.pabulib import BadPabulib, read, write
from parvis.mechanisms.budgeting.tests.shared import PABULIB, real, share


@pytest.mark.parametrize(
    "name",
    [
        "Poland_Gdynia_2024",
        "Poland_Katowice_2023",
        "Poland_Katowice_2023_Zarzecze",
        "Poland_Warszawa_2024_Mokotow",
        "Poland_Warszawa_2024_Ochota",
        "Poland_Warszawa_2026",
    ],
)
def test_greedy_funds_what_the_town_funded(name):
    file = real(name)
    result = share(file, "greedy", skip=file.meta["rule"] != "greedy-no-skip")
    assert set(result.outcome) == set(file.selected or ())
    assert not result.ties


@pytest.mark.parametrize(("name", "count"), [("Poland_Wieliczka_2023_Green_Budget", 30), ("Netherlands_Assen_2024", 9)])
def test_equal_shares_fund_what_the_town_funded(name, count):
    file = real(name)
    completion = "comparison" if file.meta["rule"].endswith("comparison") else "add1"
    result = share(file, "equal-shares", completion=completion)
    assert set(result.outcome) == set(file.selected or ())
    assert len(result.outcome) == count
    assert not any(step.code.endswith("compared-greedy") for step in result.steps)


def test_going_on_greedily_in_assen_would_have_funded_a_project_more():
    file = real("Netherlands_Assen_2024")
    more = set(share(file, "equal-shares", completion="add1-greedy").outcome)
    assert more - set(file.selected or ()) == {"7"}


@pytest.mark.parametrize(
    ("name", "count", "cost"),
    [
        ("France_Toulouse_2024", 102, 4_441_650),
        ("Poland_Wieliczka_2023_Green_Budget", 21, 450_548),
        ("Poland_Warszawa_2026", 40, 16_102_171),
    ],
)
def test_shares_alone_fund_what_others_found(name, count, cost):
    result = share(real(name), "equal-shares", completion="none", minimum_support=0)
    assert (len(result.outcome), result.tables["cost"], result.ties) == (count, cost, ())


def test_every_file_is_read_and_written_back():
    paths = sorted(PABULIB.glob("*.pb"))
    if not paths:
        pytest.skip("the Pabulib files are not here")
    for path in paths:
        file = read(path.name, path.read_bytes())
        assert read(path.name, write(file)) == file
        assert str(file.profile.expressed + file.profile.blank) == file.meta["num_votes"]
        counted, written = file.profile.support(), file.projects.column("score") or file.projects.column("votes")
        assert [str(counted[ref]) for ref in file.projects.column("project_id") or []] == written, path.name


SMALL = """META
key;value
num_votes;2
budget;10.5
vote_type;{kind}
PROJECTS
project_id;cost;name
1;4.25;"A bench; in the shade"
2;6;Swing
VOTES
voter_id;vote;points
x;{vote};{points}
y;1;1
"""


def test_prices_with_decimals_are_counted_in_hundredths():
    file = read("small.pb", SMALL.format(kind="approval", vote="1,2", points="").encode())
    assert (file.scale, file.election.budget, file.election.costs) == (100, 1050, (425, 600))
    assert file.titles == {"1": "A bench; in the shade", "2": "Swing"}
    assert read("small.pb", write(file)) == file


@pytest.mark.parametrize(
    ("change", "line", "expected"),
    [
        ({"vote": "1,3"}, 12, "'3' is not a project"),
        ({"vote": "1,1"}, 12, "twice"),
        ({"kind": "cumulative", "vote": "1,2", "points": "3"}, 12, "whole points for each of 2"),
        ({"kind": "choose-1", "vote": "1,2"}, 12, "one project"),
        ({"vote": "1;2", "points": "3"}, 12, "3 columns"),
        ({"kind": "knapsack-2"}, 1, "vote_type"),
    ],
)
def test_errors_name_the_line_and_what_was_expected(change, line, expected):
    content = SMALL.format(**{"kind": "approval", "vote": "1", "points": "", **change}).encode()
    with pytest.raises(BadPabulib, match=rf"^small\.pb, line {line}: .*{expected}"):
        read("small.pb", content)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("VOTES", "BALLOTS", "a section VOTES"),
        ("10.5", "much", "line 1: budget"),
        ("1;4.25", "2;4.25", "line 9: a project_id of its own"),
        ("4.25", "-4", "line 8: cost"),
    ],
)
def test_files_that_are_not_budgets_are_refused(old, new, expected):
    content = SMALL.format(kind="approval", vote="1", points="").replace(old, new, 1)
    with pytest.raises(BadPabulib, match=expected):
        read("small.pb", content.encode())
    with pytest.raises(BadPabulib, match="UTF-8"):
        read("small.pb", b"META\n\xff")
