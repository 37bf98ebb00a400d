"""Only the gallery, so that these tests need no other room."""

from django.urls import include, path

urlpatterns = [path("", include("parvis.ui.urls"))]
