from importlib import import_module

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "parvis.features.ballots"
    label = "ballots"
    verbose_name = "Votes"

    def ready(self) -> None:
        import_module("parvis.features.ballots.phases")
        import_module("parvis.features.ballots.datasets")
        import_module("parvis.features.ballots.tasks")
        import_module("parvis.features.ballots.holdings").declare()
        from parvis.core.record import upstairs
        from parvis.features.ballots import queries

        upstairs.naming_comes_from(queries.acts_naming)
