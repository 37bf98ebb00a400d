"""The report of a map as plain values: tables, and the steps that a page turns into sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parvis.mechanisms.opinions import intervals
from parvis.mechanisms.opinions.analysis import Analysis, analyse, without
from parvis.mechanisms.opinions.density import hexagons
from parvis.mechanisms.opinions.findings import Held
from parvis.mechanisms.opinions.groups import gathered
from parvis.mechanisms.opinions.map_settings import MapSettings
from parvis.mechanisms.opinions.towards import towards
from parvis.mechanisms.opinions.votes import VoteMatrix
from parvis.mechanisms.opinions.written import decimal, decimals
from parvis.mechanisms.result import Result, Step

SHOWN_ONE_BY_ONE = 2000
"""Up to so many people, each has a mark on the map; beyond, hexagons count them."""
PARTS = ("1", "between", "2")
ENDS, ENDS_SHOWN = {"1": 0, "2": 2}, 20
"""The parts of a range that are ends, and how many statements are given of what tells them apart."""
Written = list[str | None]


def report(matrix: VoteMatrix, settings: MapSettings, previous: Mapping[str, Any] | None = None) -> Result:
    """Compute the map and write all of it; drawn towards a previous one when its tables are given."""
    found = analyse(matrix, settings)
    found = towards(found, previous) if previous else found
    other = without(found, settings) if found.alike else None
    refs = matrix.options
    ranked = [int(place) for place in np.argsort(-found.consensus.value.round(9), kind="stable") if found.consensus.enough[place]]
    return Result(
        outcome=tuple(refs[place] for place in found.agreed.places),
        ranking=tuple((refs[place],) for place in ranked),
        steps=tuple(_steps(found, other)),
        tables={
            "input": matrix.digest(),
            "people": {"voted": matrix.people, "in_map": len(found.inside), "votes": len(matrix.votes), "blank": matrix.blank},
            "lacking": found.lacking,
            "axes": {
                "shares": decimals(found.axes.shares),
                "components": {ref: decimals(found.axes.components[:, place]) for place, ref in enumerate(refs)}
                if not found.lacking
                else {},
            },
            "statements": _statements(found),
            "agreed": [refs[place] for place in found.agreed.places],
            "refused": [refs[place] for place in found.refused.places],
            "dividing": [refs[place] for place in found.dividing.places],
            "range": _range(found),
            "groups": _groups(found),
            "candidates": [
                {
                    "groups": each.groups,
                    "silhouette": decimal(each.silhouette),
                    "single_cloud": decimal(each.single),
                    "deviations_above": decimal(each.above, 3),
                    "stability": decimal(each.stability),
                    "valley": decimal(each.valley.depth),
                    "valley_by_chance": decimal(each.valley.chance),
                    "smallest": each.smallest,
                    "chosen": each is found.groups.chosen,
                }
                for each in found.groups.candidates
            ],
            "objections": [
                {"statement": refs[each.place], "group": found.letters[each.group], "agrees": each.agrees} for each in found.objections
            ],
            "alike": [
                {"people": len(each.rows), "votes": each.votes, "equal": decimal(each.equal), "expected": decimal(each.expected)}
                for each in found.alike
            ],
            "without_alike": _effect(found, other) if other else None,
            **_drawing(found),
        },
    )


def _triples(part: NDArray[np.int64], whole: NDArray[np.int64]) -> list[Written]:
    """Give share, low and high of each statement; None where nobody voted."""
    low, high = intervals.shares(part, whole)
    point = part / np.maximum(whole, 1)
    return [
        decimals(triple) if n else [None, None, None]
        for *triple, n in zip(point.tolist(), low.tolist(), high.tolist(), whole.tolist(), strict=True)
    ]


def _statements(found: Analysis) -> dict[str, dict[str, object]]:
    seen = found.counts.sum(axis=1)
    agree, refuse = _triples(found.counts[:, 2], seen), _triples(found.counts[:, 0], seen)
    split = found.groups.many > 1
    groups, seen_by = range(found.groups.many if split else 0), found.tallies.seen
    of_group = [(_triples(found.tallies.agree[g], seen_by[g]), _triples(found.tallies.disagree[g], seen_by[g])) for g in groups]
    if found.corrected:
        many = found.corrected.observations
        low, high = intervals.wilson(found.corrected.agree * many, many)
    given: dict[str, dict[str, object]] = {}
    for place, ref in enumerate(found.matrix.options):
        disagreed, passed, agreed = found.counts[place].tolist()
        row: dict[str, object] = {"agree": agreed, "disagree": disagreed, "pass": passed, "agreed": agree[place], "refused": refuse[place]}
        if not found.kept[place]:
            row["moderated"] = True
        elif split:
            row["groups"] = {
                found.letters[g]: {
                    "agree": int(found.tallies.agree[g, place]),
                    "disagree": int(found.tallies.disagree[g, place]),
                    "seen": int(seen_by[g, place]),
                    "agreed": of_group[g][0][place],
                    "refused": of_group[g][1][place],
                }
                for g in groups
            }
        elif found.ends:
            row["parts"] = {
                name: {
                    "agree": int(found.tallies.agree[part, place]),
                    "disagree": int(found.tallies.disagree[part, place]),
                    "seen": int(seen_by[part, place]),
                }
                for part, name in enumerate(PARTS)
            }
        if found.consensus.enough[place] and found.kept[place]:
            score = found.consensus
            row["consensus"] = decimals([score.value[place], score.low[place], score.high[place]])
            row["bridging"] = decimal(float(found.merits[place]))
            row["gap"] = decimal(float(found.gaps[place]))
            row["changes"] = int(found.to_agreed[place]) if found.to_agreed[place] >= 0 else None
        if found.corrected and many[place] > 0:
            row["corrected"] = decimals([found.corrected.agree[place], low[place], high[place]])
            row["worth"] = decimal(float(many[place]), 1)
        given[ref] = row
    return given


def _held(each: Held, refs: Sequence[str]) -> dict[str, object]:
    return {
        "statement": refs[each.place],
        "agrees": each.agrees,
        "difference": decimals([each.difference, each.low, each.high]),
        "certain": each.certain,
    }


def _groups(found: Analysis) -> list[dict[str, object]]:
    if found.groups.many < 2:
        return []
    return [
        {
            "letter": found.letters[group],
            "people": int(found.sizes[group]),
            "centre": decimals(found.groups.centres[group], 4),
            "held": [_held(each, found.matrix.options) for each in found.held[group]],
        }
        for group in range(found.groups.many)
    ]


def _range(found: Analysis) -> dict[str, object] | None:
    """Give the ends of the range: where each begins on the first axis, and what tells them apart (the first statements)."""
    if not found.ends:
        return None
    told, apart = found.tallies, found.apart[:ENDS_SHOWN]
    agreed = {name: _triples(told.agree[end], told.seen[end]) for name, end in ENDS.items()}
    return {
        "ends": [
            {"end": name, "people": int(found.sizes[end]), "from": decimal(reach, 4)}
            for (name, end), reach in zip(ENDS.items(), found.ends.reach, strict=True)
        ],
        "many": len(found.apart),
        "statements": {
            found.matrix.options[place]: {
                name: {"agree": int(told.agree[end, place]), "seen": int(told.seen[end, place]), "agreed": agreed[name][place]}
                for name, end in ENDS.items()
            }
            for place in apart.tolist()
        },
    }


def _drawing(found: Analysis) -> dict[str, object]:
    if found.lacking:
        return {"places": [], "density": None}
    labels = found.groups.labels
    if len(found.inside) <= SHOWN_ONE_BY_ONE:
        spots = zip(found.places.tolist(), labels.tolist(), strict=True)
        return {"places": [[*decimals(spot, 4), found.letters[label]] for spot, label in spots], "density": None}
    side, cells = hexagons(gathered(found.places), labels, found.groups.many)
    return {"places": [], "density": {"side": decimal(side), "cells": cells}}


def _effect(found: Analysis, other: Analysis) -> dict[str, object]:
    """Say what changes when people whose votes look copied are left out."""
    refs = found.matrix.options
    now, then = [refs[p] for p in found.agreed.places], [refs[p] for p in other.agreed.places]
    moved = np.abs(
        found.counts[:, 2] / np.maximum(found.counts.sum(axis=1), 1) - other.counts[:, 2] / np.maximum(other.counts.sum(axis=1), 1)
    )
    most = int(moved.argmax())
    return {
        "people": len(other.inside),
        "groups": [int(size) for size in other.sizes] if other.groups.many > 1 else [],
        "agreed": then,
        "only_with": [ref for ref in now if ref not in then],
        "only_without": [ref for ref in then if ref not in now],
        "largest_move": {"statement": refs[most], "points": decimal(float(moved[most]) * 100, 1)},
    }


def _steps(found: Analysis, other: Analysis | None) -> list[Step]:
    refs, matrix = found.matrix.options, found.matrix
    counted = {"people": matrix.people, "votes": len(matrix.votes), "statements": len(refs)}
    steps = [Step(code="opinions.counted", facts=counted)]
    if not found.kept.all():
        steps.append(Step(code="opinions.moderated", facts={"statements": int((~found.kept).sum())}))
    if found.corrected:
        steps.append(Step(code="opinions.corrected"))
    if found.lacking:
        steps.append(Step(code=f"opinions.lacking.{found.lacking}", facts={"people": len(found.inside)}))
    else:
        share = decimal(sum(found.axes.shares))
        steps.append(Step(code="opinions.axes", facts={"people": len(found.inside), "share": share}))
        steps += _of_groups(found)
        steps += _of_lists(found)
    if found.alike and other:
        steps += _of_alike(found, other)
    steps.append(Step(code="opinions.who_came"))
    return steps


def _of_groups(found: Analysis) -> list[Step]:
    if found.ends:
        return _of_range(found)
    if not found.groups.chosen:
        return [Step(code="opinions.no_groups", facts={"people": len(found.inside)})]
    sizes = {found.letters[group]: int(size) for group, size in enumerate(found.sizes)}
    stability = decimal(found.groups.chosen.stability)
    steps = [Step(code="opinions.groups", facts={"many": len(sizes), "groups": sizes, "stability": stability})]
    if found.groups.chosen.stability < 0.8:
        steps.append(Step(code="opinions.groups.unsure", facts={"stability": stability}))
    return steps


def _of_range(found: Analysis) -> list[Step]:
    steps = [Step(code="opinions.range", facts={"people": len(found.inside)})]
    share = found.tallies.agree / np.maximum(found.tallies.seen, 1)
    for (name, end), other in zip(ENDS.items(), (2, 0), strict=True):
        more = [found.matrix.options[place] for place in found.apart if share[end, place] > share[other, place]]
        if more:
            steps.append(Step(code="opinions.range.end", facts={"end": name, "people": int(found.sizes[end]), "options": more[:3]}))
    return steps


def _of_lists(found: Analysis) -> list[Step]:
    refs = found.matrix.options

    def first(places: NDArray[np.int64], most: int = 5) -> list[str]:
        return [refs[place] for place in places[:most]]

    kind = "groups" if found.groups.many > 1 else "range" if found.ends else "people"
    agreed, refused = found.agreed.places, found.refused.places
    steps = [
        Step(code=f"opinions.agreed.{kind}", facts={"options": first(agreed), "many": len(agreed)})
        if len(agreed)
        else Step(code=f"opinions.agreed.none.{kind}")
    ]
    if len(agreed):
        least = min(agreed, key=lambda place: (found.to_agreed[place], place))
        steps.append(Step(code="opinions.changes", facts={"option": refs[least], "changes": int(found.to_agreed[least])}))
    if len(refused):
        steps.append(Step(code=f"opinions.refused.{kind}", facts={"options": first(refused), "many": len(refused)}))
    if len(found.dividing.places):
        steps.append(Step(code="opinions.dividing", facts={"options": first(found.dividing.places), "many": len(found.dividing.places)}))
    for group, held in enumerate(found.held):
        for agrees in (True, False):
            options = [refs[each.place] for each in held if each.agrees is agrees and each.certain][:3]
            if options:
                steps.append(
                    Step(code=f"opinions.held.{'more' if agrees else 'less'}", facts={"group": found.letters[group], "options": options})
                )
    for each in found.objections[:5]:
        code = f"opinions.objection.{'wants' if each.agrees else 'refuses'}"
        steps.append(Step(code=code, facts={"group": found.letters[each.group], "option": refs[each.place]}))
    unseen = int((found.kept & ~found.consensus.enough).sum())
    if unseen:
        steps.append(Step(code=f"opinions.unseen.{kind}", facts={"statements": unseen}))
    return steps


def _of_alike(found: Analysis, other: Analysis) -> list[Step]:
    refs = found.matrix.options
    people = sum(len(each.rows) for each in found.alike)
    now, then = set(found.agreed.places.tolist()), set(other.agreed.places.tolist())
    steps = [Step(code="opinions.alike", facts={"people": people, "sets": len(found.alike)})]
    if now == then and found.groups.many == other.groups.many:
        return [*steps, Step(code="opinions.alike.same")]
    if found.groups.many != other.groups.many:
        steps.append(Step(code="opinions.alike.groups", facts={"with": found.groups.many, "without": other.groups.many}))
    for code, places in (("lost", now - then), ("gained", then - now)):
        if places:
            steps.append(
                Step(code=f"opinions.alike.{code}", facts={"options": [refs[place] for place in sorted(places)[:5]], "many": len(places)})
            )
    return steps
