from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "parvis.core.record"
    label = "record"
    verbose_name = "Public record"
