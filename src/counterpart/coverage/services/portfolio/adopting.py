"""Putting a coverage plan in force from a day, and taking it back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import CoveragePlan
from counterpart.coverage.services.covering import cover_accounts
from counterpart.coverage.services.portfolio.drawing_up import refuse_unless_at_rest
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class NothingToAdopt(Refusal):
    """The plan was never solved."""

    message = _("The plan “%(plan)s” holds no choice yet. Solve it before you adopt it.")


class PlanNotAdopted(Refusal):
    """There is nothing to take back."""

    message = _("The plan “%(plan)s” is not adopted, so there is nothing to take back.")


@transaction.atomic
def adopt_coverage(plan: CoveragePlan, *, since: date, by: Viewer, why: str = "") -> CoveragePlan:
    """From that day on every account has the plan's model; those with new teams are opened in
    staffing. All of it or nothing, in one batch of the history."""
    plan = CoveragePlan.objects.select_for_update().get(pk=plan.pk)
    refuse_unless_at_rest(plan)
    if not plan.is_solved:
        raise NothingToAdopt(plan=plan.name)
    rows = list(plan.rows.filter(is_change=True).select_related("account", "model"))
    batch = uuid4().hex
    cover_accounts(
        {row.account: row.model for row in rows},
        since=since,
        by=by,
        why=why or plan.name,
        batch=batch,
        efforts={row.account: Decimal(row.effort_percent) for row in rows},
        source=plan.name,
    )
    plan.state = CoveragePlan.State.ADOPTED
    plan.adopted_on, plan.adoption_batch = since, batch
    return history.save(plan, by=by, why=why)


@transaction.atomic
def take_coverage_back(plan: CoveragePlan, *, by: Viewer, why: str = "") -> CoveragePlan:
    """Undo the adoption exactly; refused, naming the row, when something changed since."""
    plan = CoveragePlan.objects.select_for_update().get(pk=plan.pk)
    if plan.state != CoveragePlan.State.ADOPTED:
        raise PlanNotAdopted(plan=plan.name)
    history.undo_batch(plan.adoption_batch, by=by, why=why or plan.name)
    plan.state = CoveragePlan.State.UNDONE
    plan.adopted_on, plan.adoption_batch = None, ""
    return history.save(plan, by=by, why=why)
