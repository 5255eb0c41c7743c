"""A problem as the solvers see it: only usable rows, in flat arrays.

Left out are forbidden rows, rows whose person lacks what the post needs, other rows of a locked
post, and rows that break a limit alone.
What remains keeps the order of the problem's rows, so equal problems give equal instances.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..apart import apart_members
from ..columns import NOBODY, BoolArray, IntArray
from ..plan import StaffingPlan
from ..problem import StaffingProblem

FloatArray = npt.NDArray[np.float64]


# Columns of the tables below. Few wide tables compile much faster than many thin ones.
POST, PERSON, GAIN, COST, HOURS, CHANGE, MEMBER = range(7)
ACCOUNT, WHO, PRICE, SETUP = range(4)
OF_ACCOUNT, IS_LEAD, MUST, TWIN, IS_BACKUP, REGION = range(6)
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
    """Posts: account, 1 for a lead, 1 where locked and so filled in every plan, the post of the
    same contact's backup (or the contact of a backup; -1 where none), 1 for a backup, the region
    whose budget bears the costs (-1 for none)."""
    human: IntArray
    """People: hours, most teams, most accounts led."""
    team_size: IntArray
    first_of_account: IntArray
    """Posts of account a: `posts_of_account[first_of_account[a] : first_of_account[a + 1]]`."""
    posts_of_account: IntArray
    first_of_person: IntArray
    """Rows of person e: `rows_of_person[first_of_person[e] : ...]`, grouped by account."""
    rows_of_person: IntArray
    conflicts: IntArray
    """Pairs of people who must not share an account."""
    first_apart: IntArray
    """Memberships that exclude membership m: `apart[first_apart[m] : first_apart[m + 1]]`."""
    apart: IntArray
    region_budget: IntArray
    budget: int
    most_changes: int

    @property
    def is_backup(self) -> BoolArray:
        """Posts that are a contact's second counterpart."""
        return np.asarray(self.place[:, IS_BACKUP] > 0)

    @property
    def is_entangled(self) -> bool:
        """Whether what one person does can forbid what another does, hours and money apart."""
        return bool(len(self.apart) or self.place[:, IS_BACKUP].any())

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
    by_person = order_by_person(post, person, account, problem.twin_of_post)
    everyone, everywhere = np.arange(len(people) + 1), np.arange(len(problem.accounts) + 1)
    posts = np.arange(problem.posts)
    leads = (posts >= len(problem.contacts)) & (posts < problem.first_backup)
    apart = apart_members(members.account, members.person, problem.conflict_pairs)
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
        place=_table(
            account,
            leads,
            problem.lock_of_post != NOBODY,
            problem.twin_of_post,
            posts >= problem.first_backup,
            problem.region_of_account[account],
        ),
        human=_table(problem.hours_of_person, people.most_teams, people.most_led),
        team_size=np.array(problem.accounts.team_size),
        first_of_account=np.searchsorted(account[by_account], everywhere),
        posts_of_account=by_account,
        first_of_person=np.searchsorted(person[by_person], everyone),
        rows_of_person=by_person,
        conflicts=problem.conflict_pairs,
        first_apart=apart.first,
        apart=apart.other,
        region_budget=np.array(
            [problem.region_budgets[name] for name in problem.budgeted_regions], dtype=np.int64
        ),
        budget=UNLIMITED if problem.budget is None else problem.budget,
        most_changes=UNLIMITED if problem.most_changes is None else problem.most_changes,
    )


def order_by_person(
    post: IntArray, person: IntArray, account_of_post: IntArray, twin_of_post: IntArray
) -> IntArray:
    """Rows by person, then account, then post; a backup comes right after its own contact."""
    first_of_two = np.where(
        twin_of_post >= 0,
        np.minimum(twin_of_post, np.arange(len(twin_of_post))),
        np.arange(len(twin_of_post)),
    )
    return np.lexsort((post, first_of_two[post], account_of_post[post], person))


def source_rows(problem: StaffingProblem) -> IntArray:
    """The problem's row of each row of its instance."""
    return np.flatnonzero(_usable(problem))


def _table(*columns: npt.NDArray[Any]) -> IntArray:
    return np.ascontiguousarray(np.stack(columns, axis=1), dtype=np.int64)


def _usable(problem: StaffingProblem) -> BoolArray:
    rows, members, people = problem.candidates, problem.members, problem.people
    post, who = problem.post_of_row, rows.person
    locked = problem.lock_of_post[post]
    leads = (post >= len(problem.contacts)) & (post < problem.first_backup)
    setup = members.setup_hours[members.of_row]
    room = np.minimum(
        people.most_teams[who], problem.accounts.team_size[members.account][members.of_row]
    )
    free = (rows.hours + setup <= problem.hours_of_person[who]) & (room > 0)
    free &= ~leads | (people.most_led[who] > 0)
    return np.asarray(~problem.barred_row & ((locked == NOBODY) | (locked == who)) & free)


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
