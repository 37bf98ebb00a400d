"""The addresses of open data."""

from django.urls import path, re_path

from parvis.core.opendata import views

app_name = "opendata"
urlpatterns = [
    path("donnees/", views.show_catalogue, name="catalogue"),
    path("donnees/catalogue.jsonld", views.dcat, name="dcat"),
    re_path(r"^donnees/(?P<slug>[a-z][a-z0-9-]*)\.(?P<form>csv|json)$", views.table, name="table"),
    path("demarches/<slug:slug>/donnees.zip", views.process_archive, name="process"),
]
