"""`parvis count --compare`: the same ballots under every method, on small ballots and on Burlington 2009."""

import json
from pathlib import Path

import pytest

from parvis.cli.main import main
from parvis.mechanisms.voting.comparing import compare, suitable
from parvis.mechanisms.voting.profile import ApprovalProfile, RankProfile


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
    assert compared.rows[2].winners == () == compared.rows[2].tied


@pytest.mark.parametrize(("words", "said"), [(["scores.csv"], "what its cells mean"), (["a.toi", "--seats", "3"], "leave out --seats")])
def test_what_a_comparison_cannot_read_is_refused(tmp_path: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / words[0]
    path.write_text("a,b,c\n5,3,0\n2,4,1\n")
    assert main(["count", str(path), "--compare", *words[1:]]) == 2
    assert said in capsys.readouterr().err


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
    assert main(["count", str(path), "--compare", "--language", "fr"]) == 0
    assert "choisir la méthode, c’est ici choisir le résultat" in capsys.readouterr().out


def test_a_method_or_a_comparison_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.toi"
    path.write_text("")
    with pytest.raises(SystemExit):
        main(["count", str(path)])
    assert "--method" in capsys.readouterr().err
