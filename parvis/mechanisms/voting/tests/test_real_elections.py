"""Real elections whose published winners we must find (PrefLib data; winners from the specification of the project)."""

import pytest

from parvis.mechanisms import registry
from parvis.mechanisms.voting.ballot_file import BallotFile, read
from parvis.mechanisms.voting.conversions import first_choices_only
from parvis.mechanisms.voting.pairwise import duels
from parvis.mechanisms.voting.profile import ApprovalProfile, RankProfile
from parvis.mechanisms.voting.tests.shared import SHARED, shared


def opened(path: str) -> BallotFile:
    found = shared(f"preflib/{path}")
    return read(found.name, found.read_bytes())


def winner(slug: str, file: BallotFile) -> str:
    method = registry.get(slug)
    profile = file.profile
    assert isinstance(profile, RankProfile)
    result = method(first_choices_only(profile) if method.ballot == "choice" else profile)
    assert len(result.outcome) == 1
    return file.titles[result.outcome[0]]


BURLINGTON_2006, BURLINGTON_2009 = "00005_burlington/00005-00000001.toi", "00005_burlington/00005-00000002.toi"
MAYOR = "00019_oakland/00019-00000002.toi"


@pytest.mark.parametrize(
    ("path", "slug", "name"),
    [
        (BURLINGTON_2006, "irv", "Bob Kiss"),
        (BURLINGTON_2009, "irv", "Bob Kiss"),
        (BURLINGTON_2009, "plurality", "Kurt Wright"),
        *(
            (BURLINGTON_2009, slug, "Andy Montroll")
            for slug in ("schulze", "ranked-pairs", "minimax", "copeland", "kemeny", "condorcet-irv")
        ),
        ("00016_aspen/00016-00000002.toi", "irv", "Mick Ireland"),
        (MAYOR, "irv", "Jean Quan"),
        (MAYOR, "plurality", "Don Perata"),
    ],
)
def test_published_winners(path, slug, name):
    file = opened(path)
    assert name.split()[-1].lower() in winner(slug, file).lower()


def test_burlington_2009_had_a_winner_of_every_duel_who_was_not_elected():
    file = opened(BURLINGTON_2009)
    assert isinstance(file.profile, RankProfile)
    found = duels(file.profile)
    place = found.condorcet_winner()
    assert place is not None
    assert file.titles[found.options[place]] == "Andy Montroll"


def test_methods_by_duels_agree_wherever_somebody_wins_every_duel():
    checked = 0
    for path in sorted(SHARED.glob("preflib/000*/*.so[ci]")):
        file = read(path.name, path.read_bytes())
        assert isinstance(file.profile, RankProfile)
        if len(file.profile.ballots) > 3000:
            continue
        found = duels(file.profile)
        place = found.condorcet_winner()
        if place is not None:
            checked += 1
            for slug in ("schulze", "ranked-pairs", "minimax", "copeland", "condorcet-irv"):
                assert registry.get(slug)(file.profile).outcome == (found.options[place],), (path.name, slug)
    if not checked:
        pytest.skip("the PrefLib elections are not here")
    assert checked > 30


@pytest.mark.parametrize("number", range(1, 7))
def test_french_approval_ballots_of_2002_say_the_same_in_both_their_files(number):
    # Each place was published twice: approvals (.cat) and the same as rankings with two ranks (.toc).
    approvals = opened(f"00026_frenchapproval/00026-0000000{number}.cat")
    rankings = opened(f"00026_frenchapproval/00026-0000000{number}.toc")
    assert isinstance(approvals.profile, ApprovalProfile)
    assert isinstance(rankings.profile, RankProfile)
    everyone = len(approvals.titles)
    # As a ranking, approving everybody is the same as approving nobody: all options stand on one rank.
    of_all = sum(weight for key, weight in approvals.profile.ballots.items() if len(key) == everyone)
    approved = registry.get("approval")(approvals.profile).tables["approvals"]
    counted = {option: votes - of_all for option, votes in approved.items()}
    first = dict.fromkeys(approvals.titles, 0)
    for key, weight in rankings.profile.ballots.items():
        group = (key[0],) if isinstance(key[0], int) else key[0]
        for place in group if len(group) < everyone else ():
            first[rankings.profile.options[place]] += weight
    assert {rankings.titles[o]: votes for o, votes in first.items()} == {approvals.titles[o]: votes for o, votes in counted.items()}


def test_every_preflib_file_is_read_and_written_back():
    from parvis.mechanisms.voting.preflib import read as parse
    from parvis.mechanisms.voting.preflib import write

    seen = 0
    for path in sorted(SHARED.glob("preflib/000*/*.[sct][oa][cit]")):
        file = read(path.name, path.read_bytes())
        assert file.notes == (), path.name
        again = parse(path.name, write(file))
        assert again.profile.ballots == file.profile.ballots, path.name
        assert again.titles == file.titles
        seen += 1
    if not seen:
        pytest.skip("the PrefLib elections are not here")
    assert seen > 80


@pytest.mark.slow
def test_glasgow_2007_elects_the_same_councillors_in_order_from_preflib_and_from_blt():
    """The same wards were published by two projects; the seats are in the BLT files."""

    def named(file: BallotFile, seats: int) -> list[str]:
        method = registry.get("scottish-stv")
        result = method(file.profile, method.settings(seats=seats))
        assert not result.ties
        return [file.titles[option].split()[-1].lower() for option in result.outcome]

    def surnames(file: BallotFile) -> frozenset[str]:
        return frozenset(title.split()[-1].lower() for title in file.titles.values())

    folder = shared("blt/glasgow2007_droop")
    wards = {surnames(file): file for path in folder.glob("*-2007.blt") for file in [read(path.name, path.read_bytes())]}
    paths = sorted(shared("preflib/00008_glasgow").glob("*.soi"))
    assert len(paths) == len(wards) == 21
    for path in paths:
        file = read(path.name, path.read_bytes())
        ward = wards[surnames(file)]
        assert file.profile.expressed == ward.profile.expressed
        assert named(file, ward.seats or 0) == named(ward, ward.seats or 0), path.name
