"""The kind of phase in which people vote."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from parvis.core.people.models import Person
from parvis.core.processes.models import Conclusion, Invitation, Phase, PhaseKind, phase_kind, setting
from parvis.core.rules.verdict import YES, Verdict, no
from parvis.features.ballots import actions, counting, electorate, queries, rules

FEWEST, MOST = 2, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteSettings:
    """What the office sets for a vote."""

    electorate: str = setting(electorate.TAKING_PART, label=_("Who votes"), choices=electorate.CHOICES)
    late_joiners: bool = setting(
        False,
        label=_("Those who join after the opening vote too"),
        help_text=_("Otherwise the roll is fixed when the vote opens."),
    )
    seats: int = setting(1, label=_("How many options are chosen"), minimum=1, maximum=100)
    quorum: int = setting(
        0,
        label=_("Quorum, in per cent"),
        help_text=_("Share of the people on the roll who must vote. 0: none."),
        minimum=0,
        maximum=100,
    )
    majority: str = setting(
        "none",
        label=_("Majority an option needs"),
        choices=[
            ("none", _("none: the first ones are chosen")),
            ("half", _("more than half of the ballots")),
            ("two-thirds", _("more than two thirds")),
            ("three-quarters", _("more than three quarters")),
        ],
    )
    blank: bool = setting(True, label=_("A blank ballot can be cast"), help_text=_("Blank ballots are counted apart, and published."))
    turnout_shown: bool = setting(True, label=_("How many have voted is shown while the vote is open"))
    minimum: int = setting(0, label=_("Approval: options to tick at least"), minimum=0, maximum=MOST)
    maximum: int = setting(
        0, label=_("Approval: options to tick at most"), help_text=_("0: as many as one likes."), minimum=0, maximum=MOST
    )
    grades: str = setting(
        "six",
        label=_("Majority judgment: the grades"),
        choices=[
            ("five", _("five grades, from “Very good” to “To reject”")),
            ("six", _("six grades, from “Very good” to “To reject”")),
            ("seven", _("seven grades, from “Excellent” to “To reject”")),
        ],
    )


@phase_kind
class VotePhase(PhaseKind):
    """People vote in secret; the count is published with every ballot, and can be done again by anybody."""

    slug = queries.KIND
    name = _("Vote")
    description = _("People on the roll vote in secret on options. The result, the ballots and the count are published at the close.")
    family = "voting"
    Settings = VoteSettings

    def methods(self) -> list[tuple[str, str]]:
        return [(method.slug, counting.method_name(method.slug)) for method in counting.usable()]

    def page(self, phase: Phase) -> str:
        return reverse("ballots:vote", args=[phase.ref])

    def invitation(self, phase: Phase, person: Person | None) -> Invitation | None:
        if phase.state == Phase.State.CLOSED:
            return Invitation(label=_("See the result"), url=self.page(phase), verdict=rules.may_know_result(person, phase))
        if phase.state == Phase.State.OPEN:
            return Invitation(label=pgettext("what one does", "Vote"), url=self.page(phase), verdict=rules.may_vote(person, phase))
        if rules.may_prepare(person, phase):
            return Invitation(label=_("Prepare the vote"), url=reverse("ballots:prepare", args=[phase.ref]))
        return None

    def tally(self, phase: Phase) -> str:
        vote = queries.vote_of(phase)
        if vote is None or not (vote.is_closed or phase.typed_settings().turnout_shown):
            return ""
        count = queries.turnout(phase)
        if vote.eligible is None:
            return ngettext("%(count)s ballot", "%(count)s ballots", count) % {"count": count}
        facts = {"count": count, "eligible": vote.eligible}
        return ngettext("%(count)s voter out of %(eligible)s", "%(count)s voters out of %(eligible)s", count) % facts

    def ready(self, phase: Phase) -> Verdict:
        try:
            counting.settings_of(phase)
        except (ValidationError, ValueError) as error:
            return no(error.messages[0] if isinstance(error, ValidationError) else str(error))
        found = len(queries.options_to_come(phase))
        if not FEWEST <= found <= MOST:
            return no(_g("A vote has from %(fewest)s to %(most)s options; this one has %(found)s.") % {
                "fewest": FEWEST, "most": MOST, "found": found,
            })  # fmt: skip
        asked = phase.typed_settings().electorate
        if asked == electorate.LISTED and not queries.eligible_so_far(phase):
            return no(_("Import the list of those who may vote first."))
        if asked not in (electorate.LISTED, electorate.ARCHIVE) and not electorate.people_of(phase).exists():
            return no(_("Nobody would be on the electoral roll of this vote."))
        return YES

    def opened(self, phase: Phase) -> None:
        actions.fix(phase)

    def conclude(self, phase: Phase) -> Conclusion:
        return actions.conclude(phase)
