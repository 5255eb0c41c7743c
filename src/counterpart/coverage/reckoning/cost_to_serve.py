"""What it costs to serve each account, line by line, each line with what it was made of.

Activity-based: what was done times what a unit of it costs. Where nothing of an activity was
written down, its standard stands in and says so.
Source: Kaplan and Narayanan (2001), "Measuring and Managing Customer Profitability", Journal of
Cost Management 15(5).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from counterpart.kernel.faults import Fault, ProblemError

from .activities import ACTIVITIES, Activity, CostRate, Logged, Service, Spent, What
from .exact import exact, half_up


@dataclass(frozen=True)
class CostLine:
    """One amount of an account's cost to serve and what it was made of."""

    account: str
    what: What
    minor: int
    """Rounded half up once, here."""
    quantity: Fraction | None
    """None where money was spent as such."""
    rate: CostRate | None
    is_standard: bool
    """Whether nothing was written down and the usual quantity was taken."""
    trace: tuple[str, ...]
    """The entries, or the source of the standard, that it comes from."""


@dataclass(frozen=True)
class CostToServe:
    """An account's cost to serve in the span of days, minor units."""

    account: str
    currency: str
    lines: tuple[CostLine, ...]

    @property
    def minor(self) -> int:
        """All lines together."""
        return sum(line.minor for line in self.lines)

    @property
    def standard_share(self) -> float:
        """The part of the cost that rests on standards, not on records; 0 where nothing costs."""
        standard = sum(line.minor for line in self.lines if line.is_standard)
        return standard / self.minor if self.minor else 0.0

    def by_activity(self) -> dict[Activity, int]:
        """The cost of each activity, those that cost nothing left out."""
        totals = {
            activity: sum(line.minor for line in self.lines if line.what.activity == activity)
            for activity in ACTIVITIES
        }
        return {activity: minor for activity, minor in totals.items() if minor}


def costs_to_serve(service: Service) -> tuple[CostToServe, ...]:
    """The cost to serve of every account, in the order given.

    Entries of one account, activity and rate make one line. A standard counts only where neither
    a quantity nor money of that activity and function is written down for the account. An entry
    costs the rate of its day, a standard that of the first day.
    """
    rates = _Rates(service)
    lines: dict[str, list[CostLine]] = {account: [] for account in service.accounts}
    for line in (*_logged(service, rates), *_spent(service), *_standard(service, rates)):
        lines[line.account].append(line)
    return tuple(
        CostToServe(account, service.currency, tuple(sorted(found, key=_order)))
        for account, found in lines.items()
    )


class _Rates:
    """The rates, by what they are for and day."""

    def __init__(self, service: Service) -> None:
        self._of: dict[What, list[CostRate]] = defaultdict(list)
        for rate in sorted(service.rates, key=lambda rate: rate.since, reverse=True):
            self._of[rate.what].append(rate)

    def on(self, day: date, what: What, place: str) -> CostRate:
        """The rate that holds on the day."""
        for rate in self._of[what]:
            if rate.since <= day:
                return rate
        raise ProblemError([Fault(place, f"there is no rate of {what} on {day}; add one")])


def _logged(service: Service, rates: _Rates) -> Iterator[CostLine]:
    entries: dict[tuple[str, CostRate], list[Logged]] = defaultdict(list)
    for entry in service.logged:
        place = f"account {entry.account!r}, {entry.trace}"
        entries[entry.account, rates.on(entry.on, entry.what, place)].append(entry)
    for (account, rate), found in entries.items():
        quantity = sum((exact(entry.quantity) for entry in found), Fraction(0))
        trace = tuple(entry.trace for entry in found)
        yield _priced(account, quantity, rate, trace, is_standard=False)


def _spent(service: Service) -> Iterator[CostLine]:
    entries: dict[tuple[str, What], list[Spent]] = defaultdict(list)
    for entry in service.spent:
        entries[entry.account, entry.what].append(entry)
    for (account, what), found in entries.items():
        trace = tuple(entry.trace for entry in found)
        total = sum(entry.minor for entry in found)
        yield CostLine(account, what, total, None, None, is_standard=False, trace=trace)


def _standard(service: Service, rates: _Rates) -> Iterator[CostLine]:
    written = {(entry.account, entry.what) for entry in service.logged}
    written |= {(entry.account, entry.what) for entry in service.spent}
    for standard in service.standards:
        if (standard.account, standard.what) not in written:
            place = f"account {standard.account!r}, standard {standard.source!r}"
            rate = rates.on(service.days.since, standard.what, place)
            quantity = exact(standard.quantity)
            yield _priced(standard.account, quantity, rate, (standard.source,), is_standard=True)


def _priced(
    account: str, quantity: Fraction, rate: CostRate, trace: tuple[str, ...], *, is_standard: bool
) -> CostLine:
    minor = half_up(quantity * rate.minor)
    return CostLine(account, rate.what, minor, quantity, rate, is_standard, trace)


def _order(line: CostLine) -> tuple[int, str, date]:
    """As activities are listed, then by function, then by the day of the rate."""
    since = line.rate.since if line.rate else date.min
    return ACTIVITIES.index(line.what.activity), line.what.function, since
