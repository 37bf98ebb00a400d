from importlib import import_module

from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "parvis.features.consultation"
    label = "consultation"
    verbose_name = "Consultation"

    def ready(self) -> None:
        import_module("parvis.features.consultation.phases")
        import_module("parvis.features.consultation.datasets")
        again = import_module("parvis.features.consultation.actions.again")
        import_module("parvis.core.record.upstairs").done_again_by(again.again, again.BECOMES)
        unnamed = import_module("parvis.core.people.unnamed")
        unnamed.contexts_come_from(import_module("parvis.features.consultation.names").still_named)
