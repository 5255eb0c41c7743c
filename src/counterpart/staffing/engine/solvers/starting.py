"""Where a solver begins: from today's plan, the caller's, or the locks alone."""

from __future__ import annotations

from ..limits import check
from ..plan import StaffingPlan
from ..problem import StaffingProblem
from ..stop import Run
from ..today import today_plan
from ..value import value_of
from .filling import filled, simple_bound, within_limits
from .instance import Instance, instance_of


def locks_only(problem: StaffingProblem) -> StaffingPlan:
    """The plan every problem has: locked posts as locked, everything else empty."""
    return StaffingPlan(problem.lock_of_post)


def best_known(problem: StaffingProblem, start: StaffingPlan | None) -> StaffingPlan:
    """The best of the caller's start, today's plan and the locks alone that keeps every limit.

    Of a today that breaks limits it is the part that keeps them.
    """
    found, today = locks_only(problem), today_plan(problem)
    if check(problem, today):
        today = within_limits(problem, today)
    for plan in (today, start):
        usable = plan is not None and len(plan.person_of_post) == problem.posts
        if plan is None or not usable or check(problem, plan):
            continue
        if value_of(problem, plan) > value_of(problem, found):
            found = plan
    return found


def first_plan(
    problem: StaffingProblem, instance: Instance, start: StaffingPlan | None
) -> StaffingPlan:
    """The better of two greedy fillings: of the best plan known, and of the locks alone."""
    known = best_known(problem, start)
    plans = [
        known,
        filled(problem, instance, known),
        filled(problem, instance, locks_only(problem)),
    ]
    return max(plans, key=lambda plan: value_of(problem, plan))


def begin(
    problem: StaffingProblem, run: Run, start: StaffingPlan | None = None
) -> tuple[Instance, StaffingPlan]:
    """The instance and the first plan; the run gets the plan's value and a first bound."""
    instance = instance_of(problem)
    run.bound = simple_bound(instance)
    plan = first_plan(problem, instance, start)
    run.value = value_of(problem, plan)
    return instance, plan
