"""Limits on who may stand where: what posts need of people, backups, and who must keep apart."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .breach import Breach, breach_at
from .columns import NOBODY, BoolArray, positions
from .load import Load
from .plan import StaffingPlan
from .tables import ProblemTables, label


def everyone_has_the_skills(
    problem: ProblemTables, plan: StaffingPlan, load: Load
) -> Iterator[Breach]:
    """Whoever fills a post has all the skills that it needs."""
    for post, who in _standing(problem, load, problem.unmet.skills):
        missing = ", ".join(problem.missing_skills(post, who))
        what = f"{label(problem.people, who)} lacks {missing}, needed as {_as(problem, post)}"
        yield breach_at(problem, post, "everyone_has_the_skills", what)


def everyone_is_senior_enough(
    problem: ProblemTables, plan: StaffingPlan, load: Load
) -> Iterator[Breach]:
    """Whoever fills a post has at least the seniority that it needs."""
    for post, who in _standing(problem, load, problem.unmet.seniority):
        has, least = int(problem.seniority_of_person[who]), problem.needs_of_post[post].seniority
        what = f"{label(problem.people, who)} is of seniority {has}; "
        what += f"{least} is the least as {_as(problem, post)}"
        kind, about = problem.post_kind(post), problem.post_id(post)
        yield Breach("everyone_is_senior_enough", kind, about, has, least, what)


def everyone_can_be_on_site(
    problem: ProblemTables, plan: StaffingPlan, load: Load
) -> Iterator[Breach]:
    """Whoever fills a post can be at the site where it needs them."""
    for post, who in _standing(problem, load, problem.unmet.site):
        site = problem.needs_of_post[post].site
        what = f"{label(problem.people, who)} cannot be at {site}, needed as {_as(problem, post)}"
        yield breach_at(problem, post, "everyone_can_be_on_site", what)


def no_backup_for_oneself(
    problem: ProblemTables, plan: StaffingPlan, load: Load
) -> Iterator[Breach]:
    """A contact's backup is another person than its counterpart."""
    for post in range(problem.first_backup, problem.posts):
        who = int(plan.person_of_post[post])
        if who != NOBODY and plan.person_of_post[problem.twin_of_post[post]] == who:
            contact = label(problem.contacts, problem.contact_of_post(post))
            what = f"{label(problem.people, who)} is counterpart and backup of {contact}"
            yield breach_at(problem, post, "no_backup_for_oneself", what)


def no_backup_without_a_counterpart(
    problem: ProblemTables, plan: StaffingPlan, load: Load
) -> Iterator[Breach]:
    """Only a contact that somebody faces has a backup."""
    for post in range(problem.first_backup, problem.posts):
        nobody = plan.person_of_post[problem.twin_of_post[post]] == NOBODY
        if plan.person_of_post[post] != NOBODY and nobody:
            who = label(problem.people, int(plan.person_of_post[post]))
            contact = label(problem.contacts, problem.contact_of_post(post))
            what = f"{who} is backup for {contact}, who has no counterpart"
            yield breach_at(problem, post, "no_backup_without_a_counterpart", what)


def no_conflict_on_a_team(
    problem: ProblemTables, plan: StaffingPlan, load: Load
) -> Iterator[Breach]:
    """Two people in conflict are not in the team of the same account."""
    apart, members = problem.members_apart, problem.members
    used = np.zeros(len(members), dtype=np.bool_)
    used[load.members_used] = True
    for member in positions(used):
        for other in apart.other[apart.first[member] : apart.first[member + 1]].tolist():
            if used[other] and member < other:
                first, second = (
                    label(problem.people, int(members.person[each])) for each in (member, other)
                )
                account = int(members.account[member])
                what = f"{first} and {second} would share {label(problem.accounts, account)}; "
                what += "they must not share an account"
                about = problem.accounts.ids[account]
                yield Breach("no_conflict_on_a_team", "account", about, 2, 1, what)


def _standing(problem: ProblemTables, load: Load, rows: BoolArray) -> Iterator[tuple[int, int]]:
    """Posts filled by one of these rows, and by whom."""
    filled = positions(load.row_of_post >= 0)
    for post in filled:
        row = load.row_of_post[post]
        if rows[row]:
            yield post, int(problem.candidates.person[row])


def _as(problem: ProblemTables, post: int) -> str:
    name = problem.post_label(post)
    return name if problem.post_kind(post) != "contact" else f"counterpart of {name}"
