"""The coverage screens."""

from counterpart.coverage.views.adopting import adopt_plan, take_plan_back
from counterpart.coverage.views.covering import cover_account
from counterpart.coverage.views.models import (
    change_model,
    create_model,
    list_models,
    remove_model,
    set_terms,
    take_ready_made,
)
from counterpart.coverage.views.plans import (
    compare_plans,
    copy_plan,
    create_plan,
    discard_plan,
    download_problem,
    list_plans,
    show_plan,
    show_planned,
    solve_again,
)
from counterpart.coverage.views.profit import show_profit, show_statement, work_out
from counterpart.coverage.views.rates import list_rates, remove_rate

__all__ = [
    "adopt_plan",
    "change_model",
    "compare_plans",
    "copy_plan",
    "cover_account",
    "create_model",
    "create_plan",
    "discard_plan",
    "download_problem",
    "list_models",
    "list_plans",
    "list_rates",
    "remove_model",
    "remove_rate",
    "set_terms",
    "show_plan",
    "show_planned",
    "show_profit",
    "show_statement",
    "solve_again",
    "take_plan_back",
    "take_ready_made",
    "work_out",
]
