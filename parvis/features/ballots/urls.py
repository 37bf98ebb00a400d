"""The addresses of votes. `ref` is the one of the phase."""

from django.urls import path

from parvis.features.ballots import views

app_name = "ballots"
urlpatterns = [
    path("invitations/<str:token>/", views.refuse, name="refuse"),
    path("<uuid:ref>/", views.vote, name="vote"),
    path("<uuid:ref>/preparer/", views.prepare, name="prepare"),
    path("<uuid:ref>/bulletins/", views.published, name="ballots"),
    path("<uuid:ref>/bulletins.csv", views.ballots_csv, name="csv"),
    path("<uuid:ref>/resultat.json", views.result_file, name="file"),
]
