"""A problem as the solvers see it: only usable rows, in flat arrays.

Left out are forbidden rows, other rows of a locked post, and rows that break a limit alone.
What remains keeps the order of the problem's rows, so equal problems give equal instances.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..columns import NOBODY, BoolArray, IntArray
from ..plan import StaffingPlan
from ..problem import StaffingProblem

FloatArray = npt.NDArray[np.float64]


# Columns of the tables below. Few wide tables compile much faster than many thin ones.
POST, PERSON, GAIN, COST, HOURS, CHANGE, MEMBER = range(7)
ACCOUNT, WHO, PRICE, SETUP = range(4)
OF_ACCOUNT, IS_LEAD, MUST = range(3)
CAPACITY, MOST_TEAMS, MOST_LED = range(3)


class Instance(NamedTuple):
    """Posts, people, accounts and memberships are numbered as in the problem."""

    row: IntArray
    """Candidate rows: post, person, gain (value - cost + penalty), cost, hours, change (1 where
    using the row is one), membership."""
    first: IntArray
    """Rows of post p: `first[p]` to `first[p + 1]`."""
    membership: IntArray
    """Memberships: account, person, coordination cost, set-up hours."""
    place: IntArray
    """Posts: account, 1 for a lead, 1 where locked and so filled in every plan."""
    human: IntArray
    """People: hours, most teams, most accounts led."""
    team_size: IntArray
    first_of_account: IntArray
    """Posts of account a: `posts_of_account[first_of_account[a] : first_of_account[a + 1]]`."""
    posts_of_account: IntArray
    first_of_person: IntArray
    """Rows of person e: `rows_of_person[first_of_person[e] : ...]`, grouped by account."""
    rows_of_person: IntArray
    budget: int
    most_changes: int

    @property
    def must(self) -> BoolArray:
        """Locked posts."""
        return np.asarray(self.place[:, MUST] > 0)

    @property
    def is_lead(self) -> BoolArray:
        """Posts that lead an account."""
        return np.asarray(self.place[:, IS_LEAD] > 0)

    @property
    def posts(self) -> int:
        """How many posts there are."""
        return len(self.place)


UNLIMITED = 2**60


def instance_of(problem: StaffingProblem) -> Instance:
    """Cut the problem down to what a plan could use."""
    kept = source_rows(problem)
    rows, members, people = problem.candidates, problem.members, problem.people
    post, person = problem.post_of_row[kept], rows.person[kept]
    account = problem.account_of_post
    by_account = np.argsort(account, kind="stable")
    by_person = np.lexsort((post, account[post], person))
    everyone, everywhere = np.arange(len(people) + 1), np.arange(len(problem.accounts) + 1)
    leads = np.arange(problem.posts) >= len(problem.contacts)
    return Instance(
        row=_table(
            post,
            person,
            problem.gain_of_row[kept],
            rows.cost[kept],
            rows.hours[kept],
            problem.change_of_row[kept],
            members.of_row[kept],
        ),
        first=np.searchsorted(post, np.arange(problem.posts + 1)),
        membership=_table(
            members.account, members.person, members.coordination_cost, members.setup_hours
        ),
        place=_table(account, leads, problem.lock_of_post != NOBODY),
        human=_table(people.hours, people.most_teams, people.most_led),
        team_size=np.array(problem.accounts.team_size),
        first_of_account=np.searchsorted(account[by_account], everywhere),
        posts_of_account=by_account,
        first_of_person=np.searchsorted(person[by_person], everyone),
        rows_of_person=by_person,
        budget=UNLIMITED if problem.budget is None else problem.budget,
        most_changes=UNLIMITED if problem.most_changes is None else problem.most_changes,
    )


def source_rows(problem: StaffingProblem) -> IntArray:
    """The problem's row of each row of its instance."""
    return np.flatnonzero(_usable(problem))


def _table(*columns: npt.NDArray[Any]) -> IntArray:
    return np.ascontiguousarray(np.stack(columns, axis=1), dtype=np.int64)


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
    filled = np.full(len(rows), NOBODY)
    filled[rows >= 0] = instance.row[rows[rows >= 0], PERSON]
    return StaffingPlan(filled)


def rows_of_plan(problem: StaffingProblem, plan: StaffingPlan) -> IntArray:
    """The instance row used at each post; -1 where empty or not usable."""
    numbers = np.full(len(problem.candidates) + 1, -1)
    kept = source_rows(problem)
    numbers[kept] = np.arange(len(kept))
    return np.asarray(numbers[problem.rows_of(plan.person_of_post)])
