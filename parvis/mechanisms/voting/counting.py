"""One method made ready for the ballots of a file: what it needs is taken from them, and a second round is held where one is needed.

It is how the same ballots are put through every method (`comparing`), and counted again with a few ballots changed (`paradoxes`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from parvis.mechanisms import registry
from parvis.mechanisms.registry import Mechanism
from parvis.mechanisms.registry_settings import SettingsError
from parvis.mechanisms.result import Result
from parvis.mechanisms.voting.conversions import CONVERSIONS, without
from parvis.mechanisms.voting.profile import ApprovalProfile, GradeProfile, Profile, RankProfile

FOR_SEVERAL = ("sntv", "scottish-stv", "wigm", "meek", "sequential-pav", "pav", "sequential-phragmen", "committee-equal-shares", "block")
"""Methods made for several seats: with one, they are plurality, instant runoff or approval under another name."""
MOST_FOR_KEMENY = 12


@dataclass(frozen=True)
class Outcome:
    """Who is elected for certain, in order, and between whom the ballots leave the rest open."""

    elected: tuple[str, ...]
    tied: tuple[str, ...] = ()

    @property
    def same(self) -> tuple[frozenset[str], frozenset[str]]:
        """What two outcomes have in common when they are the same whatever the order of election."""
        return frozenset(self.elected), frozenset(self.tied)


@dataclass(frozen=True)
class Counting:
    """A method with the settings that these ballots need."""

    method: Mechanism[Any, Any]
    settings: Any

    @property
    def slug(self) -> str:
        return self.method.slug

    def result(self, profile: Profile[Any]) -> Result:
        """Count. With two rounds, the second is held with the same rankings, as if everybody came back and nobody changed their mind.

        >>> profile = RankProfile.of("abc", [["a"]] * 4 + [["b"]] * 3 + [["c", "b"]] * 2)
        >>> ready("two-round", profile).result(profile).outcome
        ('b',)
        """
        result = self._count(profile, self.settings)
        runoff = result.tables.get("runoff")
        if not result.outcome and runoff and isinstance(profile, RankProfile):
            left = without(profile, set(profile.options) - set(runoff))  # type: ignore[call-overload]  # refs
            second = self._count(left, self.method.read_settings({"round": 2}))
            return Result(
                mechanism=second.mechanism,
                version=second.version,
                outcome=second.outcome,
                ties=second.ties,
                steps=(*result.steps, *second.steps),
                tables={**result.tables, "second": second.tables["votes"]},
            )
        return result

    def outcome(self, profile: Profile[Any]) -> Outcome:
        """Count, and give only who is elected."""
        return outcome_of(self.result(profile))

    def _count(self, profile: Profile[Any], settings: Any) -> Result:
        convert: Any = CONVERSIONS.get((type(profile), self.method.summary))
        return self.method(profile if type(profile) is self.method.summary else convert(profile), settings)


def outcome_of(result: Result) -> Outcome:
    """Give who is elected, and between whom the rest is open."""
    return Outcome(result.outcome, tuple(sorted({option for tie in result.ties for option in tie.options})))


def ready(slug: str, profile: Profile[Any], seats: int = 1, tie_order: Sequence[str] = ()) -> Counting | None:
    """Give the method ready to count these ballots for so many seats; None when it cannot."""
    method = registry.get(slug)
    known = {field.name for field in fields(method.settings)}
    if not _counts(method, profile) or (slug in FOR_SEVERAL if seats == 1 else method.winners != "several" or "seats" not in known):
        return None
    if slug == "block" and any(len(ballot) > seats for ballot in profile.ballots):
        return None  # such ballots would not count
    if slug == "kemeny" and len(profile.options) > MOST_FOR_KEMENY:
        return None
    asked: dict[str, object] = {"seats": seats} if seats > 1 else {}
    if "tie_order" in known and tie_order:
        asked["tie_order"] = list(tie_order)
    if isinstance(profile, GradeProfile) and method.summary is GradeProfile:
        asked["grades"] = list(profile.grades)
    try:
        return Counting(method, method.read_settings(asked))
    except SettingsError:  # grades that are words have no total
        return None


def _counts(method: Mechanism[Any, Any], profile: Profile[Any]) -> bool:
    fits = type(profile) is method.summary or (type(profile), method.summary) in CONVERSIONS
    return fits and method.winners != "seats" and method.slug != "double-majority"


def elected_on(profile: Profile[Any], ballot: Any, elected: frozenset[int]) -> bool:
    """Say whether a ballot has somebody elected: whom it approves, ranks first, or gives the best grade it gives."""
    if isinstance(profile, ApprovalProfile):
        return not elected.isdisjoint(ballot)
    if isinstance(profile, GradeProfile):
        given = [level for level in ballot if level >= 0]
        return any(level == min(given) and place in elected for place, level in enumerate(ballot)) if given else False
    if isinstance(profile, RankProfile):
        first = next((rank for rank in ballot if rank != ()), ())
        return not elected.isdisjoint((first,) if isinstance(first, int) else first)
    return ballot in elected
