from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "parvis.core.notices"
    label = "notices"
    verbose_name = "Notices"

    def ready(self) -> None:
        import_module("parvis.core.notices.tasks")
        import_module("parvis.core.notices.holdings").declare()
