"""The curve of value against changes: drawn in the background, and a point of it taken."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from counterpart.access.viewer import Viewer
from counterpart.jobs import services as job_services
from counterpart.jobs.models import Job
from counterpart.jobs.queries import latest_job
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.staffing.kept import kept_plan, kept_problem
from counterpart.staffing.models import ChangeCurve, StaffingPlan
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.services.drawing_up import solve_again

if TYPE_CHECKING:
    from counterpart.staffing.engine import Curve, Result, StaffingProblem

CURVE = "staffing.curve"
CURVE_SECONDS = 60


class NotSolvedYet(Refusal):
    """The proposal has no problem to draw a curve of."""

    message = _("“%(plan)s” has not been solved. Solve it first; then the curve can be drawn.")


class NoSuchPoint(Refusal):
    """The curve has been drawn again and no longer has the point."""

    message = _("The curve of “%(plan)s” no longer has this point. Look at the curve again.")


def draw_curve_in_background(plan: StaffingPlan, *, by: Viewer) -> Job:
    """Ask a worker for the curve; asking twice gives the same job."""
    if plan.value_minor is None:
        raise NotSolvedYet(plan=plan.name)
    key = f"{CURVE}:{plan.pk}"
    return job_services.queue(CURVE, key=key, payload={"plan": plan.pk}, title=plan.name, by=by)


def curve_job(plan: StaffingPlan) -> Job | None:
    """The job that draws the curve, until it has done so."""
    job = latest_job(f"{CURVE}:{plan.pk}")
    return job if job and job.state != Job.State.DONE else None


def draw_curve(
    plan: StaffingPlan,
    *,
    on_progress: Callable[[int, int, float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ChangeCurve:
    """Find the curve of the problem that the proposal was solved from, and keep it."""
    from counterpart.staffing import engine

    problem = kept_problem(plan)
    if problem is None:
        raise NotSolvedYet(plan=plan.name)
    engine.make_ready()
    found = engine.value_by_changes(
        problem,
        [count for count in engine.COUNTS if count is None or count < problem.posts],
        stop=engine.MaxSeconds(CURVE_SECONDS),
        seed=StaffingOptions.from_choices(plan.choices).seed,
        on_progress=on_progress,
        cancelled=cancelled,
        known=_as_solved(plan, problem),
    )
    kept, _made = ChangeCurve.objects.update_or_create(
        plan=plan,
        defaults={
            "points": engine.curve_to_json(problem, found)["points"],
            "plans": zlib.compress(json.dumps(_differences(problem, found)).encode(), 6),
            "seconds": round(found.seconds, 2),
        },
    )
    return kept


def _as_solved(plan: StaffingPlan, problem: StaffingProblem) -> Result | None:
    """What the proposal found itself, when it had no limit on changes."""
    from counterpart.staffing import engine

    if StaffingOptions.from_choices(plan.choices).most_changes is not None:
        return None
    found = kept_plan(plan, problem)
    value, bound = engine.value_of(problem, found), int(plan.bound_minor or 0)
    return engine.Result(found, value, max(bound, value), "stopped", 0.0, 0)


def take_point(
    plan: StaffingPlan, *, most_changes: int | None, name: str, by: Viewer
) -> StaffingPlan:
    """A proposal of its own with at most so many changes, never worth less than the point."""
    curve = ChangeCurve.objects.filter(plan=plan).first()
    if curve is None or most_changes not in [point["most_changes"] for point in curve.points]:
        raise NoSuchPoint(plan=plan.name)
    options = replace(StaffingOptions.from_choices(plan.choices), most_changes=most_changes)
    start = {"plan": plan.pk, "most_changes": most_changes}
    return solve_again(plan, options=options, by=by, name=name, start=start)


def _differences(problem: StaffingProblem, curve: Curve) -> list[list[list[Any]]]:
    """For each point, who fills what differently from today: kind, id, person or none."""
    from counterpart.staffing import engine

    today = engine.today_plan(problem)
    return [
        [[each.kind, each.id, each.after] for each in engine.changes(problem, today, point.plan)]
        for point in curve.points
    ]
