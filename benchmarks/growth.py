"""How the pages grow with what is in the database: from 1,000 to 1,000,000 contributions."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

from benchmarks.instance import Instance, serving
from benchmarks.pages import pages
from benchmarks.wrk import measure

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SHOWN = ("process", "list of contributions, any page", "list, most supported first", "contributions, another each time", "search")


def run(filled: Callable[[int], AbstractContextManager[Instance]], largest: int = SIZES[-1]) -> None:
    """Print, for each size, milliseconds of CPU and queries for a page that was not kept."""
    for many in [size for size in SIZES if size <= largest]:
        with filled(many) as place:
            size = sum(path.stat().st_size for path in place.folder.glob("parvis.sqlite3*")) / 1e9
            print(f"\n{place.database}, {many:,} contributions, {size:.1f} GB, loaded in {place.about['seconds']} s")
            chosen = [page for page in pages(place) if page.signed_in and page.name in SHOWN]
            counted = json.loads(place.run("-m", "benchmarks.queries", *(f"@0{page.paths[0]}" for page in chosen)))
            with serving(place) as server:
                for page, (queries, _status) in zip(chosen, counted, strict=True):
                    measure(server, page.paths, cookies=place.about["cookies"], seconds=2)
                    got = measure(server, page.paths, cookies=place.about["cookies"], seconds=4)
                    print(f"{'signed in: ' + page.name:44} {got.rate:9.0f}/s {got.cpu:7.2f} ms of CPU {queries:4} queries", flush=True)
