"""Drawing up a coverage plan: what is asked is kept with it, and the solving is queued."""

from __future__ import annotations

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import CoverageModel, CoveragePlan
from counterpart.coverage.options import PlanOptions
from counterpart.coverage.queries.framing import currency_of_plan
from counterpart.history import services as history
from counterpart.jobs import services as jobs
from counterpart.jobs.models import Job
from counterpart.jobs.queries import latest_job
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _

SOLVE = "coverage.solve"


class NoResultsYet(Refusal):
    """Nobody knows what accounts contribute today."""

    message = _(
        "What each account contributes is not worked out yet. Open “Profit” and choose “Work it "
        "out”; then a plan can be drawn up."
    )


class NoModelsYet(Refusal):
    """There is nothing to choose from."""

    message = _(
        "There is no coverage model with terms that may be chosen. Open “Coverage models” and "
        "take the five usual ones, or add your own."
    )


class PlanStillSolving(Refusal):
    """The plan is being solved."""

    message = _(
        "The plan “%(plan)s” is still being solved. Stop it first, or wait until it is ready."
    )


class PlanIsAdopted(Refusal):
    """The plan is in force."""

    message = _("The plan “%(plan)s” is adopted. Take it back before you change or discard it.")


@transaction.atomic
def draw_up_plan(name: str, *, options: PlanOptions, by: Viewer) -> CoveragePlan:
    """A plan for the accounts of these tiers; the solving runs in the background."""
    currency = currency_of_plan()
    if currency is None:
        raise NoResultsYet
    if not CoverageModel.objects.filter(is_offered=True, terms__since__lte=by.today).exists():
        raise NoModelsYet
    plan = CoveragePlan(name=name, currency=currency, choices={"options": options.as_choices()})
    plan = history.create(plan, by=by)
    return _queue(plan, by=by)


@transaction.atomic
def solve_plan_again(
    plan: CoveragePlan, *, by: Viewer, name: str = "", options: PlanOptions | None = None
) -> CoveragePlan:
    """The same plan as of today, with other wishes if some are given."""
    plan = CoveragePlan.objects.select_for_update().get(pk=plan.pk)
    refuse_unless_at_rest(plan)
    plan.state = CoveragePlan.State.SOLVING
    plan.name = name or plan.name
    if options is not None:
        plan.choices = {**plan.choices, "options": options.as_choices()}
    return _queue(plan, by=by)


def copy_plan(
    plan: CoveragePlan, *, by: Viewer, name: str, options: PlanOptions | None = None
) -> CoveragePlan:
    """A second plan of the same wishes, or of others, to stand beside this one."""
    asked = options or PlanOptions.from_choices(plan.choices)
    return draw_up_plan(name, options=asked, by=by)


def stop_solving(plan: CoveragePlan, *, by: Viewer) -> None:
    """Ask the running job to stop; the best plan so far is kept."""
    job = job_of(plan)
    if job is not None and job.is_live:
        jobs.cancel(job, by=by)


def discard_plan(plan: CoveragePlan, *, by: Viewer, why: str = "") -> None:
    """Remove a plan that is not in force; the history keeps what it was."""
    refuse_unless_at_rest(plan)
    history.remove(plan, by=by, why=why)


def note_failure(plan: CoveragePlan, *, by: Viewer) -> CoveragePlan:
    """Solving it came to nothing; its job says why."""
    plan.refresh_from_db()
    plan.state = CoveragePlan.State.FAILED
    return history.save(plan, by=by)


def job_of(plan: CoveragePlan) -> Job | None:
    """The newest job that solves, or solved, the plan."""
    return latest_job(plan.job_key) if plan.job_key else None


def refuse_unless_at_rest(plan: CoveragePlan) -> None:
    """Only a plan that is neither being solved nor in force can be changed or discarded."""
    if plan.state == CoveragePlan.State.SOLVING:
        job = job_of(plan)
        if job is not None and job.is_live:
            raise PlanStillSolving(plan=plan.name)
    if plan.state == CoveragePlan.State.ADOPTED:
        raise PlanIsAdopted(plan=plan.name)


def _queue(plan: CoveragePlan, *, by: Viewer) -> CoveragePlan:
    plan.job_key = f"{SOLVE}:{plan.pk}"
    plan = history.save(plan, by=by)
    jobs.queue(SOLVE, key=plan.job_key, payload={"plan": plan.pk}, title=plan.name, by=by)
    return plan
