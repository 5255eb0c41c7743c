"""What has changed since the facts of a coverage plan were read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import (
    AccountCoverage,
    AccountPotential,
    AccountResult,
    CostRate,
    CoverageModel,
    CoveragePlan,
    ModelHours,
    ModelTerms,
    PlannedCoverage,
    ResponseJudgement,
    ServiceStandard,
)
from counterpart.coverage.options import PlanOptions
from counterpart.coverage.queries.framing import results_for_plan
from counterpart.history.models import Change, TrackedModel

LABELS: dict[type[TrackedModel], str | Promise] = {
    CoverageModel: _("coverage models"),
    ModelTerms: _("terms of coverage models"),
    ModelHours: _("hours of coverage models"),
    CostRate: _("rates"),
    ServiceStandard: _("usual quantities"),
    ResponseJudgement: _("judgements of the response"),
    AccountPotential: _("potentials of accounts"),
}


@dataclass(frozen=True)
class SinceRead:
    """What is not any more as the plan took it to be."""

    as_of: datetime
    things: list[tuple[str | Promise, int, str]]
    """What was changed, how many changes, and the thing's name in the history."""
    covered_otherwise: int
    """Accounts of the plan that have another model today than it took them to have."""
    lost: int
    """Accounts of the plan that are lost by now."""
    new: int
    """Accounts that it would hold, and does not."""
    results_at: datetime | None
    """When results were worked out anew, if they were."""

    @property
    def matters(self) -> bool:
        """Whether somebody decided something else since, or accounts came and went."""
        return bool(self.things or self.covered_otherwise or self.lost or self.new)

    def __bool__(self) -> bool:
        return self.matters or self.results_at is not None


def changed_since(plan: CoveragePlan, viewer: Viewer) -> SinceRead | None:
    """Nothing of a plan in force, and of one that was never solved."""
    if plan.as_of is None or not plan.is_solved or plan.state == CoveragePlan.State.ADOPTED:
        return None
    lines = Change.objects.filter(
        at__gt=plan.as_of, thing__in=[model._meta.label_lower for model in LABELS]
    )
    counted = dict(lines.order_by().values_list("thing").annotate(changes=Count("pk")))
    results = results_for_plan(PlanOptions.from_choices(plan.choices))
    latest = AccountResult.objects.aggregate(at=Max("worked_out_at"))["at"]
    in_plan = plan.rows.filter(account=OuterRef("account"))
    return SinceRead(
        as_of=plan.as_of,
        things=[
            (label, counted[name], name)
            for model, label in LABELS.items()
            if (name := model._meta.label_lower) in counted
        ],
        covered_otherwise=_covered_otherwise(plan, viewer).count(),
        lost=plan.rows.filter(account__lost_on__isnull=False).count(),
        new=results.exclude(Exists(in_plan)).count(),
        results_at=latest if latest is not None and latest > plan.as_of else None,
    )


def _covered_otherwise(plan: CoveragePlan, viewer: Viewer) -> QuerySet[PlannedCoverage]:
    others = AccountCoverage.objects.on(viewer.today).filter(account=OuterRef("account"))
    return plan.rows.filter(Exists(others.exclude(model=OuterRef("today"))))
