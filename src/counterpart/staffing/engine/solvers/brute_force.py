"""The referee: tries every plan. Only for problems of a few posts."""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np

from ..columns import NOBODY
from ..limits import check
from ..plan import StaffingPlan
from ..problem import StaffingProblem
from ..stop import Cancelled, OnProgress, Result, Run, Stop
from ..value import value_of
from .starting import locks_only

MOST_PLANS = 2_000_000


def solve(
    problem: StaffingProblem,
    *,
    stop: Stop,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    start: StaffingPlan | None = None,
) -> Result:
    """The best of all plans, by trying them all. Runs to the end whatever `stop` says."""
    run = Run(stop, on_progress, cancelled)
    rows, first = problem.candidates.person, problem.candidates.first
    choices = [
        [NOBODY, *rows[first[post] : first[post + 1]].tolist()] for post in range(problem.posts)
    ]
    if prod(map(len, choices)) > MOST_PLANS:
        raise ValueError(f"brute force is for at most {MOST_PLANS} plans")
    best, best_value = locks_only(problem), value_of(problem, locks_only(problem))
    for people in product(*choices):
        plan = StaffingPlan(np.array(people, dtype=np.int64))
        value = value_of(problem, plan)
        run.steps += 1
        if value > best_value and not check(problem, plan):
            best, best_value = plan, value
    run.value = run.bound = best_value
    return run.result(best, None, "brute-force")
