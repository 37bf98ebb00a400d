"""Decisions, the options weighed, the answers given and the silences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from parvis.core.decisions import queries
from parvis.core.decisions.codes import KEPT, VERDICTS
from parvis.core.decisions.models import Answer, Decision, Reply, Silence, Weighed
from parvis.core.opendata.catalogue import absolute
from parvis.core.opendata.registry import Column, Dataset, Scope, Type, WrongFilter, dataset
from parvis.core.people.models import Person
from parvis.core.processes.models import Process
from parvis.core.spaces.standing import spaces_of

AT_ONCE = 1_000
VERDICT_CODES = {code: Answer.Verdict(verdict).label for verdict, code in VERDICTS.items()}


def year_checked(scope: Scope) -> dict[str, str]:
    """Give what is asked; raises WrongFilter when the year is none."""
    year = scope.filters.get("annee", "")
    if year and not re.fullmatch(r"\d{4}", year):
        raise WrongFilter("annee", expected="2026", got=year)
    return scope.asked


def verdict_checked(scope: Scope) -> dict[str, str]:
    """Give what is asked; raises WrongFilter when there is no such verdict."""
    verdict = scope.filters.get("verdict", "")
    if verdict and verdict not in VERDICT_CODES:
        raise WrongFilter("verdict", expected=", ".join(VERDICT_CODES), got=verdict)
    return scope.asked


def decisions(scope: Scope, person: Person | None) -> Iterable[Decision]:
    """Give the decisions of the list page."""
    return queries.decisions_listed(year_checked(scope), spaces=spaces_of(person)).iterator(chunk_size=AT_ONCE)


def options(scope: Scope, person: Person | None) -> Iterable[Weighed]:
    """Give the options that these decisions weighed."""
    shown = queries.decisions_listed(year_checked(scope), spaces=spaces_of(person))
    found = Weighed.objects.filter(decision__in=shown.order_by()).select_related("decision")
    return found.order_by("decision", "position").iterator(chunk_size=AT_ONCE)


def answers(scope: Scope, person: Person | None) -> Iterable[Answer]:
    """Give the answers of the list page."""
    found = queries.answers_listed(verdict_checked(scope), spaces=spaces_of(person))
    return found.order_by("given_at", "pk").iterator(chunk_size=AT_ONCE)


def replies(scope: Scope, person: Person | None) -> Iterable[Reply]:
    """Give what each of these answers answers."""
    shown = queries.answers_listed(verdict_checked(scope), spaces=spaces_of(person))
    found = Reply.objects.filter(answer__in=shown.order_by()).select_related("answer")
    return found.order_by("pk").iterator(chunk_size=AT_ONCE)


def silences(scope: Scope, person: Person | None) -> Iterable[Silence]:
    """Give the silences of the processes that this person may read."""
    shown = Process.objects.visible_in(list(spaces_of(person)))
    found = Silence.objects.filter(process__in=shown).select_related("process")
    if scope.process:
        found = found.filter(process=scope.process)
    if scope.space:
        found = found.filter(process__space=scope.space)
    return found.order_by("said_at", "pk").iterator(chunk_size=AT_ONCE)


REF, PROCESS = _("Public identifier."), _("Identifier of the process.")
ADDRESS = _("Where it is read.")

DECISIONS = dataset(
    Dataset(
        slug="decisions",
        title=_("Decisions"),
        description=_("What was decided, by whom and why."),
        columns=(
            Column("ref", Type.UUID, REF, lambda row: row.ref),
            Column("demarche", Type.UUID, PROCESS, lambda row: row.process.ref),
            Column("espace", Type.TEXT, _("Name of the space."), lambda row: row.process.space.name),
            Column("titre", Type.TEXT, _("What was decided, in one sentence."), lambda row: row.title),
            Column("numero", Type.TEXT, _("Official number."), lambda row: row.number or None),
            Column("decide_par", Type.TEXT, _("Body, vote or person that decided."), lambda row: row.who),
            Column("vote", Type.UUID, _("Identifier of the vote that decided, if one did."), lambda row: row.phase and row.phase.ref),
            Column("decide_le", Type.DATE, _("When it was decided."), lambda row: row.decided_on),
            Column("texte", Type.TEXT, _("The decision (CommonMark)."), lambda row: row.text),
            Column("motifs", Type.TEXT, _("The reasons (CommonMark)."), lambda row: row.reasons),
            Column("voix_pour", Type.INTEGER, _("Votes for, when the body counted them."), lambda row: row.votes_for),
            Column("voix_contre", Type.INTEGER, _("Votes against."), lambda row: row.votes_against),
            Column("abstentions", Type.INTEGER, _("Abstentions."), lambda row: row.abstentions),
            Column("publie_le", Type.INSTANT, _("When it was published here."), lambda row: row.published_at),
            Column("adresse", Type.URL, ADDRESS, lambda row: absolute(row.get_absolute_url())),
        ),
        rows=decisions,
        filters=("annee", "q"),
    )
)

OPTIONS = dataset(
    Dataset(
        slug="options-pesees",
        title=_("Options weighed"),
        description=_("The options of each decision, retained or not, and why."),
        columns=(
            Column("decision", Type.UUID, _("Identifier of the decision."), lambda row: row.decision.ref),
            Column("rang", Type.INTEGER, _("Its place in the list, from 1."), lambda row: row.position),
            Column("ref", Type.UUID, _("Identifier of the option, when it was published."), lambda row: row.ref),
            Column("titre", Type.TEXT, _("Title."), lambda row: row.title),
            Column(
                "retenue", Type.TEXT, _("Whether it was retained."), lambda row: KEPT[Weighed.Kept(row.kept)],
                {code: Weighed.Kept(kept).label for kept, code in KEPT.items()},
            ),
            Column("motif", Type.TEXT, _("Why."), lambda row: row.why),
        ),
        rows=options,
        filters=("annee", "q"),
    )
)  # fmt: skip

ANSWERS = dataset(
    Dataset(
        slug="reponses",
        title=_("Answers"),
        description=_("The answers given to those who contributed; one answer may be given to many."),
        columns=(
            Column("ref", Type.UUID, REF, lambda row: row.ref),
            Column("demarche", Type.UUID, PROCESS, lambda row: row.process.ref),
            Column("verdict", Type.TEXT, _("What became of it."), lambda row: VERDICTS[Answer.Verdict(row.verdict)], VERDICT_CODES),
            Column("texte", Type.TEXT, _("The answer and its reasons (CommonMark)."), lambda row: row.reasons),
            Column("decision", Type.UUID, _("Identifier of the decision it follows from."), lambda row: row.decision and row.decision.ref),
            Column("donnee_le", Type.INSTANT, _("When it was given."), lambda row: row.given_at),
            Column("adresse", Type.URL, ADDRESS, lambda row: absolute(row.get_absolute_url())),
        ),
        rows=answers,
        filters=("verdict",),
    )
)

REPLIES = dataset(
    Dataset(
        slug="reponses-donnees",
        title=_("Who got which answer"),
        description=_("One row for each thing that was answered, with its answer."),
        columns=(
            Column("objet", Type.UUID, _("Identifier of what was answered."), lambda row: row.ref),
            Column("reponse", Type.UUID, _("Identifier of the answer."), lambda row: row.answer.ref),
            Column("verdict", Type.TEXT, _("What became of it."), lambda row: VERDICTS[Answer.Verdict(row.answer.verdict)], VERDICT_CODES),
            Column("donnee_le", Type.INSTANT, _("When it was given."), lambda row: row.answer.given_at),
            Column("remplacee", Type.BOOLEAN, _("Whether a later answer took its place."), lambda row: row.replaced),
        ),
        rows=replies,
        filters=("verdict",),
    )
)

SILENCES = dataset(
    Dataset(
        slug="silences",
        title=_("Silences"),
        description=_("What is not answered, and why."),
        columns=(
            Column("objet", Type.UUID, _("Identifier of what is not answered."), lambda row: row.ref),
            Column("demarche", Type.UUID, PROCESS, lambda row: row.process.ref),
            Column("motif", Type.TEXT, _("Why it is not answered."), lambda row: row.reason),
            Column("dit_le", Type.INSTANT, _("When it was said."), lambda row: row.said_at),
        ),
        rows=silences,
    )
)
