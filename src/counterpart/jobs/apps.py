from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "counterpart.jobs"
    label = "jobs"
