"""The addresses of the record."""

from django.urls import path

from parvis.core.record import feeds, views

app_name = "record"
urlpatterns = [
    path("registre/", views.record, name="record"),
    path("registre/journal.atom", feeds.record, name="feed"),
    path("registre/actes/<uuid:uuid>/", views.act, name="act"),
    path("registre/objets/<uuid:ref>/", views.history, name="object"),
    path("registre/objets/<uuid:ref>/journal.atom", feeds.history, name="object_feed"),
    path("demarches/<slug:slug>/journal/", views.journal, name="process"),
    path("demarches/<slug:slug>/journal.atom", feeds.journal, name="process_feed"),
]
