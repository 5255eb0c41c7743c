"""Dated rates of exchange: which one counts on a day, and exact conversion."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.kernel.money import minor_digits


class MissingRate(Refusal):
    """An amount cannot be converted, because no rate is known on or before its day."""

    message = _(
        "There is no rate of exchange from %(base)s to %(quote)s on or before %(on)s. "
        "Add one, and the amounts of %(account)s can be added up."
    )


class Rates:
    """Rates by pair and day; the latest on or before a day counts.

    A rate in the other direction serves as well, as one divided by it.
    """

    def __init__(self, rows: Iterable[tuple[str, str, date, Decimal]]) -> None:
        self._days: dict[tuple[str, str], list[date]] = {}
        self._rates: dict[tuple[str, str], list[Decimal]] = {}
        for base, quote, on, rate in sorted(rows):
            self._days.setdefault((base, quote), []).append(on)
            self._rates.setdefault((base, quote), []).append(rate)

    def rate(self, base: str, quote: str, on: date) -> Decimal | None:
        """What one unit of `base` cost in `quote` on the day; None if nobody said."""
        if base == quote:
            return Decimal(1)
        direct = self._latest(base, quote, on)
        if direct is not None:
            return direct
        inverse = self._latest(quote, base, on)
        return None if inverse is None else 1 / inverse

    def minor_units(self, minor: int, base: str, quote: str, on: date) -> Decimal | None:
        """So many minor units of `base` in minor units of `quote`, not yet rounded."""
        rate = self.rate(base, quote, on)
        if rate is None:
            return None
        return (minor * rate).scaleb(minor_digits(quote) - minor_digits(base))

    def _latest(self, base: str, quote: str, on: date) -> Decimal | None:
        place = bisect_right(self._days.get((base, quote), []), on)
        return self._rates[base, quote][place - 1] if place else None
