"""What the actions of discussion do, and that each is one act."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import override

from parvis.core.discussion import actions
from parvis.core.discussion.documents import DOCX, JPEG, ODT, PDF, PNG, WEBP, checked, recognised
from parvis.core.discussion.models import Argument, Question, Side, Source, Support, Tally, Wording
from parvis.core.people.actions import pseudonym
from parvis.core.record.models import Act, State, Thing
from parvis.core.rules.verdict import Refused


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read here in their source language."""
    with override("en"):
        yield


def acts_after(count: int) -> list[str]:
    return list(Act.objects.order_by("id").values_list("kind", flat=True)[count:])


@pytest.fixture
def before(thing: Thing) -> int:
    return Act.objects.count()


def test_each_thing_said_is_one_act_and_is_counted(town: Any, thing: Thing, before: int) -> None:
    pro = actions.argue(thing.ref, by=town.ada, side="for", text="Shade.", title="Trees give shade")
    actions.argue(thing.ref, by=town.bao, side="against", text="Leaves.")
    actions.ask(thing.ref, by=town.bao, text="How many?")
    actions.cite(thing.ref, by=town.ada, title="A study", url="https://example.org/s.pdf", publisher="INRAE", kind="study")
    actions.cite(pro.ref, by=town.ada, title="Another")
    assert acts_after(before) == ["argument.publié", "argument.publié", "question.posée", "source.citée", "source.citée"]
    tally = Tally.objects.get(ref=thing.ref)
    assert (tally.arguments_for, tally.arguments_against, tally.questions, tally.sources) == (1, 1, 1, 1)
    assert Tally.objects.get(ref=pro.ref).sources == 1
    card = Thing.objects.get(ref=pro.ref)
    assert (card.title, card.path, card.kind) == ("Trees give shade", f"{thing.path}#argument-{pro.ref}", "argument")
    act = Act.objects.get(object=pro.ref, kind="argument.publié")
    assert act.clear == {"sens": "pour", "sur": str(thing.ref)}
    assert act.opening.fields["texte"][0] == "Shade."


def test_a_source_on_an_argument_is_read_on_the_page_of_the_thing(town: Any, thing: Thing) -> None:
    pro = actions.argue(thing.ref, by=town.ada, side="for", text="Shade.")
    source = actions.cite(pro.ref, by=town.ada, title="A study")
    assert Thing.objects.get(ref=source.ref).path == f"{thing.path}#source-{source.ref}"


def test_an_edit_keeps_the_words_before(town: Any, thing: Thing) -> None:
    pro = actions.argue(thing.ref, by=town.ada, side="for", text="Shade.")
    count = Act.objects.count()
    actions.edit(pro, by=town.ada, text="**Shade** in July.")
    actions.edit(pro, by=town.ada, text="**Shade** in July.")
    assert acts_after(count) == ["propos.modifié"]
    pro.refresh_from_db()
    assert (pro.edits, pro.html) == (1, "<p><strong>Shade</strong> in July.</p>")
    assert Wording.objects.get(ref=pro.ref).text == "Shade."


def test_withdrawing_hiding_and_showing_keep_the_count(town: Any, thing: Thing) -> None:
    pro = actions.argue(thing.ref, by=town.ada, side="for", text="Shade.")
    con = actions.argue(thing.ref, by=town.ada, side="against", text="Leaves.")
    count = Act.objects.count()
    actions.withdraw(con, by=town.ada)
    actions.hide(pro, by=town.driss, reason="It insults somebody.")
    actions.hide(pro, by=town.driss, reason="Twice is once.")
    assert acts_after(count) == ["propos.retiré", "propos.masqué"]
    tally = Tally.objects.get(ref=thing.ref)
    assert (tally.arguments_for, tally.arguments_against) == (0, 0)
    assert [Thing.objects.get(ref=each.ref).state for each in (pro, con)] == [State.HIDDEN, State.WITHDRAWN]
    actions.show(pro, by=town.driss)
    tally.refresh_from_db()
    assert (acts_after(count)[2:], tally.arguments_for) == (["propos.rétabli"], 1)
    with pytest.raises(Refused, match="withdrew"):
        actions.hide(con, by=town.driss, reason="x")


def test_a_question_is_answered_and_answered_again(town: Any, thing: Thing) -> None:
    question = actions.ask(thing.ref, by=town.ada, text="How many trees?")
    count = Act.objects.count()
    actions.reply(question, by=town.chloe, text="Thirty-eight.")
    actions.reply(question, by=town.fanny, text="Forty.")
    assert acts_after(count) == ["question.répondue"] * 2
    question.refresh_from_db()
    assert (question.answer, question.answered_by.name) == ("Forty.", "Fanny")
    with pytest.raises(Refused):
        actions.reply(question, by=town.bao, text="x")


def test_a_support_is_given_once_and_taken_back(town: Any, thing: Thing) -> None:
    pro = actions.argue(thing.ref, by=town.ada, side="for", text="Shade.")
    count = Act.objects.count()
    assert actions.support(pro.ref, by=town.bao) == actions.support(pro.ref, by=town.bao)
    pro.refresh_from_db()
    assert (pro.supports, Tally.objects.get(ref=pro.ref).supports) == (1, 1)
    actions.unsupport(pro.ref, by=town.bao)
    actions.unsupport(pro.ref, by=town.bao)
    pro.refresh_from_db()
    assert (pro.supports, Tally.objects.get(ref=pro.ref).supports) == (0, 0)
    assert acts_after(count) == ["soutien.donné", "soutien.repris"]
    with pytest.raises(Refused, match="no support"):
        actions.support(thing.ref, by=town.bao)


@pytest.mark.parametrize("changes", [{"text": " "}, {"text": "x" * 3001}, {"side": "maybe"}, {"title": "x" * 141}])
def test_a_wrong_argument_writes_nothing(town: Any, thing: Thing, before: int, changes: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        actions.argue(thing.ref, by=town.ada, **({"side": "for", "text": "Shade."} | changes))
    assert (Argument.objects.count(), Act.objects.count(), Tally.objects.count()) == (0, before, 0)


def breaks(make: Any, name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


def test_the_database_keeps_the_invariants(town: Any, thing: Thing) -> None:
    me = pseudonym(town.ada, thing.process)
    base = {"on": thing.ref, "author": me}
    Support.objects.create(ref=thing.ref, supporter=me)
    breaks(lambda: Support.objects.create(ref=thing.ref, supporter=me), "UNIQUE|person_supports_a_thing_once")
    breaks(lambda: Argument.objects.create(**base, side="maybe", text="x"), "argument_is_for_or_against")
    breaks(lambda: Argument.objects.create(**base, side=Side.FOR, text=""), "argument_says_something")
    breaks(lambda: Argument.objects.create(**base, side=Side.FOR, text="x", state="lost"), "argument_state_is_known")
    breaks(lambda: Argument.objects.create(**base, side=Side.FOR, text="x", state="hidden"), "hidden_argument_has_a_reason")
    breaks(lambda: Question.objects.create(**base, text="x", answer="y"), "answer_has_an_author_and_a_date")
    breaks(lambda: Source.objects.create(**base, title=""), "source_has_a_title")
    breaks(lambda: Source.objects.create(**base, title="x", kind="rumour"), "source_kind_is_known")
    Argument.objects.create(**base, side=Side.FOR, text="x", external_source="s", external_id="1")
    breaks(
        lambda: Argument.objects.create(**base, side=Side.FOR, text="x", external_source="s", external_id="1"),
        "UNIQUE|argument_is_brought_in_once",
    )


def office(name: str, content: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if name == "mimetype":
            archive.writestr("mimetype", content)
        else:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", PDF),
        (b"\x89PNG\r\n\x1a\n....", PNG),
        (b"\xff\xd8\xff\xe0....", JPEG),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", WEBP),
        (office("mimetype", b"application/vnd.oasis.opendocument.text"), ODT),
        (office("word/document.xml"), DOCX),
        (office("mimetype", b"application/x-evil"), None),
        (office("evil.exe"), None),
        (b"PK\x03\x04 cut short", None),
        (b"<svg onload='alert(1)'>", None),
        (b"MZ\x90", None),
        (b"", None),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, kind: Any) -> None:
    assert recognised(SimpleUploadedFile("x", content)) == kind


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b""), ("a.pdf", b"MZ"), ("a.png", b"%PDF-1.7"), ("a.pdf", b"%PDF-" + b"0" * 1_100_000)]
)
def test_a_file_that_is_not_what_it_says_is_refused(settings: Any, name: str, content: bytes) -> None:
    settings.PARVIS_UPLOAD_MEGABYTES = 1
    with pytest.raises(ValidationError, match=name):
        checked(SimpleUploadedFile(name, content))
