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
# The aims were told for a machine on which the bare page gave about 400 answers a second, so each is a share of the ceiling too.
BARE = 400
HEAD = f"{'':52} {'answers/s':>9} {'ceiling':>8} {'aim':>6} {'CPU ms':>7} {'CPU/bare':>8} {'queries':>8} {'kB':>6}"


@dataclass(frozen=True)
class Page:
    """Some addresses of one kind, asked for in a random order."""

    name: str
    paths: Sequence[str]
    signed_in: bool = False

    @property
    def aim(self) -> int:
        """Answers a second that were aimed at, where the ceiling was 400; 0 where nothing was said."""
        if "contribution" in self.name and "list" not in self.name:
            return 100
        return 0 if self.name == "search" else 60 if self.signed_in else 150


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
    bare = f"{top.rate:9.0f} {'100 %':>8} {'':>6} {top.cpu:7.2f} {1:8.1f} {1:8} {top.size / 1000:6.1f}"
    print(f"{'bare Django, 20 rows (the ceiling)':52} {bare}", flush=True)
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
            aim = f"{100 * page.aim / BARE:.0f} %" if page.aim else ""
            cost = f"{got.cpu:7.2f} {got.cpu / top.cpu:8.1f}"
            print(f"{who + page.name:52} {got.rate:9.0f} {share:>8} {aim:>6} {cost} {queries:8} {kilobytes:6.1f}{wrong}", flush=True)


def weight(server: Server, path: str, cookies: Sequence[str]) -> float:
    """Give the kilobytes of a page on the wire, compressed."""
    headers = {"Accept-Encoding": "gzip", "Accept-Language": "fr", "Cookie": "".join(cookies)}
    with urllib.request.urlopen(urllib.request.Request(server.url + path, headers=headers)) as answer:
        return len(answer.read()) / 1000
