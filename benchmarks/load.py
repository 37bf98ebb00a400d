"""Fills an instance: N contributions, 2 N arguments, 10 N supports, with their acts, as the actions would have written them.

    python -m benchmarks.load 100000        (into the instance of PARVIS_DATA and DATABASE_URL)

The town, its people's roles and its processes are made by actions. The rest is written in bulk, then a sample of it is compared with what
the actions' own functions give: the words of the search, the rendered texts, the commitments, the chains of acts.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from benchmarks import texts
from benchmarks.bulk import Bulk, quick, shares

POPULAR = 1_000  # arguments on the contribution that everybody speaks of
SIGNED_IN = 400
PROCESSES = 30
DAYS = 60
KINDS = ("idea", "problem", "opinion", "question", "proposal", "expertise")
ACT = ("id", "uuid", "kind", "object", "actor", "at", "space", "process", "previous", "audience", "commitments", "clear", "entry")
THING = (
    "ref", "kind", "title", "body", "words", "path", "space", "process", "author", "audience", "state", "calls_for_answer", "published_at",
    "last_act",
)  # fmt: skip
CONTRIBUTION = (
    "id", "ref", "phase_id", "number", "author_id", "kind", "title", "text", "html", "excerpt", "theme_id", "latitude", "longitude",
    "channel", "state", "hidden_because", "published_at", "edits", "supports", "supports_elsewhere", "arguments", "attached",
    "external_source", "external_id",
)  # fmt: skip
ARGUMENT = (
    "ref", "on", "author_id", "said_at", "state", "hidden_because", "edits", "external_source", "external_id", "side", "title", "text",
    "html", "supports",
)  # fmt: skip
TALLY = ("ref", "supports", "arguments_for", "arguments_against", "questions", "sources")


@dataclass
class Somebody:
    """A person who takes part: the number of her row, and her pseudonym."""

    person: int
    pseudonym: int
    uuid: UUID


def town() -> SimpleNamespace:
    """Make the commune, its officers, its processes, and the phase where everybody contributes."""
    from django.utils import timezone

    from parvis.core.people.models import Person
    from parvis.core.processes import actions as processes
    from parvis.core.spaces import actions as spaces
    from parvis.features.consultation import actions as consultation

    operator = Person.objects.create(email="operator@bench.example", public_name="Operator", is_operator=True)
    space = spaces.found(name="Saint-Aubin", slug="saint-aubin", kind="commune", by=operator, tint="#f2c230")
    chloe = Person.objects.create(email="chloe@bench.example", public_name="Chloé Riou")
    spaces.give_role(space, to=chloe, role="facilitator", by=operator)
    chance, now, made = Random(1), timezone.now(), []
    for number in range(PROCESSES):
        plans = [
            processes.Plan(kind="gathering", title="Vos idées", opens_at=now, closes_at=now + timedelta(days=60 + number)),
            processes.Plan(kind="sorting", title="Le tri", opens_at=now + timedelta(days=120), takes_from=0),
        ]
        process = processes.create(
            space, by=chloe, phases=plans, title=texts.title(chance)[:150], slug=f"demarche-{number}", level="involve",
            question="Que voulez-vous en faire ? " + " ".join(texts.paragraphs(chance, 2, 2)[0]),
            purpose="\n\n".join(" ".join(sentences) for sentences in texts.paragraphs(chance, 6, 9)),
            commitment="Le conseil examinera chaque proposition et répondra à chacun.", convenor="Fanny Le Goff, adjointe au maire",
            answer_by=(now + timedelta(days=150)).date(),
        )  # fmt: skip
        made.append(processes.publish(process, by=chloe))
    main = made[0].phases.get(position=1)
    consultation.set_themes(main, by=chloe, names=["Voirie", "Espaces verts", "Culture", "École", "Commerce", "Logement", "Sport", "Santé"])
    return SimpleNamespace(space=space, process=made[0], phase=main, themes=list(main.themes.values_list("pk", flat=True)))


@cache
def _stems(sentence: str) -> str:
    from parvis.core.record.words import stems

    return " ".join(stem for pair in stems(sentence) for stem in dict.fromkeys(pair))


@cache
def _html(sentence: str) -> str:
    from parvis.ui.markdown import render

    return render(sentence, language="fr", top=2).removeprefix("<p>").removesuffix("</p>")


@cache
def _spaced(sentence: str) -> str:
    from parvis.ui.typography import spaced

    return spaced(sentence, "fr")


def _excerpt(shown: str) -> str:
    from parvis.features.consultation.actions.contributions import EXCERPT
    from parvis.ui.typography import excerpt

    return excerpt(shown[: 2 * EXCERPT], EXCERPT)


def _commit(name: str, value: str) -> tuple[str, list[str]]:
    # For plain texts RFC 8785 is what json writes without spaces; the sample at the end is checked against the real function.
    salt = secrets.token_bytes(16)
    opened = json.dumps([name, value], ensure_ascii=False, separators=(",", ":")).encode()
    return b64encode(sha256(b"parvis/champ/v1\x00" + salt + opened).digest()).decode(), [value, b64encode(salt).decode()]


def _urn(value: Any) -> str | None:
    return None if value is None else UUID(str(value)).urn


def _entry(
    kind: str,
    act: Any,
    ref: Any,
    actor: Any,
    at: Any,
    space: Any,
    process: Any,
    previous: Any,
    fields: dict[str, str],
    clear: dict[str, str],
) -> bytes:
    # What `record.entries.entry_of` gives, from the values as the database keeps them; the sample at the end is checked against it.
    entry = {
        "acte": kind, "acteur": _urn(actor), "champs": fields, "clair": clear, "date": f"{str(at)[:16].replace(' ', 'T')}:00Z",
        "demarche": _urn(process), "espace": _urn(space), "id": _urn(act), "objet": _urn(ref), "precedent": _urn(previous), "v": 1,
    }  # fmt: skip
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


class Loading:
    """Writes people, then contributions one after the other, each with what was said of it."""

    def __init__(self, bulk: Bulk, place: SimpleNamespace, many: int) -> None:
        self.bulk, self.place, self.many = bulk, place, many
        self.chance = Random(many)
        self.now = datetime.now(place.process.published_at.tzinfo)
        self.act_id, self.contribution_id = bulk.next_id("record_act"), bulk.next_id("consultation_contribution")
        self.here = (bulk.uuid(place.space.ref), bulk.uuid(place.process.ref))
        self.people: list[Somebody] = []
        self.of_arguments = 0
        self.popular: UUID | None = None

    def uuid(self) -> UUID:
        """Give a random UUID, quickly."""
        return UUID(int=self.chance.getrandbits(128), version=4)

    def add_people(self, many: int) -> None:
        """Write residents who have taken part."""
        add, uuid, at = self.bulk.add, self.bulk.uuid, self.bulk.at
        person, pseudonym, since = (
            self.bulk.next_id("people_person"),
            self.bulk.next_id("people_pseudonym"),
            at(self.now - timedelta(days=DAYS)),
        )
        for number in range(many):
            each = Somebody(person + number, pseudonym + number, self.uuid())
            self.people.append(each)
            name = texts.name(self.chance, number)
            add(
                "people_person",
                ("id", "password", "ref", "email", "public_name", "language", "is_active", "is_operator", "in_cast", "joined_at"),
                (each.person, f"!{number}", uuid(self.uuid()), f"p{number}@bench.example", name, "", True, False, False, since),
            )
            add(
                "people_pseudonym",
                ("id", "uuid", "person_id", "context", "name"),
                (each.pseudonym, uuid(each.uuid), each.person, self.here[1], name),
            )
            add("spaces_membership", ("person_id", "space_id", "role", "starts_at"), (each.person, self.place.space.pk, "resident", since))

    def add_all(self) -> None:
        """Write everything that people said."""
        arguments = list(shares(2 * self.many, self.many, first=min(POPULAR, self.many)))
        of_arguments = [0, 0, 1, 1, 3]  # supports of an argument, one in the mean
        self.of_arguments = sum(of_arguments[number % 5] for number in range(2 * self.many))
        supports = list(shares(10 * self.many - self.of_arguments, self.many))
        order = list(range(self.many))
        self.chance.shuffle(order)
        given = iter(of_arguments * (2 * self.many // 5 + 1))
        for number, rank in enumerate(order, 1):
            self.add_contribution(number, supports[rank], arguments[rank], given)
        self.bulk.add("consultation_shelf", ("phase_id", "published", "numbered"), (self.place.phase.pk, self.many, self.many))

    def _act(self, kind: str, ref: Any, actor: Any, at: Any, previous: Any, fields: dict[str, str], clear: dict[str, str]) -> Any:
        bulk, act = self.bulk, self.bulk.uuid(self.uuid())
        made = {name: _commit(name, value) for name, value in fields.items()}
        fingerprints = {name: pair[0] for name, pair in made.items()}
        commitments = bulk.json(fingerprints) if made else "{}"
        row = (
            self.act_id, act, kind, ref, actor, at, *self.here, previous, "public", commitments, bulk.json(clear) if clear else "{}",
            _entry(kind, act, ref, actor, at, *self.here, previous, fingerprints, clear),
        )  # fmt: skip
        bulk.add("record_act", ACT, row)
        if made:
            bulk.add("record_opening", ("act_id", "fields"), (self.act_id, bulk.json({name: pair[1] for name, pair in made.items()})))
        self.act_id += 1
        return act

    def _supports(self, ref: Any, many: int, said: datetime, last: Any) -> Any:
        start, when = self.chance.randrange(len(self.people)), self.bulk.at(said + timedelta(minutes=5))
        minute = self.bulk.at((said + timedelta(minutes=5)).replace(second=0, microsecond=0))
        for step in range(many):
            somebody = self.people[(start + step) % len(self.people)]
            self.bulk.add("discussion_support", ("ref", "supporter_id", "given_at"), (ref, somebody.pseudonym, when))
            last = self._act("soutien.donné", ref, self.bulk.uuid(somebody.uuid), minute, last, {}, {})
        return last

    def _card(self, kind: str, ref: Any, title: str, body: str, words: str, path: str, author: Any, at: Any, last: Any) -> None:
        row = (ref, kind, title, body, words, path, *self.here, author, "public", "published", kind == "contribution", at, last)
        self.bulk.add("record_thing", THING, row)

    def add_contribution(self, number: int, supports: int, arguments: int, given: Iterator[int]) -> None:
        """Write one contribution, its supports and its arguments."""
        chance, bulk = self.chance, self.bulk
        author, ref_uuid = chance.choice(self.people), self.uuid()
        ref, actor = bulk.uuid(ref_uuid), bulk.uuid(author.uuid)
        said = self.now - timedelta(days=DAYS) * (1 - number / (self.many + 1))
        title, drawn = texts.title(chance), texts.paragraphs(chance, 3, 9)
        text, body, html, words = _written(title, drawn)
        kind, theme = chance.choice(KINDS), chance.choice(self.place.themes)
        place = (f"{47 + chance.random():.6f}", f"{-1 - chance.random():.6f}") if number % 10 == 0 else (None, None)
        shown = " ".join(_spaced(sentence) for sentences in drawn for sentence in sentences)
        excerpt = _excerpt(shown)
        minute = bulk.at(said.replace(second=0, microsecond=0))
        last = self._act("contribution.publiée", ref, actor, minute, None, {"titre": title, "texte": text}, {})
        last = self._supports(ref, supports, said, last)
        sides = {"for": 0, "against": 0}
        for _each in range(arguments):
            side = "for" if chance.random() < 0.6 else "against"
            sides[side] += 1
            self._add_argument(ref_uuid, side, said + timedelta(minutes=chance.randrange(10, 2000)), next(given))
        path = f"/contributions/{ref_uuid}/"
        self._card("contribution", ref, title, body, words, path, actor, bulk.at(said), last)
        bulk.add(
            "consultation_contribution", CONTRIBUTION,
            (
                self.contribution_id, ref, self.place.phase.pk, number, author.pseudonym, kind, title, text, html, excerpt, theme, *place,
                "online", "published", "", bulk.at(said), 0, supports, 0, arguments, 0, "", "",
            ),
        )  # fmt: skip
        self.contribution_id += 1
        if supports or arguments:
            bulk.add("discussion_tally", TALLY, (ref, supports, sides["for"], sides["against"], 0, 0))
        self._follow(author, ref, said)
        if arguments >= min(POPULAR, self.many):
            self.popular = ref_uuid

    def _add_argument(self, on: UUID, side: str, said: datetime, supports: int) -> None:
        chance, bulk = self.chance, self.bulk
        author, ref_uuid = chance.choice(self.people), self.uuid()
        ref, actor = bulk.uuid(ref_uuid), bulk.uuid(author.uuid)
        drawn = texts.paragraphs(chance, 1, 3)
        title = drawn[0][0][:140] if chance.random() < 0.5 else ""
        text, _body, html, _words = _written("", drawn)
        shown = title or text[:80]
        minute = bulk.at(said.replace(second=0, microsecond=0))
        clear = {"sens": "pour" if side == "for" else "contre", "sur": str(on)}
        last = self._act("argument.publié", ref, actor, minute, None, {"titre": title, "texte": text}, clear)
        last = self._supports(ref, supports, said, last)
        words = " ".join([*[_stems(shown)] * 3, *(_stems(sentence) for sentences in drawn for sentence in sentences)])
        self._card("argument", ref, shown[:250], text, words, f"/contributions/{on}/#argument-{ref_uuid}", actor, bulk.at(said), last)
        bulk.add(
            "discussion_argument", ARGUMENT,
            (ref, bulk.uuid(on), author.pseudonym, bulk.at(said), "published", "", 0, "", "", side, title, text, html, supports),
        )  # fmt: skip
        if supports:
            bulk.add("discussion_tally", TALLY, (ref, supports, 0, 0, 0, 0))
        self._follow(author, ref, said)

    def _follow(self, somebody: Somebody, ref: Any, since: datetime) -> None:
        self.bulk.add("people_follow", ("person_id", "ref", "since"), (somebody.person, ref, self.bulk.at(since)))


def _written(title: str, drawn: list[list[str]]) -> tuple[str, str, str, str]:
    """Give a text, its words alone, its HTML, and its stems after those of its title."""
    text = "\n\n".join(" ".join(sentences) for sentences in drawn)
    html = "\n".join(f"<p>{' '.join(_html(sentence) for sentence in sentences)}</p>" for sentences in drawn)
    words = " ".join([*[_stems(title)] * (3 if title else 0), *(_stems(sentence) for sentences in drawn for sentence in sentences)])
    return text, text.replace("\n\n", " "), html, words


def check() -> None:
    """Compare a sample of what was written with what the actions' own functions give."""
    from django.conf import settings

    from parvis.core.discussion.models import Argument, Support, Tally
    from parvis.core.record.entries import entry_of
    from parvis.core.record.models import Act, Opening, Thing
    from parvis.core.record.words import indexed
    from parvis.features.consultation.actions.contributions import card, write
    from parvis.features.consultation.models import Contribution
    from parvis.mechanisms.ledger.commitments import opens

    assert settings.LANGUAGE_CODE == "fr"
    for row in Contribution.objects.select_related("author").order_by("-supports")[:50]:
        thing, shown = Thing.objects.defer(None).get(ref=row.ref), (row.html, row.excerpt)
        write(row, row.title, row.text)
        assert (row.html, row.excerpt) == shown, row.ref
        expected = card(row)
        assert (thing.title, thing.path, thing.body, thing.words) == (
            expected.title,
            expected.path,
            expected.body,
            indexed(row.title, expected.body),
        )
        acts = list(Act.objects.filter(object=row.ref).order_by("pk"))
        assert [act.previous for act in acts] == [None, *(act.uuid for act in acts[:-1])]
        assert thing.last_act == acts[-1].uuid
        stored = dict(Act.objects.filter(object=row.ref).values_list("uuid", "entry"))
        assert all(bytes(stored[act.uuid]) == entry_of(act) for act in acts)
        opening = Opening.objects.get(act=acts[0]).fields
        assert all(opens(name, opening[name], fingerprint) for name, fingerprint in acts[0].commitments.items())
        tally = Tally.objects.get(ref=row.ref)
        assert tally.supports == row.supports == Support.objects.filter(ref=row.ref).count() == len(acts) - 1
        assert tally.arguments == row.arguments == Argument.objects.filter(on=row.ref).count()


def load(many: int, folder: Path) -> dict[str, Any]:
    """Fill the instance and write beside it what to ask it: addresses, and the cookies of people who are signed in."""
    from django.conf import settings
    from django.db import connection

    from parvis.core.people.models import Person
    from parvis.core.people.sessions import SessionStore

    started, place = time.monotonic(), town()
    with quick(connection) as bulk:
        loading = Loading(bulk, place, many)
        loading.add_people(max(300, many // 10))
        loading.add_all()
        bulk.flush()
    check()
    cookies = []
    for person in Person.objects.filter(pk__in=[each.person for each in loading.people[:SIGNED_IN]]):
        session = SessionStore()
        session.update({"_auth_user_id": str(person.pk), "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0]})
        session["_auth_user_hash"] = person.get_session_auth_hash()
        session.create()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={'b' * 32}")
    from parvis.features.consultation.models import Contribution

    chosen = [str(ref) for ref in Contribution.objects.order_by("ref").values_list("ref", flat=True)[:20_000]]
    about = {
        "contributions": many, "seconds": round(time.monotonic() - started), "cookies": cookies, "phase": str(place.phase.ref),
        "process": place.process.slug, "popular": str(loading.popular), "refs": chosen,
    }  # fmt: skip
    (folder / "loaded.json").write_text(json.dumps(about))
    return about


if __name__ == "__main__":
    from parvis.cli.ready import set_up

    set_up()
    from django.conf import settings as instance

    print(f"Loaded in {load(int(sys.argv[1]), Path(instance.PARVIS_DATA))['seconds']} s.")
