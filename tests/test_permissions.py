"""Who may open which address: every URL of the house × everybody, in the open town and in a circle that only its members know of.

A line of the table says who gets through with GET and with POST; others get 403 with a reason,
or are sent to sign in first (`login`).
In the circle, what one may not see does not exist: 404. A URL that is missing from the table fails, and so does a line without a URL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import OperationalError, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import town as towns
from tests import world as worlds

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("permissions")]

VISITOR, EMILE, ADA, BAO, CHLOE, DRISS, FANNY = "visitor", "emile", "ada", "bao", "chloe", "driss", "fanny"
CAST = (VISITOR, EMILE, ADA, BAO, CHLOE, DRISS, FANNY)
Who = frozenset[str]
EVERYONE: Who = frozenset(CAST)
VISITORS: Who = frozenset({VISITOR})
SIGNED_IN = EVERYONE - VISITORS
TAKES_PART = SIGNED_IN - {EMILE}
NEWCOMERS: Who = frozenset({EMILE})
AUTHOR: Who = frozenset({BAO})
OTHERS = TAKES_PART - AUTHOR
RUNS: Who = frozenset({CHLOE, FANNY})
MODERATES: Who = frozenset({DRISS, FANNY})
OFFICERS: Who = frozenset({FANNY})
CHLOE_ALONE: Who = frozenset({CHLOE})
NOBODY: Who = frozenset()
# Who does not know that the circle exists.
OUTSIDE: Who = frozenset({VISITOR, EMILE, ADA})

# What a method answers: the same to everybody (such as 405), or who gets through, or a status for each of several groups.
Answers = int | Who | Mapping[Who, int]


@dataclass(frozen=True, slots=True)
class Page:
    """One URL: its name, what stands in the address (names of `Place`, or words), and what it answers to whom.

    `ok` and `done` are what those who get through are answered to GET and to POST; an empty form comes back with 422. Without `post` a page
    only reads: it refuses POST, or answers it as GET. `login`: visitors are sent to sign in. `otherwise`: what all others get.
    `hidden_from`: for whom it does not exist in the circle.
    """

    name: str
    of: str = ""
    get: Answers = EVERYONE
    post: Answers | None = None
    ok: int = 200
    done: int = 422
    login: str = ""
    otherwise: int = 403
    hidden_from: Who = OUTSIDE
    sent: Mapping[str, str] = field(default_factory=lambda: {"csrfmiddlewaretoken": "a form that was left empty"})

    def address(self, place: worlds.Place) -> str:
        """Give the address of this URL in a place."""
        words = [attrgetter(word)(place) if hasattr(place, word.split(".")[0]) else word for word in self.of.split()]
        return reverse(self.name, args=words)

    def expected(self, method: str, who: str, *, hidden: bool) -> int:
        """Give the status that somebody is answered."""
        answers = self.get if method == "GET" or self.post is None else self.post
        if who == VISITOR and method in self.login:
            return LOGIN
        if isinstance(answers, int):
            return answers
        if hidden and who in self.hidden_from:
            return 404
        if isinstance(answers, Mapping):
            return next((status for group, status in answers.items() if who in group), self.otherwise)
        return self.otherwise if who not in answers else self.done if method == "POST" and self.post is not None else self.ok


LOGIN = 302
BOTH = "GET POST"
TABLE = [
    # The front door.
    Page("portal:home"),
    Page("portal:spaces"),
    Page("portal:space", "space.slug"),
    Page("portal:join", "space.slug", get=405, post=NEWCOMERS, done=302, login="POST"),
    Page("portal:leave", "space.slug", get=SIGNED_IN, post=SIGNED_IN, done=302, login=BOTH),
    Page("portal:give_back", "space.slug facilitator", get=CHLOE_ALONE, post=CHLOE_ALONE, done=302, login=BOTH),
    Page("portal:tint", "space.slug", hidden_from=NOBODY),
    Page("portal:processes"),
    Page("portal:process", "process.slug"),
    Page("portal:search"),
    Page("portal:mine", get=SIGNED_IN, login=BOTH),
    Page("portal:mine_csv", get=SIGNED_IN, login=BOTH),
    Page("portal:mine_json", get=SIGNED_IN, login=BOTH),
    Page("portal:how"),
    Page("portal:check"),
    Page("portal:privacy"),
    Page("portal:accessibility"),
    # The office.
    Page("portal:office", get=RUNS, login=BOTH),
    Page("portal:office_new", get=RUNS, post=RUNS, done=200, login=BOTH),
    Page("portal:office_process", "process.slug", get=RUNS, login=BOTH),
    Page("portal:office_edit", "process.slug", get=RUNS, post=RUNS, done=200, login=BOTH),
    Page("portal:office_invite", "process.slug", get=RUNS, post=RUNS, done=200, login=BOTH),
    Page("portal:office_publish", "draft.slug", get=RUNS, post=RUNS, done=302, login=BOTH, otherwise=404),
    Page("portal:office_import", "process.slug", get=RUNS, post=RUNS, done=200, login=BOTH),
    Page("portal:office_add_phase", "process.slug", get=RUNS, post=RUNS, done=200, login=BOTH),
    Page("portal:office_phase", "process.slug 1", get=RUNS, post=RUNS, done=200, login=BOTH),
    Page("portal:office_close", "process.slug 1", get=RUNS, post=RUNS, done=302, login=BOTH),
    Page("portal:office_move", "process.slug 5 ouvrir", get=RUNS, post=RUNS, done=302, login=BOTH),
    Page("portal:office_found", get=NOBODY, post=NOBODY, login=BOTH, hidden_from=NOBODY),
    Page("portal:office_space", "space.slug", get=OFFICERS, login=BOTH),
    Page("portal:office_describe", "space.slug", get=OFFICERS, post=OFFICERS, login=BOTH),
    Page("portal:office_roles", "space.slug", get=OFFICERS, post=OFFICERS, login=BOTH),
    Page("portal:office_end_role", "space.slug 0", get={OFFICERS: 404}, post={OFFICERS: 404}, login=BOTH),
    Page("portal:office_body", "space.slug", get=OFFICERS, post=OFFICERS, login=BOTH),
    Page("portal:office_seat", "space.slug 00000000-0000-4000-8000-000000000000", get={OFFICERS: 404}, post={OFFICERS: 404}, login=BOTH),
    Page("portal:office_end_mandate", "space.slug 0", get={OFFICERS: 404}, post={OFFICERS: 404}, login=BOTH),
    # An account, and the demonstration, which an instance that is none does not have.
    Page("people:settings", get=SIGNED_IN, post=SIGNED_IN, login=BOTH),
    Page("people:follow", "contribution", get=405, post=SIGNED_IN, done=302, login=BOTH),
    Page("people:drafts", get=SIGNED_IN, post=SIGNED_IN, done=302, login=BOTH),
    Page("people:my_data", get=SIGNED_IN, login=BOTH),
    Page("people:my_data_file", get=SIGNED_IN, login=BOTH),
    Page("people:erasure", get=SIGNED_IN, post=SIGNED_IN, login=BOTH),
    Page("people:language", post=EVERYONE, done=400),
    Page("people:demonstration", get=404, post=404),
    Page("people:letters", get=404),
    Page("people:letter", "one.log 0", get=404),
    # Coming in. Pages in the middle of a way lead back to its start for whoever is not on it.
    Page("account_login", get={VISITORS: 200, SIGNED_IN: 302}, post={VISITORS: 200, SIGNED_IN: 302}),
    Page("account_request_login_code", get=302, post=302),
    Page("account_confirm_login_code", get=302, post=302),
    Page("mfa_login_webauthn", get=302, post=302),
    Page("account_signup", get={VISITORS: 200, SIGNED_IN: 302}, post={VISITORS: 200, SIGNED_IN: 302}),
    Page("account_email_verification_sent", get=302, post=302),
    Page("account_inactive"),
    Page("account_logout", get={VISITORS: 302, SIGNED_IN: 200}, post=302),
    Page("account_reset_password", post=EVERYONE, done=200),
    Page("account_confirm_password_reset_code", get=302, post=302),
    Page("account_complete_password_reset", get=302, post=302),
    Page("account_password_reset_completed"),
    # Changing how one comes in. The cast has neither password nor passkey: there is none to change, nor to say again who one is with.
    Page("account_email", get=SIGNED_IN, post=SIGNED_IN, done=302, login=BOTH),
    Page("account_reauthenticate", get=NOBODY, post=NOBODY, login=BOTH),
    Page("account_change_password", get=302, post=302),
    Page("account_set_password", get=SIGNED_IN, post=SIGNED_IN, done=200, login=BOTH),
    Page("mfa_index", get=302, post=302),
    Page("mfa_list_webauthn", get=SIGNED_IN, login=BOTH),
    Page("mfa_add_webauthn", get=SIGNED_IN, post=SIGNED_IN, done=200, login=BOTH),
    Page("mfa_reauthenticate_webauthn", get=NOBODY, post=NOBODY, login=BOTH),
    Page("mfa_edit_webauthn", "0", get=404, post=404, login=BOTH),
    Page("mfa_remove_webauthn", "0", get=404, post=404, login=BOTH),
    # Notices: each person has her own, and those of others do not exist for her.
    Page("notices:notices", get=SIGNED_IN, login=BOTH),
    Page("notices:read_all", get=405, post=SIGNED_IN, done=302, login=BOTH),
    Page("notices:preferences", get=SIGNED_IN, post=SIGNED_IN, login=BOTH),
    Page("notices:read", "0", get=405, post=404, login=BOTH),
    Page("notices:unsubscribe", "not-a-token", get=404, post=404),
    # The record. A feed reader signs in nowhere: feeds have only what is public.
    Page("record:record"),
    Page("record:feed"),
    # What programs read of the log; nothing is published in these tests.
    Page("record:checkpoint", get=404),
    Page("record:tile", "0/000", get=404),
    Page("record:policy"),
    Page("record:proof", "0", get=404),
    Page("record:opening", "0", get=404),
    # A log that began anew has addresses of its own.
    Page("record:checkpoint", "2", get=404),
    Page("record:tile", "2 0/000", get=404),
    Page("record:policy", "2", get=404),
    Page("record:proof", "2 0", get=404),
    Page("record:opening", "2 0", get=404),
    Page("record:add_checkpoint", get=405, post=400),
    Page("record:cosigned", "0000", get=404),
    Page("record:act", "act"),
    Page("record:receipt", "act"),
    Page("record:receipt_file", "act", get=404),
    Page("record:promise_file", "act", hidden_from=EVERYONE),
    # Who did something to it is led to the receipt of what she did; for everybody else there is none.
    Page("record:hers", "contribution", get={frozenset({BAO}): 302}, otherwise=404, login=BOTH),
    Page("record:mine", get=SIGNED_IN, login=BOTH),
    Page("record:check"),
    Page("record:today", get=302),
    Page("record:day", "2026-11-24", hidden_from=NOBODY),
    Page("record:object", "contribution"),
    Page("record:object_feed", "contribution", hidden_from=EVERYONE),
    Page("record:process", "process.slug"),
    Page("record:process_feed", "process.slug", hidden_from=EVERYONE),
    # Open data.
    Page("opendata:catalogue"),
    Page("opendata:dcat"),
    Page("opendata:table", "objets csv", hidden_from=NOBODY),
    Page("opendata:process", "process.slug"),
    # Contributions and options.
    Page("consultation:list", "gathering.ref"),
    Page("consultation:places", "gathering.ref"),
    Page("consultation:geojson", "gathering.ref"),
    Page("consultation:new", "gathering.ref", get=TAKES_PART, post=TAKES_PART),
    Page("consultation:themes", "gathering.ref", get=RUNS, post=RUNS, done=302),
    Page("consultation:contribution", "contribution"),
    Page("consultation:versions", "contribution"),
    Page("consultation:attachment", "contribution piece"),
    Page("consultation:edit", "contribution", get=AUTHOR, post=AUTHOR),
    Page("consultation:withdraw", "contribution", get=AUTHOR, post=AUTHOR, done=302),
    Page("consultation:hide", "contribution", get=MODERATES, post=MODERATES),
    Page("consultation:show", "hidden", get=MODERATES, post=MODERATES),
    Page("consultation:sorting", "sorting.ref", get=RUNS, post=RUNS),
    Page("consultation:options", "sorting.ref"),
    Page("consultation:option", "option"),
    Page("consultation:edit_option", "option", get=RUNS, post=RUNS),
    Page("consultation:drop_option", "option", get=RUNS, post=RUNS, done=302),
    # What is said of anything.
    Page("discussion:arguments", "contribution", post=TAKES_PART),
    Page("discussion:questions", "contribution", get=TAKES_PART, post=TAKES_PART),
    Page("discussion:sources", "contribution", get=TAKES_PART, post=TAKES_PART),
    Page("discussion:supports", "contribution", get=405, post=OTHERS, done=302),
    Page("discussion:edit", "argument", get=AUTHOR, post=AUTHOR),
    Page("discussion:withdraw", "argument", get=AUTHOR, post=AUTHOR, done=302),
    Page("discussion:reply", "question", get=RUNS, post=RUNS),
    Page("discussion:hide", "argument", get=MODERATES, post=MODERATES),
    Page("discussion:show", "hidden_argument", get=MODERATES, post=MODERATES),
    Page("discussion:versions", "argument"),
    Page("discussion:document", "source"),
    # Votes. The door of an open vote is for all to read; the ballot is for those on the roll.
    Page("ballots:vote", "open_vote.ref", post=TAKES_PART, sent={"blank": "1"}, done=200),
    Page("ballots:prepare", "planned_vote.ref", get=RUNS, post=RUNS),
    Page("ballots:refuse", "not-a-token", get=404, post=404),
    Page("ballots:ballots", "closed_vote.ref", post=EVERYONE, done=200),
    Page("ballots:csv", "closed_vote.ref"),
    Page("ballots:file", "closed_vote.ref"),
    # Decisions, answers, promises.
    Page("decisions:list"),
    Page("decisions:promises"),
    Page("decisions:decision", "decision"),
    Page("decisions:answer", "answer"),
    Page("decisions:promise", "promise", post=TAKES_PART),
    Page("decisions:evidence", "evidence"),
    Page("decisions:answers", "process.slug"),
    Page("decisions:decide", "process.slug", get=OFFICERS, post=OFFICERS),
    Page("decisions:give_answers", "process.slug", get=RUNS, post=RUNS),
    Page("decisions:make_promise", "decision", get=OFFICERS, post=OFFICERS),
    Page("decisions:mark", "promise", get=RUNS, post=RUNS),
    Page("decisions:add_milestone", "promise", get=RUNS, post=RUNS),
    Page("decisions:reach_milestone", "promise milestone", get=RUNS, post=RUNS),
    Page("decisions:add_evidence", "promise", get=RUNS, post=RUNS),
    Page("decisions:withdraw_feedback", "feedback", get=AUTHOR, post=AUTHOR, done=302),
    Page("decisions:hide_feedback", "feedback", get=MODERATES, post=MODERATES),
    Page("decisions:show_feedback", "hidden_feedback", get=MODERATES, post=MODERATES),
    Page("decisions:close", "ending.slug", get=RUNS, post=RUNS, done=302),
    # The gallery of components, where it is asked for.
    Page("ui:gallery"),
    Page("ui:gallery-sheet"),
    Page("ui:gallery-form"),
    Page("ui:gallery-confirm"),
    Page("ui:gallery-refused", get=403),
]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    """Build once for this module, inside a transaction that is undone: acts refuse to be deleted."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build(towns.build())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world: worlds.World) -> dict[str, Client]:
    """Give everybody a browser."""
    made = {who: Client(headers={"accept-language": "en"}) for who in CAST}
    for who in CAST[1:]:
        made[who].force_login(getattr(world.town, who))
    return made


@pytest.fixture(autouse=True)
def without_rates(settings: Any) -> None:
    """Seven people knock at every door from one address."""
    settings.ACCOUNT_RATE_LIMITS = False
    cache.clear()


@contextmanager
def undone() -> Iterator[None]:
    """Undo what is written inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def names_of_urls(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """Give the name of every URL of the house."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of_urls(pattern.url_patterns, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
        else:
            yield f"{namespace}{pattern.name}"


def test_the_table_has_every_url_and_no_other() -> None:
    names = sorted(names_of_urls(get_resolver().url_patterns))
    assert "None" not in " ".join(names), "a URL without a name"
    assert sorted(page.name for page in TABLE) == names


def asked(client: Client, method: str, address: str, sent: Mapping[str, str]) -> tuple[int, str]:
    """Ask for a page, and give its status and where it leads."""
    cookies = deepcopy(client.cookies)
    with undone():
        response = client.get(address) if method == "GET" else client.post(address, dict(sent))
        response.getvalue()  # a file is closed once it is read; closing the answer again would close the connection too
    # Signing out and erasing an account take the cookies away.
    client.cookies = cookies
    return response.status_code, response.headers.get("Location", "")


PLACES = [(page, where) for page in TABLE for where in (("town", "circle") if page.of else ("town",))]


@pytest.mark.parametrize(("page", "where"), PLACES, ids=[f"{page.name}-{where}" for page, where in PLACES])
def test_who_opens_it(world: worlds.World, clients: dict[str, Client], page: Page, where: str) -> None:
    address = page.address(world.places[where])
    got, wanted = {}, {}
    for method in ("GET", "POST"):
        for who in CAST:
            status, leads = asked(clients[who], method, address, page.sent)
            expected = page.expected(method, who, hidden=where == "circle")
            if method == "POST" and page.post is None and status == 405:
                continue
            got[f"{method} {who}"], wanted[f"{method} {who}"] = status, expected
            if method in page.login and who == VISITOR:
                assert leads.startswith(reverse("account_login")), leads
    wrong = {f"{key}: {status}, expected {wanted[key]}" for key, status in got.items() if status != wanted[key]}
    assert not wrong, "\n".join(sorted(wrong))


def words_of(response: Any) -> str:
    """Give what a person reads on the page."""
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@pytest.mark.parametrize(
    ("language", "heading", "reason"),
    [
        ("fr", "Cela ne vous est pas ouvert maintenant", "Connectez-vous"),
        ("en", "This is not open to you now", "Sign in to do this."),
    ],
)
def test_a_closed_door_says_why_and_offers_to_sign_in(world: worlds.World, language: str, heading: str, reason: str) -> None:
    place = world.places["town"]
    response = Client(headers={"accept-language": language}).get(address := reverse("consultation:new", args=[place.gathering.ref]))
    page = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, page.html["lang"]) == (403, language)
    assert heading in page.h1.text
    assert reason in words_of(response)
    assert page.select_one(f'main a[href="{reverse("account_login")}?next={quote(address, safe="")}"]')


def test_who_is_signed_in_reads_the_reason_and_is_not_asked_to_sign_in(world: worlds.World, clients: dict[str, Client]) -> None:
    response = clients[EMILE].get(reverse("consultation:new", args=[world.places["town"].gathering.ref]))
    assert response.status_code == 403
    assert "Only people of this space take part." in words_of(response)
    assert reverse("account_login") not in response.content.decode()


def test_what_was_posted_is_not_sent_again_after_signing_in(world: worlds.World) -> None:
    place = world.places["town"]
    page = reverse("consultation:contribution", args=[place.contribution])
    support = reverse("discussion:supports", args=[place.contribution])
    response = Client(headers={"referer": f"http://testserver{page}"}).post(support)
    assert response.status_code == 403
    assert f"{reverse('account_login')}?next={quote(page, safe='')}" in response.content.decode()
    assert f"next={quote(support, safe='')}" not in response.content.decode()


@pytest.mark.parametrize(("language", "words"), [("fr", "Cette page n’existe pas"), ("en", "This page does not exist")])
def test_a_page_that_does_not_exist_says_so_in_both_languages(world: worlds.World, language: str, words: str) -> None:
    response = Client(headers={"accept-language": language}).get("/nulle-part/")
    assert response.status_code == 404
    assert words in words_of(response)


def test_a_site_where_nobody_can_write_says_that_it_is_busy(world: worlds.World, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    def locked(*_args: Any) -> None:
        raise OperationalError("database is locked")

    settings.LOGGING_CONFIG = None
    monkeypatch.setattr("parvis.portal.views.search.find", locked)
    response = Client(raise_request_exception=False).get(reverse("portal:search"), {"q": "arbre"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    said = words_of(response)
    assert "rien n’a pu être enregistré" in said
    assert "nothing could be kept" in said


def test_a_fault_of_ours_is_told_in_both_languages_and_shows_nothing_of_the_inside(
    world: worlds.World, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.LOGGING_CONFIG = None
    monkeypatch.setattr("parvis.portal.views.search.find", lambda *_args: 1 / 0)
    response = Client(raise_request_exception=False).get(reverse("portal:search"), {"q": "arbre"})
    assert response.status_code == 500
    said = words_of(response)
    assert "Une erreur est survenue de notre côté" in said
    assert "Something went wrong on our side" in said
    assert "ZeroDivisionError" not in said
