from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "counterpart.search"
    label = "search"
