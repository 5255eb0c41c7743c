"""The coverage screens."""

from counterpart.coverage.views.covering import cover_account
from counterpart.coverage.views.models import (
    change_model,
    create_model,
    list_models,
    remove_model,
    set_terms,
    take_ready_made,
)
from counterpart.coverage.views.profit import show_profit, show_statement, work_out
from counterpart.coverage.views.rates import list_rates, remove_rate

__all__ = [
    "change_model",
    "cover_account",
    "create_model",
    "list_models",
    "list_rates",
    "remove_model",
    "remove_rate",
    "set_terms",
    "show_profit",
    "show_statement",
    "take_ready_made",
    "work_out",
]
