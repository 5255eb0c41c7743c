"""Price-guided search: the solver for every size.

The greedy plan is there at once, also while the kernels are compiled on a machine's first run;
then `guided` works until the stop rule. numba is loaded no earlier.
"""

from __future__ import annotations

from ..limits import check
from ..plan import StaffingPlan
from ..problem import StaffingProblem
from ..stop import Cancelled, OnProgress, Result, Run, Stop
from ..value import value_of
from .assignment import is_dense_assignment
from .background import kernels_are_ready
from .instance import plan_of_rows
from .regret import rows_by_regret
from .starting import begin


def solve(
    problem: StaffingProblem,
    *,
    stop: Stop,
    seed: int = 0,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    start: StaffingPlan | None = None,
) -> Result:
    """Search until `stop`; never worse than greedy, the start, or today's plan if feasible."""
    run = Run(stop, on_progress, cancelled)
    instance, plan = begin(problem, run, start)
    dense = is_dense_assignment(instance)
    if dense:
        full = plan_of_rows(problem, instance, rows_by_regret(instance))
        if value_of(problem, full) > run.value and not check(problem, full):
            plan, run.value = full, value_of(problem, full)
    if run.over() or not kernels_are_ready(run, dense=dense):
        return run.result(plan, None, "greedy")
    from .guided import search

    return search(problem, run, seed, instance, plan)
