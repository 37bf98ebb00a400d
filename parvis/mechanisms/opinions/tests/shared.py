"""Conversations that tests read and the project does not contain, with Polis's own output; and conversations made so that the answer is
known."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from parvis.mechanisms.opinions.vote_log import VoteLog
from parvis.mechanisms.opinions.votes import VoteMatrix

POLIS = Path(os.environ.get("PARVIS_SHARED") or Path(__file__).parents[5] / "shared") / "data" / "polis"
OUTPUTS = sorted(path.parent for folder in ("community-open-data", "oracle-math") for path in POLIS.glob(f"{folder}/*/math-pca2.json*"))
OPEN_DATA = sorted(path.parent for path in POLIS.glob("openData/*/participants-votes.csv"))


@dataclass(frozen=True)
class Oracle:
    """A conversation and what Polis computed from it; counts are (groups, statements), in the order of `tids`."""

    name: str
    said: Any
    log: VoteLog
    tids: list[str]
    agree: np.ndarray
    disagree: np.ndarray
    seen: np.ndarray

    @property
    def complete(self) -> bool:
        """Whether the votes kept here are those that Polis counted: only then can its plane be computed again."""
        cast: dict[str, int] = {}
        for person, _ in self.log.cast:
            cast[person] = cast.get(person, 0) + 1
        return {who: many for who, many in self.said["user-vote-counts"].items() if many} == cast

    def place(self, tid: object) -> int:
        return self.tids.index(str(tid))

    def marked(self, *keys: str) -> np.ndarray:
        listed = {str(tid) for key in keys for tid in self.said.get(key) or []}
        return np.array([tid in listed for tid in self.tids])


@cache
def oracle(folder: Path) -> Oracle:
    """Read a conversation with Polis's output."""
    said = json.loads(_content(folder, "math-pca2.json"))
    rows: list[tuple[str, str, int, int]]
    if (folder / "votes.csv.gz").exists():
        table = csv.DictReader(io.StringIO(_content(folder, "votes.csv").decode()))
        rows = [(r["participant_id"], r["statement_id"], int(r["vote"]), int(r["modified_ms"])) for r in table]
    else:
        listed = json.loads(_content(folder, "votes.json"))
        rows = [
            (str(r.get("participant_id", r.get("pid"))), str(r.get("statement_id", r.get("tid"))), r["vote"], int(float(r["modified"])))
            for r in listed
        ]
    tids = [str(tid) for tid in said["tids"]]
    counts = [
        np.array([[group["votes"].get(tid, {}).get(what, 0) for tid in tids] for group in said["group-votes"].values()]) for what in "ADS"
    ]
    return Oracle(folder.name, said, VoteLog.read(rows), tids, *counts)


def _content(folder: Path, name: str) -> bytes:
    packed = folder / f"{name}.gz"
    return gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / name).read_bytes()


def planted(people: int, statements: int, votes: int, groups: int, *, apart: float = 1.0, seed: int = 5) -> tuple[VoteMatrix, np.ndarray]:
    """Make votes of people of so many groups, each voting on statements drawn for them; give the group of each row too.

    What people think of a statement is what all think, plus what their group thinks (`apart` wide), plus what is their own.
    """
    chance = np.random.default_rng(seed)
    thought = chance.normal(0, 0.7, (1, statements)) + (apart * chance.normal(0, 1, (groups, statements)) if groups > 1 else 0)
    group = chance.integers(0, groups, people)
    columns = np.sort(np.argpartition(chance.random((people, statements)), votes - 1, axis=1)[:, :votes], axis=1).astype(np.int32)
    opinion = thought[group[:, None], columns] + chance.normal(0, 1, (people, votes))
    cast = np.where(opinion > 0.3, 1, np.where(opinion < -0.3, -1, 0)).astype(np.int8)
    starts = np.arange(people + 1, dtype=np.int64) * votes
    matrix, order = VoteMatrix.of([str(n) for n in range(statements)], starts, columns.ravel(), cast.ravel())
    return matrix, group[order]
