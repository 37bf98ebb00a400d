"""`parvis count --compare`: the same ballots under every method, on small ballots and on Burlington 2009."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.cli.main import main
from parvis.mechanisms import registry
from parvis.mechanisms.voting.comparing import Compared, compare, suitable
from parvis.mechanisms.voting.counting import ready
from parvis.mechanisms.voting.profile import ApprovalProfile, ChoiceProfile, GradeProfile, RankProfile


def test_support_can_harm_under_instant_runoff() -> None:
    # 39 a b c, 35 b c a, 26 c a b: c goes out, a wins; ten of the b raise a to the top, b goes out, and c wins.
    ballots = [["a", "b", "c"]] * 39 + [["b", "c", "a"]] * 25 + [["b", "a", "c"]] * 10 + [["c", "a", "b"]] * 26
    (row,) = compare(RankProfile.of("abc", ballots), ("irv",)).rows
    assert row.winners == ("a",)
    assert row.harmed_by_support


def test_methods_that_agree_say_so() -> None:
    compared = compare(RankProfile.of("ab", [["a", "b"]] * 3 + [["b", "a"]]), ("plurality", "irv", "schulze", "borda"))
    assert compared.agree
    assert (compared.condorcet_winner, compared.condorcet_loser) == ("a", "b")
    assert all(not row.spoilers and not row.no_show and not row.harmed_by_support for row in compared.rows)


def test_ties_are_left_as_ties() -> None:
    (row,) = compare(RankProfile.of("ab", [["a", "b"], ["b", "a"]]), ("plurality",)).rows
    assert (row.winners, set(row.tied)) == ((), {"a", "b"})


def test_approvals_are_compared_among_their_own() -> None:
    slugs = suitable(ApprovalProfile.of("abc", [["a", "b"], ["b"]]))
    assert "approval" in slugs
    assert not {"schulze", "block"} & set(slugs)


def test_a_second_round_to_come_is_no_disagreement() -> None:
    ballots = [["a", "b", "c"]] * 4 + [["b", "a", "c"]] * 3 + [["c", "a", "b"]] * 2
    compared = compare(RankProfile.of("abc", ballots), ("plurality", "irv", "two-round"))
    assert compared.agree
    assert compared.rows[2].winners == ("a",)  # the rankings say how people would vote in the second round


def test_without_rankings_a_second_round_is_left_open() -> None:
    compared = compare(ChoiceProfile.of("abc", "aaaabbbcc"), ("plurality", "two-round"))
    assert compared.agree
    assert compared.rows[1].winners == () == compared.rows[1].tied


def told(compared: Compared, *methods: str) -> dict[str, dict[str, object]]:
    """Give the reasons between the outcomes of two methods, by code."""
    (found,) = (each for each in compared.differences if {group.methods[0] for group in each.outcomes} == set(methods))
    return {step.code: dict(step.facts) for step in found.why}


def test_the_reason_is_a_figure_that_each_method_compares() -> None:
    ballots = [["a", "c", "b"]] * 40 + [["b", "c", "a"]] * 35 + [["c", "b", "a"]] * 25
    compared = compare(RankProfile.of("abc", ballots), ("irv", "plurality", "schulze"))
    assert {row.slug: row.winners for row in compared.rows} == {"irv": ("b",), "plurality": ("a",), "schulze": ("c",)}
    squeezed = told(compared, "irv", "schulze")
    assert squeezed["compare.squeezed"] == {"option": "c", "other": "b", "firsts": 25, "ballots": 100}
    assert squeezed["compare.out"] | {"methods": []} == {
        "methods": [],
        "option": "b",
        "other": "c",
        "round": 1,
        "theirs": 25,
        "ours": 35,
    }
    assert squeezed["compare.beats-all"]["ours"] == 65
    assert told(compared, "plurality", "schulze")["compare.first-but-last"] == {"option": "a", "firsts": 40}
    assert told(compared, "irv", "plurality")["compare.votes"]["ours"] == 40


def test_grades_are_compared_by_medians_totals_and_duels() -> None:
    settings = registry.get("score").read_settings({"grades": ["2", "1", "0"]})
    ballots = [({"a": "2", "b": "1"}, 3), ({"a": "0", "b": "2"}, 2)]
    profile = GradeProfile.summarise("ab", ballots, settings)
    compared = compare(profile, suitable(profile))
    won = {row.slug: row.winners for row in compared.rows}
    assert won["score"] == ("b",)  # 7 points to 6
    assert won["majority-judgment"] == ("a",) == won["schulze"] == won["star"]
    reasons = told(compared, "borda", "score")
    assert reasons["compare.totals"] | {"methods": []} == {"methods": [], "option": "b", "other": "a", "ours": "7", "theirs": "6"}
    assert reasons["compare.medians"]["ours"] == "2"
    assert reasons["compare.final-duel"] | {"methods": []} == {"methods": [], "option": "a", "other": "b", "ours": 3, "theirs": 2}


def test_committees_say_who_differs_and_who_is_heard() -> None:
    profile = ApprovalProfile.summarise("abcd", [(["a", "b", "c"], 6), (["d"], 3)], None)
    compared = compare(profile, suitable(profile, 3), seats=3)
    won = {row.slug: set(row.winners) for row in compared.rows}
    assert won["block"] == won["approval"] == {"a", "b", "c"}
    assert {row.slug: row.tied for row in compared.rows}["pav"] == ("a", "b", "c")
    ranked = RankProfile.summarise("abcd", [(["a", "b", "c"], 6), (["d"], 4)], None)
    compared = compare(ranked, ("borda", "scottish-stv"), seats=2)
    assert [set(row.winners) for row in compared.rows] == [{"a", "b"}, {"a", "d"}]
    reasons = told(compared, "borda", "scottish-stv")
    assert reasons["compare.instead"] == {"gained": ["b"], "lost": ["d"], "shared": 1}
    assert (reasons["compare.served"]["ours"], reasons["compare.served"]["theirs"]) == (6, 10)


def test_people_can_do_better_at_home() -> None:
    # Fishburn and Brams: with 3 (c, b, a) fewer, c and not a is elected by instant runoff; those three like b and c better than a.
    ballots = [(["a", "b", "c"], 35), (["b", "c", "a"], 10), (["c", "a", "b"], 31), (["c", "b", "a"], 1), (["b", "a", "c"], 24)]
    profile = RankProfile.summarise("abc", ballots, None)
    shown = [step for slug in ("irv", "condorcet-irv") for row in compare(profile, (slug,)).rows for step in row.paradoxes]
    for step in shown:
        if step.code == "compare.no-show":
            people, ballot = step.facts["people"], step.facts["ballot"]
            left = [(choice, weight - (people if choice == ballot else 0)) for choice, weight in ballots]  # type: ignore[operator]  # a number
            found = registry.get("irv")(RankProfile.summarise("abc", left, None)).outcome
            assert found == (step.facts["instead"],)


@given(st.lists(st.permutations("abcd"), min_size=3, max_size=40))
@settings(max_examples=60, deadline=None)
def test_every_paradox_told_is_true(ballots: list[list[str]]) -> None:
    profile = RankProfile.of("abcd", ballots)
    for row in compare(profile, ("irv", "schulze", "two-round")).rows:
        for step in row.paradoxes:
            facts = step.facts
            if step.code == "compare.spoiler":
                left = [[option for option in ballot if option != facts["option"]] for ballot in ballots]
                options = [option for option in "abcd" if option != facts["option"]]
            elif "ballot" in facts:
                kept = list(ballots)
                for _ in range(int(str(facts["people"]))):
                    kept.remove(facts["ballot"])  # type: ignore[arg-type]  # a ranking
                    if step.code == "compare.harmed":
                        kept.append([facts["winner"], *(option for option in facts["ballot"] if option != facts["winner"])])  # type: ignore[union-attr,list-item]
                left, options = kept, list("abcd")
            else:
                continue
            counting = ready(row.slug, changed := RankProfile.of(options, left))
            assert counting is not None
            assert counting.outcome(changed).elected == (facts["instead"],)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["scores.csv"], "what its cells mean. Add --ballot and one of approval, choice, grades, ranking"),
        (["scores.csv", "--ballot", "grades"], '--grades "good,fair,poor" was expected'),
        (["scores.csv", "--ballot", "approval"], "line 2: a mark (1, x, yes, oui) or an empty cell was expected; got '5'"),
        (["a.toi", "--quorum", "1/2"], "leave out --quorum"),
        (["a.csv", "--ballot", "ranking", "--seats", "0"], "At least one seat was expected; got 0"),
    ],
)
def test_what_a_comparison_cannot_read_is_refused(tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / words[0]
    path.write_text("a,b,c\n5,3,0\n2,4,1\n")
    assert main(["count", str(path), "--compare", *words[1:]]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("spoken", ["fr", "en"])
@pytest.mark.parametrize(
    ("table", "words", "methods"),
    [
        ("a,b,c\n5,3,0\n2,4,1\n0,5,2\n", ["--ballot", "grades", "--grades", "5,4,3,2,1,0"], {"score", "star", "majority-judgment", "irv"}),
        ("a,b,c\nx,x,\n,x,\n,x,x\n", ["--ballot", "approval"], {"approval"}),
        ("a,b,c\nx,x,\n,x,\n,x,x\n", ["--ballot", "approval", "--seats", "2"], {"approval", "pav", "block", "sequential-phragmen"}),
        ("a,b,c\nx,,\n,x,\n,x,\n", ["--ballot", "choice"], {"plurality", "two-round"}),
        ("weight,rank 1,rank 2\n3,a,b\n2,b,\n2,c,a\n", ["--ballot", "ranking"], {"irv", "schulze", "plurality", "two-round"}),
        ("weight,rank 1,rank 2\n3,a,b\n2,b,\n2,c,a\n", ["--ballot", "ranking", "--seats", "2"], {"scottish-stv", "meek", "sntv"}),
    ],
)
def test_a_table_of_any_kind_of_ballots_is_compared(
    tmp_path: Path, table: str, words: list[str], methods: set[str], spoken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ballots.csv"
    path.write_text(table)
    assert main(["count", str(path), "--compare", *words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert methods <= {row["method"] for row in found["methods"]}
    assert main(["count", str(path), "--compare", *words, "--language", spoken]) == 0
    assert "{" not in capsys.readouterr().out


def test_burlington_is_told_as_it_was(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shared / "data" / "preflib" / "00005_burlington"
    path = next((path for path in sorted(folder.glob("*.toi")) if "2009" in path.read_text("utf-8")[:2000]), None)
    if path is None:
        pytest.skip("no shared data: Burlington 2009")
    assert main(["count", str(path), "--compare", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    titles = dict(
        line.removeprefix("# ALTERNATIVE NAME ").split(": ") for line in path.read_text("utf-8").splitlines() if "ALTERNATIVE NAME" in line
    )
    won = {row["method"]: titles[row["winners"][0]] for row in found["methods"] if row["winners"]}
    assert "Kiss" in won["irv"]
    assert "Wright" in won["plurality"]
    assert "Montroll" in won["schulze"]
    assert "Montroll" in titles[found["condorcet_winner"]]
    assert not found["agree"]
    spoilers = {row["method"]: [titles[ref] for ref in row["spoilers"]] for row in found["methods"]}
    assert any("Wright" in name for name in spoilers["irv"])  # without Wright, Montroll would have won
    # W. D. Smith showed that 753 people who placed Wright first would have made Kiss lose by placing Kiss first: so would fewer.
    harmed = next(row for row in found["methods"] if row["method"] == "irv")["paradoxes"][-1]
    assert harmed["code"] == "compare.harmed-group"
    assert "Montroll" in titles[harmed["facts"]["instead"]]
    assert harmed["facts"]["people"] <= 753


def test_a_method_or_a_comparison_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.toi"
    path.write_text("")
    with pytest.raises(SystemExit):
        main(["count", str(path)])
    assert "--method" in capsys.readouterr().err


def test_a_scottish_ward_says_why_committees_differ(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = shared / "data" / "blt" / "scottish_all" / "6_cands" / "argyll_bute_2017_ward2.blt"
    if not path.exists():
        pytest.skip("no shared data: argyll_bute_2017_ward2.blt")
    assert main(["count", str(path), "--compare", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "Under all these methods: Robin CURRIE (LD) and Anne HORN (SNP)." in said
    assert "2 seats are the same. On one side John MCALPINE (Ind), on the other Alastair REDMAN (C)." in said.replace("\u00a0", " ")
    assert "in the end, in round 5, Alastair REDMAN (C) has 707.68401 votes, John MCALPINE (Ind) 547.32548." in said
