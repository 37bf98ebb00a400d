"""Where the real pools lie that tests read, random small pools, and the fairest chances found by trying every panel."""

import os
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st
from scipy.optimize import linprog

from parvis.mechanisms.sortition.foundation import as_settings, read_features, read_people
from parvis.mechanisms.sortition.pool import Draw, Person, Pool

SORTITION = Path(os.environ.get("PARVIS_SHARED") or Path(__file__).parents[5] / "shared") / "data" / "sortition"
SIZES = {"sf150": 22, "citass_example_small_20": 20, "citass_example_large_200": 200, "synthfr_1000_60": 60}


def real(name: str, household: tuple[str, ...] = ()) -> tuple[Pool, Draw]:
    """Read a pool and its quotas; skip the test when they are not on this machine."""
    features, people = (SORTITION / f"{name}_{kind}.csv" for kind in ("features", "candidates"))
    if not features.exists():
        pytest.skip(f"{features.name} is not here: set PARVIS_SHARED to the folder of shared data")
    quotas = [found.quota for found in read_features(features.name, features.read_bytes(), SIZES[name])]
    pool = read_people(people.name, people.read_bytes(), quotas, household=household)
    asked = {key: tuple(value) for key, value in as_settings(quotas).items()}  # type: ignore[arg-type]  # lists
    return pool, Draw(size=SIZES[name], one_per_household=bool(household), seed="test", **asked)


@st.composite
def draws(draw: st.DrawFn, most: int = 12) -> tuple[Pool, Draw]:
    """A pool of a few people and quotas that at least one set of them meets (households apart), often exactly."""
    people = draw(st.integers(3, most))
    size = draw(st.integers(1, min(6, people)))
    features = {name: draw(st.integers(2, 3)) for name in "abcd"[: draw(st.integers(1, 4))]}
    apart = draw(st.booleans())
    refs = [f"p{number:02}" for number in range(people)]
    pool = Pool(
        {
            ref: Person(
                {feature: str(draw(st.integers(0, values - 1))) for feature, values in features.items()},
                draw(st.sampled_from([None, *(f"h{number}" for number in range(people))])) if apart else None,
            )
            for ref in refs
        }
    )
    chosen = draw(st.permutations(refs))[:size]
    quotas = []
    for feature, values in features.items():
        for value in map(str, range(values)):
            held = sum(1 for ref in chosen if pool.people[ref].features[feature] == value)
            loose = draw(st.integers(0, 1))
            quotas.append((feature, value, max(0, held - loose), held + loose))
    names, said, least, above = (tuple(column) for column in zip(*quotas, strict=True))
    return pool, Draw(size=size, features=names, values=said, minimum=least, maximum=above, one_per_household=apart, seed="test")


def every_panel(pool: Pool, settings: Draw) -> Iterator[tuple[str, ...]]:
    """Try every set of people."""
    for chosen in combinations(pool.refs, settings.size):
        people = [pool.people[ref] for ref in chosen]
        homes = [person.household for person in people if person.household is not None]
        if settings.one_per_household and len(set(homes)) < len(homes):
            continue
        if all(
            quota.least <= sum(person.features[quota.feature] == quota.value for person in people) <= quota.most
            for quota in settings.quotas()
        ):
            yield chosen


def fairest(pool: Pool, panels: list[tuple[str, ...]]) -> dict[str, float]:
    """Give the leximin chances over these panels, person by person, from the definition."""
    held = np.array([[ref in panel for panel in panels] for ref in pool.refs], dtype=float)
    chances = np.where(held.sum(axis=1) == 0, 0.0, np.nan)
    while np.isnan(chances).any():
        waiting = np.isnan(chances)
        rows = np.hstack([-held, waiting[:, None].astype(float)])
        limits = np.where(waiting, 0.0, 1e-9 - np.nan_to_num(chances))
        some = np.zeros(len(panels))
        found = linprog(
            np.append(some, -1),
            A_ub=rows,
            b_ub=limits,
            A_eq=[np.append(some + 1, 0)],
            b_eq=[1],
            bounds=[*[(0, None)] * len(panels), (0, 1)],
        )
        settled = waiting & (found.ineqlin.marginals < -1e-7)
        chances[settled if settled.any() and -found.fun < 1 - 1e-9 else waiting] = -found.fun
    return dict(zip(pool.refs, chances.tolist(), strict=True))
