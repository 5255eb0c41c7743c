"""Price-guided search: the solver for every size.

The greedy plan is there at once, also while the kernels are compiled on a machine's first run;
then `guided` works until the stop rule. numba is loaded no earlier.
"""

from __future__ import annotations

from ..plan import StaffingPlan
from ..problem import StaffingProblem
from ..stop import Cancelled, OnProgress, Result, Run, Stop
from ..value import value_of
from .assignment import is_dense_assignment
from .background import kernels_are_ready
from .filling import simple_bound
from .instance import instance_of
from .starting import first_plan


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
    instance = instance_of(problem)
    run.bound = simple_bound(instance)
    plan = first_plan(problem, instance, start)
    run.value = value_of(problem, plan)
    dense = is_dense_assignment(instance)
    if run.over() or not kernels_are_ready(run, dense=dense):
        return run.result(plan, None, "greedy")
    from .guided import search

    return search(problem, run, seed, plan)
