"""Where a search starts: at a point of another proposal's curve, where one was taken."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from counterpart.staffing.models import ChangeCurve, StaffingPlan

if TYPE_CHECKING:
    from counterpart.staffing import engine


def start_of(plan: StaffingPlan, problem: engine.StaffingProblem) -> engine.StaffingPlan | None:
    """The plan of the point that was taken, as far as its posts and people are still there."""
    from counterpart.staffing import engine

    taken = plan.choices.get("start")
    curve = ChangeCurve.objects.filter(plan=taken["plan"]).first() if taken else None
    if taken is None or curve is None:
        return None
    counts = [point["most_changes"] for point in curve.points]
    if taken["most_changes"] not in counts:
        return None
    differing = json.loads(zlib.decompress(bytes(curve.plans)))
    people = engine.today_plan(problem).person_of_post.copy()
    for kind, name, person in differing[counts.index(taken["most_changes"])]:
        post = problem.post_number.get((kind, name))
        if post is not None:
            people[post] = problem.person_number.get(person, engine.NOBODY)
    return engine.StaffingPlan(people)
