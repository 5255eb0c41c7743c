from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "counterpart.history"
    label = "history"
