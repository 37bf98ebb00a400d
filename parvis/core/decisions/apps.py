from importlib import import_module

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "parvis.core.decisions"
    label = "decisions"
    verbose_name = "Decisions"

    def ready(self) -> None:
        again = import_module("parvis.core.decisions.actions.again")
        import_module("parvis.core.record.upstairs").done_again_by(again.again, again.BECOMES)
        import_module("parvis.core.decisions.phases")
