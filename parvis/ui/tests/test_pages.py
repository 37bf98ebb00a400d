"""The gallery and the skeletons render whole, in both languages, without a house."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("parvis.ui.tests.urls")]


@pytest.fixture(autouse=True)
def plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MIDDLEWARE = ["django.middleware.locale.LocaleMiddleware"]
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("path", "status"),
    [("/galerie/", 200), ("/galerie/formulaire/", 200), ("/galerie/confirmer/", 200), ("/galerie/refus/", 403)],
)
def test_the_gallery_renders(path, status, language):
    response = Client(headers={"accept-language": language}).get(path)
    assert response.status_code == status
    text = response.content.decode()
    assert f'<html lang="{language}"' in text
    assert text.count("<h1") == 1
    assert "style=" not in text
    assert "onclick" not in text
