"""The sales force's size by the textbooks' methods, side by side with the newest coverage plan."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Sum

from counterpart.coverage.models import CoveragePlan
from counterpart.coverage.queries.sizing_inputs import SizingInputs
from counterpart.coverage.reckoning import sizing
from counterpart.coverage.reckoning.force_size import added_by_each
from counterpart.coverage.reckoning.incremental import (
    Incremental,
    NextPerson,
    Return,
    incremental,
    return_of_one_more,
)
from counterpart.coverage.translate.portfolio import A_LEAD, LEADS

AROUND = 2
"""So many sizes on either side of today's and of the best are shown."""


@dataclass(frozen=True)
class PlanSize:
    """What the newest coverage plan takes."""

    plan: CoveragePlan
    hours: Decimal
    people: Decimal
    """At the working year of the sheet, all functions together."""
    leads: float | None


@dataclass(frozen=True)
class Sizes:
    """Every method's answer with what its steps need."""

    breakdown: sizing.Headcount
    workload: sizing.Workload
    selling_hours: Fraction
    incremental: Incremental
    steps: list[NextPerson]
    """Around today's size and the best one."""
    one_more: Return
    plan: PlanSize | None


def sizes_of(told: SizingInputs) -> Sizes:
    """Raises `ProblemError` where an input leaves a method without an answer."""
    year = sizing.WorkingYear(told.weeks, told.hours_per_week, told.selling_percent / 100)
    classes = [
        sizing.CallClass(each.label, each.accounts, each.calls_per_year, each.hours_per_call)
        for each in told.classes
    ]
    most = 2 * told.present + 2
    added = added_by_each(told.forecast_minor, told.present, told.elasticity, most=most)
    steps = _incremental(added, told)
    while steps.size == most and most < 64 * told.present:
        most *= 2
        added = added_by_each(told.forecast_minor, told.present, told.elasticity, most=most)
        steps = _incremental(added, told)
    return Sizes(
        breakdown=sizing.breakdown(
            told.forecast_minor, told.per_person_minor, told.turnover_percent / 100
        ),
        workload=sizing.workload(classes, year),
        selling_hours=year.selling_hours,
        incremental=steps,
        steps=[
            step
            for step in steps.steps
            if abs(step.number - steps.size) <= AROUND or abs(step.number - told.present) <= AROUND
        ],
        one_more=return_of_one_more(
            cost=told.cost_per_person_minor,
            margin_rate=told.margin_percent / 100,
            added_sales=added[told.present],
            kept_second_year=told.kept_second_percent / 100,
            kept_third_year=told.kept_third_percent / 100,
        ),
        plan=_of_plan(told),
    )


def _incremental(added: list[float], told: SizingInputs) -> Incremental:
    return incremental(
        added,
        present=0,
        margin_rate=told.margin_percent / 100,
        cost_per_person=told.cost_per_person_minor,
        commission_rate=told.commission_percent / 100,
    )


def _of_plan(told: SizingInputs) -> PlanSize | None:
    plan = CoveragePlan.objects.filter(
        state__in=(CoveragePlan.State.READY, CoveragePlan.State.ADOPTED)
    ).first()
    if plan is None:
        return None
    hours = plan.rows.aggregate(hours=Sum("hours"))["hours"] or Decimal(0)
    used = {row["name"]: row["used"] for row in plan.findings.get("resources", [])}
    leads = used.get(LEADS)
    year = told.weeks * told.hours_per_week
    return PlanSize(plan, hours, hours / year, None if leads is None else leads / A_LEAD)
