"""`parvis convert IN OUT`: writes ballots in another format: PrefLib (.soc .soi .toc .toi .cat), BLT, CSV, Pabulib (.pb).

What the other format cannot hold is refused, not lost: a .soc wants complete rankings, a .blt rankings, a .pb prices and a budget.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from parvis.cli.errors import CommandError
from parvis.mechanisms.budgeting import pabulib
from parvis.mechanisms.voting import ballot_csv, blt, preflib
from parvis.mechanisms.voting.ballot_file import BallotFile, BallotFileError, read
from parvis.mechanisms.voting.conversions import without
from parvis.mechanisms.voting.profile import ApprovalProfile, ChoiceProfile, Profile, RankProfile

WRITTEN = (".soc", ".soi", ".toc", ".toi", ".cat", ".blt", ".csv", ".pb")
WANTED = {
    ".soc": "complete rankings without equal ranks",
    ".soi": "rankings without equal ranks",
    ".toc": "complete rankings",
    ".toi": "rankings",
    ".blt": "rankings",
    ".cat": "approvals or grades",
}


def add_arguments(parser: argparse.ArgumentParser, command: str) -> None:
    parser.add_argument("file", type=Path, help="what to read: .cat .soc .soi .toc .toi .blt .csv .tsv .pb")
    parser.add_argument("to", type=Path, help=f"what to write: {' '.join(WRITTEN)}")
    parser.add_argument(
        "--ballot", choices=[*sorted(ballot_csv.PROFILES), "points"], default="ranking", help="what the cells of a CSV mean"
    )
    parser.add_argument("--projects", type=Path, metavar="FILE.csv", help="to a .pb: the projects, with project_id, name and cost")
    parser.add_argument("--budget", metavar="N", help="to a .pb: the money to share")
    parser.add_argument(
        "--about",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="to a .pb: what else it says, such as unit=Toulouse; may be repeated",
    )
    parser.add_argument("--grades", metavar="A,B,C", default="", help="the grades of a CSV, the best first")
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def run(arguments: argparse.Namespace) -> int:
    source, to = arguments.file, arguments.to
    ending = to.suffix.lower()
    if ending not in WRITTEN:
        raise CommandError(f"A file ending in {', '.join(WRITTEN)} was expected to write to; got {to.name}.")
    if to.exists() and not arguments.force:
        raise CommandError(f"{to} is there already; --force writes over it.")
    try:
        if ending == ".pb":
            from parvis.cli.convert_budget import to_pabulib

            content = to_pabulib(arguments)
        elif source.suffix.lower() == ".pb":
            content = _written(_ballots_of(pabulib.read(source.name, source.read_bytes()), source), ending, source).encode()
        else:
            if arguments.ballot == "points":
                raise CommandError("Points are for a .pb file: write one, or use --ballot grades.")
            grades = tuple(grade.strip() for grade in arguments.grades.split(",") if grade.strip())
            file = read(source.name, source.read_bytes(), ballot=arguments.ballot, grades=grades)
            content = _written(file, ending, source).encode()
    except (BallotFileError, pabulib.BadPabulib) as error:
        raise CommandError(str(error)) from None
    to.write_bytes(content)
    return 0


def _ballots_of(budget: pabulib.PabulibFile, source: Path) -> BallotFile:
    """Give approvals, choices or rankings of projects as ballots of a vote."""
    kind: type[Profile[Any]] | None = {"approval": ApprovalProfile, "choice": ChoiceProfile, "ranking": RankProfile}.get(
        budget.election.ballots
    )
    if kind is None:
        raise CommandError(f"{source.name} holds points, which only a .pb file can: write a .pb.")
    numbers = {ref: str(number) for number, ref in enumerate(budget.titles, start=1)}

    def renamed(choice: Any) -> Any:
        return numbers[choice] if isinstance(choice, str) else [numbers[ref] for ref in choice]

    pairs = [(renamed(choice), weight) for choice, weight in budget.profile.choices()]
    profile = kind.summarise(list(numbers.values()), [*pairs, (None, budget.profile.blank)], None)
    names = list(budget.titles.values())  # two projects may have one name: their ids then tell them apart
    titles = {number: budget.titles[ref] if names.count(budget.titles[ref]) == 1 else ref for ref, number in numbers.items()}
    return BallotFile(title=budget.meta.get("description", ""), titles=titles, profile=profile)


def _written(file: BallotFile, ending: str, source: Path) -> str:
    profile = file.profile
    if file.withdrawn and ending != ".blt":
        profile = without(profile, file.withdrawn)
        file = replace(file, profile=profile, titles={ref: file.titles[ref] for ref in file.titles if ref not in file.withdrawn})
    if ending in WANTED and not _holds(profile, ending):
        raise CommandError(f"A {ending} file holds {WANTED[ending]}; {source.name} has {type(profile).__name__} with other ballots.")
    if ending == ".csv":
        return ballot_csv.write(file)
    return blt.write(file) if ending == ".blt" else preflib.write(file)


def _holds(profile: Profile[Any], ending: str) -> bool:
    if ending == ".cat":
        return hasattr(profile, "grades") or isinstance(profile, ApprovalProfile)
    if not isinstance(profile, RankProfile):
        return False
    size = len(profile.options)
    for key in profile.ballots:
        ranked = sum(1 if isinstance(rank, int) else len(rank) for rank in key)
        if ending in (".soc", ".toc") and ranked < size:
            return False
        if ending in (".soc", ".soi") and any(not isinstance(rank, int) for rank in key):
            return False
    return True
