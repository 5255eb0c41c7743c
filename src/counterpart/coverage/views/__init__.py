"""The coverage screens."""

from counterpart.coverage.views.models import list_models, take_ready_made
from counterpart.coverage.views.profit import show_profit, show_statement, work_out

__all__ = ["list_models", "show_profit", "show_statement", "take_ready_made", "work_out"]
