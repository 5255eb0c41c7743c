"""The staffing screens."""

from counterpart.staffing.views.adopting import adopt, take_back
from counterpart.staffing.views.drawing_up import draw_up
from counterpart.staffing.views.locks import list_locks, lock_lead, lock_pairing, remove_lock
from counterpart.staffing.views.places import change_lead, change_pairing
from counterpart.staffing.views.plans import (
    compare,
    discard,
    download_problem,
    list_plans,
    show_plan,
    show_progress,
    solve_again,
    stop,
)

__all__ = [
    "adopt",
    "change_lead",
    "change_pairing",
    "compare",
    "discard",
    "download_problem",
    "draw_up",
    "list_locks",
    "list_plans",
    "lock_lead",
    "lock_pairing",
    "remove_lock",
    "show_plan",
    "show_progress",
    "solve_again",
    "stop",
    "take_back",
]
