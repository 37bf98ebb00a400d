"""Every address of the house, room by room."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("compte/", include("parvis.core.people.account_urls")),
    path("", include("parvis.core.people.urls")),
    path("", include("parvis.core.record.urls")),
    path("", include("parvis.core.decisions.urls")),
    path("", include("parvis.core.notices.urls")),
    path("", include("parvis.core.opendata.urls")),
    path("votes/", include("parvis.features.ballots.urls")),
    path("", include("parvis.core.discussion.urls")),
    path("", include("parvis.features.consultation.urls")),
    path("", include("parvis.portal.urls")),
]
# A closed door says why, and whether signing in would open it.
handler403 = "parvis.portal.views.errors.refused"
handler500 = "parvis.portal.views.errors.faulty"
if settings.PARVIS_GALLERY:
    urlpatterns.append(path("", include("parvis.ui.urls")))
