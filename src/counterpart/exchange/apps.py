from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "counterpart.exchange"
    label = "exchange"

    def ready(self) -> None:
        from counterpart.exchange import relations

        relations.register()
