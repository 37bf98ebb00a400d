"""The gallery, mounted by the house only when settings.PARVIS_GALLERY says so."""

from django.urls import path

from parvis.ui import views

app_name = "ui"
urlpatterns = [
    path("galerie/", views.gallery, name="gallery"),
    path("galerie/feuille.svg", views.sample_sheet, name="gallery-sheet"),
    path("galerie/formulaire/", views.sample_form, name="gallery-form"),
    path("galerie/confirmer/", views.sample_question, name="gallery-confirm"),
    path("galerie/refus/", views.sample_refusal, name="gallery-refused"),
]
