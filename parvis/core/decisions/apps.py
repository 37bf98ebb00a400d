from importlib import import_module

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "parvis.core.decisions"
    label = "decisions"
    verbose_name = "Decisions"

    def ready(self) -> None:
        import_module("parvis.core.decisions.acts")
        import_module("parvis.core.decisions.phases")
