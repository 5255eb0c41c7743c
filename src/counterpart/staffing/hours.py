"""Hours as the engine counts them: whole halves of an hour a month.

Finer would be more exact than anybody plans, and makes the engine's knapsacks slower.
"""

from __future__ import annotations

from decimal import Decimal

UNITS_AN_HOUR = 2


def hours_of(units: int) -> Decimal:
    """Hours a month from the engine's units."""
    return Decimal(units) / UNITS_AN_HOUR
