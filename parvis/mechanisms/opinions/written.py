"""How numbers that are not whole stand in a published report: as decimal texts, rounded once, to six places.

A report holds no floating-point number, because those do not come back the same from every reader. What is counted is a whole number.
What is computed from counts (a share, an interval, a place on the map) is computed in double precision, always in the canonical order of
the rows, and written with six places: `"0.473214"`. docs/decisions/010-decimals-of-a-map.md says why, and what it does not promise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

PLACES = 6


def decimal(value: float, places: int = PLACES) -> str | None:
    """Give the number as text, rounded half to even on its exact value; None when there is none.

    >>> decimal(1 / 3), decimal(-1e-9), decimal(float("nan"))
    ('0.333333', '0.000000', None)
    """
    if math.isnan(value):
        return None
    text = f"{value:.{places}f}"
    return text.removeprefix("-") if text.startswith("-") and not text.strip("-0.") else text


def decimals(values: Iterable[float], places: int = PLACES) -> list[str | None]:
    """Give several numbers as texts."""
    return [decimal(float(value), places) for value in values]
