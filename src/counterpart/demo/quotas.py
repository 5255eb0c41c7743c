"""The sellers' quotas: AdventureWorks gives them by quarter, each from its first day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from counterpart.demo.source import Shift, table
from counterpart.kernel.money import Money
from counterpart.kernel.months import months_later
from counterpart.ledger.services import QuotaFacts

MONTHS_A_QUARTER = 3


def quotas(shift: Shift) -> Iterator[tuple[str, QuotaFacts]]:
    """Seller and quota; the dates of the data vary by a day, so that the month is what counts."""
    by_seller: dict[str, dict[date, str]] = defaultdict(dict)
    for row in table("sales_person_quota_history"):
        by_seller[row["SalesPersonID"]][_quarter(date.fromisoformat(row["QuotaDate"]))] = row[
            "SalesQuota"
        ]
    for seller, amounts in by_seller.items():
        for since, amount in sorted(amounts.items()):
            first = shift(since).replace(day=1)
            yield (
                seller,
                {
                    "since": first,
                    "until": months_later(first, MONTHS_A_QUARTER),
                    "amount_minor": Money.of(amount, "USD").minor,
                    "currency": "USD",
                },
            )


def _quarter(day: date) -> date:
    """The first of the month that the day opens: the last day of May opens June."""
    return months_later(day.replace(day=1), 1) if day.day > 15 else day.replace(day=1)
