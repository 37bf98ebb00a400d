"""A whole State consultation brought in by one command: République numérique, 696 proposals with all that was said on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.cli.main import main
from parvis.core.decisions.queries import count_unanswered
from parvis.core.discussion.models import Argument, Source
from parvis.core.processes.models import Phase, Process
from parvis.core.record.models import Act, Thing
from parvis.features.consultation.models import Contribution
from tests import town as towns

pytestmark = pytest.mark.xdist_group("republique-numerique")
LIST_QUERIES, CONTRIBUTION_QUERIES = 12, 15


def bring_in(folder: Path) -> int:
    where = ("--process", "republique-numerique", "--create-in", "saint-aubin")
    return main(["import", "contributions", str(folder), *where])


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "data" / "text" / "republique-numerique-2015"


@pytest.fixture(scope="module")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Give this module one transaction for all its tests, undone at the end: they only look, and acts refuse to be deleted."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def consultation(folder: Path, db: None) -> Phase:
    """Bring it in once for this module."""
    towns.build()
    assert bring_in(folder) == 0
    return Phase.objects.select_related("process").get(process__slug="republique-numerique")


def test_all_of_it_is_there(consultation: Phase) -> None:
    found = Contribution.objects.filter(phase=consultation)
    assert (found.count(), Argument.objects.count(), Source.objects.count()) == (696, 3994, 326)
    assert (consultation.process.state, consultation.state) == (Process.State.CLOSED, Phase.State.CLOSED)
    assert count_unanswered(consultation.process) == 0
    first = found.get(external_id="100")
    assert (first.supports_elsewhere, first.author.name, first.published_at.year) == (25, "Participant 1", 2015)
    assert "25 d’accord, 9 mitigés, 72 pas d’accord" in first.text
    assert Argument.objects.filter(on=first.ref, side="for").count() == 4
    assert (consultation.opens_at.year, consultation.closes_at.year) == (2015, 2015)


def test_each_thing_has_its_act(consultation: Phase) -> None:
    kinds = Counter(Act.objects.filter(process=consultation.process.ref).values_list("kind", flat=True))
    brought = {kind: kinds[kind] for kind in ("contribution.archivée", "argument.repris", "source.reprise", "contributions.importées")}
    assert list(brought.values()) == [696, 3994, 326, 1]
    assert Thing.objects.filter(process=consultation.process.ref, last_act=None).count() == 0


def test_a_second_run_makes_no_doubles(consultation: Phase, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    acts = Act.objects.count()
    assert bring_in(folder) == 0
    assert capsys.readouterr().out == "0 contributions brought in, 696 there already, 0 left out.\n"
    assert (Contribution.objects.filter(phase=consultation).count(), Argument.objects.count()) == (696, 3994)
    assert Act.objects.count() == acts


def test_every_list_page_is_within_its_queries(consultation: Phase, client: Client) -> None:
    address = reverse("consultation:list", args=[consultation.ref])
    for page in range(1, 40):
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address, {"page": page})
        if response.status_code == 404:
            break
        assert response.status_code == 200
        assert len(asked) <= LIST_QUERIES, page
    assert page > 10


def test_every_contribution_is_within_its_queries(consultation: Phase, client: Client) -> None:
    ordered = list(Contribution.objects.filter(phase=consultation).order_by("-arguments", "pk"))
    # The most discussed, then one in twenty: all of them would take as long as the rest of the suite.
    for contribution in [*ordered[:12], *ordered[12::20]]:
        with CaptureQueriesContext(connection) as asked:
            response = client.get(contribution.get_absolute_url())
        assert response.status_code == 200
        assert len(asked) <= CONTRIBUTION_QUERIES, contribution.title
