"""The customers' own revenue, which is not what they are worth to us."""

from __future__ import annotations

from collections.abc import Iterable

from counterpart.exchange.headings.own import normal
from counterpart.kernel.errors import mark as _

OWN_REVENUE = frozenset(
    normal(heading)
    for heading in ("AnnualRevenue", "Company revenue", "Годовая выручка", "Выручка компании")
)
HINT = _(
    "“%(heading)s” is the customer's own revenue, so it is not taken. Choose it only if nothing "
    "else is known: every account then weighs in staffing by its own size."
)


def own_revenue(headings: Iterable[str]) -> str:
    """The heading with the customers' own revenue; empty when there is none."""
    return next((heading for heading in headings if normal(heading) in OWN_REVENUE), "")
