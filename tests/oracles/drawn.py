"""Small random elections that only a number decides, the same in every environment: this file imports nothing but `random`.

The peers of `tools/oracles.py` count them in an environment of their own; what they found is stored beside this file.
"""

from random import Random

NAMES = "abcdef"
Ballots = list[tuple[list[str], int]]


def rankings(number: int) -> tuple[str, Ballots]:
    """Give options, and complete rankings with how many ballots are alike."""
    chance = Random(f"rankings {number}")
    options = NAMES[: chance.randint(2, 4)]
    return options, [(chance.sample(options, len(options)), chance.randint(1, 3)) for _ in range(chance.randint(1, 6))]


def approvals(number: int) -> tuple[str, int, Ballots]:
    """Give options, seats, and approvals of one option at least."""
    chance = Random(f"approvals {number}")
    options = NAMES[: chance.randint(3, 6)]
    seats = chance.randint(1, 3)
    ballots = [(sorted(chance.sample(options, chance.randint(1, len(options)))), chance.randint(1, 3)) for _ in range(chance.randint(2, 6))]
    return options, seats, ballots


def grades(number: int) -> tuple[str, list[tuple[dict[str, int], int]]]:
    """Give options, and a grade from 0 to 5 for each on every ballot."""
    chance = Random(f"grades {number}")
    options = NAMES[: chance.randint(2, 4)]
    return options, [({option: chance.randint(0, 5) for option in options}, chance.randint(1, 3)) for _ in range(chance.randint(1, 6))]


def budgets(number: int) -> tuple[dict[str, int], int, Ballots]:
    """Give prices, a budget, and approvals."""
    chance = Random(f"budgets {number}")
    prices = {name: chance.randint(1, 9) for name in NAMES[: chance.randint(2, 5)]}
    budget = chance.randint(4, 20)
    names = sorted(prices)
    ballots = [(sorted(chance.sample(names, chance.randint(1, len(names)))), chance.randint(1, 3)) for _ in range(chance.randint(1, 6))]
    return prices, budget, ballots


def lists(number: int) -> tuple[dict[str, int], int]:
    """Give votes of lists, and seats."""
    chance = Random(f"lists {number}")
    return {name: chance.randint(1, 5000) for name in NAMES[: chance.randint(2, 6)]}, chance.randint(1, 40)


def papers(number: int) -> tuple[str, int, Ballots]:
    """Give options, seats, and rankings that may leave options out, as the single transferable vote reads them."""
    chance = Random(f"papers {number}")
    options = NAMES[: chance.randint(3, 6)]
    ballots = [(chance.sample(options, chance.randint(1, len(options))), chance.randint(1, 9)) for _ in range(chance.randint(3, 9))]
    return options, chance.randint(1, 3), ballots


def points(number: int) -> tuple[dict[str, int], int, list[tuple[dict[str, int], int]]]:
    """Give prices, a budget, and points."""
    chance = Random(f"points {number}")
    prices = {name: chance.randint(1, 9) for name in NAMES[: chance.randint(2, 5)]}
    ballots = [
        ({name: chance.randint(1, 4) for name in chance.sample(sorted(prices), chance.randint(1, len(prices)))}, chance.randint(1, 3))
        for _ in range(chance.randint(1, 6))
    ]
    return prices, chance.randint(4, 20), ballots


def pools(number: int) -> tuple[dict[str, list[str]], list[dict[str, str]], int, list[tuple[str, str, int, int]]]:
    """Give features with their values, people, seats, and quotas that some panel meets."""
    chance = Random(f"pools {number}")
    features = {name: [f"{name}{place}" for place in range(chance.randint(2, 3))] for name in ("x", "y", "z")[: chance.randint(1, 3)]}
    people = [{name: chance.choice(values) for name, values in features.items()} for _ in range(chance.randint(6, 14))]
    size = chance.randint(2, 4)
    panel = chance.sample(people, size)
    quotas = []
    for name, values in features.items():
        for value in values:
            held = sum(person[name] == value for person in panel)
            quotas.append((name, value, max(0, held - chance.randint(0, 1)), held + chance.randint(0, 1)))
    return features, people, size, quotas
