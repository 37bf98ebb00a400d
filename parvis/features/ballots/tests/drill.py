"""A vote under pressure, with real transactions: test_together.py runs it in a process and a database of its own. Prints what it saw."""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "parvis.config.settings"
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import translation

    from parvis.core.people.models import Person
    from parvis.core.processes import actions as processes
    from parvis.core.rules.verdict import Refused
    from parvis.features.ballots import actions
    from parvis.features.ballots.models import Ballot, Participation, Vote
    from parvis.features.ballots.tests import polls
    from tests import town as towns

    translation.activate("en")
    call_command("migrate", verbosity=0)
    town = towns.build()
    people = polls.crowd(town, 24)
    phase = polls.opened(town)
    options = polls.refs(phase)

    def try_to_vote(person: Person) -> str | None:
        try:
            return actions.cast(polls.fresh(phase), by=Person.objects.get(pk=person.pk), choice=[options[person.pk % 3]])
        except Refused:
            return None
        finally:
            connection.close()

    seen: dict[str, Any] = {}
    with ThreadPoolExecutor(12) as pool:
        seen["receipts of one person"] = sum(receipt is not None for receipt in pool.map(try_to_vote, [people[0]] * 12))
        seen["ballots after one person"] = Ballot.objects.count()
        list(pool.map(try_to_vote, people[1:12]))
        waiting = [pool.submit(try_to_vote, person) for person in people[12:]]
        closing = pool.submit(lambda: (processes.close_phase(phase, by=None), connection.close()))
        given = 12 + sum(future.result() is not None for future in waiting)
        closing.result()
        seen["receipt after the close"] = pool.submit(try_to_vote, town.ada).result()
    vote = Vote.objects.get(phase=phase)
    counted = polls.fresh(phase).outcome.result["counts"]["participated"]
    seen["agree"] = {given, Ballot.objects.count(), Participation.objects.count(), vote.signed, vote.counted, counted} == {given}
    if connection.vendor == "sqlite":
        log = Path(str(connection.settings_dict["NAME"]) + "-wal")
        seen["old rows left"] = log.stat().st_size if log.exists() else 0
    else:
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
            cursor.execute("SELECT count(*) FROM heap_page_items(get_raw_page('ballots_ballot', 0)) WHERE t_xmax <> 0")
            seen["old rows left"] = cursor.fetchone()[0]
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main()
