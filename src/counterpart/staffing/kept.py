"""A solved proposal as the engine knows it: its problem file unpacked, its rows as a plan."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from counterpart.staffing.models import StaffingPlan

if TYPE_CHECKING:
    from counterpart.staffing import engine


def kept_problem(plan: StaffingPlan) -> engine.StaffingProblem | None:
    """The problem the proposal was solved from; `None` before it was."""
    from counterpart.staffing import engine

    if plan.problem is None:
        return None
    return engine.problem_from_json(json.loads(zlib.decompress(bytes(plan.problem))))


def kept_plan(plan: StaffingPlan, problem: engine.StaffingProblem) -> engine.StaffingPlan:
    """Who fills each post of its problem by the proposal's rows, changes by hand included.

    Backups named afterwards have no post and are left out.
    """
    from counterpart.staffing import engine

    filled = engine.StaffingPlan.empty(problem.posts).person_of_post.copy()
    pairings = list(plan.pairings.values_list("contact", "person", "backup"))
    named = [("contact", contact, person) for contact, person, _ in pairings]
    named += [("backup", contact, backup) for contact, _, backup in pairings]
    named += [("lead", *row) for row in plan.leads.values_list("account", "person")]
    for kind, name, person in named:
        post = problem.post_number.get((kind, str(name)))
        if post is not None:
            filled[post] = problem.person_number.get(str(person), engine.NOBODY)
    return engine.StaffingPlan(filled)
