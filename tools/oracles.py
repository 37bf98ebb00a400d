"""Ask other programs to count thousands of small random elections, and store what they find for the tests.

    python tools/oracles.py [CASES [PEER …]]        belenios-tool comes from Debian; the others are installed by benchmarks/peers.py

An answer is written "sure|perhaps": what is in every committee (or list of projects, or set of winners) that the peer allows, and what
is in some and not in others. Some methods are asked for one answer, in which the peer broke what ties there were.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import peers, sortition  # noqa: E402  (the folder of the project is put on the path first)
from tests.oracles import drawn  # noqa: E402

FOLDER = ROOT / "tests" / "oracles"
COMMON = """
import json, sys, warnings
warnings.filterwarnings("ignore")
CASES = int(sys.argv[1])
def said(sets):
    sets = [set(each) for each in sets]
    sure = set.intersection(*sets) if sets else set()
    return "".join(sorted(sure)) + "|" + "".join(sorted(set().union(*sets) - sure))
found = {}
"""
PROGRAMS = {
    "pref_voting": """
import pref_voting.voting_methods as vm
from pref_voting.profiles import Profile
from pref_voting.grade_profiles import GradeProfile
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting import grade_methods as gm
from pref_voting.proportional_methods import stv_meek, stv_scottish, stv_wig
from math import factorial, prod
from random import Random
methods = {"plurality": vm.plurality, "borda": vm.borda, "irv": vm.instant_runoff_put, "copeland": vm.copeland, "minimax": vm.minimax,
    "schulze": vm.beat_path, "ranked-pairs": vm.ranked_pairs, "kemeny": vm.kemeny_young, "condorcet-irv": vm.smith_irv_put}
def orders(profile):
    # How many orders of equal duels ranked pairs tries: beyond a few it takes seconds for each election.
    margins = [profile.margin(a, b) for a in profile.candidates for b in profile.candidates if a != b and profile.margin(a, b) >= 0]
    return prod(factorial(margins.count(margin)) for margin in {*margins})
for number in range(CASES):
    options, ballots = rankings(number)
    profile = Profile([[options.index(o) for o in ranking] for ranking, n in ballots], [n for _, n in ballots])
    for slug, method in methods.items():
        if slug == "ranked-pairs" and orders(profile) > 24:
            found.setdefault(slug, []).append("?")
            continue
        winners = [options[int(w)] for w in method(profile)]
        found.setdefault(slug, []).append(said([[w] for w in winners]))
    options, ballots = grades(number)
    graded = GradeProfile([dict(given) for given, n in ballots], list(range(6)), gcounts=[n for _, n in ballots], candidates=list(options))
    for slug, method in {"score": gm.score_voting, "star": gm.star, "majority-judgment": gm.majority_judgement}.items():
        found.setdefault(slug, []).append(said([[w] for w in method(graded)]))
    approved = GradeProfile([{o: int(g > 2) for o, g in given.items()} for given, n in ballots], [0, 1], gcounts=[n for _, n in ballots],
        candidates=list(options))
    found.setdefault("approval", []).append(said([[w] for w in gm.approval(approved)]))
    options, seats, ballots = papers(number)
    ranked = ProfileWithTies([{options.index(o): place + 1 for place, o in enumerate(ranking)} for ranking, n in ballots],
        [n for _, n in ballots], candidates=list(range(len(options))))
    for slug, run in {
        "scottish-stv": lambda: stv_scottish(ranked, num_seats=seats, rng=Random(number)),
        "wigm": lambda: stv_wig(ranked, num_seats=seats),
        "meek": lambda: stv_meek(ranked, num_seats=seats),
    }.items():
        found.setdefault(slug, []).append("".join(sorted(options[int(c)] for c in run())))
""",
    "abcvoting": """
from abcvoting import abcrules
from abcvoting.preferences import Profile
rules = {"approval": "av", "sequential-pav": "seqpav", "pav": "pav", "sequential-phragmen": "seqphragmen",
    "committee-equal-shares": "equal-shares"}
for number in range(CASES):
    options, seats, ballots = approvals(number)
    profile = Profile(len(options))
    profile.add_voters([[options.index(o) for o in named] for named, n in ballots for _ in range(n)])
    for slug, rule in rules.items():
        algorithm = {"pav": "brute-force", "seqphragmen": "standard-fractions", "equal-shares": "standard-fractions"}.get(rule, "standard")
        committees = abcrules.compute(rule, profile, seats, algorithm=algorithm, resolute=False)
        found.setdefault(slug, []).append(said([[options[i] for i in committee] for committee in committees]))
""",
    "pabutools": """
from pabutools.election import Additive_Cardinal_Sat, ApprovalBallot, ApprovalProfile, CardinalBallot, CardinalProfile, Cardinality_Sat
from pabutools.election import Cost_Sat, Instance, Project
from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen
from pabutools.rules import max_additive_utilitarian_welfare as most
for number in range(CASES):
    prices, budget, ballots = budgets(number)
    projects = {name: Project(name, price) for name, price in prices.items()}
    instance = Instance(projects.values(), budget_limit=budget)
    profile = ApprovalProfile([ApprovalBallot([projects[o] for o in named]) for named, n in ballots for _ in range(n)])
    runs = {
        "equal-shares cost": lambda: method_of_equal_shares(instance, profile, sat_class=Cost_Sat, resoluteness=False),
        "equal-shares cardinality": lambda: method_of_equal_shares(instance, profile, sat_class=Cardinality_Sat, resoluteness=False),
        "phragmen": lambda: sequential_phragmen(instance, profile, resoluteness=False),
        "greedy": lambda: greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat, resoluteness=False),
        "maximum-welfare support": lambda: most(instance, profile, sat_class=Cardinality_Sat, resoluteness=False),
        "maximum-welfare cost": lambda: most(instance, profile, sat_class=Cost_Sat, resoluteness=False),
    }
    for slug, run in runs.items():
        found.setdefault(slug, []).append(said([[str(p) for p in outcome] for outcome in run()]))
    outcome = method_of_equal_shares(instance, profile, sat_class=Cost_Sat, voter_budget_increment=1)
    found.setdefault("equal-shares add1", []).append("".join(sorted(str(p) for p in outcome)))
    prices, budget, ballots = points(number)
    projects = {name: Project(name, price) for name, price in prices.items()}
    instance = Instance(projects.values(), budget_limit=budget)
    profile = CardinalProfile([CardinalBallot({projects[o]: p for o, p in given.items()}) for given, n in ballots for _ in range(n)])
    outcome = method_of_equal_shares(instance, profile, sat_class=Additive_Cardinal_Sat)
    found.setdefault("equal-shares additive", []).append("".join(sorted(str(p) for p in outcome)))
""",
    "apportionment": """
from apportionment import methods
for number in range(CASES):
    votes, seats = lists(number)
    names = {"dhondt": "dhondt", "sainte-lague": "saintelague", "adams": "adams", "huntington-hill": "huntington",
        "largest-remainder": "largest_remainder"}
    for slug, name in names.items():
        try:
            given = methods.compute(name, list(votes.values()), seats, fractions=True, tiesallowed=False, verbose=False)
            answer = ",".join(map(str, map(int, given)))
        except Exception as error:
            answer = "tie" if "Ties" in type(error).__name__ else "none"
        found.setdefault(slug, []).append(answer)
""",
}


SORTITION = """
from contextlib import redirect_stdout
from sortition_algorithms.committee_generation.maximin import find_distribution_maximin
from sortition_algorithms.features import read_in_features
from sortition_algorithms.people import read_in_people
from sortition_algorithms.settings import Settings
for number in range(CASES):
    features, people, size, quotas = pools(number)
    rows = [dict(feature=f, value=v, min=str(low), max=str(high)) for f, v, low, high in quotas]
    read, *_ = read_in_features(["feature", "value", "min", "max"], rows)
    columns = ["id", *features]
    settings = Settings(id_column="id", columns_to_keep=[])
    everybody, _ = read_in_people(columns, [dict(id=str(n), **person) for n, person in enumerate(people)], read, settings)
    with redirect_stdout(sys.stderr):
        panels, shares, _ = find_distribution_maximin(read, everybody, size, [])
    chances = dict.fromkeys(map(str, range(len(people))), 0.0)
    for panel, share in zip(panels, shares):
        for person in panel:
            chances[str(person)] += share
    able = [chance for chance in chances.values() if chance > 1e-9]
    found.setdefault("maximin", []).append(f"{min(able):.6f}")
"""


def belenios(cases: int) -> dict[str, list[str]]:
    """Ask belenios-tool for Schulze, majority judgment and the single transferable vote."""
    found: dict[str, list[str]] = {"schulze": [], "majority-judgment": [], "stv": []}
    for number in range(cases):
        options, ballots = drawn.rankings(number)
        ranks = [[ranking.index(option) + 1 for option in options] for ranking, n in ballots for _ in range(n)]
        winners = _belenios("schulze", ranks)["winners"][0]
        found["schulze"].append("".join(sorted(options[place] for place in winners)))
        options, graded = drawn.grades(number)
        levels = [[6 - given[option] for option in options] for given, n in graded for _ in range(n)]
        winners = _belenios("majority-judgment", levels, "--ngrades=6")["winners"][0]
        found["majority-judgment"].append("".join(sorted(options[place] for place in winners)))
        options, seats, papers = drawn.papers(number)
        ranks = [[ranking.index(o) + 1 if o in ranking else 0 for o in options] for ranking, n in papers for _ in range(n)]
        try:
            elected = _asked("stv", ranks, f"--nseats={seats}")
        except subprocess.CalledProcessError:  # it fails on a few: which, is in the tests
            found["stv"].append("!")
            continue
        ties = any(str(event[0]).startswith("Tie") for event in elected["events"])
        found["stv"].append("".join(sorted(options[place] for place in elected["winners"])) + ("~" if ties else ""))
    return found


def _belenios(method: str, ballots: list[list[int]], *more: str) -> dict[str, Any]:
    return _asked(method, ballots, f"--nchoices={len(ballots[0])}", "--blank-allowed=false", *more)


def _asked(method: str, ballots: list[list[int]], *more: str) -> dict[str, Any]:
    command = ["belenios-tool", "method", method, *more]
    done = subprocess.run(command, input=json.dumps(ballots), capture_output=True, text=True, check=True)  # noqa: S603  (our own command)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def main(cases: int, names: list[str]) -> None:
    """Ask all of them, or those that are named."""
    source = (FOLDER / "drawn.py").read_text()
    for name, program in PROGRAMS.items():
        if names and name not in names:
            continue
        found = peers.ask(f"{source}\n{COMMON}\n{program}\nprint(json.dumps(found))", str(cases), seconds=3600)
        _store(name, found)
    if not names or "sortition" in names:
        program = f"{source}\n{COMMON}\n{SORTITION}\nprint(json.dumps(found))"
        _store("sortition", peers.ask(program, str(cases), seconds=3600, python=sortition.environment()))
    if not names or "belenios" in names:
        _store("belenios", belenios(cases))


def _store(name: str, found: dict[str, list[str]]) -> None:
    rows = {slug: " ".join(answer or "-" for answer in answers) for slug, answers in found.items()}
    (FOLDER / f"{name}.json").write_text(json.dumps(rows, indent=0) + "\n")
    print(f"{name}: {', '.join(f'{slug} {len(answers)}' for slug, answers in found.items())}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000, sys.argv[2:])
