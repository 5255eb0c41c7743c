"""Change a plan by hand and see what it costs; compare plans."""

from __future__ import annotations

from dataclasses import dataclass

from .columns import NOBODY, positions
from .limits import Breach, check
from .plan import StaffingPlan
from .problem import StaffingProblem
from .tables import Kind
from .value import ValueParts, value_of, value_parts


@dataclass(frozen=True)
class Change:
    """One post filled differently by two plans; ids, `None` for nobody."""

    post: int
    kind: Kind
    id: str
    """The contact's id (also for a backup), or for a lead the account's."""
    before: str | None
    after: str | None


@dataclass(frozen=True)
class WhatIf:
    """A plan changed by hand. It may break limits; `breaches` are those it breaks newly."""

    plan: StaffingPlan
    value: int
    value_change: int
    breaches: list[Breach]


@dataclass(frozen=True)
class Comparison:
    """Two plans side by side."""

    parts_a: ValueParts
    parts_b: ValueParts
    value_difference: int
    """Value of b less value of a."""
    changes: list[Change]


def what_if(
    problem: StaffingProblem,
    plan: StaffingPlan,
    *,
    contact: str | None = None,
    account: str | None = None,
    backup: str | None = None,
    person: str | None,
) -> WhatIf:
    """Give a contact, the lead of an account or a contact's backup to a person (`None`: nobody).

    Nothing else moves. A person who is no candidate is a breach and counts as nobody in value.
    """
    named = {"contact": contact, "lead": account, "backup": backup}
    places = [(kind, name) for kind, name in named.items() if name is not None]
    if len(places) != 1:
        raise ValueError("name one contact, one account or one contact's backup")
    post = problem.post_number[places[0]]
    who = NOBODY if person is None else problem.person_number[person]
    changed = plan.with_person(post, who)
    value = value_of(problem, changed)
    known = {(each.limit, each.kind, each.about, each.used) for each in check(problem, plan)}
    breaches = [
        each
        for each in check(problem, changed)
        if (each.limit, each.kind, each.about, each.used) not in known
    ]
    return WhatIf(changed, value, value - value_of(problem, plan), breaches)


def changes(problem: StaffingProblem, before: StaffingPlan, after: StaffingPlan) -> list[Change]:
    """Every post the two plans fill differently, emptied ones included."""
    differs = before.person_of_post != after.person_of_post
    return [_change(problem, post, before, after) for post in positions(differs)]


def compare(problem: StaffingProblem, plan_a: StaffingPlan, plan_b: StaffingPlan) -> Comparison:
    """What two plans are worth and where they differ."""
    parts_a, parts_b = value_parts(problem, plan_a), value_parts(problem, plan_b)
    difference = parts_b.value - parts_a.value
    return Comparison(parts_a, parts_b, difference, changes(problem, plan_a, plan_b))


def _change(
    problem: StaffingProblem, post: int, before: StaffingPlan, after: StaffingPlan
) -> Change:
    def name(plan: StaffingPlan) -> str | None:
        who = int(plan.person_of_post[post])
        return None if who == NOBODY else problem.people.ids[who]

    kind = problem.post_kind(post)
    return Change(post, kind, problem.post_id(post), name(before), name(after))
