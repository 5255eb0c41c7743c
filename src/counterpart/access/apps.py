from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "counterpart.access"
    label = "access"
