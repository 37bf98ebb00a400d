"""Files of a budget: limits that the file states, conditions in a table, and .pb files made from tables and back, over real ones."""

import csv
import json
from pathlib import Path

import pytest

from parvis.cli.main import main
from parvis.mechanisms.budgeting.pabulib import read
from parvis.mechanisms.budgeting.pabulib_limits import departures

FILE = """META
key;value
description;The square
budget;100
vote_type;approval
min_length;2
max_length;2
max_sum_cost;80
max_length_per_category;1
PROJECTS
project_id;cost;name;category;district
1;60;Park;green;North
2;40;Pool;sport;North
3;30;Tree;green;South
4;20;Bench;rest,green;South
VOTES
voter_id;vote
1;1,3
2;1,2
3;2,3,4
4;4
5;
6;3,2
"""


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture
def square(tmp_path: Path) -> Path:
    path = tmp_path / "square.pb"
    path.write_text(FILE)
    return path


def test_ballots_that_do_not_keep_to_the_limits_are_told_with_their_line(square: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = {step.code.rpartition(".")[2]: dict(step.facts) for step in departures("square.pb", read("square.pb", square.read_bytes()))}
    assert {code: (facts["ballots"], facts["line"], facts["given"]) for code, facts in found.items()} == {
        "many-category": (2, 18, 2),  # Park and Tree are both green; Tree and Bench too
        "many-cost": (3, 18, 90),  # 90, 100 and 90
        "many-length": (1, 20, 3),
        "few-length": (1, 21, 1),
    }
    assert found["many-category"]["category"] == "green"
    _, out, _ = run(capsys, "allocate", square, "--rule", "greedy", "--language", "fr")
    assert (
        "Règle du fichier non suivie (max_length) : 1 bulletin nomme plus de 2 projets. Le premier, ligne 20, en nomme 3."
        in out.replace("\u00a0", " ")
    )
    assert json.loads(run(capsys, "allocate", square, "--rule", "greedy", "--json")[1])["limits_not_kept"][0]["facts"]["line"] == 18
    status, out, err = run(capsys, "allocate", square, "--rule", "greedy", "--strict", "--language", "en")
    assert (status, out) == (2, "")
    assert "(max_length_per_category)" in err


@pytest.mark.parametrize(
    ("field", "points", "code"),
    [
        ("max_points;3", "4,1", "many-points"),
        ("min_points;2", "4,1", "few-points"),
        ("max_sum_points;4", "4,1", "many-points-in-all"),
        ("min_sum_points;6", "4,1", "few-points-in-all"),
        ("max_sum_points;5", "4,1", None),
    ],
)
def test_points_have_limits_too(field: str, points: str, code: str | None) -> None:
    head = f"META\nkey;value\nbudget;9\nvote_type;cumulative\n{field}\nPROJECTS\nproject_id;cost\na;1\nb;2\n"
    content = f"{head}VOTES\nvoter_id;vote;points\n1;a,b;{points}\n"
    file = read("x.pb", content.encode())
    assert [step.code.rpartition(".")[2] for step in departures("x.pb", file)] == ([code] if code else [])


def test_one_ballot_of_budapest_names_four_projects_of_a_category(shared: Path) -> None:
    # The comment of the file: "Each voter could approve at most 3 projects in each category".
    path = shared / "data" / "pabulib" / "Hungary_Budapest_2024.pb"
    if not path.exists():
        pytest.skip("no shared data: Budapest 2024")
    content = path.read_bytes()
    file = read(path.name, content.replace(b"vote_type;approval", b"vote_type;approval\nmax_length_per_category;3"))
    (step,) = departures(path.name, file)
    assert (step.facts["ballots"], step.facts["given"], step.facts["category"]) == (1, 4, "Social")


def conditions(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "conditions.csv"
    path.write_text("\n".join(["condition;amount;projects", *rows]) + "\n")
    return path


@pytest.mark.parametrize(
    ("rows", "funded", "cost"),
    [
        (["incompatible;;2,3"], ["2", "1"], 100),
        (["envelope;60;district=North", "envelope;30;3 4"], ["2", "3"], 70),
        (["envelope;40;2", "pooled;no;"], ["2", "3", "4"], 90),
        (["minimum-support;3;"], ["2", "3"], 70),
        (["least-part;50%;", "incompatible;;3,4"], ["2", "3", "1"], 100),  # 30 of the 60 that the park costs
    ],
)
@pytest.mark.parametrize("rule", ["greedy"])
def test_conditions_stand_in_a_table(
    square: Path, tmp_path: Path, rows: list[str], funded: list[str], cost: int, rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--rule", rule, "--conditions", conditions(tmp_path, *rows), "--tie-order", "2,3,1,4", "--json")
    status, out, err = run(capsys, "allocate", square, *words)
    assert status == 0, err
    answer = json.loads(out)
    assert (answer["funded"], answer["cost"]) == (funded, cost)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("gift;3;1", "line 2: one of envelope, incompatible, least-part, minimum-support, pooled was expected; got 'gift'"),
        ("envelope;lots;1", "line 2: an amount of money was expected for the envelope; got 'lots'"),
        ("envelope;3;9", "line 2: ids of projects of the file were expected; got 9"),
        ("envelope;3;quarter=North", "line 2: the projects have no column 'quarter'; they have project_id, cost, name, category, district"),
        ("envelope;3;district=West", "line 2: no project has 'district=West'; the column says North, South"),
        ("pooled;maybe;", "line 2: yes or no was expected; got 'maybe'"),
        ("minimum-support;some;", "line 2: a whole number was expected as the least support; got 'some'"),
        ("least-part;150%;", "A share over 0 and up to 1 was expected"),
    ],
)
def test_a_wrong_condition_is_told_with_its_line(
    square: Path, tmp_path: Path, row: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, "allocate", square, "--rule", "greedy", "--conditions", conditions(tmp_path, row))
    assert status == 2
    assert said in err
    (tmp_path / "other.csv").write_text("what;how much\n1;2\n")
    assert (
        "the columns condition, amount, projects were expected"
        in run(capsys, "allocate", square, "--rule", "greedy", "--conditions", tmp_path / "other.csv")[2]
    )


@pytest.mark.parametrize(
    ("table", "ballot", "choices"),
    [
        ("weight;Park;Tree\n2;x;x\n1;;x\n1;;\n", "approval", [(["b", "a"], 2), (["b"], 1)]),
        ("Park,b\n,x\nx,\n", "choice", [("a", 1), ("b", 1)]),
        ("rank 1,rank 2\nPark,Tree\nTree,\n", "ranking", [(["a", "b"], 1), (["b"], 1)]),
        ("Park,Tree\n3,1\n0,5\n", "points", [({"a": 3, "b": 1}, 1), ({"b": 5}, 1)]),
    ],
)
def test_a_budget_file_is_made_from_two_tables(
    tmp_path: Path, table: str, ballot: str, choices: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ballots.csv").write_text(table)
    (tmp_path / "projects.csv").write_text("project_id,name,cost,district\na,Park,60.50,North\nb,Tree,30,\n")
    made = tmp_path / "made.pb"
    words = ("--projects", tmp_path / "projects.csv", "--budget", "90,5", "--ballot", ballot, "--about", "unit=Here")
    status, _, err = run(capsys, "convert", tmp_path / "ballots.csv", made, *words)
    assert status == 0, err
    file = read(made.name, made.read_bytes())
    assert sorted(map(str, file.profile.choices())) == sorted(str((sorted(c) if ballot == "approval" else c, n)) for c, n in choices)  # type: ignore[misc]
    assert (file.meta["unit"], file.meta["description"], file.election.budget, file.scale) == ("Here", "ballots", 905, 10)
    assert file.projects.column("district") == ["North", ""]
    assert run(capsys, "allocate", made, "--rule", "greedy")[0] == 0


@pytest.mark.parametrize(
    ("projects", "words", "said"),
    [
        ("name,cost\nPark,60\n", ["--budget", "9"], "hold each of them by id or name; it lacks Tree"),
        ("name\nPark\n", ["--budget", "9"], "line 1: the columns project_id (or name) and cost were expected"),
        ("name,cost\nPark,dear\n", ["--budget", "9"], "line 2: a price was expected; got 'dear'"),
        ("name,cost\nPark,6\n", ["--budget", "much"], "--budget: an amount of money was expected; got 'much'"),
        ("name,cost\nPark,6\n", [], "add --projects FILE.csv (project_id, name, cost) and --budget N"),
    ],
)
def test_what_is_missing_to_make_a_budget_file_is_said(
    tmp_path: Path, projects: str, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ballots.csv").write_text("Park,Tree\nx,x\n")
    (tmp_path / "projects.csv").write_text(projects)
    made = tmp_path / "made.pb"
    status, _, err = run(
        capsys, "convert", tmp_path / "ballots.csv", made, "--projects", tmp_path / "projects.csv", *words, "--ballot", "approval"
    )
    assert (status, made.exists()) == (2, False)
    assert said in err


@pytest.mark.parametrize(
    "name", ["France_Toulouse_2022_1_-_Capitole_Arnaud_Bernard_Carmes", "Netherlands_Assen_2024", "Poland_Gdynia_2024"]
)
def test_real_budgets_go_to_tables_and_come_back(shared: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = shared / "data" / "pabulib" / f"{name}.pb"
    if not path.exists():
        pytest.skip(f"no shared data: {name}")
    file = read(path.name, path.read_bytes())
    with (tmp_path / "projects.csv").open("w", newline="") as table:
        rows = zip(file.titles, file.titles.values(), file.projects.column("cost") or [], strict=True)
        csv.writer(table).writerows([("project_id", "name", "cost"), *rows])
    words = ("--projects", tmp_path / "projects.csv", "--budget", file.meta["budget"], "--ballot", "approval")
    assert run(capsys, "convert", path, tmp_path / "ballots.csv")[0] == 0
    status, _, err = run(capsys, "convert", tmp_path / "ballots.csv", tmp_path / "back.pb", *words)
    assert status == 0, err
    back = read("back.pb", (tmp_path / "back.pb").read_bytes())
    assert (back.profile.support(), back.profile.expressed, back.profile.blank) == (
        file.profile.support(),
        file.profile.expressed,
        file.profile.blank,
    )
    assert (back.election.budget, back.election.prices()) == (file.election.budget, file.election.prices())
