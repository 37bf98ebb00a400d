"""Block vote: each person chooses as many options as there are seats, or fewer; the options chosen most get the seats.

A majority that votes alike takes every seat: where minorities should be represented, prefer a proportional method.

>>> from parvis.mechanisms.voting.profile import ApprovalProfile
>>> block(ApprovalProfile.of("abc", [["a", "b"], ["a", "b"], ["c"]]), BlockSettings(seats=2)).outcome
('a', 'b')

Source: Andrew Reynolds, Ben Reilly and Andrew Ellis, "Electoral System Design: The New International IDEA Handbook" (2005), chapter 2.
"""

from dataclasses import dataclass

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.approval import ApprovalSettings, approval
from parvis.mechanisms.voting.placing import Committee
from parvis.mechanisms.voting.profile import ApprovalProfile


@dataclass(frozen=True, kw_only=True)
class BlockSettings(Committee):
    """How many seats there are."""

    @property
    def maximum(self) -> int:
        """A ballot names at most as many options as there are seats."""
        return self.seats


@mechanism(
    slug="block",
    family="voting",
    version=1,
    ballot="approval",
    winners="several",
    summary=ApprovalProfile,
    settings=BlockSettings,
)
def block(profile: ApprovalProfile, settings: BlockSettings) -> Result:
    """Set aside ballots with more names than seats, and give the seats to the options chosen most."""
    over = sum(weight for ballot, weight in profile.ballots.items() if len(ballot) > settings.seats)
    kept = {ballot: weight for ballot, weight in profile.ballots.items() if len(ballot) <= settings.seats}
    counted = approval(ApprovalProfile(profile.options, kept), ApprovalSettings(seats=settings.seats, tie_order=settings.tie_order))
    aside = (Step(code="voting.block.too_many", facts={"ballots": over, "seats": settings.seats}),) if over else ()
    return Result(
        outcome=counted.outcome,
        ties=counted.ties,
        ranking=counted.ranking,
        steps=(*aside, *counted.steps),
        tables=dict(counted.tables),
    )
