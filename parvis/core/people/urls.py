"""The addresses of an account, of the language and of the demonstration."""

from django.urls import path

from parvis.core.people import views

app_name = "people"
urlpatterns = [
    path("compte/", views.settings, name="settings"),
    path("compte/suivre/<uuid:ref>/", views.follow, name="follow"),
    path("compte/brouillons/", views.drafts, name="drafts"),
    path("compte/mes-donnees/", views.my_data, name="my_data"),
    path("compte/mes-donnees.json", views.my_data_file, name="my_data_file"),
    path("compte/effacer/", views.erasure, name="erasure"),
    path("langue/", views.language, name="language"),
    path("demonstration/", views.demonstration, name="demonstration"),
    path("demonstration/courriels/", views.letters, name="letters"),
    path("demonstration/courriels/<str:file>/<int:place>/", views.letter, name="letter"),
]
