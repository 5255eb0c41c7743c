"""Today's people as a plan, and what of it keeps the limits that every proposal must keep."""

from __future__ import annotations

from collections import Counter

import numpy as np

from .columns import NOBODY, IntArray
from .plan import StaffingPlan
from .problem import StaffingProblem


def today_plan(problem: StaffingProblem) -> StaffingPlan:
    """Today's people as a plan, as far as they are still allowed candidates; locks hold."""
    rows = problem.rows_of(problem.today_of_post)
    allowed = rows >= 0
    allowed[allowed] &= ~problem.forbidden_row[rows[allowed]]
    kept = np.where(allowed, problem.today_of_post, NOBODY)
    locks = problem.lock_of_post
    return StaffingPlan(np.where(locks != NOBODY, locks, kept))


def within_limits(problem: StaffingProblem, plan: StaffingPlan) -> StaffingPlan:
    """The part of the plan that keeps every limit; the others' posts are left empty.

    Locked posts come first, then whoever gains most for an hour, each as long as the limits
    allow. It is a fair measure of a plan that breaks limits, not the best part of it.
    """
    use = _Use(problem)
    rows = problem.rows_of(plan.person_of_post)
    kept = np.full(problem.posts, NOBODY)
    for post in _in_order(problem, rows):
        if use.take(int(rows[post]), is_lead=problem.is_lead(int(post))):
            kept[post] = plan.person_of_post[post]
    return StaffingPlan(kept)


def _in_order(problem: StaffingProblem, rows: IntArray) -> list[int]:
    posts = np.flatnonzero(rows >= 0)
    used = rows[posts]
    per_hour = problem.gain_of_row[used] / np.maximum(problem.candidates.hours[used], 1)
    is_free = problem.lock_of_post[posts] == NOBODY
    return [int(post) for post in posts[np.lexsort((posts, -per_hour, is_free))]]


class _Use:
    """What is used up so far."""

    def __init__(self, problem: StaffingProblem) -> None:
        self.problem = problem
        self.hours: Counter[int] = Counter()
        self.teams: Counter[int] = Counter()
        self.led: Counter[int] = Counter()
        self.team_size: Counter[int] = Counter()
        self.members: set[int] = set()
        self.cost = self.changes = 0

    def take(self, row: int, *, is_lead: bool) -> bool:
        """Put the row to use, if that keeps every limit."""
        problem, people = self.problem, self.problem.people
        member = int(problem.members.of_row[row])
        person = int(problem.candidates.person[row])
        account = int(problem.members.account[member])
        is_new = member not in self.members
        hours = int(problem.candidates.hours[row])
        cost = int(problem.candidates.cost[row])
        if is_new:
            hours += int(problem.members.setup_hours[member])
            cost += int(problem.members.coordination_cost[member])
        change = int(problem.change_of_row[row])
        keeps = (
            self.hours[person] + hours <= people.hours[person]
            and self.teams[person] + is_new <= people.most_teams[person]
            and self.led[person] + is_lead <= people.most_led[person]
            and self.team_size[account] + is_new <= problem.accounts.team_size[account]
            and (problem.budget is None or self.cost + cost <= problem.budget)
            and (problem.most_changes is None or self.changes + change <= problem.most_changes)
        )
        if keeps:
            self.members.add(member)
            self.hours[person] += hours
            self.teams[person] += is_new
            self.led[person] += is_lead
            self.team_size[account] += is_new
            self.cost, self.changes = self.cost + cost, self.changes + change
        return bool(keeps)
