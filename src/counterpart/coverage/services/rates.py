"""What a unit of serving costs, and how much of it is usual."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import CostRate, CoverageModel, ServiceStandard
from counterpart.directory.models import Function
from counterpart.history import services as history


@transaction.atomic
def set_rate(
    activity: str,
    *,
    function: Function | None = None,
    cost_minor: int,
    currency: str,
    unit: str,
    since: date,
    source: str = "",
    by: Viewer,
    why: str = "",
    batch: str = "",
) -> CostRate:
    """What a unit of the activity costs from that day on; a rate of the same day is replaced."""
    rate = CostRate.objects.filter(activity=activity, function=function, since=since).first()
    write = history.save if rate else history.create
    rate = rate or CostRate(activity=activity, function=function, since=since)
    rate.cost_minor, rate.currency = cost_minor, currency
    rate.unit, rate.source = unit, source
    return write(rate, by=by, why=why, batch=batch)


def remove_rate(rate: CostRate, *, by: Viewer, why: str = "", batch: str = "") -> None:
    """The rate before that day holds on."""
    history.remove(rate, by=by, why=why, batch=batch)


@transaction.atomic
def set_standard(
    model: CoverageModel,
    activity: str,
    *,
    function: Function | None = None,
    quantity_per_year: Decimal,
    source: str = "",
    by: Viewer,
    why: str = "",
    batch: str = "",
) -> ServiceStandard:
    """What is taken to be done for each account of the model where nothing is logged."""
    found = model.standards.filter(activity=activity, function=function).first()
    write = history.save if found else history.create
    found = found or ServiceStandard(model=model, activity=activity, function=function)
    found.quantity_per_year, found.source = quantity_per_year, source
    return write(found, by=by, why=why, batch=batch)


@transaction.atomic
def set_usual(
    model: CoverageModel,
    quantities: Mapping[str, Decimal | None],
    *,
    by: Viewer,
    batch: str = "",
) -> None:
    """Usual quantities a year by activity, the same for all functions; `None` takes one away."""
    standing = {row.activity: row for row in model.standards.filter(function=None)}
    for activity, quantity in quantities.items():
        row = standing.get(activity)
        if quantity is not None and (row is None or row.quantity_per_year != quantity):
            set_standard(model, activity, quantity_per_year=quantity, by=by, batch=batch)
        elif quantity is None and row is not None:
            history.remove(row, by=by, batch=batch)
