"""The account: name and language, what is followed, the data that is held, and its erasure."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.template import Context, Template
from django.urls import reverse

from parvis.core.people import actions, mydata, queries
from parvis.core.people.models import Follow, Person, Pseudonym, Session
from parvis.core.record.actions import Card, append
from parvis.core.record.kinds import ActKind
from parvis.core.record.models import Act, Audience, Opening, Thing
from parvis.core.record.sentences import tell

SIGNED = ActKind(code="essai.signé", sentence="%(actor)s signed “%(title)s”.", fields=("auteur", "texte"))


def sign(town: Any, person: Person, title: str = "A bench", audience: str = Audience.PUBLIC) -> Act:
    me = actions.pseudonym(person, town.space.ref)
    with transaction.atomic():
        return append(
            SIGNED, uuid.uuid4(), actor=me.uuid, space=town.space.ref, audience=audience,
            fields={"auteur": person.public_name, "texte": "Under the lime tree"},
            card=Card(kind="note", title=title, path="/notes/1/", author=me.uuid),
        )  # fmt: skip


class TestSettings:
    def test_name_and_language(self, town: Any, enter: Any) -> None:
        response = enter(town.ada).post("/compte/", {"public_name": "Ada B.", "language": "en"})
        assert response["Location"] == "/compte/"
        assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
        town.ada.refresh_from_db()
        assert (town.ada.public_name, town.ada.language) == ("Ada B.", "en")

    @pytest.mark.parametrize("given", [{"public_name": "", "language": "fr"}, {"public_name": "Ada", "language": "tlh"}, {}])
    def test_what_cannot_be_kept_is_said(self, town: Any, enter: Any, given: dict[str, str]) -> None:
        response = enter(town.ada).post("/compte/", given)
        assert response.status_code == 422
        assert "ui-error" in response.content.decode()
        town.ada.refresh_from_db()
        assert (town.ada.public_name, town.ada.language) == ("Ada", "")

    def test_the_page_costs_the_same_however_much_is_followed(self, town: Any, enter: Any, django_assert_max_num_queries: Any) -> None:
        client, act = enter(town.ada), sign(town, town.bao)
        actions.follow(act.object, by=town.ada)
        client.get("/compte/")
        with django_assert_max_num_queries(SETTINGS_QUERIES) as few:
            client.get("/compte/")
        for number in range(12):
            actions.follow(sign(town, town.bao, f"Note {number}").object, by=town.ada)
        with django_assert_max_num_queries(SETTINGS_QUERIES) as many:
            assert client.get("/compte/").content.decode().count("ne-plus-suivre") == 13
        assert len(few) == len(many)


SETTINGS_QUERIES = 12  # session, person, passkeys, two for the follows, their cards, two for what she may see; the base page has its own


class TestFollowing:
    def test_follow_and_follow_no_more(self, town: Any, enter: Any) -> None:
        act, client = sign(town, town.bao), enter(town.ada)
        address = reverse("people:follow", args=[act.object])
        assert client.post(address, {"suivre": "1"})["Location"] == "/notes/1/"
        client.post(address, {"suivre": "1"})
        assert Follow.objects.count() == 1
        assert "A bench" in client.get("/compte/").content.decode()
        assert client.post(address, {"ne-plus-suivre": "1"}, headers={"referer": "http://testserver/compte/"})["Location"] == "/compte/"
        assert not Follow.objects.exists()

    def test_what_one_may_not_see_is_not_followed(self, town: Any, enter: Any) -> None:
        act = sign(town, town.bao, "Between us", audience=Audience.MEMBERS)
        address = reverse("people:follow", args=[act.object])
        assert enter(town.emile).post(address).status_code == 404
        assert enter(town.ada).post(address).status_code == 302
        actions.follow(act.object, by=town.emile)  # she saw it before she left
        assert "Between us" not in enter(town.emile).get("/compte/").content.decode()

    def test_a_visitor_is_asked_to_sign_in(self, client: Any, town: Any) -> None:
        assert client.post(reverse("people:follow", args=[town.space.ref]))["Location"].startswith("/compte/entrer/")

    @pytest.mark.parametrize(
        ("who", "given", "cost", "words"),
        [
            ("ada", None, 1, 'aria-pressed="false"'),
            ("ada", True, 0, 'aria-pressed="true"'),
            (None, None, 0, "/compte/entrer/?next=/ici/"),
        ],
    )
    def test_the_button(
        self, town: Any, rf: Any, django_assert_num_queries: Any, who: str | None, given: bool | None, cost: int, words: str
    ) -> None:
        from django.contrib.auth.models import AnonymousUser

        request = rf.get("/ici/")
        request.user = getattr(town, who) if who else AnonymousUser()
        template = Template("{% load people %}{% follow_button ref following=given %}")
        with django_assert_num_queries(cost):
            assert words in template.render(Context({"request": request, "ref": town.space.ref, "given": given}))


class TestMyData:
    def test_everything_that_is_held_is_in_the_file(self, town: Any, enter: Any) -> None:
        act = sign(town, town.ada)
        actions.follow(act.object, by=town.ada)
        EmailAddress.objects.create(user=town.ada, email=town.ada.email, verified=True, primary=True)
        response = enter(town.ada).get("/compte/mes-donnees.json")
        assert response["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
        data = json.loads(response.content)
        assert (data["format"], data["schema"]) == ("parvis/mes-donnees", 1)
        assert data["compte"][0]["courriel"] == "ada@town.example"
        assert data["adresses"] == [{"courriel": "ada@town.example", "verifie": True, "principal": True}]
        assert [row["espace"] for row in data["roles"]] == ["Saint-Aubin"]
        assert [row["titre"] for row in data["publications"]] == ["A bench"]
        assert data["actes"][0]["ouvertures"]["texte"] == Opening.objects.get(act=act).fields["texte"]
        assert [row["titre"] for row in data["suivis"]] == ["A bench"]
        assert {row["titre_du_contexte"] for row in data["pseudonymes"]} == {"Saint-Aubin"}

    def test_and_on_the_page(self, town: Any, enter: Any) -> None:
        sign(town, town.ada)
        html = enter(town.ada).get("/compte/mes-donnees/").content.decode()
        for part in mydata.gathered(town.ada):
            assert f'id="{part.holding.key}"' in html
        assert "Under the lime tree" in html

    def test_nothing_of_others_is_in_it(self, town: Any, enter: Any) -> None:
        sign(town, town.bao, "Of Bao")
        actions.follow(sign(town, town.bao).object, by=town.bao)
        text = enter(town.ada).get("/compte/mes-donnees.json").content.decode()
        assert "Of Bao" not in text
        assert "bao@" not in text

    def test_every_table_that_knows_a_person_is_declared_or_cleaned(self) -> None:
        """Whoever adds a table with a key to a person must say how it is told and erased, then add it here."""
        tables = {relation.related_model._meta.label for relation in Person._meta.related_objects}
        known = {
            "people.Pseudonym", "people.Follow", "people.Draft", "people.Session", "account.EmailAddress", "mfa.Authenticator",
            "spaces.Membership", "spaces.Mandate",
        }  # fmt: skip
        assert {label for label in tables if label.split(".")[0] in {"people", "account", "mfa", "spaces", "record", "processes"}} == known

    def test_a_row_that_is_not_what_was_declared_is_refused(self, town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        wrong = mydata.Holding(key="faux", title="x", labels={"un": "one"}, rows=lambda person: [{"deux": 2}])
        monkeypatch.setattr(mydata, "_HOLDINGS", {})
        mydata.held(wrong)
        with pytest.raises(ValueError, match=r"expected the columns \['un'\]"):
            mydata.gathered(town.ada)
        with pytest.raises(ValueError, match="twice"):
            mydata.held(wrong)


def everything_written() -> str:
    """Give every value of every row of the database, as text."""
    rows = []
    for model in apps.get_models():
        texts = [field for field in model._meta.concrete_fields if not isinstance(field, models.BinaryField)]
        rows += [str(row) for row in model._base_manager.values_list(*[field.attname for field in texts])]
    return "\n".join(rows)


class TestErasure:
    @pytest.fixture(autouse=True)
    def declared(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from parvis.core.record import kinds

        monkeypatch.setitem(kinds._KINDS, SIGNED.code, SIGNED)

    @pytest.fixture
    def zoe(self, town: Any) -> Person:
        """Give somebody whose name is found nowhere by chance, with a trace of every kind."""
        person = Person.objects.create(email="zoe.kerambrun@town.example", public_name="Zoé Kerambrun", language="fr")
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Zoé Kerambrun's telephone"})
        from parvis.core.spaces.actions import give_role

        give_role(town.space, to=person, role="moderator", by=town.fanny)
        actions.follow(town.space.ref, by=person)
        return person

    def test_nothing_of_her_is_left_anywhere(self, town: Any, zoe: Person, enter: Any) -> None:
        sign(town, zoe)
        enter(zoe)
        assert "Kerambrun" in everything_written()
        actions.erase_account(zoe, by=zoe)
        assert "Kerambrun" not in everything_written()
        assert "kerambrun" not in everything_written()
        person = Person.objects.get(pk=zoe.pk)
        assert (person.email, person.public_name, person.is_active, person.has_usable_password()) == (None, "", False, False)
        assert person.erased_at is not None
        assert not person.memberships.current().exists()
        assert not Session.objects.exists()

    def test_the_debate_stays_readable(self, town: Any, zoe: Person) -> None:
        act = sign(town, zoe, "A bench")
        actions.erase_account(zoe, by=zoe)
        assert Thing.objects.get(ref=act.object).title == "A bench"
        assert tell([act])[0].text == "Somebody who left signed “A bench”."
        assert list(Opening.objects.get(act=act).fields) == ["texte"]
        assert Act.objects.filter(object=act.object).latest("pk").clear["champs"] == ["auteur"]

    def test_her_pseudonyms_cannot_be_joined_any_more(self, town: Any, zoe: Person) -> None:
        uuids = [actions.pseudonym(zoe, context).uuid for context in (town.space.ref, uuid.uuid4())]
        actions.erase_account(zoe, by=zoe)
        assert {(row.person_id, row.name, str(row)) for row in Pseudonym.objects.filter(uuid__in=uuids)} == {
            (None, "", "Somebody who left")
        }

    def test_others_keep_everything(self, town: Any, zoe: Person, enter: Any) -> None:
        act, client = sign(town, town.ada), enter(town.ada)
        actions.erase_account(zoe, by=zoe)
        assert client.get("/compte/").status_code == 200
        assert queries.names_of([act.actor]) == {act.actor: "Ada"}  # type: ignore[list-item]
        assert set(Opening.objects.get(act=act).fields) == {"auteur", "texte"}

    def test_the_page_says_what_stays_and_asks(self, town: Any, zoe: Person, enter: Any) -> None:
        sign(town, zoe)
        Authenticator.objects.all().delete()  # with a passkey, she would be asked for it first
        client = enter(zoe)
        html = client.get("/compte/effacer/", headers={"accept-language": "en"}).content.decode()
        assert "1 text that you published" in html
        assert client.post("/compte/effacer/").status_code == 422
        assert Person.objects.get(pk=zoe.pk).is_active
        assert client.post("/compte/effacer/", {"sure": "on"})["Location"] == "/"
        assert not Person.objects.get(pk=zoe.pk).is_active
        assert client.get("/compte/").status_code == 302

    def test_who_has_a_password_confirms_with_it(self, town: Any, zoe: Person, enter: Any) -> None:
        zoe.set_password("un banc sous un tilleul")
        zoe.save()
        client = enter(zoe)
        assert client.get("/compte/effacer/").status_code == 200
        response = client.post("/compte/effacer/", {"sure": "on"})
        assert response["Location"].startswith("/compte/confirmer/")
        assert Person.objects.get(pk=zoe.pk).is_active
        assert client.get(response["Location"]).status_code == 200

    def test_rooms_clean_up_before_the_links_are_cut(self, town: Any, zoe: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        seen = []
        monkeypatch.setattr(mydata, "_CLEAN_UPS", [])
        mydata.cleaned_up_by(lambda person: seen.append(Pseudonym.objects.filter(person=person).count()))
        actions.pseudonym(zoe, town.space.ref)
        actions.erase_account(zoe, by=zoe)
        assert seen == [1]

    def test_a_clean_up_that_fails_erases_nothing(self, town: Any, zoe: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(person: Person) -> None:
            raise RuntimeError

        monkeypatch.setattr(mydata, "_CLEAN_UPS", [fails])
        with pytest.raises(RuntimeError):
            actions.erase_account(zoe, by=zoe)
        assert Person.objects.get(pk=zoe.pk).public_name == "Zoé Kerambrun"

    def test_the_address_can_be_used_again(self, town: Any, zoe: Person) -> None:
        actions.erase_account(zoe, by=zoe)
        actions.erase_account(town.ada, by=town.ada)
        again = actions.open_account(Person(), email="zoe.kerambrun@town.example", public_name="Zoé")
        assert again.pk != zoe.pk


class TestLanguage:
    def test_a_link_changes_the_browser_only(self, town: Any, enter: Any) -> None:
        client = enter(town.ada)
        response = client.get("/langue/?langue=en", headers={"referer": "http://testserver/compte/?page=2"})
        assert response["Location"] == "/compte/?page=2"
        assert '<html lang="en"' in client.get("/compte/").content.decode()
        town.ada.refresh_from_db()
        assert town.ada.language == ""

    def test_the_form_keeps_it_on_the_account(self, town: Any, enter: Any) -> None:
        enter(town.ada).post("/langue/", {"langue": "en", "next": "/compte/"})
        town.ada.refresh_from_db()
        assert town.ada.language == "en"

    @pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
    def test_one_is_sent_nowhere_else(self, client: Any, db: None, elsewhere: str) -> None:
        assert client.get("/langue/", {"langue": "en", "next": elsewhere})["Location"] == "/"
        assert client.get("/langue/", {"langue": "en"}, headers={"referer": elsewhere})["Location"] == "/"

    def test_a_language_that_is_not_spoken_here(self, client: Any, db: None) -> None:
        assert client.post("/langue/", {"langue": "tlh"}).status_code == 400
        assert client.get("/langue/?langue=tlh").status_code == 200

    def test_a_visitor_costs_no_query(self, client: Any, db: None, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(0):
            client.post("/langue/", {"langue": "en"})


def test_names_are_shown_as_text(town: Any) -> None:
    template = Template("{% load people %}{% person_name pseudonym %}")
    actions.rename(town.ada, public_name="<b>Ada", by=town.ada)
    assert template.render(Context({"pseudonym": actions.pseudonym(town.ada, town.space.ref)})) == "&lt;b&gt;Ada"
    assert template.render(Context({"pseudonym": Pseudonym()})) == "Somebody who left"
    assert template.render(Context({"pseudonym": None})) == "Somebody"
