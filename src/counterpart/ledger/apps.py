from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "counterpart.ledger"
    label = "ledger"
