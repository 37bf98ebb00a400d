"""How fast votes are counted and budgets shared, in seconds of CPU, the peers beside us in the same run.

The aims: parse and equal shares on Warszawa 2026 in 1/100 of pabutools' CPU; raised shares (add1) on it under 3 s; 549 Scottish counts,
reading excluded, in 1/15 of droop's CPU; Schulze and instant runoff on 1,000,000 rankings of 20 under 0.5 s, read at 50 MB/s or more.
Real data is looked for in `PARVIS_SHARED`; what is not there is said and left aside.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from benchmarks import peers
from parvis.mechanisms import registry
from parvis.mechanisms.budgeting.pabulib import read as read_budget
from parvis.mechanisms.registry_settings import settings_to_json
from parvis.mechanisms.voting.ballot_file import read as read_ballots

SHARED = Path(os.environ.get("PARVIS_SHARED") or Path(__file__).parents[2] / "shared") / "data"
DROOP = 25.6 / 1099
"""Seconds of CPU that droop 0.14 took for a Scottish count, on a machine like those this was written on; it is not in an index."""
PABUTOOLS = """
import json, sys, time
from pabutools.election import Cost_Sat
from pabutools.election.pabulib import parse_pabulib
from pabutools.rules import method_of_equal_shares
start = time.process_time()
instance, profile = parse_pabulib(sys.argv[1])
read = time.process_time()
chosen = method_of_equal_shares(instance, profile.as_multiprofile(), sat_class=Cost_Sat)
done = time.process_time()
print(json.dumps({"read": read - start, "shared": done - read, "chosen": sorted(str(project.name) for project in chosen)}))
"""
T = TypeVar("T")


def cpu(work: Callable[[], T]) -> tuple[float, T]:
    """Give the seconds of CPU of this process, and what the work gave."""
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


def told(what: str, ours: float, aim: float, theirs: float | None = None, peer: str = "") -> None:
    """Print a line, and whether the aim (a limit in seconds) is met."""
    ratio = f"; {peer} {theirs:.2f} s: {theirs / ours:.0f} times ours" if theirs is not None else ""
    print(f"{what:58} {ours:8.3f} s  ({'within' if ours <= aim else 'OVER'} {aim:.3f} s){ratio}", flush=True)


def budgets() -> None:
    """Share the budget of Warszawa 2026."""
    path = SHARED / "pabulib" / "Poland_Warszawa_2026.pb"
    if not path.exists():
        print("Warszawa 2026 is not here.")
        return
    rule, content = registry.get("equal-shares"), path.read_bytes()

    def shared(completion: str) -> Any:
        file = read_budget(path.name, content)
        asked = {**settings_to_json(file.election), "completion": completion, "minimum_support": 0}
        return rule(file.profile, rule.read_settings(asked))

    shared("none")  # what Python and numpy do the first time is not what is compared
    ours, result = min((cpu(lambda: shared("none")) for _ in range(5)), key=lambda pair: pair[0])
    try:
        peer = peers.ask(PABUTOOLS, str(path))
    except (RuntimeError, OSError) as error:
        print(f"pabutools did not run: {error}")
        told("Warszawa 2026: reading and equal shares", ours, 0.1)
    else:
        theirs = peer["read"] + peer["shared"]
        told("Warszawa 2026: reading and equal shares", ours, theirs / 100, theirs, "pabutools, equal ballots merged,")
        print(f"{'':58} the same {len(result.outcome)} projects: {sorted(result.outcome) == peer['chosen']}")
    told("Warszawa 2026: reading and raised shares (add1)", cpu(lambda: shared("add1"))[0], 3)


def scottish() -> None:
    """Count the Scottish elections."""
    folder = SHARED / "blt" / "scottish_all"
    if not folder.exists():
        print("The Scottish elections are not here.")
        return
    expected = json.loads((folder / "EXPECTED_droop_scotland.json").read_text())
    method, files = registry.get("scottish-stv"), []
    for path in sorted(folder.glob("*/*.blt")):
        try:
            file = read_ballots(path.name, path.read_bytes())
            files.append((expected[f"{path.parent.name}/{path.name}"]["seats"], file))
        except ValueError as error:
            print(f"left aside: {error}")
    ours, _ = cpu(lambda: [method(file.profile, method.settings(seats=seats)) for seats, file in files])
    told(f"{len(files)} Scottish counts", ours, DROOP * len(files) / 15, DROOP * len(files), "droop (as stored)")


def rankings(ballots: int = 1_000_000, options: int = 20) -> None:
    """Read and count a million rankings."""
    orders = np.random.default_rng(2026).random((ballots, options)).argsort(axis=1) + 1
    head = f"# NUMBER ALTERNATIVES: {options}\n# NUMBER VOTERS: {ballots}\n"
    content = (head + "\n".join("1: " + ",".join(map(str, row)) for row in orders.tolist()) + "\n").encode()
    del orders
    size = len(content) / 1e6
    reading, file = cpu(lambda: read_ballots("many.soc", content))
    told(f"reading {ballots:,} rankings, {size:.0f} MB: {size / reading:.0f} MB/s", reading, size / 50)
    for slug in ("schulze", "irv"):
        told(f"{slug} of {ballots:,} rankings of {options}", cpu(lambda slug=slug: registry.get(slug)(file.profile))[0], 0.5)  # type: ignore[misc]


def main() -> None:
    """Measure all of it."""
    budgets()
    scottish()
    rankings()


if __name__ == "__main__":
    main()
