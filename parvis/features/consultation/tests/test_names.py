"""Reading without names: while it lasts a name is nowhere, and afterwards it is where it would have been."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.core.discussion import actions as discussion
from parvis.core.notices.actions import send_due, spread
from parvis.core.people import actions as people
from parvis.core.people.models import Pseudonym
from parvis.core.processes import actions as processes
from parvis.core.processes.actions import Plan
from parvis.features.consultation import actions
from tests import town as towns

NAMED_AFTERWARDS = {"named": "afterwards"}


@pytest.fixture
def process(town: Any) -> Any:
    people.rename(town.ada, public_name="Ada Lovelace", by=town.ada)
    people.rename(town.bao, public_name="Bao Nguyen", by=town.bao)
    plans = [Plan(kind="gathering", title="Ideas", settings=NAMED_AFTERWARDS), Plan(kind="sorting", title="Sorting", takes_from=0)]
    return towns.process(town, *plans)


@pytest.fixture
def gathering(town: Any, process: Any) -> Any:
    return towns.open_phase(town, process.phases.get(position=1))


def everything(town: Any, process: Any, phase: Any, made: Any) -> dict[str, str]:
    """Give all that leaves the instance about a contribution, to whoever runs the process and to anybody."""
    out = {}
    for who in (None, town.chloe, town.fanny, town.bao):
        client = Client(headers={"accept-language": "en"})
        if who:
            client.force_login(who)
        addresses = {
            "contribution": made.get_absolute_url(),
            "list": reverse("consultation:list", args=[phase.ref]),
            "table": reverse("opendata:table", args=["contributions", "csv"]),
            "json": reverse("opendata:table", args=["contributions", "json"]),
            "objects": reverse("opendata:table", args=["objets", "csv"]),
            "acts": reverse("opendata:table", args=["actes", "csv"]),
            "record": reverse("record:record"),
            "object": reverse("record:object", args=[made.ref]),
            "journal": reverse("record:process", args=[process.slug]),
            "feed": reverse("record:process_feed", args=[process.slug]),
            "whole feed": reverse("record:feed"),
            "search": reverse("portal:search") + "?q=bench",
            "process": process.get_absolute_url(),
            "waiting": reverse("decisions:answers", args=[process.slug]),
        }
        for name, address in addresses.items():
            answer = client.get(address)
            text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
            assert answer.status_code == 200, (name, answer.status_code)
            # Her own name stands in the frame of her own pages.
            out[f"{name} for {who}"] = text if who is not town.bao else text.replace("Bao Nguyen", "")
    mail.outbox.clear()
    spread(timezone.now())
    send_due(timezone.now())
    # An e-mail greets who reads it by her own name.
    out["e-mails"] = "".join(f"{message.subject}\n{message.body.partition(',')[2]}" for message in mail.outbox)
    return out


def contribute(town: Any, gathering: Any) -> Any:
    made = actions.contribute(gathering, by=town.ada, kind="idea", title="A bench", text="Under the lime tree.")
    people.follow(made.ref, by=town.bao)
    discussion.argue(made.ref, by=town.bao, side="for", text="It is hot.")
    return made


def test_while_it_lasts_a_name_is_nowhere(town: Any, process: Any, gathering: Any) -> None:
    made = contribute(town, gathering)
    out = everything(town, process, gathering, made)
    assert "It is hot" in out["e-mails"]
    for place, text in out.items():
        assert "Lovelace" not in text, place
        assert "Bao Nguyen" not in text, place
        assert "Somebody who left" not in text, place


def test_afterwards_it_is_where_it_would_have_been(town: Any, process: Any, gathering: Any) -> None:
    made = contribute(town, gathering)
    processes.close_phase(gathering, by=town.chloe)
    sorting = towns.open_phase(town, process.phases.get(position=2))
    assert not any("Lovelace" in text for text in everything(town, process, gathering, made).values())
    processes.close_phase(sorting, by=town.chloe)
    shown = everything(town, process, gathering, made)
    for place in ("contribution for None", "list for None", "table for None", "journal for None", "feed for None"):
        assert "Ada Lovelace" in shown[place], place


def test_without_a_sorting_names_come_back_at_the_close(town: Any) -> None:
    process = towns.process(town, Plan(kind="gathering", title="Ideas", settings=NAMED_AFTERWARDS))
    gathering = towns.open_phase(town, process.phases.get())
    made = contribute(town, gathering)
    assert str(Pseudonym.objects.get(pk=made.author_id)) != "Ada"
    processes.close_phase(gathering, by=town.chloe)
    assert str(Pseudonym.objects.get(pk=made.author_id)) == "Ada"


def test_a_name_already_there_is_left_out_too_and_comes_back(town: Any, process: Any) -> None:
    people.pseudonym(town.ada, process.ref)
    gathering = towns.open_phase(town, process.phases.get(position=1))
    made = contribute(town, gathering)
    assert Pseudonym.objects.get(pk=made.author_id).name == ""


def test_those_who_act_for_the_space_are_named(town: Any, process: Any, gathering: Any) -> None:
    made = contribute(town, gathering)
    actions.hide(made, by=town.driss, reason="An insult.")
    assert people.pseudonym(town.driss, process.ref).name == "Driss"
    assert people.pseudonym(town.chloe, process.ref).name == "Chloé"


def test_choosing_another_name_does_not_bring_it_back(town: Any, process: Any, gathering: Any) -> None:
    made = contribute(town, gathering)
    people.rename(town.ada, public_name="Ada L.", by=town.ada)
    assert Pseudonym.objects.get(pk=made.author_id).name == ""
    elsewhere = people.pseudonym(town.ada, town.space.ref)
    assert elsewhere.name == "Ada L."
    processes.close_phase(gathering, by=town.chloe)
    processes.close_phase(towns.open_phase(town, process.phases.get(position=2)), by=town.chloe)
    assert Pseudonym.objects.get(pk=made.author_id).name == "Ada L."


def test_the_pages_say_so(town: Any, process: Any, gathering: Any) -> None:
    made = contribute(town, gathering)
    client = Client(headers={"accept-language": "en"})
    page = client.get(reverse("consultation:list", args=[gathering.ref])).content.decode()
    assert "read without names" in page
    # The limit of it, which is true and told: one number for one author.
    again = actions.contribute(gathering, by=town.ada, kind="idea", title="A tap", text="To drink.")
    rows = json.loads(client.get(reverse("opendata:table", args=["contributions", "json"])).getvalue())["lignes"]
    assert {row["auteur"] for row in rows} == {str(made.author.uuid)} == {str(again.author.uuid)}
    assert "two contributions of one person can be recognised" in page
    client.force_login(town.ada)
    assert "read without names" in client.get(reverse("consultation:new", args=[gathering.ref])).content.decode()
    assert ">Somebody<" in client.get(made.get_absolute_url()).content.decode().replace("\n", "")
