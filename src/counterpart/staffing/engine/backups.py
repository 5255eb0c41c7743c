"""A backup counterpart for every covered contact: who answers when the first is away."""

from __future__ import annotations

import numpy as np

from .columns import NOBODY, BoolArray, IntArray, whole_numbers
from .load import load_of
from .plan import StaffingPlan
from .problem import StaffingProblem


def choose_backups(problem: StaffingProblem, plan: StaffingPlan) -> IntArray:
    """The backup of each contact, `NOBODY` where the contact is uncovered or nobody else could.

    Where the problem has a backup post for the contact, it is whoever the plan puts there. For
    all others it is the best other candidate, by this order: already on the account's team; with
    hours free for the contact; earning more (value - cost); standing earlier among the people.
    Nobody in conflict with somebody on the team, or with another backup there, is chosen. These
    backups use no hours, so one person may back up many.
    """
    load = load_of(problem, plan)
    rows, members = problem.candidates, problem.members
    on_team = np.zeros(len(members), dtype=np.bool_)
    on_team[load.members_used] = True
    there = on_team.copy()
    free = problem.hours_of_person - load.hours
    backups = np.full(len(problem.contacts), NOBODY)
    for contact in range(len(problem.contacts)):
        primary, post = load.row_of_post[contact], problem.twin_of_post[contact]
        if post >= 0:
            backups[contact] = plan.person_of_post[post]
        if primary < 0 or post >= 0:
            continue
        own = range(int(rows.first[contact]), int(rows.first[contact + 1]))
        others = [
            row
            for row in own
            if row != primary
            and not problem.barred_row[row]
            and not _meets_a_foe(problem, there, int(members.of_row[row]))
        ]
        if others:
            best = max(
                others,
                key=lambda row: (
                    bool(on_team[members.of_row[row]]),
                    bool(rows.hours[row] <= free[rows.person[row]]),
                    int(problem.value_of_row[row] - rows.cost[row]),
                    -row,
                ),
            )
            backups[contact] = rows.person[best]
            there[members.of_row[best]] = True
    return whole_numbers(backups)


def _meets_a_foe(problem: StaffingProblem, there: BoolArray, member: int) -> bool:
    apart = problem.members_apart
    return bool(there[apart.other[apart.first[member] : apart.first[member + 1]]].any())
