"""What can be said when only the totals of each statement are known, and not who voted what: shares with their intervals, majorities that
chance does not explain, and nothing of groups.

>>> result = totals({"a": (90, 10), "b": (5, 4), "c": (0, 0)}, MapSettings())
>>> result.outcome, result.tables["statements"]["a"]["agreed"], result.tables["statements"]["c"]["agreed"]
(('a',), ['0.900000', '0.825634', '0.944771'], [None, None, None])
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from parvis.mechanisms.opinions import intervals
from parvis.mechanisms.opinions.map_settings import MapSettings
from parvis.mechanisms.opinions.votes import in_order
from parvis.mechanisms.opinions.written import decimals
from parvis.mechanisms.result import Result, Step


def totals(counts: Mapping[str, tuple[int, int]], settings: MapSettings) -> Result:
    """Give a report from how many agree and disagree with each statement. Shares are of those who chose: passes are not known."""
    refs = in_order(counts)
    agree, refuse = (np.array([counts[ref][side] for ref in refs], np.int64) for side in (0, 1))
    chose = agree + refuse
    kept = np.array([ref not in set(settings.moderated) for ref in refs], bool)
    agreed, refused = (_majorities(part, chose, kept, settings) for part in (agree, refuse))
    shares = [_shares(part, chose) for part in (agree, refuse)]
    statements = {
        ref: {
            "agree": int(agree[place]),
            "disagree": int(refuse[place]),
            "pass": 0,
            "agreed": shares[0][place],
            "refused": shares[1][place],
            **({} if kept[place] else {"moderated": True}),
        }
        for place, ref in enumerate(refs)
    }
    lists = [[refs[place] for place in found] for found in (agreed, refused)]
    steps = [Step(code="opinions.totals", facts={"statements": len(refs), "votes": int(chose.sum())})]
    if not kept.all():
        steps.append(Step(code="opinions.moderated", facts={"statements": int((~kept).sum())}))
    for code, found in zip(("opinions.totals.agreed", "opinions.totals.refused"), lists, strict=True):
        if found:
            steps.append(Step(code=code, facts={"options": found[:5], "many": len(found)}))
    unseen = int((kept & (chose < settings.least_seen)).sum())
    if unseen:
        steps.append(Step(code="opinions.unseen.people", facts={"statements": unseen}))
    empty: dict[str, object] = {"dividing": [], "groups": [], "places": [], "density": None, "range": None, "lacking": ""}
    return Result(
        outcome=tuple(lists[0]),
        ranking=tuple((refs[place],) for place in _ranked(agree, chose) if kept[place] and chose[place] >= settings.least_seen),
        steps=(*steps, Step(code="opinions.who_came")),
        tables={"totals_only": True, "statements": statements, "agreed": lists[0], "refused": lists[1], **empty},
    )


def _ranked(part: NDArray[np.int64], chose: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the statements by the low end of the interval of their share, so that few votes do not come first."""
    low, _ = intervals.shares(part, chose)
    return np.lexsort((np.arange(len(part)), -low.round(9)))


def _majorities(part: NDArray[np.int64], chose: NDArray[np.int64], kept: NDArray[np.bool_], settings: MapSettings) -> list[int]:
    chances = np.where(kept & (chose >= settings.least_seen), intervals.above_half(part, chose), 1.0)
    believed, _ = intervals.discoveries(chances, float(settings.error_rate))
    return [int(place) for place in _ranked(part, chose) if believed[place] and chances[place] < 0.5]


def _shares(part: NDArray[np.int64], chose: NDArray[np.int64]) -> list[list[str | None]]:
    low, high = intervals.shares(part, chose)
    point = part / np.maximum(chose, 1)
    return [decimals(triple) if many else [None, None, None] for *triple, many in zip(point, low, high, chose.tolist(), strict=True)]
