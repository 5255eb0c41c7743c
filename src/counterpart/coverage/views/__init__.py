"""The coverage screens."""

from counterpart.coverage.views.adopting import adopt_plan, take_plan_back
from counterpart.coverage.views.covering import cover_account
from counterpart.coverage.views.entries import (
    change_entry,
    list_duplicates,
    list_entries,
    remove_entry,
)
from counterpart.coverage.views.models import (
    change_model,
    create_model,
    list_models,
    remove_model,
    set_terms,
    set_usual,
    take_ready_made,
)
from counterpart.coverage.views.payback import (
    change_baseline,
    list_ledgers,
    show_ledger,
    work_out_ledgers,
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
from counterpart.coverage.views.responses import (
    fit_responses,
    judge_segments,
    list_responses,
    preview_response,
    set_potential,
    show_response,
    withdraw_judgement,
)
from counterpart.coverage.views.scoring import (
    change_card,
    rate_account,
    show_choice,
    take_ready_made_card,
)
from counterpart.coverage.views.sizing import change_sizing, show_sizes

__all__ = [
    "adopt_plan",
    "change_baseline",
    "change_card",
    "change_entry",
    "change_model",
    "change_sizing",
    "compare_plans",
    "copy_plan",
    "cover_account",
    "create_model",
    "create_plan",
    "discard_plan",
    "download_problem",
    "fit_responses",
    "judge_segments",
    "list_duplicates",
    "list_entries",
    "list_ledgers",
    "list_models",
    "list_plans",
    "list_rates",
    "list_responses",
    "preview_response",
    "rate_account",
    "remove_entry",
    "remove_model",
    "remove_rate",
    "set_potential",
    "set_terms",
    "set_usual",
    "show_choice",
    "show_ledger",
    "show_plan",
    "show_planned",
    "show_profit",
    "show_response",
    "show_sizes",
    "show_statement",
    "solve_again",
    "take_plan_back",
    "take_ready_made",
    "take_ready_made_card",
    "withdraw_judgement",
    "work_out",
    "work_out_ledgers",
]
