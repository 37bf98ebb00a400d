from importlib import import_module

from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "parvis.core.opendata"
    label = "opendata"
    verbose_name = "Open data"

    def ready(self) -> None:
        import_module("parvis.core.opendata.datasets")
