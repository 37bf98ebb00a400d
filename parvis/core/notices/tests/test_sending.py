"""When e-mails are sent, to whom, and what they say."""

from __future__ import annotations

import email
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone

from parvis.core.decisions import actions as deciding
from parvis.core.notices import actions, queries, tasks, tokens
from parvis.core.notices.models import Cursor, Notice, Preference
from parvis.core.people.actions import erase_account
from parvis.core.people.mydata import gathered
from parvis.core.record.models import Act, State, Thing

PARIS = ZoneInfo("Europe/Paris")
# A Wednesday.
WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=PARIS)


def happen(town: Any, process: Any, write: Any, title: str = "Trees") -> None:
    """Answer something that Ada wrote, and read the record."""
    deciding.answer(process, refs=[write(process, town.ada, title=title)], verdict="adopted", reasons="Sixteen trees.", by=town.chloe)
    while actions.spread():
        pass


def test_at_once_is_what_nobody_has_to_choose(town: Any, process: Any, write: Any) -> None:
    happen(town, process, write)
    assert actions.send_due() == 1
    assert actions.send_due() == 0
    [message] = mail.outbox
    assert message.to == ["ada@town.example"]
    assert "An answer was given: “Sixteen trees.”." in message.body
    assert "It concerns what you wrote: “Trees”." in message.body
    assert "/contributions/" in message.body


def test_one_e_mail_tells_all_that_waits(town: Any, process: Any, write: Any) -> None:
    happen(town, process, write, "Trees")
    happen(town, process, write, "Benches")
    assert actions.send_due() == 1
    assert mail.outbox[0].subject == "2 things happened"
    assert "Trees" in mail.outbox[0].body
    assert "Benches" in mail.outbox[0].body


@pytest.mark.parametrize(("language", "expected"), [("fr", "Bonjour Ada"), ("en", "Hello Ada"), ("", "Hello Ada")])
def test_an_e_mail_is_in_the_language_of_its_reader(town: Any, process: Any, write: Any, language: str, expected: str) -> None:
    town.ada.language = language
    town.ada.save()
    happen(town, process, write)
    actions.send_due()
    assert mail.outbox[0].body.startswith(expected)
    html = mail.outbox[0].alternatives[0]
    assert f'<html lang="{language or "en"}">' in html[0]
    assert "style=" not in html[0]


def test_one_click_stops_all_of_them(client: Any, town: Any, process: Any, write: Any) -> None:
    happen(town, process, write)
    actions.send_due()
    message = email.message_from_bytes(mail.outbox[0].message().as_bytes())
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = "".join(message["List-Unsubscribe"].split()).strip("<>")
    assert "ada" not in address
    path = "/" + address.split("/", 3)[3]
    assert client.get(path).status_code == 200
    assert queries.rhythm_of(town.ada) == "at_once"
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert queries.rhythm_of(town.ada) == "never"
    happen(town, process, write)
    assert actions.send_due() == 0


@pytest.mark.parametrize("token", ["x", "0" * 32, f"{'0' * 32}:abc"])
def test_a_forged_link_stops_nothing(client: Any, town: Any, token: str) -> None:
    assert client.post(f"/avis/desabonner/{token}/").status_code == 404
    assert not Preference.objects.exists()


def test_a_daily_digest_waits_for_the_morning(town: Any, process: Any, write: Any) -> None:
    actions.choose_rhythm(by=town.ada, rhythm="daily")
    Preference.objects.update(digest_on=WEDNESDAY.date())
    happen(town, process, write)
    assert actions.send_due(WEDNESDAY) == 0
    assert actions.send_due(WEDNESDAY + timedelta(hours=20)) == 0
    assert actions.send_due(WEDNESDAY + timedelta(hours=22)) == 1
    happen(town, process, write)
    assert actions.send_due(WEDNESDAY + timedelta(hours=30)) == 0
    assert actions.send_due(WEDNESDAY + timedelta(hours=46)) == 1


def test_a_weekly_digest_waits_for_monday_and_is_not_lost_when_the_worker_slept(town: Any, process: Any, write: Any) -> None:
    actions.choose_rhythm(by=town.ada, rhythm="weekly")
    Preference.objects.update(digest_on=WEDNESDAY.date())
    happen(town, process, write)
    assert actions.send_due(WEDNESDAY + timedelta(days=4)) == 0
    assert actions.send_due(WEDNESDAY + timedelta(days=6)) == 1


def test_what_was_read_on_the_site_is_not_mailed(town: Any, process: Any, write: Any) -> None:
    happen(town, process, write)
    actions.mark_all_read(by=town.ada)
    assert actions.send_due() == 0


def test_what_was_hidden_in_between_is_not_told_by_its_title(town: Any, process: Any, write: Any) -> None:
    happen(town, process, write, "Secret words")
    Thing.objects.filter(kind__in=["contribution", "answer"]).update(state=State.HIDDEN)
    actions.send_due()
    assert "Secret words" not in mail.outbox[0].body
    assert "Sixteen trees" not in mail.outbox[0].body


def test_a_mail_server_that_refuses_is_asked_again_five_times(town: Any, process: Any, write: Any, monkeypatch: Any, caplog: Any) -> None:
    def refuse(self: Any, messages: Any) -> int:
        raise OSError("no route")

    happen(town, process, write)
    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", refuse)
        assert [actions.send_due() for _ in range(6)] == [0] * 6
    assert sum("could not be sent" in record.message for record in caplog.records) == 5
    assert Notice.objects.get(person=town.ada).attempts == 5
    assert actions.send_due() == 0
    happen(town, process, write)
    assert actions.send_due() == 1


def test_the_worker_ticks(town: Any, process: Any, write: Any, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    deciding.answer(process, refs=[write(process, town.ada)], verdict="adopted", reasons="Yes.", by=town.chloe)
    assert tasks.tick() == Act.objects.count()
    assert len(mail.outbox) == 1
    assert tasks.tick() == 0
    assert len(mail.outbox) == 1
    assert Cursor.objects.get().delivering_until is None


def test_one_worker_sends_at_a_time(town: Any) -> None:
    now = timezone.now()
    assert actions.take_turn(now)
    assert not actions.take_turn(now + timedelta(minutes=1))
    assert actions.take_turn(now + timedelta(minutes=6))


def test_an_erased_account_leaves_no_notice_and_gets_no_e_mail(town: Any, process: Any, write: Any) -> None:
    happen(town, process, write)
    token = tokens.token_for(town.ada)
    assert {"avis", "rythme_des_avis"} <= {part.holding.key for part in gathered(town.ada)}
    erase_account(town.ada, by=town.ada)
    assert not Notice.objects.exists()
    assert actions.send_due() == 0
    assert actions.unsubscribe(token) is None


def test_the_database_knows_the_rhythms(town: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Preference.objects.create(person=town.ada, rhythm="hourly")
    with pytest.raises(IntegrityError), transaction.atomic():
        Cursor.objects.create(pk=2)
