"""How often a range of opinions without a gap is cut into groups, and how often groups that stand apart are found: rates, not times.

    python -m benchmarks ranges [--only 400]

These are the figures of `docs/mechanisms/opinion-map.md`. Camps count as standing apart when, with the true camps, the emptiest place
between any two of them on the map has at most a third of the people of the lower crest.
"""

from __future__ import annotations

from collections import Counter

from parvis.mechanisms.opinions.analysis import analyse
from parvis.mechanisms.opinions.map_settings import MapSettings
from parvis.mechanisms.opinions.tests.made import SHAPES, camps, found_right, spread, standing_apart

USUAL = MapSettings()
SIZES = {100: (40, 20, 10), 400: (60, 30, 10), 2000: (100, 40, 4), 10_000: (100, 40, 1)}
"""People: statements, votes of each on average, conversations of each kind."""
SHARES = ((1, 1), (7, 3), (9, 1), (1, 1, 1), (6, 3, 1), (1, 1, 1, 1), (4, 3, 2, 1))


def run(only: str = "") -> None:
    """Print the rates for each size, then for each shape and each number of camps."""
    for people, (statements, each, many) in SIZES.items():
        if only and only != str(people):
            continue
        cut, made = Counter[str](), Counter[str]()
        for shape in SHAPES:
            for slope in (1.0, 3.0):
                for seed in range(many):
                    found = analyse(spread(shape, people, statements, each, slope=slope, seed=seed), USUAL).groups.many
                    made[shape] += 1
                    cut[shape] += found > 1
        print(f"{people:>6} people: {cut.total()} of {made.total()} without a gap were cut; {dict(+cut)}", flush=True)
        right, clear = Counter[str](), Counter[str]()
        for shares in SHARES:
            for apart in (2.0, 3.0):
                for sparse in (1, 2):
                    for seed in range(max(1, many // 2)):
                        matrix, camp = camps(shares, people, statements, max(7, each // sparse), apart=apart, seed=seed)
                        found = analyse(matrix, USUAL)
                        if standing_apart(found, camp, len(shares)):
                            name = ":".join(map(str, shares))
                            clear[name] += 1
                            right[name] += found_right(found, camp, len(shares))
        each_kind = {name: f"{right[name]}/{clear[name]}" for name in clear}
        print(f"{'':>13} {right.total()} of {clear.total()} with a clear valley were found; {each_kind}", flush=True)


if __name__ == "__main__":
    run()
