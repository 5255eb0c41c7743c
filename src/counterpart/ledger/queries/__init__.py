"""Reads of the ledger room."""

from counterpart.ledger.queries.revenue import AnnualRevenue, annual_revenue

__all__ = ["AnnualRevenue", "annual_revenue"]
