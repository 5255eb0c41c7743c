"""Rows of the room as the engine counts them: rates, entries, and money in one currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from counterpart.coverage.models import CostRate, ServiceEntry, ServiceStandard
from counterpart.coverage.reckoning import activities
from counterpart.ledger.rates import MissingRate, Rates

BEFORE_ALL = date.min
HOUR = "hour"


class Converter:
    """Money of any currency in one, at the rates of one day; refuses, naming what is missing."""

    def __init__(self, rates: Rates, currency: str, on: date) -> None:
        self._rates, self.currency, self._on = rates, currency, on

    def minor(self, minor: int, currency: str, about: str) -> int:
        """So many minor units in those of the one currency, rounded half up."""
        amount = self.minor_or_none(minor, currency)
        if amount is None:
            raise MissingRate(
                base=currency, quote=self.currency, on=self._on.isoformat(), account=about
            )
        return amount

    def minor_or_none(self, minor: int, currency: str) -> int | None:
        """The same, and nothing where a rate of exchange is missing."""
        if currency == self.currency:
            return minor
        amount = self._rates.minor_units(minor, currency, self.currency, self._on)
        if amount is None:
            return None
        return int((amount + Decimal("0.5")).to_integral_value("ROUND_FLOOR"))


@dataclass(frozen=True)
class KnownRates:
    """Cost rates in one currency."""

    rates: list[activities.CostRate]
    without_exchange: frozenset[activities.What]
    """What has a rate in a currency that cannot be converted."""


def rates_of(
    rows: Iterable[CostRate], people: dict[str, tuple[int, str]], into: Converter
) -> KnownRates:
    """The rates in the converter's currency.

    Functions without a rate of an hour cost what their people do, `people` by function code.
    """
    found, given, lost = list[activities.CostRate](), set(), set[activities.What]()

    def add(what: activities.What, minor: int, currency: str, *told: Any) -> None:
        cost = into.minor_or_none(minor, currency)
        if cost is None:
            lost.add(what)
        else:
            found.append(activities.CostRate(what, cost, into.currency, *told))

    for row in rows:
        what = what_of(row)
        given.add(what)
        add(what, row.cost_minor, row.currency, row.unit, row.since, row.source)
    for code, (minor, currency) in people.items():
        what = activities.What("hours", code)
        if what not in given:
            add(what, minor, currency, HOUR, BEFORE_ALL, "people")
    return KnownRates(found, frozenset(lost))


def logged_of(entry: ServiceEntry) -> activities.Logged:
    """An entry that counts something."""
    what = what_of(entry)
    quantity = entry.quantity or Decimal(0)
    return activities.Logged(str(entry.account_id), what, quantity, entry.on, f"entry {entry.pk}")


def spent_of(entry: ServiceEntry, into: Converter) -> activities.Spent | None:
    """An entry of money; none where it cannot be converted."""
    minor = into.minor_or_none(entry.amount_minor or 0, entry.currency)
    if minor is None:
        return None
    return activities.Spent(
        str(entry.account_id),
        what_of(entry),
        minor,
        into.currency,
        entry.on,
        f"entry {entry.pk}",
    )


def what_of(row: CostRate | ServiceEntry | ServiceStandard) -> activities.What:
    """What a row is about."""
    code = row.function.code if row.function else ""
    return activities.What(row.activity, code)  # type: ignore[arg-type]  # a choice of the table
