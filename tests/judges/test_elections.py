"""Elections made by Parvis, judged by belenios-tool: 2.0 of Debian 12 in its groups, 3.0 of Debian 13 on Ed25519 where it can be had."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from parvis.mechanisms.secrecy.canonical import read, write
from parvis.mechanisms.secrecy.counting import count
from parvis.mechanisms.secrecy.embedded import Embedded
from parvis.mechanisms.secrecy.tests.made import BLANK, RANK, Made, complete
from parvis.mechanisms.secrecy.tests.reference import build, steps, tampered, verified
from parvis.mechanisms.secrecy.tests.test_lists import elected, voted

Tool = Callable[..., "subprocess.CompletedProcess[str]"]

VOTES = [([1, 1, 0], [0, 1, 0], [1, 2, 3]), ([0, 0, 0], [1, 0, 0], [3, 1, 2]), ([0, 0, 1], [0, 0, 1], [0, 0, 0])]


def basic(name: str) -> Made:
    return complete(Made(name=name), [vote[:2] for vote in VOTES])


def threshold(name: str) -> Made:
    return complete(Made(name=name, singles=1, pedersen=(2, 3)), [vote[:2] for vote in VOTES], owners=(1, 2, 4))


def weights(name: str) -> Made:
    return complete(Made(name=name, weights=(5, 1, 2**31)), [vote[:2] for vote in VOTES])


def again(name: str) -> Made:
    made = Made(name=name)
    made.cast(0, [0, 1, 0], [1, 0, 0])
    return complete(made, [vote[:2] for vote in VOTES])


def ranked(name: str) -> Made:
    return complete(Made(name=name, questions=(BLANK, RANK)), [vote[1:] for vote in VOTES], shuffled=(1, 3))


def ranked_threshold(name: str) -> Made:
    return complete(
        Made(name=name, questions=(RANK,), singles=0, pedersen=(2, 3)), [vote[2:] for vote in VOTES], shuffled=(1, 2), owners=(1, 3)
    )


KINDS = {"basic": basic, "threshold": threshold, "weights": weights, "again": again}
SHUFFLED = {"ranked": ranked, "ranked threshold": ranked_threshold}


@pytest.fixture(scope="session")
def two() -> Tool:
    """Give belenios-tool 2.0."""
    path = shutil.which("belenios-tool")
    if path is None:
        message = "needs belenios-tool: apt-get install --no-install-recommends belenios-tool"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return lambda *arguments, **options: subprocess.run([path, *arguments], capture_output=True, text=True, check=False, **options)


@pytest.fixture(scope="session")
def three() -> Tool:
    """Give belenios-tool 3.0, made runnable by tools/belenios3."""
    path = os.environ.get("PARVIS_BELENIOS3", "")
    if not Path(path).is_file():
        pytest.skip("no reference: belenios-tool 3.0 is not there (tools/belenios3 FOLDER, then PARVIS_BELENIOS3=FOLDER/belenios-tool)")
    return lambda *arguments, **options: subprocess.run([path, *arguments], capture_output=True, text=True, check=False, **options)


def accepts(tool: Tool, folder: Path, data: bytes, uuid: str) -> bool:
    """Say whether `election verify` accepts an archive, alone in its folder."""
    folder.mkdir()
    (folder / f"{uuid}.bel").write_bytes(data)
    said = tool("election", "verify", "--dir", str(folder))
    return said.returncode == 0 and "all checks passed" in said.stderr


def accepts_ballots(tool: Tool, folder: Path, data: bytes, uuid: str) -> list[bool]:
    """Say of each ballot whether `election verify-ballot` accepts it: `verify` of 3.0 forgets to ask. The archive is cut after setup."""
    folder.mkdir()
    timestamp, events = steps(data)
    (folder / f"{uuid}.bel").write_bytes(build(timestamp, events[:1]))
    found = []
    for kind, payloads in events:
        if kind == "Ballot":
            (folder / "ballot.json").write_bytes(payloads[0])
            said = tool("election", "verify-ballot", "--dir", str(folder), "--ballot", str(folder / "ballot.json"))
            found.append(said.returncode == 0 and "ballot is valid" in said.stderr)
    return found


def bad(data: bytes) -> bytes:
    """Give an archive whose first ballot has a proof changed, and the chain of hashes made again."""

    def change(events: list[tuple[str, list[bytes]]]) -> None:
        place = next(index for index, (kind, _) in enumerate(events) if kind == "Ballot")
        ballot = read(events[place][1][0], "ballot")
        proof = ballot["answers"][0]["individual_proofs"][0][0]
        proof["response"] = str(int(proof["response"]) ^ 1)
        events[place] = "Ballot", [write(ballot)]

    return tampered(data, change)


@pytest.mark.parametrize("kind", KINDS)
def test_the_client_of_debian_12_accepts_our_elections(two, tmp_path, kind):
    made = KINDS[kind]("BELENIOS-2048")
    assert verified(made.data).complete
    assert accepts(two, tmp_path / "one", made.data, made.uuid)


@pytest.mark.slow
@pytest.mark.parametrize("kind", SHUFFLED)
def test_the_client_of_debian_12_accepts_our_shuffles(two, tmp_path, kind):
    made = SHUFFLED[kind]("RFC-3526-2048")
    assert verified(made.data).complete
    assert accepts(two, tmp_path / "one", made.data, made.uuid)


def test_the_client_of_debian_12_refuses_what_we_refuse(two, tmp_path):
    made = basic("BELENIOS-2048")
    assert not verified(bad(made.data)).holds
    assert not accepts(two, tmp_path / "one", bad(made.data), made.uuid)


@pytest.mark.parametrize("kind", KINDS | SHUFFLED)
def test_the_client_of_debian_13_accepts_our_elections_on_ed25519(three, tmp_path, kind):
    made = (KINDS | SHUFFLED)[kind]("Ed25519")
    assert accepts(three, tmp_path / "one", made.data, made.uuid)
    assert all(accepts_ballots(three, tmp_path / "two", made.data, made.uuid))


def test_the_client_of_debian_13_accepts_ballots_with_lists(three, tmp_path):
    """Parvis makes none; those of its tests are made with the equations that it verifies."""
    made, election = elected()
    for voter, marks in enumerate(([[1, 1, 0], [0, 0]], [[0, 0, 0], [1, 1]])):
        made.data += made.urn.cast(voted(made, election, voter, marks))
    complete(made, [])
    assert accepts(three, tmp_path / "one", made.data, made.uuid)
    assert all(accepts_ballots(three, tmp_path / "two", made.data, made.uuid))
    made, election = elected()
    two_lists = voted(made, election, 0, [[1, 1, 0], [1, 1]])
    timestamp, events = steps(made.data)
    assert accepts_ballots(three, tmp_path / "three", build(timestamp, [*events, ("Ballot", [two_lists])]), made.uuid) == [False]


def test_the_client_of_debian_13_refuses_a_bad_ballot_when_it_is_asked(three, tmp_path):
    made = basic("Ed25519")
    assert accepts_ballots(three, tmp_path / "one", bad(made.data), made.uuid) == [False, True, True]


@pytest.mark.parametrize(
    ("extra", "asked", "answers"),
    [
        ({"method": "Schulze"}, ["schulze", "--blank-allowed", "true"], [[1, 2, 3], [2, 1, 3], [1, 1, 2], [3, 2, 1], [0, 0, 0]]),
        (
            {"method": "MajorityJudgment", "grades": ["a", "b", "c", "d"]},
            ["majority-judgment", "--ngrades", "4", "--blank-allowed", "true"],
            [[1, 2, 4], [2, 1, 3], [4, 1, 2], [0, 0, 0]],
        ),
        ({"method": "STV", "seats": 2}, ["stv", "--nseats", "2"], [[1, 2, 3], [1, 3, 2], [3, 1, 2], [2, 3, 1], [1, 2, 3]]),
    ],
    ids=["schulze", "majority judgment", "stv"],
)
def test_ranked_and_graded_answers_are_counted_as_the_client_does(two, extra, asked, answers):
    names = ("0", "1", "2")
    ours = count(Embedded(question="?", answers=names, extra=extra), answers)
    said = two("method", *asked, input=json.dumps(answers))
    assert said.returncode == 0, said.stderr
    theirs = json.loads(said.stdout)["winners"]
    first = theirs[0] if isinstance(theirs[0], list) else theirs
    assert {int(name) for name in ours.result.outcome} == {*first}
