from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "parvis.core.spaces"
    label = "spaces"
    verbose_name = "Spaces"
