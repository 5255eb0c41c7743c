"""If somebody leaves: everybody's leaving thought through, and kept with the proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext

from counterpart.access.viewer import Viewer
from counterpart.jobs.models import Job
from counterpart.jobs.services import queue
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.kernel.ticking import Tick, silent
from counterpart.staffing.hours import hours_of
from counterpart.staffing.kept import kept_plan, kept_problem
from counterpart.staffing.models import Leaving, StaffingPlan

if TYPE_CHECKING:
    from counterpart.staffing import engine

DRILL = "staffing.drill"
ROWS_AT_ONCE = 500
BLOCKERS_KEPT = 3


class NothingToDrill(Refusal):
    """The proposal was never solved."""

    message = _("“%(plan)s” holds no teams yet. Solve it before you ask what happens without whom.")


def drill_in_background(plan: StaffingPlan, *, basis: str, by: Viewer) -> Job:
    """Think everybody's leaving through by a worker, for the proposal or for what stands today."""
    if plan.problem is None or plan.state == StaffingPlan.State.SOLVING:
        raise NothingToDrill(plan=plan.name)
    title = gettext("If somebody leaves: %(plan)s") % {"plan": plan.name}
    payload = {"plan": plan.pk, "basis": basis}
    return queue(DRILL, key=job_key(plan, basis), payload=payload, title=title, by=by)


def job_key(plan: StaffingPlan, basis: str) -> str:
    """What the job is known by; one at a time."""
    return f"{DRILL}:{plan.pk}:{basis}"


@transaction.atomic
def drill_plan(plan: StaffingPlan, *, basis: str, tick: Tick = silent) -> int:
    """Replace what was kept; how many people fill a post.

    As the proposal was solved: with the people, hours and candidates of that moment, and with
    the changes that were made to it by hand since.
    """
    from counterpart.staffing import engine

    problem = kept_problem(plan)
    if problem is None:
        raise NothingToDrill(plan=plan.name)
    tick(0.2)
    standing = engine.today_plan(problem)
    if basis == Leaving.Basis.PROPOSAL:
        standing = kept_plan(plan, problem)
    drills = engine.drill_everyone(problem, standing)
    tick(0.7)
    plan.leavings.filter(basis=basis).delete()
    rows = [_row(plan, basis, problem, each) for each in drills]
    for at in range(0, len(rows), ROWS_AT_ONCE):
        Leaving.objects.bulk_create(rows[at : at + ROWS_AT_ONCE])
        tick(0.7 + 0.3 * at / len(rows))
    return len(rows)


def _row(
    plan: StaffingPlan, basis: str, problem: engine.StaffingProblem, found: engine.Drill
) -> Leaving:
    return Leaving(
        plan=plan,
        person_id=int(found.person),
        basis=basis,
        contacts=found.contacts,
        led=found.led,
        contacts_open=found.contacts_open,
        led_open=found.led_open,
        lost_at_once_minor=found.lost_at_once,
        lost_minor=found.lost,
        at_risk_minor=found.at_risk,
        is_proven=found.proven,
        detail={
            "posts": [_post(each) for each in found.posts],
            "loads": [_load(each) for each in found.loads],
        },
    )


def _post(post: engine.PostLeft) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": post.kind,
        "id": int(post.id),
        "account": int(post.account),
        "earned": post.earned,
        "stand_in": int(post.stand_in) if post.stand_in else None,
        "earns": post.earns,
        "hours": float(hours_of(post.hours)),
    }
    if post.why is not None:
        found["why"] = post.why.reason
        lacking = sorted(
            (each for each in post.why.blockers if each.hours_missing),
            key=lambda each: each.hours_missing,
        )
        found["nearest"] = [
            {"person": int(each.person), "hours_missing": float(hours_of(int(each.hours_missing)))}
            for each in lacking[:BLOCKERS_KEPT]
        ]
    return found


def _load(load: engine.StandInLoad) -> dict[str, Any]:
    return {
        "person": int(load.person),
        "before": float(hours_of(load.hours_before)),
        "after": float(hours_of(load.hours_after)),
        "capacity": float(hours_of(load.capacity)),
        "posts": load.posts,
    }
