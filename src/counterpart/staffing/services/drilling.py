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
from counterpart.staffing.findings import percent_of
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
    if plan.problem is None or not plan.is_solved:
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
    tick(0.6)
    around = engine.Around(problem, standing)
    plan.leavings.filter(basis=basis).delete()
    rows = [_row(plan, basis, each, around) for each in drills]
    for at in range(0, len(rows), ROWS_AT_ONCE):
        Leaving.objects.bulk_create(rows[at : at + ROWS_AT_ONCE])
        tick(0.7 + 0.3 * at / len(rows))
    return len(rows)


def _row(plan: StaffingPlan, basis: str, found: engine.Drill, around: engine.Around) -> Leaving:
    others = around.other_stand_ins(found)
    remain = around.load_of_those_who_remain(found)
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
        without_choice=sum(bool(each.stand_in) and not others[each.post] for each in found.posts),
        function_percent=_percent_of_own(found, around, remain),
        detail={
            "posts": [_post(each, others[each.post]) for each in found.posts],
            "loads": [_load(each) for each in found.loads],
            "functions": [_function(each) for each in remain],
        },
    )


def _percent_of_own(
    found: engine.Drill, around: engine.Around, remain: list[engine.RemainingLoad]
) -> int | None:
    """How full the others of the person's function are afterwards; `None` without others."""
    own = around.function(found.person)
    mine = next((each for each in remain if each.function == own), None)
    return percent_of(mine.hours_after, mine.capacity) if mine else None


def _post(post: engine.PostLeft, others: list[engine.OtherStandIn]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": post.kind,
        "id": int(post.id),
        "account": int(post.account),
        "earned": post.earned,
        "stand_in": int(post.stand_in) if post.stand_in else None,
        "earns": post.earns,
        "hours": float(hours_of(post.hours)),
        "others": [
            {
                "person": int(each.person),
                "earns": each.earns,
                "hours": float(hours_of(each.hours)),
            }
            for each in others
        ],
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


def _function(load: engine.RemainingLoad) -> dict[str, Any]:
    return {
        "function": load.function,
        "people": load.people,
        "before": float(hours_of(load.hours_before)),
        "after": float(hours_of(load.hours_after)),
        "capacity": float(hours_of(load.capacity)),
    }
