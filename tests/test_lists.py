"""Every list of the house with nothing in it, with one row and with many: what is missing is said, numbers agree with their nouns in both
languages, each row is on exactly one of the pages, and the tables beside a list have as many rows.

The table of permissions says which pages there are: one that shows rows is walked here, or stands below with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.core.paginator import Page as PageOfRows
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from parvis.core.decisions import actions as decisions
from parvis.core.decisions.models import Feedback
from parvis.core.discussion import actions as discussion
from parvis.core.notices.actions import spread
from parvis.core.people import actions as people
from parvis.core.processes.actions import Plan
from parvis.core.processes.models import Phase, Process
from parvis.core.spaces import actions as spaces
from parvis.core.spaces.models import Role
from parvis.features.consultation import actions as consultation
from tests import town as towns
from tests.test_list_pages import rows_of
from tests.test_permissions import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("lists")]

MANY = 105  # more than a page of any list has
LANGUAGES = ("fr", "en")


@dataclass
class Town:
    """A town whose lists grow: what `add` makes one more of has a row in each of them."""

    cast: SimpleNamespace
    process: Process
    phases: list[Phase]
    made: int = 0
    contribution: Any = None
    option: Any = None
    decision: Any = None
    answer: Any = None
    promise: Any = None
    told: list[Any] = field(default_factory=list)

    def add(self) -> None:
        """Let everybody do one more of everything."""
        cast, (gathering, sorting, *_rest) = self.cast, self.phases
        self.made += 1
        number, today = self.made, timezone.localdate()
        made = consultation.contribute(
            gathering, by=cast.bao, kind="idea", title=f"{number}e Tree", text="Shade.", latitude=48.5, longitude=-2.7
        )
        first = self.contribution = self.contribution or made
        discussion.argue(first.ref, by=cast.bao, side="for" if number % 2 else "against", text=f"{number}e Heat.")
        discussion.ask(first.ref, by=cast.bao, text=f"How many, {number}th?")
        option = consultation.make_option(sorting, by=cast.chloe, title=f"{number}e Mall", contributions=[made])
        self.option = self.option or option
        decision = decisions.decide(
            self.process, by=cast.fanny, title=f"{number}e Planted", decided_on=today, text="Yes.", reasons="Heat.", options=[]
        )
        self.decision = self.decision or decision
        answer = decisions.answer(self.process, refs=[made.ref], verdict="adopted", reasons="Yes.", by=cast.fanny, decision=decision)
        self.answer = self.answer or answer
        promise = decisions.promise(decision, by=cast.fanny, text=f"{number}e Plant", due_on=today + timedelta(days=30), who="Works")
        self.promise = self.promise or promise
        someone = towns.person(f"someone-{number}")
        spaces.give_role(cast.space, to=someone, role=Role.MEMBER, by=cast.operator)
        decisions.give_feedback(self.promise, by=someone, satisfied=Feedback.Satisfied.YES, text="I saw it.")
        people.follow(promise.ref, by=cast.ada)
        people.keep_draft(f"/phases/{gathering.ref}/contributions/nouvelle/?{number}", by=cast.ada, fields={"title": [f"{number}e Draft"]})
        if number > 1:
            towns.process(cast, Plan(kind="gathering", title="Ideas"), title=f"{number}e Process", slug=f"process-{number}")
            spaces.found(name=f"{number}e Hamlet", slug=f"hamlet-{number}", kind="territory", by=cast.fanny, parent=cast.space)


@dataclass(frozen=True, slots=True)
class Rows:
    """A list: its address, who reads it, what beside it says how many rows (an expression of its table), and what an empty one says."""

    name: str
    of: str = ""
    who: str = "bao"
    query: str = ""
    # Of an older thing than any row: nothing is empty there.
    never_empty: bool = False

    def address(self, town: Town) -> str:
        words = {
            "space": town.cast.space.slug, "process": town.process.slug, "gathering": town.phases[0].ref, "sorting": town.phases[1].ref,
            "vote": town.phases[2].ref, **{name: getattr(town, name).ref for name in MADE if getattr(town, name)},
        }  # fmt: skip
        return reverse(self.name, args=[words[word] for word in self.of.split()]) + self.query

    def exists(self, town: Town) -> bool:
        return not set(self.of.split()) & {name for name in MADE if not getattr(town, name)}


MADE = ("contribution", "option", "decision", "answer", "promise")
LISTS = (
    Rows("portal:spaces", never_empty=True),
    Rows("portal:processes", never_empty=True),
    Rows("portal:processes", query="?etat=closed&q=nowhere"),
    Rows("portal:search", query="?q=mall"),
    Rows("portal:search", query="?q=mall&genre=option"),
    Rows("portal:mine"),
    Rows("portal:office", who="chloe", never_empty=True),
    Rows("portal:office_space", "space", who="fanny", never_empty=True),
    Rows("people:settings", who="ada", never_empty=True),
    Rows("people:drafts", who="ada"),
    Rows("notices:notices", who="ada"),
    Rows("record:record", never_empty=True),
    Rows("record:record", query="?genre=contribution.publiée"),
    Rows("record:mine"),
    Rows("record:process", "process", never_empty=True),
    Rows("record:object", "contribution"),
    Rows("decisions:list"),
    Rows("decisions:list", query="?annee=1999"),
    Rows("decisions:promises"),
    Rows("decisions:answers", "process"),
    Rows("decisions:answer", "answer"),
    Rows("decisions:promise", "promise"),
    Rows("decisions:give_answers", "process", who="fanny"),
    Rows("discussion:arguments", "contribution"),
    Rows("consultation:list", "gathering"),
    Rows("consultation:list", "gathering", query="?q=tree"),
    Rows("consultation:places", "gathering"),
    Rows("consultation:options", "sorting"),
    Rows("consultation:option", "option"),
    Rows("consultation:sorting", "sorting", who="chloe"),
)
# Pages that show some rows and are no list, each with its reason; a room's own tests look at them.
NO_LISTS = {
    "portal:home": "the first five of each, which lead to the lists",
    "portal:space": "the same for one space",
    "portal:process": "a process with its phases, which lead to the lists",
    "portal:how": "words", "portal:office_new": "the blueprints, which are always the same",
    "portal:office_process": "the phases of one process", "portal:office_import": "a form and its report",
    "people:my_data": "all that is kept, in tables; tested with the account", "people:demonstration": "the cast of the demonstration",
    "people:letters": "e-mails of the demonstration", "opendata:catalogue": "the tables of open data, which are always the same",
    "record:day": "the acts of one day are those of the record", "record:act": "one act", "record:check": "a form",
    "consultation:contribution": "one contribution; what is said of it is walked as discussion:arguments",
    "consultation:versions": "the wordings of one contribution", "discussion:versions": "the wordings of one remark",
    "decisions:decision": "one decision", "decisions:mark": "a form", "ballots:prepare": "the options of a vote to come, in a form",
    "ballots:vote": "a ballot and its result", "ballots:ballots": "published ballots, at least five or none: tested in their room",
    "consultation:themes": "a form", "mfa_list_webauthn": "one's own few passkeys",
    "ui:gallery": "components", "ui:gallery-form": "components", "ui:gallery-confirm": "components",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """One list at one moment, in one language: its text, how many rows it says it has, and how many its pages show."""

    text: str
    empty: bool
    leads: bool
    counted: int | None
    shown: int
    tables: dict[str, int]


def page_in(response: Any) -> PageOfRows[Any] | None:
    """Give the page of rows that a template was given."""
    found: list[PageOfRows[Any]] = []
    for layer in response.context or []:
        values = layer.values() if isinstance(layer, dict) else [value for part in layer for value in part.values()]
        found += [value for value in values if isinstance(value, PageOfRows)]
    return found[0] if found else None


def seen(client: Client, address: str) -> Seen:
    """Walk a list from its first page to its last."""
    response = client.get(address)
    assert response.status_code == 200, address
    page, soup = page_in(response), BeautifulSoup(response.content, "html.parser")
    main = soup.select_one("main")
    assert main is not None
    links = {a.get_text(): str(a["href"]) for a in main.select("a[href]") if a.get_text() in ("CSV", "JSON")}
    tables = {form: len(rows_of(client, url)) for form, url in links.items()}
    text, shown, steps = " ".join(main.get_text(" ").split()), len(page) if page else 0, 0
    empty = main.select_one(".ui-empty")
    while following := soup.select_one("a[rel=next]"):
        steps += 1
        assert steps < 50, f"{address}: pages without an end"
        response = client.get(address.split("?")[0] + str(following["href"]))
        assert response.status_code == 200
        page, soup = page_in(response), BeautifulSoup(response.content, "html.parser")
        shown += len(page) if page else 0
    counted = page.paginator.count if page else None
    return Seen(text, bool(empty and empty.get_text(strip=True)), bool(empty and empty.select("p")), counted, shown, tables)


Walked = dict[tuple[str, str, int], Seen]


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = override_settings(STORAGES=django_settings.STORAGES | {"staticfiles": plain})
    with storages, django_db_blocker.unblock(), transaction.atomic():
        cast = towns.build()
        plans = (Plan(kind="gathering", title="Ideas"), Plan(kind="sorting", title="Sorting", takes_from=0))
        plans += (Plan(kind="vote", title="Vote", mechanism="approval"), Plan(kind="decision", title="Decision"))
        process = towns.process(cast, *plans, Plan(kind="follow_up", title="Follow-up"))
        phases = list(process.phases.select_related("process__space").order_by("position"))
        yield Town(cast, process, [towns.open_phase(cast, phases[0]), towns.open_phase(cast, phases[1]), *phases[2:]])
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def walked(town: Town) -> Walked:
    """Walk every list at each moment, in each language."""
    found: Walked = {}
    for count in (0, 1, MANY):
        while town.made < count:
            town.add()
        spread(timezone.now())
        for rows in LISTS:
            if not rows.exists(town):
                continue
            for language in LANGUAGES:
                client = Client(headers={"accept-language": language})
                client.force_login(getattr(town.cast, rows.who))
                found[rows.name + rows.query, language, count] = seen(client, rows.address(town))
    return found


def test_every_page_with_rows_is_walked_or_says_why_not(town: Town, walked: Walked) -> None:
    from tests import world as worlds
    from tests.rendering import HTML, client_of

    place = None
    with transaction.atomic():
        built = worlds.World(town=town.cast, places={"town": worlds.furnish(town.cast, town.cast.space)})
        place = built.places["town"]
        known, missing = {rows.name for rows in LISTS} | set(NO_LISTS), []
        for page in TABLE:
            if page.name in known or isinstance(page.get, int):
                continue
            for who in ("fanny", "chloe", "bao", "visitor"):
                response = client_of(built, who).get(page.address(place))
                if response.status_code == 200 and str(response.headers["Content-Type"]).startswith(HTML):
                    rows = BeautifulSoup(response.content, "html.parser").select(
                        "main .ui-briefs, main .ui-pages, main .ui-empty, main tbody"
                    )
                    if rows or page_in(response):
                        missing.append(page.name)
                    break
                response.getvalue()  # a file is closed once it is read
        transaction.set_rollback(True)
    assert sorted(missing) == []


def test_an_empty_list_says_so_and_what_to_do(walked: Walked) -> None:
    named = {rows.name + rows.query: rows for rows in LISTS}
    empty = {key: one for key, one in walked.items() if key[2] == 0 and not named[key[0]].never_empty and named[key[0]].of not in MADE}
    assert len(empty) >= 20
    assert sorted(f"{name} {language}" for (name, language, _c), one in empty.items() if not (one.empty and one.leads)) == []


# “1 contributions”, and the other way round. Words that end so in the singular, or that no number counts, are let be.
WITH_S = r"(?<![\d.,:/–-])1[  ](?!(?:is|was|days?|hours?|minutes?|fois|mois|avis|a-s|vers|dans|sans|plus|sous)\b)([a-zà-ÿ]{3,}s)\b"
NOUNS_FR = (
    "argument|contribution|option|décision|promesse|réponse|avis|question|acte|chose|démarche|espace|personne|opinion|brouillon|source"
)
NOUNS_EN = "argument|contribution|option|decision|promise|answer|notice|question|act|thing|process|space|opinion|draft|source"
WITHOUT_S = {"fr": rf"\b(?:[2-9]|\d\d+)[  ](?:{NOUNS_FR.replace('avis|', '')})\b", "en": rf"\b(?:[2-9]|\d\d+)[  ](?:{NOUNS_EN})\b"}
NONE_WITH_S = {"fr": rf"(?<!\d)\b0[  ](?:{NOUNS_FR.replace('avis|', '')})s\b", "en": rf"(?<!\d)\b0[  ](?:{NOUNS_EN})\b"}


def test_numbers_agree_with_what_they_count(walked: Walked) -> None:
    wrong = []
    for (name, language, count), one in walked.items():
        for pattern in (WITH_S, WITHOUT_S[language], NONE_WITH_S[language]):
            wrong += [
                f"{name} {language} {count}: …{one.text[max(0, m.start() - 30) : m.end() + 20]}…" for m in re.finditer(pattern, one.text)
            ]
    assert not wrong, "\n".join(sorted(set(wrong)))


def test_every_row_is_on_one_page(walked: Walked) -> None:
    wrong = {key: (one.counted, one.shown) for key, one in walked.items() if one.counted is not None and one.counted != one.shown}
    assert wrong == {}
    assert len({key[0] for key, one in walked.items() if key[2] == MANY and (one.counted or 0) >= MANY}) >= 8


def test_the_tables_beside_a_list_have_its_rows(walked: Walked) -> None:
    wrong = {key: one.tables for key, one in walked.items() if len(set(one.tables.values())) > 1}
    assert wrong == {}
    named = {"portal:processes", "portal:search?q=mall", "portal:mine", "decisions:list", "decisions:promises", "consultation:list"}
    for name in named | {"consultation:list?q=tree", "portal:search?q=mall&genre=option", "decisions:list?annee=1999"}:
        for count in (1, MANY):
            one = walked[name, "fr", count]
            assert not one.counted or one.tables == {"CSV": one.counted, "JSON": one.counted}, (name, count, one.counted, one.tables)
