"""Approval voting: each person approves as many options as they like; the option that most people approve wins.

Nobody has to choose between two options they both like, and approving one more never harms the others one approves. It asks for a
yes or a no: it does not tell a warm approval from a lukewarm one. Several options can be chosen at once: the most approved get the
seats. Options with as many approvals stay tied, unless a lot was drawn before the count.

>>> from parvis.mechanisms.voting.profile import ApprovalProfile
>>> profile = ApprovalProfile.of(["bench", "fountain", "swing"], [["bench", "swing"], ["swing"], ["fountain", "swing"], ["bench"]])
>>> result = approval(profile)
>>> result.outcome, result.tables["approvals"]
(('swing',), {'bench': 2, 'fountain': 1, 'swing': 3})

Source: Steven J. Brams and Peter C. Fishburn, "Approval Voting", American Political Science Review 72 (1978), 831-847.
"""

from dataclasses import dataclass

from parvis.mechanisms.registry import mechanism
from parvis.mechanisms.result import Result, Step
from parvis.mechanisms.voting.placing import Committee, place, ranked
from parvis.mechanisms.voting.profile import ApprovalProfile


@dataclass(frozen=True, kw_only=True)
class ApprovalSettings(Committee):
    """How many are chosen, and how many options a ballot may approve at least and at most."""

    minimum: int = 0
    maximum: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.minimum < 0 or (self.maximum is not None and self.maximum < max(1, self.minimum)):
            raise ValueError(f"From 0 up to the maximum was expected for the minimum; got {self.minimum} and {self.maximum}.")


@mechanism(
    slug="approval",
    family="voting",
    version=1,
    ballot="approval",
    winners="several",
    summary=ApprovalProfile,
    settings=ApprovalSettings,
)
def approval(profile: ApprovalProfile, settings: ApprovalSettings) -> Result:
    """Count how many ballots approve each option, and give the seats to the most approved."""
    approvals = dict.fromkeys(profile.options, 0)
    for ballot, weight in profile.ballots.items():
        for option in ballot:
            approvals[profile.options[option]] += weight
    ranking = ranked(approvals)
    placing = place(ranking, settings.seats, settings.tie_order)
    counted = Step(
        code="voting.approval.counted",
        facts={"ballots": profile.expressed, "approvals": {o: approvals[o] for group in ranking for o in group}},
    )
    return Result(
        outcome=placing.outcome,
        ties=placing.ties,
        ranking=ranking,
        steps=(counted, *placing.steps),
        tables={"approvals": approvals, "support": approvals, "ballots": profile.expressed},
    )
