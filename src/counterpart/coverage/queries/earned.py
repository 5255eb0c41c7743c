"""What accounts brought in over a span of days: revenue, and the margin where costs are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from counterpart.customers.models import Account
from counterpart.kernel.days import Days
from counterpart.ledger.models import OrderLine
from counterpart.ledger.queries import counted_kind, rounded
from counterpart.ledger.rates import Rates


@dataclass(frozen=True)
class Earned:
    """Revenue and margin in the account's currency; no margin where a cost is not known."""

    revenue_minor: int
    margin_minor: int | None


def earned(
    accounts: Sequence[Account],
    days: Days,
    rates: Rates,
    kind: OrderLine.Document | None = None,
) -> dict[int, Earned]:
    """By account id; each line at the rate of its day, of the kind of document that counts as
    revenue."""
    known = {account.pk: account for account in accounts}
    revenue = {pk: Decimal(0) for pk in known}
    margin: dict[int, Decimal | None] = {pk: Decimal(0) for pk in known}
    for pk, currency, on, minor, cost, lines, with_cost in daily_earned(known, days, kind):
        own = known[pk].currency
        amount = rates.minor_units(minor, currency, own, on)
        if amount is None:
            revenue.pop(pk, None)
            continue
        if pk not in revenue:
            continue
        revenue[pk] += amount
        so_far = margin[pk]
        spent = rates.minor_units(cost or 0, currency, own, on) or Decimal(0)
        is_known = so_far is not None and lines == with_cost
        margin[pk] = so_far + amount - spent if is_known and so_far is not None else None
    return {
        pk: Earned(rounded(total), None if (m := margin[pk]) is None else rounded(m))
        for pk, total in revenue.items()
    }


def daily_earned(
    known: Iterable[int], days: Days, kind: OrderLine.Document | None = None
) -> Iterable[tuple[int, str, date, int, int, int, int]]:
    """Account id, currency, day, amount, cost, lines, and lines whose cost is known."""
    rows = OrderLine.objects.filter(
        account__in=list(known),
        on__gte=days.since,
        on__lt=days.until,
        document_kind=kind or counted_kind(),
    )
    grouped = rows.order_by().values_list("account_id", "currency", "on")
    return grouped.annotate(
        minor=Sum("amount_minor"),
        cost=Sum("cost_minor"),
        lines=Count("pk"),
        with_cost=Count("cost_minor"),
    )
