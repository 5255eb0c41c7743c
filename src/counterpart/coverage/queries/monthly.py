"""What accounts brought in month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpart.coverage.queries.earned import daily_earned
from counterpart.customers.models import Account
from counterpart.kernel.days import Days
from counterpart.ledger.queries import rounded
from counterpart.ledger.queries.revenue import year_before
from counterpart.ledger.rates import Rates

SLICE = 500


@dataclass(frozen=True)
class Monthly:
    """Revenue and margin of an account by the first day of each month, in its own currency.

    A month without lines is not there. `unknown` months have goods without a cost.
    """

    revenue: dict[date, int]
    margin: dict[date, int]
    unknown: frozenset[date]
    is_convertible: bool

    def year_before(self, start: date) -> list[date]:
        """Those of the twelve months before this one in which anything was sold."""
        return [month for month in self.revenue if year_before(start) <= month < start]

    def sold(self, months: Sequence[date]) -> int:
        """Revenue of all these months."""
        return sum(self.revenue.get(month, 0) for month in months)

    def earned(self, months: Sequence[date]) -> int:
        """Margin of all these months."""
        return sum(self.margin.get(month, 0) for month in months)


def monthly_earned(accounts: Sequence[Account], days: Days, rates: Rates) -> dict[int, Monthly]:
    """By account id, each line at the rate of its day."""
    found: dict[int, Monthly] = {}
    for start in range(0, len(accounts), SLICE):
        found |= _monthly({each.pk: each for each in accounts[start : start + SLICE]}, days, rates)
    return found


def _monthly(known: dict[int, Account], days: Days, rates: Rates) -> dict[int, Monthly]:
    revenue: dict[int, dict[date, Decimal]] = {pk: defaultdict(Decimal) for pk in known}
    spent: dict[int, dict[date, Decimal]] = {pk: defaultdict(Decimal) for pk in known}
    unknown: dict[int, set[date]] = defaultdict(set)
    stuck: set[int] = set()
    for pk, currency, on, minor, cost, lines, with_cost in daily_earned(known, days):
        own, month = known[pk].currency, on.replace(day=1)
        amount = rates.minor_units(minor, currency, own, on)
        if amount is None:
            stuck.add(pk)
            continue
        revenue[pk][month] += amount
        spent[pk][month] += rates.minor_units(cost or 0, currency, own, on) or Decimal(0)
        if lines != with_cost:
            unknown[pk].add(month)
    return {
        pk: Monthly(
            {month: rounded(sold) for month, sold in revenue[pk].items()},
            {month: rounded(sold - spent[pk][month]) for month, sold in revenue[pk].items()},
            frozenset(unknown[pk]),
            pk not in stuck,
        )
        for pk in known
    }
