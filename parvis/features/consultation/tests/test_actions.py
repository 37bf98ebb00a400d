"""What the actions of consultation do, and that each is one act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from parvis.core.discussion import actions as discussion
from parvis.core.discussion.actions import BroughtArgument, BroughtSource
from parvis.core.discussion.models import Argument, Source, Tally
from parvis.core.people.models import Follow, Pseudonym
from parvis.core.processes import actions as processes
from parvis.core.record.models import Act, State, Thing
from parvis.core.rules.verdict import Refused
from parvis.features.consultation import actions
from parvis.features.consultation.actions import Brought
from parvis.features.consultation.models import Contribution, Option, Shelf, Theme, Version


def bench(town: Any, phase: Any, **changes: Any) -> Contribution:
    given = {"by": town.ada, "kind": "idea", "title": "A bench", "text": "Under the **lime tree**."} | changes
    return actions.contribute(phase, **given)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read here in their source language."""
    with override("en"):
        yield


def acts_after(count: int) -> list[str]:
    return list(Act.objects.order_by("id").values_list("kind", flat=True)[count:])


def test_contributing_is_one_act_and_calls_for_an_answer(town: Any, gathering: Any) -> None:
    before = Act.objects.count()
    made = bench(town, gathering)
    assert acts_after(before) == ["contribution.publiée"]
    card = Thing.objects.get(ref=made.ref)
    assert (card.title, card.body, card.kind, card.calls_for_answer) == ("A bench", "Under the lime tree.", "contribution", True)
    assert "<strong>lime tree</strong>" in made.html
    assert (made.number, Shelf.objects.get(phase=gathering).published) == (1, 1)
    assert Follow.objects.filter(person=town.ada, ref=made.ref).exists()
    assert "Ada" not in str(Act.objects.latest("id").clear)


def test_contributions_are_numbered_in_their_order(town: Any, gathering: Any) -> None:
    assert [bench(town, gathering, title=f"Bench {index}").number for index in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "rumour"}, "kind"),
        ({"text": "  "}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"latitude": 47.2}, "latitude"),
        ({"latitude": 95, "longitude": 0}, "latitude"),
        ({"title": ""}, "title"),
        ({"title": "x" * 251}, "title"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(town: Any, gathering: Any, wrong: dict[str, Any], field: str) -> None:
    before = Act.objects.count()
    with pytest.raises(ValidationError) as refused:
        bench(town, gathering, **wrong)
    assert field in refused.value.message_dict
    assert (Contribution.objects.count(), Act.objects.count()) == (0, before)
    assert not Shelf.objects.filter(phase=gathering).exists()


def test_an_edit_keeps_what_was_said(town: Any, gathering: Any) -> None:
    made = bench(town, gathering)
    before = Act.objects.count()
    edited = actions.edit(made, by=town.ada, title="Two benches", text="Under the lime tree.")
    assert acts_after(before) == ["contribution.modifiée"]
    assert (edited.title, edited.edits) == ("Two benches", 1)
    assert [(version.number, version.title) for version in Version.objects.filter(contribution=made)] == [(1, "A bench")]
    assert Thing.objects.get(ref=made.ref).title == "Two benches"
    actions.edit(edited, by=town.ada, title="Two benches", text="Under the lime tree.")
    assert len(acts_after(before)) == 1


def test_withdrawing_takes_it_out_of_everything(town: Any, gathering: Any) -> None:
    made = bench(town, gathering)
    before = Act.objects.count()
    actions.withdraw(made, by=town.ada)
    assert acts_after(before) == ["contribution.retirée"]
    assert Thing.objects.get(ref=made.ref).state == State.WITHDRAWN
    assert Shelf.objects.get(phase=gathering).published == 0
    with pytest.raises(Refused):
        actions.support(made, by=town.bao)
    with pytest.raises(Refused):
        discussion.argue(made.ref, by=town.bao, side="for", text="Yes.")


def test_supports_are_counted_once_a_person(town: Any, gathering: Any) -> None:
    made = bench(town, gathering)
    before = Act.objects.count()
    actions.support(made, by=town.bao)
    actions.support(made, by=town.bao)
    actions.support(made, by=town.chloe)
    assert acts_after(before) == ["soutien.donné"] * 2
    made.refresh_from_db()
    assert made.supports == Tally.objects.get(ref=made.ref).supports == 2
    actions.unsupport(made, by=town.bao)
    actions.unsupport(made, by=town.bao)
    assert acts_after(before)[2:] == ["soutien.repris"]
    made.refresh_from_db()
    assert made.supports == Tally.objects.get(ref=made.ref).supports == 1
    with pytest.raises(Refused, match="yours"):
        actions.support(made, by=town.ada)


def test_a_moderator_hides_with_a_reason_and_shows_again(town: Any, gathering: Any) -> None:
    made = bench(town, gathering)
    before = Act.objects.count()
    with pytest.raises(ValidationError, match="reason"):
        actions.hide(made, by=town.driss, reason=" ")
    hidden = actions.hide(made, by=town.driss, reason="It gives a private address.")
    assert acts_after(before) == ["contribution.masquée"]
    assert Act.objects.latest("id").opening.fields["motif"][0] == "It gives a private address."
    assert (hidden.state, Thing.objects.get(ref=made.ref).state) == (State.HIDDEN, State.HIDDEN)
    assert Shelf.objects.get(phase=gathering).published == 0
    shown = actions.show(made, by=town.driss)
    assert acts_after(before)[1:] == ["contribution.rétablie"]
    assert (shown.state, shown.hidden_because, Shelf.objects.get(phase=gathering).published) == (State.PUBLISHED, "", 1)


def test_themes_are_set_in_order(town: Any, gathering: Any) -> None:
    before = Act.objects.count()
    actions.set_themes(gathering, by=town.chloe, names=["Shade", "Cars", "Shade"])
    assert acts_after(before) == ["thèmes.définis"]
    shade = Theme.objects.get(phase=gathering, name="Shade")
    made = bench(town, gathering, theme=shade)
    actions.set_themes(gathering, by=town.chloe, names=["Cars", "Noise"])
    made.refresh_from_db()
    assert made.theme is None
    assert [theme.name for theme in gathering.themes.all()] == ["Cars", "Noise"]


def test_options_keep_the_trail_and_become_the_outcome(town: Any, sorting: Any) -> None:
    gathering = sorting.takes_from
    one, two = bench(town, gathering), bench(town, gathering, by=town.bao, title="A tree")
    before = Act.objects.count()
    shade = actions.make_option(sorting, by=town.chloe, title="Shade", text="Trees and benches", contributions=[two, one])
    bare = actions.make_option(sorting, by=town.chloe, title="Bare", contributions=[one])
    assert acts_after(before) == ["option.formulée"] * 2
    assert list(shade.contributions.order_by("number")) == [one, two]
    assert set(one.options.all()) == {shade, bare}
    actions.order_options(sorting, by=town.chloe, refs=[bare.ref, shade.ref])
    actions.edit_option(shade, by=town.chloe, title="Shade first", text="", contributions=[two])
    assert acts_after(before)[2:] == ["options.ordonnées", "option.modifiée"]
    assert list(shade.contributions.all()) == [two]
    outcome = processes.close_phase(sorting, by=town.chloe)
    assert [thing.title for thing in outcome.things] == ["Bare", "Shade first"]
    assert outcome.result == {"options": 2, "contributions": 2}


def test_an_option_given_up_leaves_its_place(town: Any, sorting: Any) -> None:
    first = actions.make_option(sorting, by=town.chloe, title="One")
    before = Act.objects.count()
    actions.drop_option(first, by=town.chloe)
    assert acts_after(before) == ["option.abandonnée"]
    assert actions.make_option(sorting, by=town.chloe, title="Two").position == 1
    with pytest.raises(Refused, match="given up"):
        actions.edit_option(first, by=town.chloe, title="x")


def test_the_order_names_every_option_once(town: Any, sorting: Any) -> None:
    one = actions.make_option(sorting, by=town.chloe, title="One")
    actions.make_option(sorting, by=town.chloe, title="Two")
    with pytest.raises(ValidationError, match="once"):
        actions.order_options(sorting, by=town.chloe, refs=[one.ref, one.ref])


def test_without_options_the_contributions_go_on(town: Any, sorting: Any) -> None:
    made = bench(town, sorting.takes_from)
    assert processes.close_phase(sorting, by=town.chloe).refs == [str(made.ref)]
    assert not Option.objects.exists()


def test_an_option_is_made_of_published_contributions_of_its_gathering(town: Any, sorting: Any) -> None:
    made = actions.withdraw(bench(town, sorting.takes_from), by=town.ada)
    with pytest.raises(ValidationError, match="published"):
        actions.make_option(sorting, by=town.chloe, title="x", contributions=[made])


ROW = Brought(
    id="100",
    title="Open the archives",
    text="All of them.",
    author="Participant 17",
    theme="Data",
    at=datetime(2015, 9, 26, 12, 5, 4, tzinfo=UTC),
    supports=25,
    said=[
        BroughtArgument(id="1", side="for", text="Yes.", author="Participant 3"),
        BroughtArgument(id="2", side="against", text="No.", author="Participant 17"),
        BroughtSource(id="9", title="A report", url="https://example.org/r.pdf", author="Participant 3"),
    ],
)


def test_bringing_in_keeps_dates_and_authors_and_adds_nothing_twice(town: Any, gathering: Any) -> None:
    before = Act.objects.count()
    report = actions.bring_in(gathering, [ROW], by=town.chloe, source="elsewhere")
    kinds = ["contribution.reprise", "argument.repris", "argument.repris", "source.reprise", "contributions.importées"]
    assert acts_after(before) == kinds
    assert (report.outcomes, report.added["sources"]) == ({"added": 1}, 1)
    made = Contribution.objects.select_related("author", "theme").get()
    assert (made.published_at, made.author.name, made.author.person, made.theme.name) == (ROW.at, "Participant 17", None, "Data")
    assert (made.supports, made.supports_elsewhere, made.arguments) == (0, 25, 2)
    tally = Tally.objects.get(ref=made.ref)
    assert (tally.arguments_for, tally.arguments_against, tally.sources) == (1, 1, 1)
    assert Argument.objects.get(side="against").author == made.author
    act = Act.objects.get(object=made.ref)
    assert act.at == ROW.at.replace(second=0)
    assert act.opening.fields["titre"][0] == "Open the archives"
    again = actions.bring_in(gathering, [ROW], by=town.chloe, source="elsewhere")
    assert (again.outcomes, again.added.total(), len(acts_after(before))) == ({"there": 1}, 0, 5)
    assert (Contribution.objects.count(), Argument.objects.count(), Source.objects.count()) == (1, 2, 1)
    assert Pseudonym.objects.filter(person=None).count() == 2


def test_a_wrong_row_is_reported_and_the_others_are_written(town: Any, gathering: Any) -> None:
    wrong = Brought(id="2", title="", text="x")
    nowhere = Brought(id="3", title="x", text="x", latitude=120, longitude=0)
    report = actions.bring_in(gathering, [ROW, wrong, nowhere], by=town.chloe, source="elsewhere")
    assert [line.outcome for line in report.lines] == ["added", "wrong", "wrong"]
    assert "title" in report.lines[1].reason
    assert "120" in report.lines[2].reason
    assert Contribution.objects.count() == 1


def test_a_preview_writes_nothing(town: Any, gathering: Any) -> None:
    before = Act.objects.count()
    report = actions.bring_in(gathering, [ROW], by=town.chloe, source="elsewhere", preview=True)
    assert report.outcomes == {"added": 1}
    assert (Contribution.objects.count(), Act.objects.count(), Pseudonym.objects.filter(person=None).count()) == (0, before, 0)


def test_an_archive_calls_for_no_answer(town: Any, gathering: Any) -> None:
    actions.bring_in(gathering, [ROW], by=town.chloe, source="elsewhere", calls_for_answer=False)
    assert not Thing.objects.get(kind="contribution").calls_for_answer
