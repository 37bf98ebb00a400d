"""The ceiling: a bare Django page of twenty rows, with the same server, database and number of processes as the house.

Nothing of Parvis is in it: one table, one query, one template, no middleware. What the house serves is told as a share of this.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

FOLDER = Path(os.environ["BARE_DATA"])
ROWS = 2_000
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    SECRET_KEY="bare",
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "bare.sqlite3"}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)
django.setup()


class Idea(models.Model):
    """One row."""

    title = models.CharField(max_length=100)
    author = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        app_label = "bare"
        db_table = "idea"

    def __str__(self) -> str:
        return self.title


PAGE = engines["django"].from_string(
    "<!doctype html><title>Ideas</title><h1>Ideas</h1><ul>{% for idea in ideas %}"
    '<li><h2><a href="/{{ idea.pk }}/">{{ idea.title }}</a></h2><p>{{ idea.text|truncatechars:200 }}</p><p>{{ idea.author }}</p></li>'
    "{% endfor %}</ul>"
)


def fill() -> None:
    """Make the table, once."""
    with sqlite3.connect(FOLDER / "bare.sqlite3") as base:
        base.execute("CREATE TABLE IF NOT EXISTS idea (id integer PRIMARY KEY, title text, author text, text text)")
        if base.execute("SELECT count(*) FROM idea").fetchone()[0] == 0:
            rows = ((f"Idea {n}", f"Somebody {n % 97}", "A square with trees, where one can sit. " * 12) for n in range(ROWS))
            base.executemany("INSERT INTO idea (title, author, text) VALUES (?, ?, ?)", rows)


def ideas(request: HttpRequest) -> HttpResponse:
    """Show the twenty newest."""
    return HttpResponse(PAGE.render({"ideas": Idea.objects.order_by("-pk")[:20]}))


fill()
urlpatterns = [path("", ideas)]
application = get_wsgi_application()
