"""Two kinds of phase: gathering contributions, and sorting them into options."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from parvis.core.discussion.kinds import subject
from parvis.core.people import actions as people
from parvis.core.people.models import Person
from parvis.core.processes.models import Conclusion, Invitation, Phase, PhaseKind, phase_kind, setting
from parvis.core.record.models import State
from parvis.core.rules.verdict import YES, Verdict, no
from parvis.features.consultation import names, queries, rules
from parvis.features.consultation.models import Contribution, Option, Origin, Shelf

PASSED_ON = 500  # beyond, nobody can choose between them: somebody has to sort first

CONTRIBUTION = subject("contribution", Contribution, columns=("supports", "arguments"), may_support=rules.may_support_ref)


def _name_again(closed: Phase) -> None:
    """Put the names back when the phase that closes is the last that they waited for."""
    gathering = closed if closed.kind == rules.GATHERING else closed.takes_from
    if gathering and gathering.settings.get("named") == names.AFTERWARDS and not names.unnamed_phases(closed.process.ref):
        people.put_names_back(closed.process.ref)


@phase_kind
class Gathering(PhaseKind):
    """People contribute."""

    slug = rules.GATHERING
    name = _("Gathering contributions")
    description = _("People bring ideas, problems, opinions, questions, proposals and expertise, discuss them and support them.")

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Settings:
        idea: bool = setting(True, label=_("Ideas"))
        problem: bool = setting(True, label=_("Problems"))
        opinion: bool = setting(True, label=_("Opinions"))
        question: bool = setting(True, label=_("Questions"))
        proposal: bool = setting(True, label=_("Proposals"))
        expertise: bool = setting(True, label=_("Expertise"))
        theme_required: bool = setting(False, label=_("A theme must be chosen"))
        named: str = setting(
            names.AT_ONCE,
            label=_("Names of those who contribute"),
            choices=[
                (names.AT_ONCE, _("shown at once")),
                (names.AFTERWARDS, _("shown once the contributions are sorted: what is said is read before who says it")),
            ],
        )
        place: str = setting(
            "optional",
            label=_("A place on the map"),
            choices=[("no", _("not asked")), ("optional", _("optional")), ("required", _("required"))],
        )
        attachments: bool = setting(True, label=_("Files may be attached"))
        supports: bool = setting(True, label=_("People support contributions"))
        discussion: bool = setting(True, label=_("People discuss: arguments, questions, sources"))

    def page(self, phase: Phase) -> str:
        return reverse("consultation:list", args=[phase.ref])

    def invitation(self, phase: Phase, person: Person | None) -> Invitation:
        verdict = rules.may_contribute(person, phase)
        return Invitation(label=_("Contribute"), url=reverse("consultation:new", args=[phase.ref]), verdict=verdict)

    def tally(self, phase: Phase) -> str:
        shelf = Shelf.objects.filter(phase=phase).first()
        if not shelf or not shelf.published:
            return ""
        return ngettext("%(count)d contribution", "%(count)d contributions", shelf.published) % {"count": shelf.published}

    def opened(self, phase: Phase) -> None:
        if phase.typed_settings().named == names.AFTERWARDS:
            people.leave_names_out(phase.process.ref, but=names.people_acting_for(phase.process))

    def conclude(self, phase: Phase) -> Conclusion:
        """All contributions go on, in their order of arrival, unless there are too many to choose from."""
        _name_again(phase)
        published = Contribution.objects.filter(phase=phase).published()
        counted = published.count()
        people = published.aggregate(people=Count("author", distinct=True))["people"]
        refs = [str(ref) for ref in published.order_by("number").values_list("ref", flat=True)] if counted <= PASSED_ON else []
        facts = {"contributions": counted, "people": people}
        steps = [{"code": "consultation.gathered", "facts": facts}]
        if counted > PASSED_ON:
            steps.append({"code": "consultation.too_many_to_choose", "facts": {"contributions": counted, "at_most": PASSED_ON}})
        return Conclusion(refs=refs, result=facts, steps=steps)


@phase_kind
class Sorting(PhaseKind):
    """A facilitator makes options of contributions."""

    slug = rules.SORTING
    name = _("Sorting into options")
    description = _("The facilitator groups the contributions into options. Each option keeps the trail to what it came from.")

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Settings:
        discussion: bool = setting(True, label=_("People discuss: arguments, questions, sources"))
        pass_on: bool = setting(True, label=_("If no option is made, the contributions themselves go on"))

    def page(self, phase: Phase) -> str:
        return reverse("consultation:options", args=[phase.ref])

    def invitation(self, phase: Phase, person: Person | None) -> Invitation:
        verdict = rules.may_sort(person, phase)
        if verdict:
            return Invitation(label=_("Sort the contributions"), url=reverse("consultation:sorting", args=[phase.ref]), verdict=verdict)
        return Invitation(label=_("Read and discuss the options"), url=self.page(phase))

    def tally(self, phase: Phase) -> str:
        made = Option.objects.filter(phase=phase, state=State.PUBLISHED).count()
        return ngettext("%(count)d option", "%(count)d options", made) % {"count": made} if made else ""

    def ready(self, phase: Phase) -> Verdict:
        return YES if phase.takes_from_id else no(_("Say first which gathering of contributions this sorting takes from."))

    def conclude(self, phase: Phase) -> Conclusion:
        _name_again(phase)
        options = list(Option.objects.filter(phase=phase, state=State.PUBLISHED).order_by("position"))
        if options:
            used = Origin.objects.filter(option__in=options).values("contribution").distinct().count()
            facts = {"options": len(options), "contributions": used}
            steps: list[dict[str, object]] = [{"code": "consultation.sorted", "facts": facts}]
            if left := queries.ungrouped(phase).count():
                steps.append({"code": "consultation.left", "facts": {"contributions": left}})
            return Conclusion(refs=[str(option.ref) for option in options], result=facts, steps=steps)
        if phase.takes_from and phase.typed_settings().pass_on:
            passed = phase.takes_from.kind_of_phase.conclude(phase.takes_from)
            return Conclusion(
                refs=passed.refs, result={"options": 0}, steps=[{"code": "consultation.passed_on", "facts": {}}, *passed.steps]
            )
        return Conclusion(result={"options": 0}, steps=[{"code": "consultation.no_option", "facts": {}}])
