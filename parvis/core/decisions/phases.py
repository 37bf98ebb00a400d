"""Deciding and following up, as phases of a process."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from parvis.core.decisions import queries, rules
from parvis.core.decisions.models import Decision, Promise
from parvis.core.people.models import Person
from parvis.core.processes.models import Conclusion, Invitation, Phase, PhaseKind, phase_kind
from parvis.core.processes.rules import may_take_part


@phase_kind
class Deciding(PhaseKind):
    """Those who answer for the process decide, give their reasons and answer everybody."""

    slug = "decision"
    name = _("Decision and answers")
    description = _("The body that decides says what it decides and why, and everybody who contributed is answered.")

    def page(self, phase: Phase) -> str:
        return f"{reverse('decisions:list')}?demarche={phase.process.slug}"

    def invitation(self, phase: Phase, person: Person | None) -> Invitation | None:
        """Officers are invited to write; for everybody else there is something to read, and nothing to do."""
        if not rules.may_decide(person, phase.process):
            return None
        return Invitation(label=_("Write the decision"), url=reverse("decisions:decide", args=[phase.process.slug]))

    def tally(self, phase: Phase) -> str:
        count = phase.process.decisions.count()
        return ngettext("%(count)d decision", "%(count)d decisions", count) % {"count": count} if count else ""

    def conclude(self, phase: Phase) -> Conclusion:
        return Conclusion(refs=[str(ref) for ref in phase.process.decisions.order_by("decided_on", "pk").values_list("ref", flat=True)])


@phase_kind
class FollowUp(PhaseKind):
    """Promises are followed, with evidence, and the people concerned say what they see."""

    slug = "follow_up"
    name = _("Follow-up")
    description = _("What was promised, what is done, and what the people concerned say of it.")

    def page(self, phase: Phase) -> str:
        return f"{reverse('decisions:promises')}?demarche={phase.process.slug}"

    def invitation(self, phase: Phase, person: Person | None) -> Invitation | None:
        verdict = may_take_part(person, phase.process)
        return Invitation(label=_("Say what you see"), url=self.page(phase), verdict=verdict)

    def tally(self, phase: Phase) -> str:
        counted = queries.promises_by_state(Promise.objects.filter(decision__process=phase.process))
        total = sum(counted.values())
        if not total:
            return ""
        words = ngettext("%(count)d promise, %(kept)d kept", "%(count)d promises, %(kept)d kept", total)
        return words % {"count": total, "kept": counted[Promise.Status.KEPT]}

    def conclude(self, phase: Phase) -> Conclusion:
        made = Promise.objects.filter(decision__in=Decision.objects.filter(process=phase.process)).order_by("due_on", "pk")
        return Conclusion(refs=[str(ref) for ref in made.values_list("ref", flat=True)])
