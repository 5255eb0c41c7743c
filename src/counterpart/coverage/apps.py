from django.apps import AppConfig


class CoverageConfig(AppConfig):
    name = "counterpart.coverage"
    label = "coverage"
