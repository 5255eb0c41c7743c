"""Months or quarters of sales and logged hours, from which a response can be fitted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from counterpart.coverage.models import Activity, ServiceEntry
from counterpart.coverage.queries.monthly import Monthly, monthly_earned
from counterpart.customers.models import Account
from counterpart.kernel.days import Days
from counterpart.kernel.months import IN_A_YEAR, months_up_to
from counterpart.ledger.queries import known_rates

MOST_MONTHS = 36
QUARTER = 3
ORDERS_MONTHLY = 0.6
"""From this share of months with sales on, months are counted, else quarters: who orders four times
a year buys in an order's month what effort of three months brought."""


@dataclass(frozen=True)
class History:
    """Hours and sales in minor units of each complete period since hours were first logged.

    A period is a month; a quarter where an account sells in few months. One with more returned
    than sold is left out: its returns belong to sales of others.
    """

    periods: list[tuple[float, int]]
    months_a_period: int
    hours_a_period: float
    """Today's effort: the mean of the latest year's periods that count."""

    @property
    def months(self) -> int:
        """How many months count."""
        return len(self.periods) * self.months_a_period


def histories(accounts: Sequence[Account], *, today: date) -> dict[int, History]:
    """By account id, of those with logged hours whose sales can be told in their own currency."""
    months = _complete_months(today)
    hours = _hours(accounts, months)
    logged = [account for account in accounts if account.pk in hours]
    exchange = known_rates()
    sold = monthly_earned(logged, Days(months[0], today.replace(day=1)), exchange)
    return {
        account.pk: _history(months, hours[account.pk], sold[account.pk])
        for account in logged
        if sold[account.pk].is_convertible
    }


def _history(months: Sequence[date], hours: dict[date, float], sold: Monthly) -> History:
    first = min(hours)
    counted = [month for month in months if month >= first]
    with_sales = sum(sold.revenue.get(month, 0) > 0 for month in counted)
    size = 1 if with_sales >= ORDERS_MONTHLY * len(counted) else QUARTER
    begin = len(counted) % size  # periods end with the latest month; a part of one is left out
    spans = [counted[at : at + size] for at in range(begin, len(counted), size)]
    told = [(sum(hours.get(month, 0.0) for month in span), sold.sold(span)) for span in spans]
    periods = [(effort, sales) for effort, sales in told if sales >= 0]
    latest = [effort for effort, _sales in periods[-IN_A_YEAR // size :]]
    return History(periods, size, sum(latest) / len(latest) if latest else 0.0)


def _complete_months(today: date) -> list[date]:
    this = today.replace(day=1)
    return [month for month in months_up_to(this, MOST_MONTHS + 1) if month < this]


def _hours(accounts: Sequence[Account], months: Sequence[date]) -> dict[int, dict[date, float]]:
    rows = (
        ServiceEntry.objects.filter(
            account__in=[account.pk for account in accounts],
            activity=Activity.HOURS,
            quantity__gt=0,
            on__gte=months[0],
        )
        .order_by()
        .annotate(month=TruncMonth("on"))
        .values_list("account", "month")
        .annotate(hours=Sum("quantity"))
    )
    found: dict[int, dict[date, float]] = defaultdict(dict)
    for account, month, hours in rows:
        if month <= months[-1]:
            found[account][month] = float(hours)
    return dict(found)
