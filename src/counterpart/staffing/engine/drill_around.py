"""The same around many drills of one plan, which is added up once for all of them.

`drill_others` says what is meant and is the referee; here every post costs a few steps over its
own candidates, so that a whole company is gone through.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from .columns import NOBODY, BoolArray, IntArray
from .drill import Drill
from .drill_others import OtherStandIn, RemainingLoad
from .load import load_of
from .plan import StaffingPlan
from .problem import StaffingProblem


class Around:
    """Answers about leavings from one plan."""

    def __init__(self, problem: StaffingProblem, plan: StaffingPlan) -> None:
        self.problem, self.load = problem, load_of(problem, plan)
        self.row_of_post = self.load.row_of_post.copy()
        rows = self.row_of_post[self.row_of_post >= 0]
        of_row, size = problem.members.of_row, len(problem.members)
        self.times = np.bincount(of_row[rows], minlength=size)  # posts filled by each membership
        functions = problem.people.functions
        names = functions if len(functions) else [""] * len(problem.people)
        self.functions, self.function_of = np.unique(np.array(names), return_inverse=True)
        self.people, self.hours, self.capacity = (
            np.bincount(self.function_of, weights=column, minlength=len(self.functions))
            for column in (np.ones(len(names)), self.load.hours, problem.hours_of_person)
        )

    def function(self, person: str) -> str:
        """The person's function; empty where the problem does not say."""
        return str(self.functions[self.function_of[self.problem.person_number[person]]])

    def load_of_those_who_remain(self, drilled: Drill) -> list[RemainingLoad]:
        """By function, the person who leaves not counted; functions in order of their names."""
        number = self.problem.person_number
        gone = number[drilled.person]
        own = self.function_of[gone]
        less = defaultdict[int, tuple[int, int, int]](lambda: (0, 0, 0))
        less[own] = (1, int(self.load.hours[gone]), int(self.problem.hours_of_person[gone]))
        more = defaultdict[int, int](int)
        for each in drilled.loads:
            more[self.function_of[number[each.person]]] += each.hours_after - each.hours_before
        found = []
        for at, name in enumerate(self.functions.tolist()):
            people, hours, capacity = less[at]
            before = int(self.hours[at]) - hours
            left = int(self.people[at]) - people, before, before + more[at]
            if left[0]:
                found.append(RemainingLoad(name, *left, int(self.capacity[at]) - capacity))
        return found

    def other_stand_ins(self, drilled: Drill, *, most: int = 3) -> dict[int, list[OtherStandIn]]:
        """By post, at most so many others who could take it within every limit; the best first."""
        posts = np.array([each.post for each in drilled.posts], dtype=np.int64)
        held = self.row_of_post[posts].copy()
        number = self.problem.person_number
        people = [NOBODY if p.stand_in is None else number[p.stand_in] for p in drilled.posts]
        taken = np.array(
            [self._row(post, who) for post, who in zip(posts.tolist(), people, strict=True)],
            dtype=np.int64,
        )
        after = _After(self, number[drilled.person], posts, held, taken)
        found = {post: after.others(post)[:most] for post in posts.tolist()}
        after.take_back(posts, held)
        return found

    def _row(self, post: int, person: int) -> int:
        rows = self.problem.candidates
        first, last = int(rows.first[post]), int(rows.first[post + 1])
        at = first + int(np.searchsorted(rows.person[first:last], person))
        return at if person != NOBODY and at < last and rows.person[at] == person else -1


class _After:
    """What the plan uses once somebody has left and their stand-ins stand."""

    def __init__(
        self, around: Around, gone: int, posts: IntArray, held: IntArray, taken: IntArray
    ) -> None:
        self.around, self.problem, self.gone = around, around.problem, gone
        self.used = around.times > 0
        load = around.load
        self.hours, self.teams, self.led = load.hours.copy(), load.teams.copy(), load.led.copy()
        self.size, self.region_cost = load.team_size.copy(), load.region_cost.copy()
        self.cost, self.changes = load.cost, load.changes
        self._move(posts, held, -1)
        self._move(posts, taken, 1)

    def take_back(self, posts: IntArray, held: IntArray) -> None:
        """Leave the counts that all drills share as they were."""
        now = self.around.row_of_post[posts]
        self._move(posts, now, -1)
        self._move(posts, held, 1)

    def _move(self, posts: IntArray, rows: IntArray, sign: int) -> None:
        problem, times = self.problem, self.around.times
        self.around.row_of_post[posts] = rows if sign > 0 else -1
        leads = np.array([problem.is_lead(post) for post in posts.tolist()], dtype=np.bool_)
        there = rows >= 0
        rows, leads = rows[there], leads[there]
        columns, members = problem.candidates, problem.members
        of_row = members.of_row[rows]
        touched = np.unique(of_row)
        before = times[touched] > 0
        np.add.at(times, of_row, sign)
        turned = touched[(times[touched] > 0) != before]
        self.used[touched] = times[touched] > 0
        person, account = members.person[turned], members.account[turned]
        np.add.at(self.hours, columns.person[rows], sign * columns.hours[rows])
        np.add.at(self.hours, person, sign * members.setup_hours[turned])
        np.add.at(self.teams, person, sign)
        np.add.at(self.size, account, sign)
        np.add.at(self.led, columns.person[rows[leads]], sign)
        paid = columns.cost[rows], members.coordination_cost[turned]
        self.cost += sign * int(paid[0].sum() + paid[1].sum())
        self.changes += sign * int(problem.change_of_row[rows].sum())
        of_rows = problem.account_of_post[problem.post_of_row[rows]]
        for accounts, costs in ((of_rows, paid[0]), (account, paid[1])):
            region = problem.region_of_account[accounts]
            known = region >= 0
            np.add.at(self.region_cost, region[known], sign * costs[known])

    def others(self, post: int) -> list[OtherStandIn]:
        """Who else could take the post while all other posts stay as they are."""
        problem, at = self.problem, np.array([post])
        chosen = self.around.row_of_post[at].copy()
        self._move(at, chosen, -1)
        rows = np.arange(problem.candidates.first[post], problem.candidates.first[post + 1])
        person, member = problem.candidates.person[rows], problem.members.of_row[rows]
        new = ~self.used[member]
        setup = np.where(new, problem.members.setup_hours[member], 0)
        coordination = np.where(new, problem.members.coordination_cost[member], 0)
        hours = problem.candidates.hours[rows] + setup
        earns = problem.gain_of_row[rows] - coordination
        cost = problem.candidates.cost[rows] + coordination
        could = self._may(post, rows, person, int(chosen[0])) & (earns > 0)
        could &= hours <= problem.hours_of_person[person] - self.hours[person]
        could &= self._within(post, rows, new, cost)
        found = [
            OtherStandIn(problem.people.ids[person[n]], int(earns[n]), int(hours[n]))
            for n in np.flatnonzero(could).tolist()
            if not (new[n] and self._meets_a_foe(int(member[n])))
        ]
        self._move(at, chosen, 1)
        return sorted(found, key=lambda each: (-each.earns, each.person))

    def _may(self, post: int, rows: IntArray, person: IntArray, chosen: int) -> BoolArray:
        """Not barred, not locked out, nobody of those concerned, and no backup of oneself."""
        problem, twin = self.problem, int(self.problem.twin_of_post[post])
        may = ~problem.barred_row[rows] & (person != self.gone) & (rows != chosen)
        lock = int(problem.lock_of_post[post])
        if lock not in (NOBODY, self.gone):
            may &= person == lock
        if twin >= 0:
            row = int(self.around.row_of_post[twin])
            beside = int(problem.candidates.person[row]) if row >= 0 else NOBODY
            may &= person != beside
            if beside == NOBODY and problem.post_kind(post) == "backup":
                may[:] = False
        return np.asarray(may)

    def _within(self, post: int, rows: IntArray, new: BoolArray, cost: IntArray) -> BoolArray:
        """The limits on teams, leads, money and changes."""
        problem, people = self.problem, self.problem.people
        person, account = problem.candidates.person[rows], int(problem.account_of_post[post])
        could = ~new | (self.teams[person] < people.most_teams[person])
        could &= ~new | (self.size[account] < problem.accounts.team_size[account])
        if problem.is_lead(post):
            could &= self.led[person] < people.most_led[person]
        if problem.budget is not None:
            could &= self.cost + cost <= problem.budget
        region = int(problem.region_of_account[account])
        if region >= 0:
            most = problem.region_budgets[problem.budgeted_regions[region]]
            could &= self.region_cost[region] + cost <= most
        if problem.most_changes is not None:
            could &= self.changes + problem.change_of_row[rows] <= problem.most_changes
        return np.asarray(could)

    def _meets_a_foe(self, member: int) -> bool:
        apart = self.problem.members_apart
        return bool(self.used[apart.other[apart.first[member] : apart.first[member + 1]]].any())
