from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "counterpart.customers"
    label = "customers"
