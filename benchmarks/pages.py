"""How many pages a second, beside a bare Django page of twenty rows served in the same minute by the same server."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from benchmarks.instance import Instance, Server, serving
from benchmarks.wrk import Measured, measure

WORDS = (
    "fontaine", "bancs ombre", "piste cyclable", "marché soir", "jardin partagé", "école chaussée", "vélos", "navette", "médiathèque",
    "commerçants livraisons",
)  # fmt: skip
HEAD = f"{'':44} {'answers/s':>9} {'ceiling':>8} {'CPU ms':>7} {'queries':>8} {'kB':>6}"


@dataclass(frozen=True)
class Page:
    """Some addresses of one kind, asked for in a random order."""

    name: str
    paths: Sequence[str]
    signed_in: bool = False


def pages(place: Instance) -> list[Page]:
    """Give what is asked for: first the same page again and again, then another one each time."""
    about = place.about
    listing, process = f"/phases/{about['phase']}/contributions/", f"/demarches/{about['process']}/"
    each = [f"/contributions/{ref}/" for ref in about["refs"]]
    numbers = [f"{listing}?page={number}" for number in range(1, min(5_000, about["contributions"] // 20) + 1)]
    popular = f"/contributions/{about['popular']}/"
    # A contribution of the usual size, for the number of queries.
    usual = each[len(each) // 2]
    found = [f"/chercher/?q={quote(words)}" for words in WORDS]
    kinds = [
        ("front page", ["/"]), ("list of processes", ["/demarches/"]), ("process", [process]), ("list of contributions", [listing]),
        ("list of contributions, any page", numbers), ("list, most supported first", [f"{listing}?tri=soutenues"]),
        ("one contribution", [usual]), ("contributions, another each time", each), ("contribution with 1,000 arguments", [popular]),
        ("search", found),
    ]  # fmt: skip
    return [Page(name, paths, who) for who in (False, True) for name, paths in kinds]


def ceiling(place: Instance) -> Measured:
    """Measure the bare page."""
    with serving(place, "benchmarks.bare:application") as server:
        measure(server, ["/"], seconds=1)
        return measure(server, ["/"])


def run(place: Instance, only: str = "") -> None:
    """Measure and print a table."""
    top = ceiling(place)
    print(f"\n{place.database}, {place.about['contributions']:,} contributions\n{HEAD}")
    print(f"{'bare Django, 20 rows (the ceiling)':44} {top.rate:9.0f} {'100 %':>8} {top.cpu:7.2f} {1:8} {top.size / 1000:6.1f}", flush=True)
    chosen = [page for page in pages(place) if only in page.name]
    asked = [("@0" if page.signed_in else "") + page.paths[0] for page in chosen]
    counted = json.loads(place.run("-m", "benchmarks.queries", *asked))
    with serving(place) as server:
        for page, (queries, status) in zip(chosen, counted, strict=True):
            assert status == 200, f"{page.paths[0]}: status {status}"
            cookies = place.about["cookies"] if page.signed_in else ()
            measure(server, page.paths, cookies=cookies, seconds=1)
            got = measure(server, page.paths, cookies=cookies)
            who = "signed in: " if page.signed_in else "visitor: "
            wrong = f"  {got.wrong} errors" if got.wrong else ""
            kilobytes = weight(server, page.paths[0], cookies[:1])
            share = f"{100 * got.rate / top.rate:.0f} %"
            print(f"{who + page.name:44} {got.rate:9.0f} {share:>8} {got.cpu:7.2f} {queries:8} {kilobytes:6.1f}{wrong}", flush=True)


def weight(server: Server, path: str, cookies: Sequence[str]) -> float:
    """Give the kilobytes of a page on the wire, compressed."""
    headers = {"Accept-Encoding": "gzip", "Accept-Language": "fr", "Cookie": "".join(cookies)}
    with urllib.request.urlopen(urllib.request.Request(server.url + path, headers=headers)) as answer:
        return len(answer.read()) / 1000
