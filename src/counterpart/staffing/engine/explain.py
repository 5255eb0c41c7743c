"""Why a plan is as it is: gaps with their reasons, loads, limits that bind, worth of hours."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .columns import NO_LIMIT, NOBODY, positions
from .load import Load, load_of
from .plan import StaffingPlan
from .problem import StaffingProblem, label
from .stop import Prices
from .tables import Kind

Reason = Literal[
    "no_candidate",
    "forbidden",
    "lacks_skills",
    "not_senior_enough",
    "not_on_site",
    "no_counterpart",
    "is_the_counterpart",
    "conflict",
    "everyone_full",
    "team_full",
    "on_too_many_teams",
    "leading_too_many",
    "budget",
    "region_budget",
    "changes",
    "not_worth_its_cost",
    "could_be_filled",
]

_IN_WORDS: dict[Reason, str] = {
    "no_candidate": "nobody is a candidate",
    "forbidden": "every candidate is forbidden",
    "lacks_skills": "every candidate lacks a skill that is needed",
    "not_senior_enough": "no candidate is senior enough",
    "not_on_site": "no candidate can be on site",
    "no_counterpart": "the contact has no counterpart yet",
    "is_the_counterpart": "nobody but the counterpart could",
    "conflict": "every candidate is in conflict with somebody on the team",
    "everyone_full": "every candidate lacks the hours",
    "team_full": "the account's team is full",
    "on_too_many_teams": "every candidate is on as many teams as allowed",
    "leading_too_many": "every candidate leads as many accounts as allowed",
    "budget": "the budget is used up",
    "region_budget": "the region's budget is used up",
    "changes": "no more changes are allowed",
    "not_worth_its_cost": "nobody who is free is worth what they cost here",
    "could_be_filled": "somebody free could fill it; solve again",
}


@dataclass(frozen=True)
class Blocker:
    """What keeps one candidate from an open post."""

    person: str
    why: Reason
    hours_missing: int
    """Hours the person lacks, set-up hours of a new team included; 0 when enough."""
    lacks: tuple[str, ...] = ()
    """Skills that are needed and that the person lacks, or with whom they are in conflict."""


@dataclass(frozen=True)
class OpenPost:
    """A contact without counterpart or an account without lead, and the reason."""

    post: int
    kind: Kind
    id: str
    reason: Reason
    message: str
    blockers: list[Blocker]


@dataclass(frozen=True)
class PersonLoad:
    """How much of a person the plan uses. Limits are `None` where there is none."""

    person: str
    hours: int
    capacity: int
    share: float
    """Hours over capacity; 0 for somebody without hours."""
    teams: int
    most_teams: int | None
    led: int
    most_led: int | None
    hour_worth: float | None
    """What one more hour of this person is worth; `None` without prices."""


@dataclass(frozen=True)
class BindingLimit:
    """A limit the plan uses to the full."""

    limit: str
    kind: str
    about: str
    used: int
    allowed: int
    worth: float | None
    """What one more unit is worth at the margin, where prices tell it."""


@dataclass(frozen=True)
class HourWorth:
    """What one more hour is worth in a function, on average over its people."""

    function: str
    region: str | None
    """`None` for the whole function."""
    people: int
    worth: float


@dataclass(frozen=True)
class Explanation:
    """Everything `explain` answers."""

    gaps: list[OpenPost]
    loads: list[PersonLoad]
    binding: list[BindingLimit]
    worth_of_one_more_hour: list[HourWorth]


def explain(
    problem: StaffingProblem, plan: StaffingPlan, prices: Prices | None = None
) -> Explanation:
    """Explain a plan, limit by limit. Worths need the prices of a solver's result."""
    load = load_of(problem, plan)
    empty = positions(load.row_of_post < 0)
    return Explanation(
        gaps=[open_post(problem, load, post) for post in empty],
        loads=[_person_load(problem, load, prices, at) for at in range(len(problem.people))],
        binding=_binding(problem, load, prices),
        worth_of_one_more_hour=worth_of_one_more_hour(problem, prices) if prices else [],
    )


def worth_of_one_more_hour(problem: StaffingProblem, prices: Prices) -> list[HourWorth]:
    """By function, then by function and region: the mean over the people in each.

    Estimated from the proven bound: what the best plan could gain for one more hour of each
    person, averaged over a tenth more hours, so that single lumps do not decide.
    """
    people, groups = problem.people, defaultdict[tuple[str, str | None], list[float]](list)
    for at, worth in enumerate(prices.hour_of_person.tolist()):
        function = people.functions[at] if len(people.functions) else ""
        region = people.regions[at] if len(people.regions) else ""
        groups[function, None].append(worth)
        if region:
            groups[function, region].append(worth)
    ordered = sorted(groups, key=lambda key: (key[0], key[1] is not None, key[1] or ""))
    return [
        HourWorth(*key, people=len(groups[key]), worth=sum(groups[key]) / len(groups[key]))
        for key in ordered
    ]


def open_post(
    problem: StaffingProblem, load: Load, post: int, *, without: int = NOBODY
) -> OpenPost:
    """Why a post is open, somebody who leaves (`without`) not being thought of."""
    first, person = problem.candidates.first, problem.candidates.person
    rows = [row for row in range(first[post], first[post + 1]) if person[row] != without]
    blockers = [blocker(problem, load, post, row) for row in rows]
    reason = _shared_reason(blockers)
    kind = problem.post_kind(post)
    message = f"{problem.post_label(post)}: {_IN_WORDS[reason]}"
    if reason == "everyone_full":
        lacking = [each for each in blockers if each.hours_missing]
        nearest = sorted(lacking, key=lambda each: each.hours_missing)[:3]
        missing = ", ".join(
            f"{label(problem.people, problem.person_number[each.person])} by {each.hours_missing}"
            for each in nearest
        )
        message = f"{message} ({missing} {problem.hours_unit})"
    elif reason in ("lacks_skills", "conflict"):
        those = [each for each in blockers if each.why == reason][:3]
        names = (label(problem.people, problem.person_number[each.person]) for each in those)
        told = (f"{name}: {', '.join(each.lacks)}" for name, each in zip(names, those, strict=True))
        message = f"{message} ({'; '.join(told)})"
    return OpenPost(post, kind, problem.post_id(post), reason, message, blockers)


def blocker(problem: StaffingProblem, load: Load, post: int, row: int) -> Blocker:
    """What keeps the person of this row from an open post."""
    rows, members, people = problem.candidates, problem.members, problem.people
    who, member = int(rows.person[row]), int(members.of_row[row])
    account = int(members.account[member])
    hours, cost, gain = int(rows.hours[row]), int(rows.cost[row]), int(problem.gain_of_row[row])
    newcomer = member not in load.members_used
    if newcomer:
        hours += int(members.setup_hours[member])
        cost += int(members.coordination_cost[member])
        gain -= int(members.coordination_cost[member])
    missing = max(0, hours - int(problem.hours_of_person[who] - load.hours[who]))
    beside = _beside(problem, load, post)
    foes = _foes(problem, load, member) if newcomer else ()
    region = int(problem.region_of_account[account])
    most, changed = problem.most_changes, int(problem.change_of_row[row])
    tests: list[tuple[Reason, bool]] = [
        ("forbidden", bool(problem.forbidden_row[row])),
        ("lacks_skills", bool(problem.unmet.skills[row])),
        ("not_senior_enough", bool(problem.unmet.seniority[row])),
        ("not_on_site", bool(problem.unmet.site[row])),
        ("is_the_counterpart", beside == who),
        ("no_counterpart", beside == NOBODY and problem.post_kind(post) == "backup"),
        ("not_worth_its_cost", gain <= 0),
        ("conflict", bool(foes)),
        ("everyone_full", missing > 0),
        ("leading_too_many", problem.is_lead(post) and load.led[who] >= people.most_led[who]),
        ("team_full", newcomer and load.team_size[account] >= problem.accounts.team_size[account]),
        ("on_too_many_teams", newcomer and load.teams[who] >= people.most_teams[who]),
        ("budget", problem.budget is not None and load.cost + cost > problem.budget),
        ("region_budget", region >= 0 and load.region_cost[region] + cost > _own(problem, region)),
        ("changes", most is not None and load.changes + changed > most),
    ]
    why: Reason = next((reason for reason, holds in tests if holds), "could_be_filled")
    lacks = problem.missing_skills(post, who) if why == "lacks_skills" else foes
    return Blocker(people.ids[who], why, missing, tuple(lacks))


def _beside(problem: StaffingProblem, load: Load, post: int) -> int:
    """Who faces the contact that a backup post is for, or backs up a contact; else nobody."""
    twin = int(problem.twin_of_post[post])
    row = int(load.row_of_post[twin]) if twin >= 0 else -1
    return int(problem.candidates.person[row]) if row >= 0 else NOBODY


def _foes(problem: StaffingProblem, load: Load, member: int) -> tuple[str, ...]:
    """Names of those on the team with whom the membership's person is in conflict."""
    apart, members = problem.members_apart, problem.members
    others = apart.other[apart.first[member] : apart.first[member + 1]]
    there = others[np.isin(others, load.members_used)]
    return tuple(label(problem.people, int(members.person[each])) for each in there)


def _own(problem: StaffingProblem, region: int) -> int:
    return problem.region_budgets[problem.budgeted_regions[region]]


def _shared_reason(blockers: list[Blocker]) -> Reason:
    """The reason that stands for all: one candidate away from being filled says the most."""
    if not blockers:
        return "no_candidate"
    found = [each.why for each in blockers]
    order: tuple[Reason, ...] = (
        "could_be_filled",
        "changes",
        "budget",
        "region_budget",
        "team_full",
        "on_too_many_teams",
        "leading_too_many",
        "everyone_full",
        "conflict",
        "not_worth_its_cost",
        "no_counterpart",
        "not_on_site",
        "not_senior_enough",
        "lacks_skills",
        "is_the_counterpart",
        "forbidden",
    )
    most = {reason: found.count(reason) for reason in order}
    if most["could_be_filled"]:
        return "could_be_filled"
    return max(order, key=lambda reason: (most[reason], -order.index(reason)))


def _person_load(
    problem: StaffingProblem, load: Load, prices: Prices | None, at: int
) -> PersonLoad:
    people = problem.people
    hours, capacity = int(load.hours[at]), int(problem.hours_of_person[at])
    return PersonLoad(
        person=people.ids[at],
        hours=hours,
        capacity=capacity,
        share=hours / capacity if capacity else 0.0,
        teams=int(load.teams[at]),
        most_teams=_limit(int(people.most_teams[at])),
        led=int(load.led[at]),
        most_led=_limit(int(people.most_led[at])),
        hour_worth=None if prices is None else float(prices.hour_of_person[at]),
    )


def _limit(amount: int) -> int | None:
    return None if amount >= NO_LIMIT else amount


def _binding(problem: StaffingProblem, load: Load, prices: Prices | None) -> list[BindingLimit]:
    people, accounts = problem.people, problem.accounts
    hour = None if prices is None else prices.hour_of_person
    place = None if prices is None else prices.team_place
    capacity = problem.hours_of_person
    tables = (
        ("no_one_beyond_their_hours", "person", people.ids, load.hours, capacity, hour),
        ("no_one_on_too_many_teams", "person", people.ids, load.teams, people.most_teams, None),
        ("no_one_leading_too_many_accounts", "person", people.ids, load.led, people.most_led, None),
        ("no_team_too_large", "account", accounts.ids, load.team_size, accounts.team_size, place),
    )
    found = [
        BindingLimit(
            limit,
            kind,
            ids[at],
            int(used[at]),
            int(allowed[at]),
            None if worth is None else float(worth[at]),
        )
        for limit, kind, ids, used, allowed, worth in tables
        for at in positions((used >= allowed) & (allowed > 0))
    ]
    whole = (
        ("budget_is_kept", load.cost, problem.budget, None if prices is None else prices.budget),
        (
            "no_more_changes_than_allowed",
            load.changes,
            problem.most_changes,
            None if prices is None else prices.change,
        ),
    )
    for limit, amount, most, priced in whole:
        if most is not None and (amount >= most or (priced or 0) > 0):
            found.append(BindingLimit(limit, "plan", "", amount, most, priced))
    for at, region in enumerate(problem.budgeted_regions):
        amount, most = int(load.region_cost[at]), problem.region_budgets[region]
        priced = None if prices is None else float(prices.region_budget[at])
        if amount >= most or (priced or 0) > 0:
            limit = "regional_budgets_are_kept"
            found.append(BindingLimit(limit, "region", region, amount, most, priced))
    return found


__all__ = [
    "BindingLimit",
    "Blocker",
    "Explanation",
    "HourWorth",
    "OpenPost",
    "PersonLoad",
    "blocker",
    "explain",
    "open_post",
    "worth_of_one_more_hour",
]
