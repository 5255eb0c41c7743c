"""The limits a plan must keep, one named function each.

Each takes the problem, the plan and its load, and answers with every breach, so that a plan can
be explained limit by limit. That a contact has at most one primary counterpart, and an account
at most one lead, follows from the shape of a plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from .breach import Breach, Limit, breach_at
from .columns import NOBODY, IntArray, positions
from .limits_of_people import (
    everyone_can_be_on_site,
    everyone_has_the_skills,
    everyone_is_senior_enough,
    no_backup_for_oneself,
    no_backup_without_a_counterpart,
    no_conflict_on_a_team,
)
from .load import Load, load_of
from .plan import StaffingPlan
from .tables import ProblemTables, label


def everyone_is_a_candidate(
    problem: ProblemTables, plan: StaffingPlan, load: Load
) -> Iterator[Breach]:
    """A post is filled by one of its candidates."""
    strangers = (plan.person_of_post != NOBODY) & (load.row_of_post < 0)
    for post in positions(strangers):
        number = int(plan.person_of_post[post])
        known = 0 <= number < len(problem.people)
        who = label(problem.people, number) if known else f"person number {number}"
        what = f"{who} is no candidate for {problem.post_label(post)}"
        yield breach_at(problem, post, "everyone_is_a_candidate", what)


def no_forbidden_pair(problem: ProblemTables, plan: StaffingPlan, load: Load) -> Iterator[Breach]:
    """Nobody fills a post they are forbidden to fill."""
    for post in positions(load.row_of_post >= 0):
        if problem.forbidden_row[load.row_of_post[post]]:
            who = label(problem.people, int(plan.person_of_post[post]))
            what = f"{who} may not be {problem.post_label(post)}"
            if problem.post_kind(post) == "contact":
                what += "'s counterpart"
            yield breach_at(problem, post, "no_forbidden_pair", what)


def every_lock_is_kept(problem: ProblemTables, plan: StaffingPlan, load: Load) -> Iterator[Breach]:
    """A locked post is filled by the person it is locked to."""
    locks = problem.lock_of_post
    for post in positions((locks != NOBODY) & (locks != plan.person_of_post)):
        who = label(problem.people, int(locks[post]))
        what = f"{problem.post_label(post)} is locked to {who}"
        yield breach_at(problem, post, "every_lock_is_kept", what)


def no_one_beyond_their_hours(
    problem: ProblemTables, plan: StaffingPlan, load: Load
) -> Iterator[Breach]:
    """Nobody is given more hours than they have, set-up hours of their teams included.

    Somebody away part of the year has that part less.
    """
    return _per_person(
        problem,
        "no_one_beyond_their_hours",
        load.hours,
        problem.hours_of_person,
        "{who} would need {used} " + problem.hours_unit + " and has {allowed}",
    )


def no_one_on_too_many_teams(
    problem: ProblemTables, plan: StaffingPlan, load: Load
) -> Iterator[Breach]:
    """Nobody belongs to more teams than their limit."""
    return _per_person(
        problem,
        "no_one_on_too_many_teams",
        load.teams,
        problem.people.most_teams,
        "{who} would be on {used} teams; {allowed} is the most",
    )


def no_one_leading_too_many_accounts(
    problem: ProblemTables, plan: StaffingPlan, load: Load
) -> Iterator[Breach]:
    """Nobody leads more accounts than their limit."""
    return _per_person(
        problem,
        "no_one_leading_too_many_accounts",
        load.led,
        problem.people.most_led,
        "{who} would lead {used} accounts; {allowed} is the most",
    )


def no_team_too_large(problem: ProblemTables, plan: StaffingPlan, load: Load) -> Iterator[Breach]:
    """No account has more members in its team, the lead included, than its limit."""
    allowed = problem.accounts.team_size
    for at in positions(load.team_size > allowed):
        used, most = int(load.team_size[at]), int(allowed[at])
        text = f"the team of {label(problem.accounts, at)} would have {used} members"
        where = ("no_team_too_large", "account", problem.accounts.ids[at])
        yield Breach(*where, used, most, f"{text}; {most} is the most")


def budget_is_kept(problem: ProblemTables, plan: StaffingPlan, load: Load) -> Iterator[Breach]:
    """The cost of all pairings and memberships stays within the budget."""
    if problem.budget is not None and load.cost > problem.budget:
        text = f"the plan costs {load.cost} {problem.money_unit}; the budget is {problem.budget}"
        yield Breach("budget_is_kept", "plan", "", load.cost, problem.budget, text)


def regional_budgets_are_kept(
    problem: ProblemTables, plan: StaffingPlan, load: Load
) -> Iterator[Breach]:
    """The cost of all pairings and memberships of a region's accounts stays within its budget."""
    for region, cost in zip(problem.budgeted_regions, load.region_cost.tolist(), strict=True):
        most = problem.region_budgets[region]
        if cost > most:
            text = f"accounts of {region} cost {cost} {problem.money_unit}; their budget is {most}"
            yield Breach("regional_budgets_are_kept", "region", region, cost, most, text)


def no_more_changes_than_allowed(
    problem: ProblemTables, plan: StaffingPlan, load: Load
) -> Iterator[Breach]:
    """Not too many posts are filled by somebody who does not fill them today."""
    most = problem.most_changes
    if most is not None and load.changes > most:
        text = f"the plan changes {load.changes} pairings; {most} is the most"
        yield Breach("no_more_changes_than_allowed", "plan", "", load.changes, most, text)


LIMITS: tuple[Limit, ...] = (
    everyone_is_a_candidate,
    no_forbidden_pair,
    every_lock_is_kept,
    everyone_has_the_skills,
    everyone_is_senior_enough,
    everyone_can_be_on_site,
    no_backup_for_oneself,
    no_backup_without_a_counterpart,
    no_conflict_on_a_team,
    no_one_beyond_their_hours,
    no_one_on_too_many_teams,
    no_one_leading_too_many_accounts,
    no_team_too_large,
    budget_is_kept,
    regional_budgets_are_kept,
    no_more_changes_than_allowed,
)


def check(problem: ProblemTables, plan: StaffingPlan) -> list[Breach]:
    """Every breach of every limit, in the order of `LIMITS`; empty for a plan that may be used."""
    load = load_of(problem, plan)
    return [breach for limit in LIMITS for breach in limit(problem, plan, load)]


def _per_person(
    problem: ProblemTables, limit: str, used: IntArray, allowed: IntArray, message: str
) -> Iterator[Breach]:
    for at in positions(used > allowed):
        amounts = {"used": int(used[at]), "allowed": int(allowed[at])}
        text = message.format(who=label(problem.people, at), **amounts)
        yield Breach(limit, "person", problem.people.ids[at], message=text, **amounts)


__all__ = ["LIMITS", "Breach", "Limit", "check"]
