"""Conversations made so that it is known whether opinions stand apart: people at places, who answer by chance as people who stand there
would."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parvis.mechanisms.opinions.analysis import Analysis
from parvis.mechanisms.opinions.groups import rand
from parvis.mechanisms.opinions.valleys import shallowest
from parvis.mechanisms.opinions.votes import VoteMatrix

Floats = np.ndarray
SHAPES = (
    "one place",
    "uniform",
    "normal",
    "Beta(2, 2)",
    "Beta(2, 5)",
    "Beta(1, 3)",
    "exponential",
    "Laplace",
    "Student",
    "normal in 2-D",
    "oval in 2-D",
    "disc",
    "square",
    "exponential in 2-D",
    "normal in 4-D",
)
"""Where people may stand so that nothing separates them: along a line, on a plane, or in four directions."""
FOUR = np.array([[1, 1], [1, -1], [-1, 1], [-1, -1]]) * np.sqrt(0.5)


def stand(shape: str, people: int, chance: np.random.Generator) -> Floats:
    """Give places (people, directions) of this shape, with a variance of about 1."""
    line = {
        "one place": lambda: np.zeros(people),
        "uniform": lambda: chance.uniform(-1.73, 1.73, people),
        "normal": lambda: chance.normal(size=people),
        "Beta(2, 2)": lambda: (chance.beta(2, 2, people) - 0.5) / 0.224,
        "Beta(2, 5)": lambda: (chance.beta(2, 5, people) - 2 / 7) / 0.16,
        "Beta(1, 3)": lambda: (chance.beta(1, 3, people) - 0.25) / 0.194,
        "exponential": lambda: chance.exponential(size=people) - 1,
        "Laplace": lambda: chance.laplace(0, 0.707, people),
        "Student": lambda: chance.standard_t(4, people) / 1.41,
    }
    if shape in line:
        return line[shape]()[:, None]
    if shape == "disc":
        far, turn = 2 * np.sqrt(chance.random(people)), chance.uniform(0, 2 * np.pi, people)
        return np.stack([far * np.cos(turn), far * np.sin(turn)], axis=1)
    return {
        "normal in 2-D": lambda: chance.normal(size=(people, 2)),
        "oval in 2-D": lambda: chance.normal(size=(people, 2)) * [1.4, 0.6],
        "square": lambda: chance.uniform(-1.73, 1.73, (people, 2)),
        "exponential in 2-D": lambda: chance.exponential(size=(people, 2)) - 1,
        "normal in 4-D": lambda: chance.normal(size=(people, 4)),
    }[shape]()


def answered(opinion: Floats, each: int, chance: np.random.Generator) -> tuple[VoteMatrix, np.ndarray]:
    """Give the votes of people whose opinion (people, statements) of each statement this is: with logistic chance, on `each` statements on
    average (many people on few, 7 at least); and where each row of the matrix stood.

    >>> answered(np.full((3, 9), 9.0), 8, np.random.default_rng(0))[0].votes.min()
    np.int8(1)
    """
    people, statements = opinion.shape
    many = np.clip((each * chance.gamma(2.0, 0.5, people)).astype(int), 7, statements)
    seen = chance.random((people, statements)).argsort(axis=1).argsort(axis=1) < many[:, None]
    said = opinion + chance.logistic(size=opinion.shape)
    votes = np.where(said > 0.5, 1, np.where(said < -0.5, -1, 0)).astype(np.int8)
    rows, columns = np.nonzero(seen)
    starts = np.concatenate([[0], np.cumsum(many)]).astype(np.int64)
    return VoteMatrix.of([str(n) for n in range(statements)], starts, columns.astype(np.int32), votes[rows, columns])


def spread(shape: str, people: int, statements: int, each: int, *, slope: float, seed: int) -> VoteMatrix:
    """Give votes of people spread in a shape without a gap; the larger the slope, the less chance has its part in an answer."""
    chance = np.random.default_rng(seed)
    places = stand(shape, people, chance)
    load = chance.normal(size=(places.shape[1], statements))
    if places.shape[1] == 1:
        load = np.where(load > 0, 1.0, -1.0) * chance.uniform(0.5, 1.5, (1, statements))
    return answered(slope * (places @ load - chance.normal(size=statements)), each, chance)[0]


def camps(shares: Sequence[float], people: int, statements: int, each: int, *, apart: float, seed: int) -> tuple[VoteMatrix, np.ndarray]:
    """Give votes of camps of these relative sizes, and the camp of each row. Four camps differ in two directions, fewer in any."""
    chance = np.random.default_rng(seed)
    ends = np.round(np.concatenate([[0], np.cumsum(shares)]) / sum(shares) * people).astype(int)
    camp = np.repeat(np.arange(len(shares)), np.diff(ends))
    drawn = chance.normal(size=(2 if len(shares) == 4 else len(shares), statements))
    thought = 2**0.5 * FOUR @ drawn if len(shares) == 4 else drawn
    own = 0.5 * chance.normal(size=(people, 2)) @ chance.normal(size=(2, statements))
    matrix, order = answered(chance.normal(size=statements) + apart * thought[camp] + own, each, chance)
    return matrix, camp[order]


def standing_apart(found: Analysis, camp: np.ndarray, camps_made: int) -> bool:
    """Say whether a clear valley lies between the true camps (`camp`, of each row) on the map."""
    true = camp[found.inside]
    centres = np.stack([found.places[true == number].mean(axis=0) for number in range(camps_made)])
    votes = np.diff(found.matrix.starts)[found.inside].astype(np.float64)
    return shallowest(found.places, true, centres, votes).depth <= 1 / 3


def found_right(found: Analysis, camp: np.ndarray, camps_made: int) -> bool:
    """Say whether the groups are the true camps."""
    return found.groups.many == camps_made and rand(camp[found.inside], found.groups.labels, 5) > 0.8
