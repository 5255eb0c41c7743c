"""If she leaves on Friday: what is left without anybody, who stands in, and what it costs.

One person leaves a plan and nobody else moves. Their posts go to the best stand-ins within every
limit, chosen together, so that two posts never count on the same free hours. That choice is
exact wherever `proven` says so: no other way to fill these posts, all else unchanged, earns more.
It is no new plan for the company, which could also move others; solving again finds that. A contact
that stays open keeps its backup, who answers meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from counterpart.kernel.faults import Fault, ProblemError

from .columns import BoolArray, IntArray
from .explain import OpenPost, open_post
from .load import Load, cost_by_region, load_of
from .plan import StaffingPlan
from .problem import StaffingProblem
from .tables import Kind

_ORDER: dict[Kind, int] = {"lead": 0, "contact": 1, "backup": 2}


@dataclass(frozen=True)
class PostLeft:
    """One post of the person who leaves, and who stands in."""

    post: int
    kind: Kind
    id: str
    """The contact's id, or for a lead the account's."""
    account: str
    earned: int
    """What the post earned with the person who leaves, before coordination; avoided penalty in."""
    stand_in: str | None
    """Who takes it; `None` when it stays without anybody."""
    earns: int
    """What the post earns with the stand-in, before coordination; 0 without."""
    hours: int
    """Hours the post takes of the stand-in, set-up hours not counted."""
    why: OpenPost | None
    """Why nobody takes it; `None` when somebody does."""


@dataclass(frozen=True)
class StandInLoad:
    """Hours of one stand-in before and after, set-up hours counted."""

    person: str
    hours_before: int
    hours_after: int
    capacity: int
    posts: int
    """How many of the posts they take."""


@dataclass(frozen=True)
class Drill:
    """What happens when one person leaves. Money is in the problem's unit."""

    person: str
    posts: list[PostLeft]
    """Leads first, then contacts, then backups, each by what they earned."""
    lost_at_once: int
    """Value the plan loses before anybody stands in."""
    lost: int
    """Value it loses with the stand-ins."""
    at_risk: int
    """What the posts earned that stay without anybody."""
    loads: list[StandInLoad]
    proven: bool
    """Whether these stand-ins are proven the best."""

    @property
    def contacts(self) -> int:
        """Contacts that lose their counterpart."""
        return sum(each.kind == "contact" for each in self.posts)

    @property
    def led(self) -> int:
        """Accounts that lose their lead."""
        return sum(each.kind == "lead" for each in self.posts)

    @property
    def contacts_open(self) -> int:
        """Contacts that nobody takes."""
        return sum(each.kind == "contact" and each.stand_in is None for each in self.posts)

    @property
    def led_open(self) -> int:
        """Accounts that nobody leads afterwards."""
        return sum(each.kind == "lead" and each.stand_in is None for each in self.posts)


def drill(problem: StaffingProblem, plan: StaffingPlan, person: str) -> Drill:
    """What happens to the plan when this person leaves; a `ProblemError` names who is unknown."""
    number = problem.person_number.get(person)
    if number is None:
        raise ProblemError([Fault(f"person {person!r}", "is not among the people of the problem")])
    return _drills(problem, plan, [number])[0]


def drill_everyone(problem: StaffingProblem, plan: StaffingPlan) -> list[Drill]:
    """The same for each person by themselves who fills a post: those who cost most first."""
    numbers = np.unique(plan.person_of_post[plan.person_of_post >= 0])
    found = _drills(problem, plan, numbers.tolist())
    return sorted(found, key=lambda each: (-each.lost, -each.lost_at_once, each.person))


def plan_with_stand_ins(
    problem: StaffingProblem, plan: StaffingPlan, drilled: Drill
) -> StaffingPlan:
    """The plan after the drill: the person gone, their stand-ins in their place."""
    people = plan.person_of_post.copy()
    for each in drilled.posts:
        people[each.post] = -1 if each.stand_in is None else problem.person_number[each.stand_in]
    return StaffingPlan(people)


def _drills(problem: StaffingProblem, plan: StaffingPlan, people: Sequence[int]) -> list[Drill]:
    from .solvers.stand_ins import MOST_TRIALS, posts_by_person, room_of, search_stand_ins
    from .solvers.stand_ins_model import settle

    load = load_of(problem, plan)
    room = room_of(problem, plan, load)
    posts, first = posts_by_person(room)
    stand_in = np.full(problem.posts, -1)
    proven = np.zeros(len(problem.people), dtype=np.bool_)
    leavers = np.array(people, dtype=np.int64)
    search_stand_ins(room, leavers, posts, first, MOST_TRIALS, stand_in, proven)
    found = []
    for person in people:
        mine = posts[first[person] : first[person + 1]]
        sure = bool(proven[person]) or settle(room, person, mine, stand_in)
        told = _Told(problem, load, room.joined, person, mine, stand_in[mine])
        found.append(told.drill(sure))
    return found


class _Told:
    """One person's drill put into words and sums."""

    def __init__(
        self,
        problem: StaffingProblem,
        before: Load,
        used: BoolArray,
        person: int,
        posts: IntArray,
        rows: IntArray,
    ) -> None:
        self.problem, self.before, self.used, self.person = problem, before, used, person
        self.posts, self.rows = posts, rows
        held = before.row_of_post[posts]
        self.held = held[held >= 0]
        self.taken = rows[rows >= 0]
        members = problem.members
        self.left = np.unique(members.of_row[self.held])
        self.needed = np.unique(members.of_row[self.taken])
        self.joined = self.needed[~used[self.needed]]

    def drill(self, proven: bool) -> Drill:
        """Everything together."""
        problem, gain = self.problem, self.problem.gain_of_row
        cost = problem.members.coordination_cost
        lost_at_once = int(gain[self.held].sum() - cost[self.left].sum())
        won_back = int(gain[self.taken].sum() - cost[self.joined].sum())
        posts = self._posts()
        return Drill(
            person=problem.people.ids[self.person],
            posts=posts,
            lost_at_once=lost_at_once,
            lost=lost_at_once - won_back,
            at_risk=sum(each.earned for each in posts if each.stand_in is None),
            loads=self._loads(),
            proven=proven,
        )

    def _posts(self) -> list[PostLeft]:
        after = self._load() if len(self.taken) < len(self.posts) else None
        found = [
            self._post(post, row, after)
            for post, row in zip(self.posts.tolist(), self.rows.tolist(), strict=True)
        ]
        return sorted(found, key=lambda each: (_ORDER[each.kind], -each.earned, each.post))

    def _post(self, post: int, row: int, after: Load | None) -> PostLeft:
        problem, held = self.problem, int(self.before.row_of_post[post])
        rows, gain = problem.candidates, problem.gain_of_row
        why = None
        if row < 0 and after is not None:
            why = open_post(problem, after, post, without=self.person)
        return PostLeft(
            post=post,
            kind=problem.post_kind(post),
            id=problem.post_id(post),
            account=problem.accounts.ids[problem.account_of_post[post]],
            earned=int(gain[held]) if held >= 0 else 0,
            stand_in=problem.people.ids[rows.person[row]] if row >= 0 else None,
            earns=int(gain[row]) if row >= 0 else 0,
            hours=int(rows.hours[row]) if row >= 0 else 0,
            why=why,
        )

    def _loads(self) -> list[StandInLoad]:
        problem, rows = self.problem, self.problem.candidates
        people = problem.people
        found = []
        for who in np.unique(rows.person[self.taken]).tolist():
            theirs = self.taken[rows.person[self.taken] == who]
            teams = self.joined[problem.members.person[self.joined] == who]
            more = int(rows.hours[theirs].sum() + problem.members.setup_hours[teams].sum())
            hours = int(self.before.hours[who])
            amounts = (hours, hours + more, int(problem.hours_of_person[who]), len(theirs))
            found.append(StandInLoad(people.ids[who], *amounts))
        return sorted(found, key=lambda each: (each.hours_before - each.hours_after, each.person))

    def _load(self) -> Load:
        """What the plan uses after the drill, without adding everything up again."""
        problem, before, rows = self.problem, self.before, self.problem.candidates
        members, contacts = problem.members, len(problem.contacts)
        leads = (self.posts >= contacts) & (self.posts < problem.first_backup)
        row_of_post, hours = before.row_of_post.copy(), before.hours.copy()
        teams, led, size = before.teams.copy(), before.led.copy(), before.team_size.copy()
        row_of_post[self.posts] = self.rows
        hours[self.person] = teams[self.person] = led[self.person] = 0
        np.add.at(hours, rows.person[self.taken], rows.hours[self.taken])
        np.add.at(hours, members.person[self.joined], members.setup_hours[self.joined])
        np.add.at(teams, members.person[self.joined], 1)
        np.add.at(led, rows.person[self.rows[leads & (self.rows >= 0)]], 1)
        np.add.at(size, members.account[self.left], -1)
        np.add.at(size, members.account[self.joined], 1)
        cost, change = members.coordination_cost, problem.change_of_row
        used = self.used.copy()
        used[self.left], used[self.joined] = False, True
        region_cost = before.region_cost.copy()
        for sign, of_rows, of_members in (
            (-1, self.held, self.left),
            (1, self.taken, self.joined),
        ):
            region_cost += sign * cost_by_region(problem, of_rows, of_members)
        return Load(
            row_of_post=row_of_post,
            members_used=np.flatnonzero(used),
            hours=hours,
            teams=teams,
            led=led,
            team_size=size,
            region_cost=region_cost,
            labour_cost=before.labour_cost
            + int(rows.cost[self.taken].sum() - rows.cost[self.held].sum()),
            coordination_cost=before.coordination_cost
            + int(cost[self.joined].sum() - cost[self.left].sum()),
            changes=before.changes + int(change[self.taken].sum()) - int(change[self.held].sum()),
        )
