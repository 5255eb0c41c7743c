"""Today's people as a plan."""

from __future__ import annotations

import numpy as np

from .columns import NOBODY
from .plan import StaffingPlan
from .problem import StaffingProblem


def today_plan(problem: StaffingProblem) -> StaffingPlan:
    """Today's people as a plan, as far as they are still allowed candidates; locks hold."""
    rows = problem.rows_of(problem.today_of_post)
    allowed = rows >= 0
    allowed[allowed] &= ~problem.barred_row[rows[allowed]]
    kept = np.where(allowed, problem.today_of_post, NOBODY)
    locks = problem.lock_of_post
    return StaffingPlan(np.where(locks != NOBODY, locks, kept))
