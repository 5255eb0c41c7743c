"""What a plan uses: hours, teams, accounts led, team places, money, changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .columns import IntArray
from .plan import StaffingPlan
from .tables import ProblemTables


@dataclass(frozen=True, eq=False)
class Load:
    """Everything the limits look at, for one plan."""

    row_of_post: IntArray
    """The candidate row used at each post, -1 where nobody (or no candidate) stands."""
    members_used: IntArray
    """The memberships the plan creates, as positions in `problem.members`."""
    hours: IntArray
    """Hours used per person, set-up hours of their teams included."""
    teams: IntArray
    led: IntArray
    team_size: IntArray
    """Members per account."""
    region_cost: IntArray
    """Cost of each of the `budgeted_regions`."""
    labour_cost: int
    coordination_cost: int
    changes: int

    @property
    def cost(self) -> int:
        """What counts against the budget."""
        return self.labour_cost + self.coordination_cost


def load_of(problem: ProblemTables, plan: StaffingPlan) -> Load:
    """Add up what the plan uses. Somebody who is no candidate of the post uses nothing."""
    row_of_post = problem.rows_of(plan.person_of_post)
    rows = row_of_post[row_of_post >= 0]
    candidates, members, people = problem.candidates, problem.members, len(problem.people)
    used = np.unique(members.of_row[rows])
    hours = np.zeros(people, dtype=np.int64)
    np.add.at(hours, candidates.person[rows], candidates.hours[rows])
    np.add.at(hours, members.person[used], members.setup_hours[used])
    leads = row_of_post[len(problem.contacts) : problem.first_backup]
    return Load(
        row_of_post=row_of_post,
        members_used=used,
        hours=hours,
        teams=np.bincount(members.person[used], minlength=people),
        led=np.bincount(candidates.person[leads[leads >= 0]], minlength=people),
        team_size=np.bincount(members.account[used], minlength=len(problem.accounts)),
        region_cost=cost_by_region(problem, rows, used),
        labour_cost=int(candidates.cost[rows].sum()),
        coordination_cost=int(members.coordination_cost[used].sum()),
        changes=int(problem.change_of_row[rows].sum()),
    )


def cost_by_region(problem: ProblemTables, rows: IntArray, used: IntArray) -> IntArray:
    """What these rows and memberships cost in each of the `budgeted_regions`."""
    cost = np.zeros(len(problem.region_budgets) + 1, dtype=np.int64)  # the last: no budget
    of_rows = problem.account_of_post[problem.post_of_row[rows]]
    np.add.at(cost, problem.region_of_account[of_rows], problem.candidates.cost[rows])
    members = problem.members
    of_members = problem.region_of_account[members.account[used]]
    np.add.at(cost, of_members, members.coordination_cost[used])
    return cost[:-1]
