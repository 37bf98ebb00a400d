"""While the record is stopped: nothing is lost, nothing is signed, and everybody is told. Each sentence of docs/guides/two-histories.md."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.cli import serve
from parvis.cli.record import status as status_command
from parvis.core.notices.actions import tell_of_alarm
from parvis.core.record.log import alarm, guard, keys
from parvis.core.record.log.policy import written
from parvis.core.record.log.repair import repair
from parvis.core.record.models import Act
from parvis.core.record.tasks import tick
from parvis.core.record.tests.conftest import log, outside_pages_the_language_is_english
from parvis.core.record.tests.test_repair import older
from parvis.core.record.tests.writing import audited, write
from parvis.mechanisms.ledger.policies import Policy
from parvis.mechanisms.ledger.rejected import Rejected

__all__ = ["log", "outside_pages_the_language_is_english"]
pytestmark = pytest.mark.django_db
SAID = {"en": "has been stopped since Monday 2", "fr": "est arrêté depuis le lundi 2"}


def client_of(person: Any = None, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    if person:
        client.force_login(person)
    return client


@pytest.fixture
def stopped(town: Any, log: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A town whose database is of yesterday: twenty acts were published since."""
    tick()
    before = Act.objects.count()
    write(20)
    tick()
    older(before)
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: datetime(2026, 11, 2, 9, 5, tzinfo=UTC))
        with pytest.raises(Rejected, match="parvis record repair"):
            tick()
    return log


def test_what_people_do_is_kept_and_comes_after_what_was_missing(stopped: Path) -> None:
    published = (stopped / "checkpoint").read_bytes()
    size = int(published.split(b"\n")[1])
    meanwhile = write(5)
    for _turn in range(2):
        with pytest.raises(Rejected, match="parvis record repair"):
            tick()
    assert not Act.objects.filter(pk__in=[act.pk for act in meanwhile]).exclude(place=None).exists(), "nobody gets a place"
    assert (stopped / "checkpoint").read_bytes() == published, "nothing is signed"
    assert repair().after == size
    assert alarm.current() is None
    tick()
    assert audited(stopped) == size + 6
    assert all(place >= size for place in Act.objects.filter(pk__in=[act.pk for act in meanwhile]).values_list("place", flat=True))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_says_since_when(stopped: Path, town: Any, language: str) -> None:
    act = write(1)[0]
    pages = ["/", reverse("record:record"), reverse("portal:check"), reverse("record:act", args=[act.uuid]), "/recherche/"]
    for client in (client_of(language=language), client_of(town.ada, language)):
        for page in pages:
            assert SAID[language] in client.get(page, follow=True).content.decode().replace("\xa0", " "), page
    assert "no such" not in client_of(language=language).get("/nowhere/").content.decode()
    alarm.end()
    for page in pages:
        assert SAID[language] not in client_of(language=language).get(page, follow=True).content.decode().replace("\xa0", " "), page


def test_a_page_that_was_kept_for_visitors_says_it_too(town: Any, log: Path) -> None:
    tick()
    visitor = client_of()
    assert "has been stopped" not in visitor.get("/").content.decode()
    alarm.sound(Rejected("rollback", "the reason"))
    assert "has been stopped" in visitor.get("/").content.decode()


def test_a_receipt_says_it_and_no_promise_is_signed(stopped: Path) -> None:
    act = write(1)[0]
    page = client_of().get(reverse("record:receipt", args=[act.uuid])).content.decode()
    assert "Nothing has been signed since" in page
    assert "No promise is signed as long as the record is stopped" in page
    assert reverse("record:promise_file", args=[act.uuid]) not in page
    answer = client_of().get(reverse("record:promise_file", args=[act.uuid]))
    assert answer.status_code == 503
    assert "Your act is kept" in answer.content.decode()
    published = Act.objects.get(place=0)
    page = client_of().get(reverse("record:receipt", args=[published.uuid])).content.decode()
    assert "Nothing has been signed since" in page
    assert client_of().get(reverse("record:receipt_file", args=[published.uuid])).status_code == 200, "what was published stays good"


def test_an_act_is_not_shown_with_the_proof_of_another(stopped: Path) -> None:
    """A database that has gone on before anybody looked has other acts in the places that were published."""
    act = write(1)[0]
    Act.objects.filter(pk=act.pk).update(place=Act.objects.exclude(place=None).count())
    assert client_of().get(reverse("record:receipt_file", args=[act.uuid])).status_code == 404


def test_the_office_is_told_with_what_was_seen(stopped: Path, town: Any) -> None:
    page = client_of(town.chloe).get(reverse("portal:office")).content.decode()
    assert "The public record is stopped" in page
    assert "acts were signed already" in page


def test_whoever_runs_the_instance_gets_one_e_mail(stopped: Path, town: Any, mailoutbox: Any) -> None:
    town.operator.language = "fr"
    town.operator.save()
    assert [tell_of_alarm(), tell_of_alarm()] == [1, 0]
    (mail,) = mailoutbox
    assert mail.to == ["operator@town.example"]
    assert mail.subject == "Le registre public est arrêté"
    assert "acts were signed already" in mail.body
    assert "two-histories.md" in mail.body
    alarm.end()
    assert tell_of_alarm() == 0
    alarm.sound(Rejected("rollback", "again"))
    assert tell_of_alarm() == 1, "another alarm is told again"


def test_a_mail_server_that_refuses_is_asked_again(stopped: Path, monkeypatch: pytest.MonkeyPatch, mailoutbox: Any) -> None:
    def refuse(self: object, messages: object) -> int:
        raise OSError("closed")

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        with pytest.raises(OSError, match="closed"):
            tell_of_alarm()
    assert tell_of_alarm() == 1


def test_the_site_starts_and_says_it_loudly(stopped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    serve.tell_of_alarm()
    said = capsys.readouterr().err
    assert "THE PUBLIC RECORD HAS BEEN STOPPED since 2026-11-02 09:05 UTC" in said
    assert "docs/guides/two-histories.md" in said
    alarm.end()
    serve.tell_of_alarm()
    assert capsys.readouterr().err == ""


def test_the_command_says_it_and_ends_with_1(stopped: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_command(None) == 1  # type: ignore[arg-type]  # it looks at no argument
    assert "NOTHING IS SIGNED since 2026-11-02 09:05 UTC" in capsys.readouterr().out


def test_the_policy_says_it_to_those_who_read_files(stopped: Path) -> None:
    assert b"# Nothing has been signed since 2026-11-02T09:05:00+00:00" in written()
    assert Policy.parse(written())


def test_an_alarm_that_lasts_keeps_its_beginning(stopped: Path) -> None:
    before = alarm.current()
    alarm.sound(Rejected("wrong-root", "another reason"))
    assert alarm.current() == before


def test_the_alarm_of_a_key_that_is_rotated_goes_on(stopped: Path) -> None:
    before = alarm.current()
    made = keys.add_key()
    guard.carry_over(keys.log_keys()[0], made)
    assert alarm.current() == before
