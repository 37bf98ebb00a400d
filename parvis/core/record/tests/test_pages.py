"""The pages and feeds of the record: what they tell, to whom, at what cost."""

from __future__ import annotations

import uuid
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import transaction
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from parvis.core.people.actions import pseudonym
from parvis.core.processes.models import Process
from parvis.core.record.actions import Card, append, erase
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import Act, Audience, Opening, State, Thing
from parvis.core.record.sentences import in_words, tell
from parvis.core.spaces import actions as spaces
from parvis.core.spaces.models import Role, Space
from tests import town as towns

NOTED = ActKind(code="essai.écrit", sentence="%(actor)s wrote “%(title)s”.", fields=("texte",))
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    from parvis.core.record import kinds

    monkeypatch.setitem(kinds._KINDS, NOTED.code, NOTED)


def write(
    town: Any, title: str, *, process: Process | None = None, audience: str = Audience.PUBLIC, by: Any = None, text: str = "x"
) -> Act:
    """Give the first act on a new thing, done by Ada unless told otherwise."""
    context = process.ref if process else town.space.ref
    me = pseudonym(by or town.ada, context)
    with transaction.atomic():
        return append(
            NOTED, uuid.uuid4(), actor=me.uuid, space=town.space.ref, process=process.ref if process else None, audience=audience,
            fields={"texte": text}, card=Card(kind="note", title=title, path=f"/notes/{title}/", author=me.uuid),
        )  # fmt: skip


def page(client: Client, name: str, *args: object, **query: object) -> str:
    response = client.get(reverse(f"record:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_an_act_is_told_with_its_names(town: Any) -> None:
    act = write(town, "A bench")
    assert tell([act])[0].text == "Ada wrote “A bench”."
    assert tell([act])[0].html == 'Ada wrote “<a href="/notes/A bench/">A bench</a>”.'


def test_words_of_people_are_escaped(town: Any) -> None:
    town.ada.public_name = "<b>Ada"
    act = write(town, "<script>alert(1)</script>")
    assert "<script>" not in tell([act])[0].html
    assert "<b>" not in tell([act])[0].html
    assert "<script>" in tell([act])[0].text


def test_telling_costs_two_queries_however_many_acts(town: Any, django_assert_num_queries: Any) -> None:
    acts = [write(town, f"Note {number}") for number in range(7)]
    with django_assert_num_queries(2):
        assert len(in_words(acts)) == 7
    with django_assert_num_queries(0):
        assert in_words([]) == []


@pytest.mark.parametrize("state", [State.HIDDEN, State.WITHDRAWN, State.ERASED])
def test_a_title_that_is_not_shown_any_more_is_not_shown_here(town: Any, client: Client, state: State) -> None:
    act = write(town, "Rue des secrets", text="Words that nobody should read again")
    with transaction.atomic():
        append(NOTED, act.object, actor=None, space=town.space.ref, fields={"texte": "y"}, state=state)
    for html in (page(client, "record"), page(client, "act", act.uuid), page(client, "object", act.object), page(client, "feed")):
        assert "Rue des secrets" not in html
        assert "Words that nobody" not in html


def test_the_name_of_somebody_unknown_breaks_nothing(town: Any) -> None:
    act = write(town, "A bench")
    lost = Act(uuid=uuid.uuid4(), kind="autrefois.oublié", object=uuid.uuid4(), actor=uuid.uuid4(), at=act.at)
    assert tell([lost])[0].text == "An act was recorded on “(unknown)”."


def test_days_pages_and_their_cost(town: Any, client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(60):
        write(town, f"Note {number}")
    page(client, "record")
    with django_assert_max_num_queries(RECORD_QUERIES):
        first = page(client, "record")
    assert "Note 59" in first
    assert "Note 10<" in first
    assert "Note 9<" not in first
    before = Act.objects.order_by("-pk")[49].uuid
    assert str(before) in first
    second = page(client, "record", avant=before)
    assert "Note 9<" in second
    assert "Note 10<" not in second


@pytest.mark.parametrize(
    ("language", "said"), [("en", "No act was recorded on this day."), ("fr", "Aucun acte n’a été enregistré ce jour-là.")]
)
def test_a_day_without_acts_counts_none(town: Any, language: str, said: str) -> None:
    response = Client(headers={"accept-language": language}).get(reverse("record:day", args=["2020-02-29"]))
    assert said in response.content.decode()


RECORD_QUERIES = 7  # acts, names, cards and the spaces of the filter; the base page needs up to three of its own


@pytest.mark.parametrize("avant", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_an_address_cut_short_still_answers(town: Any, client: Client, avant: str) -> None:
    page(client, "record", avant=avant, genre="inconnu", espace="nulle-part")


def test_filters_by_kind_and_space(town: Any, client: Client) -> None:
    other = spaces.found(name="Elsewhere", slug="elsewhere", kind=Space.Kind.UNION, by=town.operator)
    write(town, "Here")
    assert "Here<" in page(client, "record", genre=NOTED.code)
    assert "Here<" not in page(client, "record", genre="espace.ouvert")
    assert "Here<" not in page(client, "record", espace=other.slug)
    assert "Here<" in page(client, "record", espace=town.space.slug)


def test_one_act_shows_open_and_erased_fields(town: Any, client: Client) -> None:
    act = write(town, "A bench", text="Under the lime tree")
    html = page(client, "act", act.uuid)
    salt = Opening.objects.get(act=act).fields["texte"][1]
    assert "Under the lime tree" in html
    assert salt in html
    erase(act, names=["texte"], actor=None, reason="demande")
    html = page(client, "act", act.uuid)
    assert "Under the lime tree" not in html
    assert salt not in html
    assert act.commitments["texte"] in html


def test_a_value_changed_behind_the_record_is_told(town: Any, client: Client) -> None:
    act = write(town, "A bench", text="Under the lime tree")
    address, english = reverse("record:act", args=[act.uuid]), {"accept-language": "en"}
    assert "it is what was recorded" in client.get(address, headers=english).content.decode()
    opening = Opening.objects.get(act=act)
    opening.fields["texte"][0] = "Under the oak"
    opening.save()
    assert "it was changed" in client.get(address, headers=english).content.decode()


class TestMembersOnly:
    """What is meant for members leaks through no page, no feed and no tag."""

    SECRET = "The sale of the hall"

    @pytest.fixture
    def act(self, town: Any) -> Act:
        return write(town, self.SECRET, process=self.process(town), audience=Audience.MEMBERS, by=town.bao, text=self.SECRET)

    def process(self, town: Any) -> Process:
        return towns.process(town, audience=Audience.MEMBERS, title="Between us", slug="between-us", open_to=Process.OpenTo.MEMBERS)

    @pytest.mark.parametrize("who", ["visitor", "emile"])
    def test_outsiders_see_nothing(self, town: Any, act: Act, who: str) -> None:
        client = Client() if who == "visitor" else signed_in(town.emile)
        assert self.SECRET not in page(client, "record")
        assert "Between us" not in page(client, "record")
        ways = {"act": act.uuid, "object": act.object, "object_feed": act.object, "process": "between-us", "process_feed": "between-us"}
        for name, argument in ways.items():
            assert client.get(reverse(f"record:{name}", args=[argument])).status_code == 404
        assert self.SECRET not in page(client, "feed")

    @pytest.mark.parametrize("who", ["ada", "bao", "chloe", "driss", "fanny"])
    def test_people_of_the_space_see_it_on_pages_but_in_no_feed(self, town: Any, act: Act, who: str) -> None:
        client = signed_in(getattr(town, who))
        assert self.SECRET in page(client, "record")
        assert self.SECRET in page(client, "act", act.uuid)
        assert self.SECRET in page(client, "object", act.object)
        assert self.SECRET in page(client, "process", "between-us")
        assert self.SECRET not in page(client, "feed")
        assert client.get(reverse("record:process_feed", args=["between-us"])).status_code == 404

    def test_a_role_that_ended_closes_the_door(self, town: Any, act: Act) -> None:
        spaces.leave(town.space, by=town.ada)
        assert self.SECRET not in page(signed_in(town.ada), "record")

    def test_the_tag_shows_them_to_members_alone(self, town: Any, act: Act, rf: Any) -> None:
        template = Template("{% load record %}{% history_of ref %}")
        for person, seen in ((town.emile, False), (town.ada, True)):
            request = rf.get("/")
            request.user = person
            assert (self.SECRET in template.render(Context({"request": request, "ref": act.object}))) is seen

    def test_the_space_itself_is_not_in_the_filter(self, town: Any) -> None:
        spaces.found(name="The closed club", slug="club", kind=Space.Kind.ASSOCIATION, by=town.operator, audience=Audience.MEMBERS)
        spaces.found(name="Elsewhere", slug="elsewhere", kind=Space.Kind.UNION, by=town.operator)
        assert "The closed club" not in page(Client(), "record")
        assert "The closed club" in page(signed_in(town.operator), "record")


def test_the_journal_of_a_process_and_its_feed(town: Any, client: Client) -> None:
    process = towns.process(town)
    write(town, "Trees", process=process)
    write(town, "Somewhere else")
    html, feed = page(client, "process", process.slug), page(client, "process_feed", process.slug)
    assert "Trees" in html
    assert "Somewhere else" not in html
    entries = ElementTree.fromstring(feed).findall(f"{ATOM}entry")
    assert len(entries) == Act.objects.filter(process=process.ref).count() == 2
    assert entries[0].findtext(f"{ATOM}id", "").startswith("urn:uuid:")
    assert entries[0].find(f"{ATOM}link").attrib["href"].startswith("http://testserver/registre/actes/")  # type: ignore[union-attr]


def test_a_draft_has_no_journal(town: Any) -> None:
    draft = towns.process(town, publish=False)
    assert signed_in(town.chloe).get(reverse("record:process", args=[draft.slug])).status_code == 404


def test_a_feed_reader_that_has_everything_is_told_so(town: Any, client: Client) -> None:
    first = client.get(reverse("record:feed"))
    again = client.get(reverse("record:feed"), headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    write(town, "News")
    assert client.get(reverse("record:feed"), headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_page_reads_in_both_languages(town: Any, client: Client, code: str) -> None:
    process = towns.process(town)
    act = write(town, "Trees", process=process)
    for name, args in {"record": [], "act": [act.uuid], "object": [act.object], "process": [process.slug], "feed": []}.items():
        response = client.get(reverse(f"record:{name}", args=args), headers={"accept-language": code})
        assert response.status_code == 200
        assert (f'lang="{code}"' in response.content.decode()) is True
    assert ("Registre public" in page(client, "record")) is True  # French is the language of an instance


def test_only_reading_is_possible(town: Any, client: Client) -> None:
    assert client.post(reverse("record:record")).status_code == 405


def test_the_tag_costs_three_queries(town: Any, rf: Any, django_assert_num_queries: Any) -> None:
    act = write(town, "Trees")
    for number in range(12):
        with transaction.atomic():
            append(NOTED, act.object, actor=act.actor, space=town.space.ref, fields={"texte": str(number)})
    template, request = Template("{% load record %}{% history_of ref %}"), rf.get("/")
    with django_assert_num_queries(3):
        html = template.render(Context({"request": request, "ref": act.object}))
    assert html.count("<li>") == 10
    assert reverse("record:object", args=[act.object]) in html


def test_lists_take_rows_or_words(town: Any) -> None:
    act = write(town, "Trees")
    html = Template("{% load record %}{% acts acts %}").render(Context({"acts": [act, *in_words([act])]}))
    assert html.count(">Trees<") == 2


def test_things_keep_their_authors_pseudonym(town: Any) -> None:
    act = write(town, "Trees")
    assert Thing.objects.get(ref=act.object).author == act.actor
    assert Role.RESIDENT in town.ada.memberships.values_list("role", flat=True)
