"""Two to four proposals side by side: figures, limits, and load by function and by office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Model, Sum

from counterpart.directory.models import Function, Office
from counterpart.jobs.models import Job
from counterpart.staffing.findings import percent_of
from counterpart.staffing.models import ProposedLoad, StaffingPlan
from counterpart.staffing.options import StaffingOptions
from counterpart.staffing.queries import Figures, Findings, figures_of, findings_of, running_job

MOST = 4
"""So many proposals fit side by side."""

NOT_LIMITS = {"seconds", "seed"}


@dataclass(frozen=True)
class Column:
    """One proposal of the comparison."""

    plan: StaffingPlan
    figures: Figures | None
    findings: Findings
    job: Job | None
    """The search, while there is nothing to compare yet."""
    cost: int | None
    newcomers: int | None
    """Places that get somebody new; emptied ones are not counted."""
    is_best: bool = False


@dataclass(frozen=True)
class LoadRow:
    """How full the people of one function or office are in each proposal, in per cent."""

    name: str
    percents: list[int | None]


@dataclass(frozen=True)
class Comparison:
    """What the page shows."""

    columns: list[Column]
    limits: list[tuple[str, list[Any]]]
    """Options that are not the same everywhere, by name, with each proposal's."""
    by_function: list[LoadRow]
    by_office: list[LoadRow]

    @property
    def is_waiting(self) -> bool:
        """Whether a proposal is still being solved."""
        return any(column.job is not None for column in self.columns)


def comparison_of(plans: Sequence[StaffingPlan]) -> Comparison:
    """The comparison, in a number of queries that does not grow with the company."""
    best = max((plan.value_minor for plan in plans if plan.value_minor is not None), default=None)
    return Comparison(
        columns=[_column(plan, best) for plan in plans],
        limits=_limits(plans),
        by_function=_loads(plans, "person__function", Function),
        by_office=_loads(plans, "person__office", Office),
    )


def _column(plan: StaffingPlan, best: int | None) -> Column:
    kept = plan.findings.get("kept", {})
    return Column(
        plan=plan,
        figures=figures_of(plan),
        findings=findings_of(plan),
        job=None if plan.is_solved else running_job(plan),
        cost=kept.get("cost"),
        newcomers=kept.get("newcomers"),
        is_best=plan.value_minor is not None and plan.value_minor == best,
    )


def _limits(plans: Sequence[StaffingPlan]) -> list[tuple[str, list[Any]]]:
    options = [StaffingOptions.from_choices(plan.choices) for plan in plans]
    rows = [
        (field.name, [_shown(getattr(each, field.name)) for each in options])
        for field in fields(StaffingOptions)
        if field.name not in NOT_LIMITS
    ]
    return [(name, values) for name, values in rows if len(set(values)) > 1]


def _shown(value: Any) -> Any:
    """A limit as one value; budgets by region as they are written down, none as no limit."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {amount}" for name, amount in sorted(value.items())) or None
    return value


def _loads(plans: Sequence[StaffingPlan], by: str, kind: type[Model]) -> list[LoadRow]:
    rows = (
        ProposedLoad.objects.filter(plan__in=plans)
        .order_by()
        .values_list("plan", by)
        .annotate(hours=Sum("hours_per_month"), there=Sum("capacity"))
    )
    found: dict[int | None, dict[int, int]] = {}
    for plan, key, hours, there in rows:
        found.setdefault(key, {})[plan] = percent_of(hours, there)
    named = kind._default_manager.in_bulk([key for key in found if key is not None])
    listed = [
        LoadRow(str(named[key]) if key in named else "", [each.get(plan.pk) for plan in plans])
        for key, each in found.items()
    ]
    return sorted(listed, key=lambda row: (-max(p or 0 for p in row.percents), row.name))
