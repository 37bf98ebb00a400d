"""Opinion map: from votes on short statements (agree, disagree, pass), what brings people together, what divides them, and into which
groups.

People who answered alike stand close on a plane, and groups are looked for there; where nothing lies between them but other people, the
answer is "no distinct groups", and the two ends of the range are shown. A statement
brings together when more than half of every group agrees with it, beyond what chance explains. Every share has its interval. Nobody's
name is needed: the report follows from the votes alone, whatever their order, the parts they came in and the machine, and anybody can
compute it again.

>>> from parvis.mechanisms.opinions.votes import VoteMatrix
>>> here, there = {"a": 1, "b": 1, "c": -1, "d": 1}, {"a": 1, "b": -1, "c": 1, "d": 0}
>>> report = opinion_map(VoteMatrix.summarise("abcd", [(here, 40), (there, 30), ({"a": 1, "b": 0, "c": 0, "d": 1}, 6)], None))
>>> report.outcome, report.tables["statements"]["a"]["agreed"], report.tables["dividing"]
(('a',), ['1.000000', '0.951886', '1.000000'], ['b', 'c', 'd'])

Source: C. Small, M. Bjorkegren, T. Erkkilä, L. Shaw, C. Megill, "Polis: Scaling deliberation by mapping high dimensional opinion spaces",
Recerca 26(2), 2021, for the idea and the plane; each part of what differs names its own source at the head of its file.
"""

from parvis.mechanisms.opinions.map_settings import MapSettings
from parvis.mechanisms.opinions.votes import VoteMatrix
from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result


@mechanism(
    slug="opinion-map",
    family="opinions",
    version=2,
    ballot="opinions",
    winners="several",
    summary=VoteMatrix,
    settings=MapSettings,
)
def opinion_map(matrix: VoteMatrix, settings: MapSettings) -> Result:
    """Give what brings together (the outcome), and everything a report shows (the tables)."""
    # numpy and scipy are needed from here on: who only lists the methods does not load them.
    from parvis.mechanisms.opinions.report import report

    return report(matrix, settings)
