"""Visiting the running demonstration without a browser: one's own cookies, stepping into the cast, and the pages that links lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve

from tests.instance import Running, running_demo

# A page of these kinds looks different at each moment of its life: so many of them are opened, and one of each other kind.
MOMENTS = {
    "ballots:vote": 4,
    "portal:process": 4,
    "portal:space": 2,
    "portal:office_space": 3,
    "consultation:contribution": 3,
    "decisions:promise": 3,
}
NO_PAGES = (".csv", ".json", ".jsonld", ".geojson", ".zip", ".atom", ".css")
AT_MOST = 400
NAMES = {"visitor": "", "ada": "Ada", "chloe": "Chloé", "driss": "Driss", "fanny": "Fanny"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered: where one ended up, the status, the type, the text."""

    url: str
    status: int
    media_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """One page that links lead to: its kind, its address and its text."""

    kind: str
    url: str
    html: str


class Visitor:
    """Somebody with cookies of her own, who reads in one language."""

    def __init__(self, base: str, language: str = "fr") -> None:
        self.base = base
        self.language = language
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def open(self, path: str, data: dict[str, str] | None = None) -> Answer:
        """Open an address; with data, send a form to it."""
        url = urljoin(self.base, path)
        headers = {"Accept-Language": self.language, "Referer": url}
        request = Request(url, urlencode(data).encode() if data is not None else None, headers)
        try:
            answer = self.opener.open(request, timeout=60)
        except HTTPError as refused:
            answer = refused
        with answer:
            return Answer(answer.url, answer.status, answer.headers.get_content_type(), answer.read().decode(errors="replace"))

    def step_into(self, name: str) -> None:
        """Step into a member of the cast of the demonstration, who may read in another language than this visitor."""
        page = BeautifulSoup(self.open("/demonstration/").text, "html.parser")
        token = page.select_one("main input[name=csrfmiddlewaretoken]")
        button = next(button for button in page.select("button[name=personne]") if button.get_text(" ", strip=True).split(" ")[1] == name)
        assert token
        answer = self.open("/demonstration/", {"csrfmiddlewaretoken": str(token["value"]), "personne": str(button["value"])})
        assert answer.url.endswith("/ma-participation/"), answer.url
        self.open(f"/langue/?langue={self.language}")


def kind_of(url: str) -> str:
    """Give the name of the page behind an address; empty when it is no page of ours."""
    try:
        return str(resolve(urlsplit(url).path).view_name)
    except Resolver404:
        return ""


def crawl(visitor: Visitor) -> Iterator[Found]:
    """Follow the links from the front page; only the first pages of each kind are opened."""
    base = visitor.base
    counted: Counter[str] = Counter()
    waiting, seen = [f"{base}/"], {f"{base}/"}
    for url in waiting:
        kind = kind_of(url)
        if not kind or counted[kind] >= MOMENTS.get(kind, 1) or len(seen) > AT_MOST:
            continue
        answer = visitor.open(url)
        if answer.status != 200 or answer.media_type != "text/html" or answer.url != url:
            continue
        counted[kind] += 1
        yield Found(f"{kind} {counted[kind]}" if kind in MOMENTS else kind, url, answer.text)
        for link in BeautifulSoup(answer.text, "html.parser").select("a[href]"):
            address = urljoin(url, str(link["href"])).split("#")[0]
            # A link that changes the language would change it for all pages after it.
            if "langue=" in address or address.split("?")[0].endswith(NO_PAGES):
                continue
            if address.startswith(f"{base}/") and address not in seen:
                seen.add(address)
                waiting.append(address)


Pages = Callable[..., tuple[Found, ...]]


@pytest.fixture(scope="session")
def demo() -> Iterator[Running]:
    """The demonstration on a server of its own. Tests only look; one that writes runs another."""
    with running_demo() as running:
        yield running


@pytest.fixture(scope="session")
def pages(demo: Running) -> Pages:
    """Give the pages that somebody's links lead to, one or a few of each kind: `pages("visitor")`, `pages("chloe", "en")`."""

    @cache
    def found(who: str, language: str = "fr") -> tuple[Found, ...]:
        visitor = Visitor(demo.url, language)
        if NAMES[who]:
            visitor.step_into(NAMES[who])
        return tuple(crawl(visitor))

    return found
