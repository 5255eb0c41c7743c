"""What an account without a value a year is taken to be worth, so that its people are faced too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from statistics import median_low
from typing import Any

from counterpart.customers.models import Account
from counterpart.ledger.queries import annual_revenue
from counterpart.ledger.rates import MissingRate

COORDINATIONS = 1000
"""Where nobody knows what any account is worth: so many times the cost of one on a team."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Values a year by account id, in minor units of the proposal's currency.

    `ordered` accounts are worth what they ordered in the twelve months before; `assumed` ones
    are taken to be worth `each`, the middle of the others. Orders in `unrated` currencies could
    not be counted, since nobody gave a rate of exchange.
    """

    values: dict[int, int] = field(default_factory=dict)
    ordered: int = 0
    assumed: int = 0
    each: int = 0
    unrated: tuple[str, ...] = ()

    def as_findings(self) -> dict[str, Any]:
        """Kept with the proposal, so that its page can say it."""
        found = {"ordered": self.ordered, "assumed": self.assumed, "each": self.each}
        return found | ({"unrated": list(self.unrated)} if self.unrated else {})


def worth_of(
    accounts: Sequence[Account],
    *,
    today: date,
    money: Callable[[int, str], int],
    coordination: int,
) -> Worth:
    """What each account is worth a year: as told, else as ordered, else as the middle of the rest.

    Nobody means "worth nothing" by leaving the value of a key account empty; with nothing at
    stake no counterpart would be worth their cost. `coordination` is in minor units.
    """
    values = {a.pk: money(a.annual_value_minor, a.currency) for a in accounts}
    untold = [account for account in accounts if not values[account.pk]]
    if not untold:
        return Worth(values)
    bought = annual_revenue(untold, today=today)
    revenue = bought.minor
    ordered = _in_one_currency([a for a in untold if revenue.get(a.pk, 0) > 0], revenue, money)
    values |= ordered
    known = [value for value in values.values() if value]
    each = median_low(known) if known else COORDINATIONS * max(coordination, 1)
    left = [pk for pk, value in values.items() if not value]
    values |= dict.fromkeys(left, each)
    unrated = {str(rate.params["base"]) for rate in bought.missing}
    unrated |= {a.currency for a in untold if revenue.get(a.pk, 0) > 0 and a.pk not in ordered}
    return Worth(
        values,
        ordered=len(ordered),
        assumed=len(left),
        each=each if left else 0,
        unrated=tuple(sorted(unrated)),
    )


def _in_one_currency(
    accounts: Sequence[Account], revenue: dict[int, int], money: Callable[[int, str], int]
) -> dict[int, int]:
    """Without those for whose currency nobody gave a rate; they count as untold."""
    found = {}
    for account in accounts:
        with suppress(MissingRate):
            found[account.pk] = money(revenue[account.pk], account.currency)
    return found
