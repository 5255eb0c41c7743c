"""Fills the empty posts of a plan, and empties those that break limits: what matters most first."""

from __future__ import annotations

import numpy as np

from ..columns import IntArray
from ..plan import StaffingPlan
from ..problem import StaffingProblem
from .company import Company
from .instance import (
    CHANGE,
    COST,
    GAIN,
    HOURS,
    MEMBER,
    PERSON,
    POST,
    REGION,
    Instance,
    instance_of,
    plan_of_rows,
    rows_of_plan,
)


def simple_bound(instance: Instance) -> int:
    """Everybody's best gain at every post, as if nothing were limited: a proven bound."""
    best = np.zeros(len(instance.first) - 1, dtype=np.int64)
    np.maximum.at(best, instance.row[:, POST], instance.row[:, GAIN])
    locked = np.flatnonzero(instance.must)
    best[locked] = instance.row[instance.first[locked], GAIN]
    return int(best.sum())


def filled(problem: StaffingProblem, instance: Instance, plan: StaffingPlan) -> StaffingPlan:
    """The plan with its empty posts filled as far as this adds value."""
    rows = filled_rows(instance, rows_of_plan(problem, plan))
    return plan_of_rows(problem, instance, rows)


def filled_rows(instance: Instance, rows: IntArray) -> IntArray:
    """The rows of a plan with its empty posts filled as far as this adds value."""
    room = Room(instance, rows)
    best = np.zeros(instance.posts, dtype=np.int64)
    np.maximum.at(best, instance.row[:, POST], instance.row[:, GAIN])
    first, person = instance.first.tolist(), rows.tolist()
    for post in np.lexsort((-best, instance.is_backup)).tolist():
        if person[post] < 0:
            row = room.best_row(range(first[post], first[post + 1]))
            if row >= 0:
                room.use(row)
                person[post] = row
    return np.array(person, dtype=np.int64)


def within_limits(problem: StaffingProblem, plan: StaffingPlan) -> StaffingPlan:
    """The part of the plan that keeps every limit; the others' posts are left empty.

    Locked posts come first, backups last, in between whoever gains most for an hour, each as long
    as the limits allow. It is a fair measure of a plan that breaks limits, not the best part of it.
    """
    instance = instance_of(problem)
    rows, kept = rows_of_plan(problem, plan), np.full(problem.posts, -1)
    room = Room(instance, kept)
    posts = np.flatnonzero(rows >= 0)
    used = instance.row[rows[posts]]
    per_hour = used[:, GAIN] / np.maximum(used[:, HOURS], 1)
    backup, free = instance.is_backup[posts], ~instance.must[posts]
    for post in posts[np.lexsort((posts, -per_hour, backup, free))].tolist():
        if room.fits(rows[post]):
            room.use(rows[post])
            kept[post] = rows[post]
    return plan_of_rows(problem, instance, kept)


class Room:
    """What is still free, in plain lists: quicker than arrays one element at a time."""

    def __init__(self, instance: Instance, rows: IntArray) -> None:
        self.post, self.person, self.member, self.gain, self.cost, self.hours, self.change = (
            instance.row[:, column].tolist()
            for column in (POST, PERSON, MEMBER, GAIN, COST, HOURS, CHANGE)
        )
        self.lead = instance.is_lead[instance.row[:, POST]].tolist()
        self.account, _, self.member_cost, self.member_hours = (
            column.tolist() for column in instance.membership.T
        )
        self.free_hours, self.free_teams, self.free_leads = (
            column.tolist() for column in instance.human.T
        )
        self.free_places = instance.team_size.tolist()
        self.budget, self.changes = instance.budget, instance.most_changes
        self.joined: set[int] = set()
        self.region = instance.place[:, REGION].tolist()
        self.free_money = instance.region_budget.tolist()
        self.company = Company(instance)
        used = rows[rows >= 0]
        backups_last = np.argsort(instance.is_backup[instance.row[used, POST]], kind="stable")
        for row in used[backups_last].tolist():
            self.use(row)

    def best_row(self, rows: range) -> int:
        """The feasible row that adds most, or -1 when none adds anything."""
        best, found = 0, -1
        for row in rows:
            added = self.gain[row]
            if added > best and self.member[row] not in self.joined:
                added -= self.member_cost[self.member[row]]
            if added > best and self.fits(row):
                best, found = added, row
        return found

    def fits(self, row: int) -> bool:
        """Whether using the row keeps every limit."""
        who, member = self.person[row], self.member[row]
        hours, cost = self.hours[row], self.cost[row]
        if member not in self.joined:
            hours += self.member_hours[member]
            cost += self.member_cost[member]
            if self.free_teams[who] < 1 or self.free_places[self.account[member]] < 1:
                return False
        post = self.post[row]
        region = self.region[post]
        if region >= 0 and cost > self.free_money[region]:
            return False
        if not self.company.welcomes(post, who, member):
            return False
        return bool(
            hours <= self.free_hours[who]
            and (not self.lead[row] or self.free_leads[who] > 0)
            and cost <= self.budget
            and self.change[row] <= self.changes
        )

    def use(self, row: int) -> None:
        """Take what the row needs."""
        who, member = self.person[row], self.member[row]
        cost = self.cost[row]
        if member not in self.joined:
            self.joined.add(member)
            self.free_hours[who] -= self.member_hours[member]
            cost += self.member_cost[member]
            self.free_teams[who] -= 1
            self.free_places[self.account[member]] -= 1
        self.free_hours[who] -= self.hours[row]
        self.free_leads[who] -= self.lead[row]
        self.budget -= cost
        region = self.region[self.post[row]]
        if region >= 0:
            self.free_money[region] -= cost
        self.company.add(self.post[row], who, member)
        self.changes -= self.change[row]
