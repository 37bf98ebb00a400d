"""The addresses of notices."""

from django.urls import path

from parvis.core.notices import views

app_name = "notices"
urlpatterns = [
    path("avis/", views.notices, name="notices"),
    path("avis/tous-lus/", views.read_all, name="read_all"),
    path("avis/preferences/", views.preferences, name="preferences"),
    path("avis/desabonner/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("avis/<int:pk>/lu/", views.read, name="read"),
]
