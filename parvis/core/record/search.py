"""Finding things by their words, in either database."""

from __future__ import annotations

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from parvis.core.record.models import Thing
from parvis.core.record.words import stems

AT_MOST = 12
RANKED = 1_000  # the newest matches; where more match, a word this frequent tells little of which is the best


def search(things: QuerySet[Thing], text: str) -> QuerySet[Thing]:
    """Give those of the things that hold all the words, the best first; none when the text has no word that tells something.

    Arguments:
        things: what the reader may see (`Thing.objects.public()`), filtered already by all that she chose.
        text: what she typed; at most twelve words count.

    Limits: where more than a thousand match, the thousand newest are ranked and given. Use `matching` for all of them, unordered.
    """
    keys = set(matching(things, text).order_by("-pk").values_list("pk", flat=True)[:RANKED])
    if not keys:
        return things.none()
    if connection.vendor == "postgresql":
        rank = RawSQL("ts_rank(record_thing.terms, to_tsquery('simple', %s))", [_either(text, " & ", "|")])
        return things.filter(pk__in=keys).annotate(rank=rank).order_by("-rank", "-published_at")
    with connection.cursor() as cursor:
        # FTS5 ranks what lies between two numbers without looking at the rest.
        statement = "SELECT rowid FROM record_search WHERE record_search MATCH %s AND rowid BETWEEN %s AND %s ORDER BY rank, rowid DESC"
        cursor.execute(statement, [_either(text, " AND ", " OR ", quote='"'), min(keys), max(keys)])
        best = [key for (key,) in cursor.fetchall() if key in keys]
    place = RawSQL("instr(%s, ',' || record_thing.id || ',')", [f",{','.join(map(str, best))},"])
    return things.filter(pk__in=best).annotate(rank=place).order_by("rank")


def matching(things: QuerySet[Thing], text: str) -> QuerySet[Thing]:
    """Give all of the things that hold all the words, in no order."""
    if not query_words(text):
        return things.none()
    if connection.vendor == "postgresql":
        found = RawSQL("SELECT id FROM record_thing WHERE terms @@ to_tsquery('simple', %s)", [_either(text, " & ", "|")])
    else:
        found = RawSQL("SELECT rowid FROM record_search WHERE record_search MATCH %s", [_either(text, " AND ", " OR ", quote='"')])
    return things.filter(pk__in=found)


def query_words(text: str) -> list[tuple[str, ...]]:
    """Give the words that count, each as the stems it may be found under."""
    return [tuple(dict.fromkeys(pair)) for pair in dict.fromkeys(stems(text))][:AT_MOST]


def _either(text: str, every: str, either: str, *, quote: str = "") -> str:
    return every.join(f"({either.join(f'{quote}{stem}{quote}' for stem in pair)})" for pair in query_words(text))
