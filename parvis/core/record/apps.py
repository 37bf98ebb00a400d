from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RecordConfig(AppConfig):
    name = "parvis.core.record"
    label = "record"
    verbose_name = "Public record"

    def ready(self) -> None:
        # Every program knows the sentences of all acts: the worker writes e-mails, commands tell reports.
        autodiscover_modules("acts")
