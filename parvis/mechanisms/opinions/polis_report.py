"""The report of a map with Polis's formulas, as plain values; tables have the names of `report.py` where they mean the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parvis.mechanisms.opinions import intervals
from parvis.mechanisms.opinions import polis_statements as says
from parvis.mechanisms.opinions.axes import tallies
from parvis.mechanisms.opinions.polis_clusters import cluster
from parvis.mechanisms.opinions.polis_plane import inside, plane
from parvis.mechanisms.opinions.report import SHOWN_ONE_BY_ONE
from parvis.mechanisms.opinions.tallies import by_group
from parvis.mechanisms.opinions.towards import LETTERS
from parvis.mechanisms.opinions.votes import VoteMatrix
from parvis.mechanisms.opinions.written import decimal, decimals
from parvis.mechanisms.result import Result, Step


def report(matrix: VoteMatrix, *, moderated: Sequence[str], meta: Sequence[str]) -> Result:
    """Compute the map and write all of it."""
    refs, width = matrix.options, len(matrix.options)
    out, about = np.array([ref in set(moderated) for ref in refs], bool), np.array([ref in set(meta) for ref in refs], bool)
    counts, seen = tallies(matrix), np.diff(matrix.starts)
    flat = plane(matrix, out | about)
    people = inside(seen, width)
    places = np.round(flat.places[people], 9)
    found = cluster(places)
    group = np.full(matrix.people, -1)
    group[people] = found.of_people if len(people) else 0
    told = by_group(matrix, group, max(1, found.many))
    votes, agree, disagree = told.seen, told.agree, told.disagree
    score = says.consensus(agree, votes)
    priority = says.priorities(agree.sum(axis=0), disagree.sum(axis=0), votes.sum(axis=0), flat.extremity, about)
    whole = counts.sum(axis=1)
    agreed = [refs[place] for place in says.majority(counts[:, 2], whole, ~out)]
    refused = [refs[place] for place in says.majority(counts[:, 0], whole, ~out)]
    low, high = intervals.shares(counts[:, 2], whole)
    sizes = np.bincount(group[people], minlength=max(1, found.many))
    groups = [
        {
            "letter": LETTERS[g],
            "people": int(sizes[g]),
            "centre": decimals(places[group[people] == g].mean(axis=0), 4),
            "held": [
                {
                    "statement": refs[each.place],
                    "agrees": each.agrees,
                    "best": each.best,
                    "successes": each.successes,
                    "trials": each.trials,
                    **{name: decimal(getattr(each, name)) for name in ("share", "test", "ratio", "ratio_test")},
                }
                for each in says.representative(agree, disagree, votes, g, ~out)
            ],
        }
        for g in range(found.many)
    ]
    statements = {
        ref: {
            "agree": int(counts[place, 2]),
            "disagree": int(counts[place, 0]),
            "pass": int(counts[place, 1]),
            "agreed": decimals([counts[place, 2] / whole[place], low[place], high[place]]) if whole[place] else [None, None, None],
            "consensus": decimal(float(score[place])),
            "extremity": decimal(float(flat.extremity[place])),
            "priority": decimal(float(priority[place])),
            "groups": {
                LETTERS[g]: {"agree": int(agree[g, place]), "disagree": int(disagree[g, place]), "seen": int(votes[g, place])}
                for g in range(found.many)
            },
        }
        for place, ref in enumerate(refs)
    }
    shown = len(people) <= SHOWN_ONE_BY_ONE
    return Result(
        outcome=tuple(agreed),
        ranking=tuple((refs[place],) for place in np.argsort(-score.round(12), kind="stable")),
        steps=(
            Step(code="opinions.counted", facts={"people": matrix.people, "votes": len(matrix.votes), "statements": width}),
            *([Step(code="opinions.moderated", facts={"statements": int(out.sum())})] if out.any() else []),
            Step(
                code="opinions.polis.groups",
                facts={"many": found.many, "groups": {each["letter"]: each["people"] for each in groups}},
            ),
            Step(code="opinions.polis.agreed", facts={"options": agreed}) if agreed else Step(code="opinions.polis.agreed.none"),
            *([Step(code="opinions.polis.refused", facts={"options": refused})] if refused else []),
            Step(code="opinions.who_came"),
        ),
        tables={
            "input": matrix.digest(),
            "people": {"voted": matrix.people, "in_map": len(people), "votes": len(matrix.votes), "blank": matrix.blank},
            "axes": {"components": {ref: decimals(flat.components[:, place]) for place, ref in enumerate(refs)}},
            "statements": statements,
            "agreed": agreed,
            "refused": refused,
            "dividing": [],
            "groups": groups,
            "candidates": [{"groups": k, "silhouette": decimal(fit)} for k, fit in sorted(found.silhouettes.items())],
            "places": [[*decimals(spot, 4), LETTERS[label]] for spot, label in zip(places.tolist(), group[people].tolist(), strict=True)]
            if shown and found.many
            else [],
            "density": None,
        },
    )
