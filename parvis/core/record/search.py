"""Finding things by their words, in either database."""

from __future__ import annotations

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL

from parvis.core.record.models import Thing
from parvis.core.record.words import stems

AT_MOST = 12


def search(things: QuerySet[Thing], text: str) -> QuerySet[Thing]:
    """Give those of the things that hold all the words, the best first; none when the text has no word that tells something.

    Arguments:
        things: what the reader may see (`Thing.objects.public()`); filters may still be added to what is returned.
        text: what she typed; at most twelve words count.
    """
    wanted = [tuple(dict.fromkeys(pair)) for pair in dict.fromkeys(stems(text))][:AT_MOST]
    if not wanted:
        return things.none()
    if connection.vendor == "postgresql":
        query = SearchQuery(" & ".join(f"({' | '.join(pair)})" for pair in wanted), config="simple", search_type="raw")
        vector = SearchVector("words", config="simple")
        return things.annotate(found=vector).filter(found=query).annotate(rank=SearchRank(vector, query)).order_by("-rank", "-published_at")
    match = " AND ".join("(" + " OR ".join(f'"{stem}"' for stem in pair) + ")" for pair in wanted)
    # The rank is read from the index by the row's number; bm25 is smaller for a better match.
    found = RawSQL("SELECT rowid FROM record_search WHERE record_search MATCH %s", [match])
    rank = RawSQL("(SELECT bm25(record_search) FROM record_search WHERE rowid = record_thing.id AND record_search MATCH %s)", [match])
    return things.filter(pk__in=found).annotate(rank=rank).order_by(F("rank").asc(), "-published_at")
