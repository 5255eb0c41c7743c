"""Around a drill: who else could stand in, post by post, and the load of those who remain."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from .columns import NOBODY
from .drill import Drill, plan_with_stand_ins
from .explain import blocker
from .load import load_of
from .plan import StaffingPlan
from .problem import StaffingProblem


@dataclass(frozen=True)
class OtherStandIn:
    """Somebody else who could take one post while all other stand-ins stay as chosen."""

    person: str
    earns: int
    """What the post would earn, the coordination of a new member of the team taken off."""
    hours: int
    """Hours it would take, set-up hours of a new member included."""


@dataclass(frozen=True)
class RemainingLoad:
    """Hours used in one function by those who remain, before and after."""

    function: str
    """Empty where the problem does not say."""
    people: int
    hours_before: int
    hours_after: int
    capacity: int


def load_of_those_who_remain(
    problem: StaffingProblem, plan: StaffingPlan, drilled: Drill
) -> list[RemainingLoad]:
    """By function, the person who leaves not counted; functions in order of their names."""
    people = problem.people
    before, capacity = load_of(problem, plan).hours, problem.hours_of_person
    after = load_of(problem, plan_with_stand_ins(problem, plan, drilled)).hours
    groups = defaultdict[str, list[int]](list)
    for at, name in enumerate(people.ids):
        if name != drilled.person:
            groups[people.functions[at] if len(people.functions) else ""].append(at)
    return [
        RemainingLoad(
            function,
            len(groups[function]),
            *(int(hours[groups[function]].sum()) for hours in (before, after, capacity)),
        )
        for function in sorted(groups)
    ]


def other_stand_ins(
    problem: StaffingProblem, plan: StaffingPlan, drilled: Drill, *, most: int = 3
) -> dict[int, list[OtherStandIn]]:
    """By post, at most so many others who could take it within every limit; the best first."""
    after = plan_with_stand_ins(problem, plan, drilled)
    return {
        each.post: _others(problem, after, each.post, drilled.person, each.stand_in)[:most]
        for each in drilled.posts
    }


def _others(
    problem: StaffingProblem, after: StaffingPlan, post: int, gone: str, chosen: str | None
) -> list[OtherStandIn]:
    rows, members = problem.candidates, problem.members
    load = load_of(problem, after.with_person(post, NOBODY))
    lock = int(problem.lock_of_post[post])
    bound = lock != NOBODY and problem.people.ids[lock] != gone
    found = []
    for row in range(rows.first[post], rows.first[post + 1]):
        who = problem.people.ids[rows.person[row]]
        if who in (gone, chosen) or (bound and rows.person[row] != lock):
            continue
        if blocker(problem, load, post, row).why != "could_be_filled":
            continue
        earns, hours = int(problem.gain_of_row[row]), int(rows.hours[row])
        member = int(members.of_row[row])
        if member not in load.members_used:
            earns -= int(members.coordination_cost[member])
            hours += int(members.setup_hours[member])
        found.append(OtherStandIn(who, earns, hours))
    return sorted(found, key=lambda each: (-each.earns, each.person))
