"""A problem as the solvers see it: only usable rows, in flat arrays.

Left out are forbidden rows, other rows of a locked post, and rows that break a limit alone.
What remains keeps the order of the problem's rows, so equal problems give equal instances.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..columns import NO_LIMIT, NOBODY, BoolArray, IntArray
from ..plan import StaffingPlan
from ..problem import StaffingProblem

FloatArray = npt.NDArray[np.float64]


class Instance(NamedTuple):
    """Flat arrays. Posts, people, accounts and members are numbered as in the problem."""

    first: IntArray
    """Rows of post p: `first[p]` to `first[p + 1]`."""
    post: IntArray
    person: IntArray
    gain: IntArray
    """Value - cost + penalty of the post."""
    cost: IntArray
    hours: IntArray
    change: IntArray
    """1 where using the row is a change."""
    member: IntArray
    account_of_post: IntArray
    is_lead: BoolArray
    must: BoolArray
    """Locked posts: filled in every plan."""
    first_of_account: IntArray
    """Posts of account a: `posts_of_account[first_of_account[a] : first_of_account[a + 1]]`."""
    posts_of_account: IntArray
    member_account: IntArray
    member_person: IntArray
    member_cost: IntArray
    member_hours: IntArray
    capacity: IntArray
    most_teams: IntArray
    most_led: IntArray
    team_size: IntArray
    first_of_person: IntArray
    """Rows of person e: `rows_of_person[first_of_person[e] : ...]`, grouped by account."""
    rows_of_person: IntArray
    budget: int
    most_changes: int
    source_row: IntArray
    """The row's number in the problem."""


UNLIMITED = 2**60


def instance_of(problem: StaffingProblem) -> Instance:
    """Cut the problem down to what a plan could use."""
    kept = np.flatnonzero(_usable(problem))
    rows, members = problem.candidates, problem.members
    post, person = problem.post_of_row[kept], rows.person[kept]
    account = problem.account_of_post
    by_account = np.argsort(account, kind="stable")
    by_person = np.lexsort((post, account[post], person))
    everyone, everywhere = np.arange(len(problem.people) + 1), np.arange(len(problem.accounts) + 1)
    return Instance(
        first=np.searchsorted(post, np.arange(problem.posts + 1)),
        post=post,
        person=person,
        gain=problem.gain_of_row[kept],
        cost=rows.cost[kept],
        hours=rows.hours[kept],
        change=problem.change_of_row[kept].astype(np.int64),
        member=members.of_row[kept],
        account_of_post=np.array(account),
        is_lead=np.arange(problem.posts) >= len(problem.contacts),
        must=problem.lock_of_post != NOBODY,
        first_of_account=np.searchsorted(account[by_account], everywhere),
        posts_of_account=by_account,
        member_account=np.array(members.account),
        member_person=np.array(members.person),
        member_cost=np.array(members.coordination_cost),
        member_hours=np.array(members.setup_hours),
        capacity=np.array(problem.people.hours),
        most_teams=np.array(problem.people.most_teams),
        most_led=np.array(problem.people.most_led),
        team_size=np.array(problem.accounts.team_size),
        first_of_person=np.searchsorted(person[by_person], everyone),
        rows_of_person=by_person,
        budget=UNLIMITED if problem.budget is None else problem.budget,
        most_changes=UNLIMITED if problem.most_changes is None else problem.most_changes,
        source_row=kept,
    )


def _usable(problem: StaffingProblem) -> BoolArray:
    rows, members, people = problem.candidates, problem.members, problem.people
    post, who = problem.post_of_row, rows.person
    locked = problem.lock_of_post[post]
    leads = post >= len(problem.contacts)
    setup = members.setup_hours[members.of_row]
    room = np.minimum(
        people.most_teams[who], problem.accounts.team_size[members.account][members.of_row]
    )
    free = (rows.hours + setup <= people.hours[who]) & (room > 0)
    free &= ~leads | (people.most_led[who] > 0)
    return np.asarray(~problem.forbidden_row & ((locked == NOBODY) | (locked == who)) & free)


def plan_of_rows(problem: StaffingProblem, instance: Instance, rows: IntArray) -> StaffingPlan:
    """The plan that uses one instance row (or -1) per post."""
    filled = np.where(rows >= 0, instance.person[rows] if len(instance.person) else NOBODY, NOBODY)
    return StaffingPlan(filled)


def rows_of_plan(problem: StaffingProblem, instance: Instance, plan: StaffingPlan) -> IntArray:
    """The instance row used at each post; -1 where empty or not usable."""
    numbers = np.full(len(problem.candidates) + 1, -1)
    numbers[instance.source_row] = np.arange(len(instance.source_row))
    return np.asarray(numbers[problem.rows_of(plan.person_of_post)])


__all__ = ["NO_LIMIT", "UNLIMITED", "Instance", "instance_of", "plan_of_rows", "rows_of_plan"]
