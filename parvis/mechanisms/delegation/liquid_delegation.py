"""Liquid delegation: whoever does not vote may let somebody vote for her, who may in turn let somebody vote for both.

Each member either votes or says who votes for her: for a topic, else for its area, else for everything; the narrowest word counts. At the
close, each mandate is followed until somebody who voted. Voting oneself always comes first. When a way ends at somebody who neither voted
nor delegated, or turns in a circle in which nobody voted, the votes on it are void: they are shown, and nobody carries them. A circle in
which somebody votes is no circle. With a cap, a voter carries her own vote and those of the nearest members.

>>> from parvis.mechanisms.delegation.mandates import Members, Question
>>> said = [{"member": "ada", "mandates": [{"at": "2026-01-05", "to": "bao"}]},
...         {"member": "bao", "mandates": [{"at": "2026-01-07", "to": "chloe"}]}, {"member": "chloe", "voted": True}]
>>> members = Members.summarise(["ada", "bao", "chloe"], [(one, 1) for one in said], Question())
>>> liquid_delegation(members, Question()).tables["carried"]
{'chloe': ['chloe', 'bao', 'ada']}

Limits: a few people may carry many votes, which is shown and may be capped. Who carries votes votes in the open, or those who trust her
cannot judge it. A narrower mandate replaces a wider one even when its receiver does not vote: it is not tried again.

What it costs: in proportion to the mandates, and to the members times the length of their ways.

Sources: J. Behrens, A. Kistner, A. Nitsche, B. Swierczek, "The Principles of LiquidFeedback", 2014, chapter 2; J. Green-Armytage, "Direct
voting and proxy voting", Constitutional Political Economy 26, 2015.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from parvis.mechanisms.delegation.mandates import Members, Question
from parvis.mechanisms.randomness import lot
from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step


@dataclass(frozen=True, slots=True)
class Way:
    """Where the vote of a member goes: through whom, and who carries it; a reason when nobody does."""

    through: tuple[str, ...]
    voter: str = ""
    void: str = ""
    """"silent" (it ends at somebody who neither voted nor delegated), "circle", "outside" (at somebody who is no member) or "cap"."""


@mechanism(slug="liquid-delegation", family="delegation", version=1, ballot="member", winners="several", summary=Members, settings=Question)
def liquid_delegation(members: Members, settings: Question) -> Result:
    """Follow every mandate to a voter, and count the votes that each carries."""
    found = ways(members, settings)
    carried: dict[str, list[str]] = {ref: [] for ref, member in members.members.items() if member.voted}
    for ref, way in found.items():
        if way.voter:
            carried[way.voter].append(ref)
    for voter, refs in carried.items():
        refs.sort(key=lambda ref: (len(found[ref].through), ref != voter, ref))
    order = sorted(carried, key=lambda voter: (-len(carried[voter]), voter))
    delegated = sum(len(refs) for refs in carried.values()) - len(carried)
    void: dict[str, list[str]] = {}
    for ref, way in found.items():
        if way.void:
            void.setdefault(way.void, []).append(ref)
    steps = [Step(code="delegation.counted", facts={"members": len(found), "voted": len(carried), "delegated": delegated})]
    steps += [Step(code=f"delegation.void.{reason}", facts={"people": sorted(void[reason])}) for reason in sorted(void)]
    if order and len(carried[order[0]]) > 1:
        most = len(carried[order[0]])
        steps.append(Step(code="delegation.most", facts={"votes": most, "people": [one for one in order if len(carried[one]) == most]}))
    return Result(
        outcome=tuple(order),
        steps=tuple(steps),
        tables={
            "weights": {voter: len(carried[voter]) for voter in order},
            "carried": {voter: carried[voter] for voter in order},
            "ways": {ref: list(way.through) for ref, way in found.items() if way.through},
            "void": {ref: way.void for ref, way in found.items() if way.void},
        },
    )


def ways(members: Members, settings: Question) -> dict[str, Way]:
    """Give the way of each member's vote: "who votes for me"."""
    delegates = {ref: "" if member.voted else member.delegate(settings) for ref, member in members.members.items()}
    found: dict[str, Way] = {}
    for ref in delegates:
        _follow(ref, delegates, members, found)
    return found if settings.cap is None else _capped(found, settings)


def _follow(start: str, delegates: Mapping[str, str], members: Members, found: dict[str, Way]) -> None:
    """Walk from one member to the first whose way is known, and write the ways of all those passed. Each member is walked once."""
    passed: dict[str, None] = {}
    ref = start
    while ref not in found and ref in delegates and ref not in passed:
        passed[ref] = None
        if not delegates[ref]:
            break
        ref = delegates[ref]
    if ref in found:
        ending = found[ref]
    elif ref not in delegates:
        ending = Way((), void="outside")
    elif delegates[ref]:
        ending = Way((), void="circle")
    else:
        ending = Way((), voter=ref) if members.members[ref].voted else Way((), void="silent")
    for one in reversed(passed):
        to = delegates[one]
        through = _round(one, delegates) if ending.void == "circle" or to not in found else (to, *found[to].through)
        found[one] = Way(through, ending.voter, ending.void)


def _round(ref: str, delegates: Mapping[str, str]) -> tuple[str, ...]:
    """Give those that one passes from a member until somebody is met twice, or is no member."""
    through: list[str] = []
    while (ref := delegates.get(ref, "")) and ref not in through:
        through.append(ref)
    return tuple(through)


def _capped(found: dict[str, Way], settings: Question) -> dict[str, Way]:
    """Let each voter carry the nearest members only; a public lot decides among those equally near."""
    cap = settings.cap or 1
    carried: dict[str, list[str]] = {}
    for ref, way in found.items():
        if way.voter:
            carried.setdefault(way.voter, []).append(ref)
    place = {ref: at for at, ref in enumerate(lot(settings.seed, found))}
    kept = dict(found)
    for refs in carried.values():
        refs.sort(key=lambda ref: (len(found[ref].through), place[ref]))
        for ref in refs[cap:]:
            kept[ref] = Way(found[ref].through, void="cap")
    return kept
