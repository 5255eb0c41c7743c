"""What the ledger says about accounts."""

from counterpart.ledger.queries.basis import Basis, counted_kind, revenue_basis
from counterpart.ledger.queries.revenue import (
    AnnualRevenue,
    annual_revenue,
    daily_revenue,
    known_rates,
    rates_between,
    rounded,
)

__all__ = [
    "AnnualRevenue",
    "Basis",
    "annual_revenue",
    "counted_kind",
    "daily_revenue",
    "known_rates",
    "rates_between",
    "revenue_basis",
    "rounded",
]
