"""The addresses of consultation."""

from django.urls import path

from parvis.features.consultation.views import contributions, forms, lists, options, sorting

app_name = "consultation"
urlpatterns = [
    path("phases/<uuid:ref>/contributions/", lists.contributions, name="list"),
    path("phases/<uuid:ref>/contributions/lieux/", lists.places, name="places"),
    path("phases/<uuid:ref>/contributions/lieux.geojson", lists.geojson, name="geojson"),
    path("phases/<uuid:ref>/contributions/nouvelle/", forms.new, name="new"),
    path("phases/<uuid:ref>/themes/", forms.themes, name="themes"),
    path("phases/<uuid:ref>/tri/", sorting.sorting, name="sorting"),
    path("phases/<uuid:ref>/options/", options.options, name="options"),
    path("contributions/<uuid:ref>/", contributions.contribution, name="contribution"),
    path("contributions/<uuid:ref>/versions/", contributions.versions, name="versions"),
    path("contributions/<uuid:ref>/pieces/<uuid:piece>/", contributions.attachment, name="attachment"),
    path("contributions/<uuid:ref>/modifier/", forms.edit, name="edit"),
    path("contributions/<uuid:ref>/retirer/", forms.withdraw, name="withdraw"),
    path("contributions/<uuid:ref>/masquer/", forms.hide, name="hide"),
    path("contributions/<uuid:ref>/montrer/", forms.show, name="show"),
    path("options/<uuid:ref>/", options.option, name="option"),
    path("options/<uuid:ref>/modifier/", sorting.edit, name="edit_option"),
    path("options/<uuid:ref>/abandonner/", sorting.drop, name="drop_option"),
]
