from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "counterpart.exchange"
    label = "exchange"
