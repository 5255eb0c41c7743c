"""Background jobs of staffing."""

from datetime import date

from django.db import transaction

from counterpart.jobs.registry import Running, work
from counterpart.staffing.models import StaffingPlan
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.services import (
    ADOPT,
    DRILL,
    TAKE_BACK,
    adopt,
    curve,
    drill_plan,
    solve_plan,
    take_back,
)
from counterpart.staffing.services.curve import CURVE, CURVE_SECONDS
from counterpart.staffing.services.drawing_up import SOLVE, note_failure


@work(SOLVE)
def solve(running: Running) -> dict[str, object]:
    """Solve a proposal, telling value, bound and time left while it runs."""
    plan = StaffingPlan.objects.get(pk=running.payload["plan"])
    seconds = StaffingOptions.from_choices(plan.choices).seconds

    def tell(value: int, bound: int, elapsed: float) -> None:
        running.report(
            min(elapsed / seconds, 1),
            value=value,
            bound=bound,
            gap_percent=100 * (bound - value) / bound if bound else 0.0,
            seconds=round(elapsed, 1),
            seconds_left=max(round(seconds - elapsed), 0),
        )

    try:
        solve_plan(plan, by=running.job.asker, on_progress=tell, cancelled=running.is_cancelled)
    except Exception:
        note_failure(plan, by=running.job.asker)
        raise
    return {"plan": plan.pk}


@work(CURVE)
def draw_curve(running: Running) -> dict[str, object]:
    """Find what the best plan is worth for each number of changes."""
    plan = StaffingPlan.objects.get(pk=running.payload["plan"])

    def tell(value: int, bound: int, elapsed: float) -> None:
        running.report(min(elapsed / CURVE_SECONDS, 1))

    curve.draw_curve(plan, on_progress=tell, cancelled=running.is_cancelled)
    return {"plan": plan.pk}


@work(ADOPT)
def adopt_plan(running: Running) -> dict[str, object]:
    """Adopt a large proposal; its work and its end are one transaction."""
    plan = StaffingPlan.objects.get(pk=running.payload["plan"])
    since = date.fromisoformat(running.payload["since"])
    with transaction.atomic():
        why = running.payload["why"]
        adopt(plan, since=since, by=running.job.asker, why=why, tick=running.tick)
        running.finish({"plan": plan.pk})
    return {"plan": plan.pk}


@work(TAKE_BACK)
def take_plan_back(running: Running) -> dict[str, object]:
    """Take a large adoption back; its work and its end are one transaction."""
    plan = StaffingPlan.objects.get(pk=running.payload["plan"])
    with transaction.atomic():
        why = running.payload.get("why", "")
        take_back(plan, by=running.job.asker, why=why, tick=running.tick)
        running.finish({"plan": plan.pk})
    return {"plan": plan.pk}


@work(DRILL)
def drill(running: Running) -> dict[str, object]:
    """Think through everybody's leaving; its work and its end are one transaction."""
    plan = StaffingPlan.objects.get(pk=running.payload["plan"])
    with transaction.atomic():
        people = drill_plan(plan, basis=running.payload["basis"], tick=running.tick)
        running.finish({"plan": plan.pk, "people": people})
    return {"plan": plan.pk, "people": people}
