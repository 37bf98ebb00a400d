"""The gallery and the skeletons render whole, in both languages, without a house."""

import re
from itertools import pairwise

import brotli
import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client

from parvis.ui.charts.drawing import Picture
from parvis.ui.components.library import register
from parvis.ui.finders import HERE, scripts, styles
from parvis.ui.samples import everything

pytestmark = [pytest.mark.urls("parvis.ui.tests.urls")]


@pytest.fixture(autouse=True)
def without_other_rooms(settings):
    settings.MIDDLEWARE = ["django.middleware.locale.LocaleMiddleware"]
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("path", "status"),
    [("/galerie/", 200), ("/galerie/formulaire/", 200), ("/galerie/confirmer/", 200), ("/galerie/refus/", 403)],
)
def test_the_gallery_renders(path, status, language):
    response = Client(headers={"accept-language": language}).get(path)
    assert response.status_code == status
    text = response.content.decode()
    assert f'<html lang="{language}"' in text
    assert text.count("<h1") == 1
    assert "style=" not in text
    assert "onclick" not in text


def test_a_form_with_errors_says_what_to_correct_and_keeps_what_was_typed():
    response = Client().post("/galerie/formulaire/", {"title": "T" * 90, "text": "", "by": "mail", "place": "bourg"})
    page = BeautifulSoup(response.content, "html.parser")
    summary = page.select_one(".ui-errors[role=alert][tabindex='-1']")
    targets = [link["href"][1:] for link in summary.select("a")]
    assert len(targets) == 3
    for target in targets:
        field = page.find(id=target)
        assert field["aria-invalid"] == "true"
        described = [page.find(id=name) for name in field["aria-describedby"].split()]
        assert any("ui-error" in str(each) for each in described)
    assert page.find(id="id_title")["value"] == "T" * 90


def test_a_form_that_is_right_is_accepted():
    answers = {"title": "Planter", "text": "Des arbres", "by": "mail", "place": "bourg", "rules": "on"}
    response = Client().post("/galerie/formulaire/", answers)
    assert "ui-notice--done" in response.content.decode()


def test_the_reader_chooses_day_or_night():
    client = Client()
    assert "data-mode" not in client.get("/galerie/").content.decode()
    client.cookies["parvis_mode"] = "dark"
    assert '<html lang="fr" data-mode="dark">' in client.get("/galerie/").content.decode()
    client.cookies["parvis_mode"] = '"><script>'
    assert "data-mode" not in client.get("/galerie/").content.decode()


def test_a_refusal_gives_its_reason():
    response = Client().get("/galerie/refus/")
    assert response.status_code == 403
    assert "ouvert aux membres" in response.content.decode()


def test_pages_nobody_finds_and_forms_kept_too_long_have_our_page():
    for name in ("404.html", "403_csrf.html", "403.html"):
        text = render_to_string(name)
        assert "ui-head" in text
        assert text.count("<h1") == 1
    assert "<h1>" in render_to_string("500.html")


def test_headings_never_skip_a_level():
    page = BeautifulSoup(Client().get("/galerie/").content, "html.parser")
    levels = [int(each.name[1]) for each in page.select("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique():
    page = BeautifulSoup(Client().get("/galerie/").content, "html.parser")
    ids = [each["id"] for each in page.select("[id]")]
    assert sorted(ids) == sorted(set(ids))
    labelled = {name for each in page.select("[aria-labelledby]") for name in each["aria-labelledby"].split()}
    assert labelled <= set(ids)


def test_weight_of_a_page():
    """Everything the gallery (the heaviest page of all) asks for beside its fonts, on the wire."""
    html = Client().get("/galerie/").content
    wire = sum(len(brotli.compress(part)) for part in (html, styles().encode(), scripts().encode()))
    assert wire <= 45_000


# What a page is made of by the skeletons themselves, which the gallery extends or is drawn with.
IN_SKELETONS = (
    "base",
    "page",
    "form",
    "confirm",
    "mast",
    "foot",
    "refused",
    "error",
    "gallery",
    "gallery_form",
    "forms/field",
    "forms/form",
)
# Values for a page to work with, which show nothing by themselves.
SHOWS_NOTHING = {"house_of", "mode", "address_with"}
# {% form %} draws the summary of errors itself.
DRAWN_WITHIN = {"errors"}


def test_the_gallery_shows_every_component():
    """A tag of `{% load ui %}` that stands in no template of the gallery or its skeletons fails."""
    written = "".join((HERE / f"templates/ui/{name}.html").read_text() for name in IN_SKELETONS)
    shown = set(re.findall(r"{%-? *(\w+)", written))
    assert sorted(set(register.tags) - shown - SHOWS_NOTHING - DRAWN_WITHIN) == []


def test_the_gallery_shows_every_picture_there_is():
    """A module of charts that draws, and of which the gallery has no picture, fails."""
    drawing = {path.stem for path in (HERE / "charts").glob("*.py")} - {"__init__", "drawing", "ground", "tiles"}
    sampled = set(re.findall(r"from parvis\.ui\.charts\.(\w+) import", (HERE / "samples.py").read_text()))
    assert sorted(drawing - sampled) == []
    pictures = {name for name, value in everything().items() if isinstance(value, Picture)}
    assert {f"chart {name}" for name in pictures} <= set(re.findall(r"{% (chart \w+)", (HERE / "templates/ui/gallery.html").read_text()))
    answer = Client().get("/galerie/feuille.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.count(b"<svg") > 2
