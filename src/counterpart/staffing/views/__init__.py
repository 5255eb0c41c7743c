"""The staffing screens."""

from counterpart.staffing.views.adopting import adopt, take_back
from counterpart.staffing.views.comparing import compare
from counterpart.staffing.views.conflicts import list_conflicts, remove_conflict
from counterpart.staffing.views.copying import copy
from counterpart.staffing.views.curve import draw_curve, take_point
from counterpart.staffing.views.drawing_up import draw_up
from counterpart.staffing.views.drilling import (
    download_leaving,
    download_risk,
    if_person_leaves,
    show_leaving,
    show_risk,
    think_through,
)
from counterpart.staffing.views.locks import list_locks, lock_lead, lock_pairing, remove_lock
from counterpart.staffing.views.places import change_backup, change_lead, change_pairing
from counterpart.staffing.views.plans import (
    discard,
    download_problem,
    list_plans,
    show_plan,
    show_progress,
    solve_again,
    staff_waiting,
    stop,
)

__all__ = [
    "adopt",
    "change_backup",
    "change_lead",
    "change_pairing",
    "compare",
    "copy",
    "discard",
    "download_leaving",
    "download_problem",
    "download_risk",
    "draw_curve",
    "draw_up",
    "if_person_leaves",
    "list_conflicts",
    "list_locks",
    "list_plans",
    "lock_lead",
    "lock_pairing",
    "remove_conflict",
    "remove_lock",
    "show_leaving",
    "show_plan",
    "show_progress",
    "show_risk",
    "solve_again",
    "staff_waiting",
    "stop",
    "take_back",
    "take_point",
    "think_through",
]
