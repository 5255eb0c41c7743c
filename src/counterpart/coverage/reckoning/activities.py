"""What is done for an account and what a unit of it costs: the input of its cost to serve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from counterpart.kernel.days import Days
from counterpart.kernel.faults import Fault, ProblemError

from .exact import Exact, exact

Activity = Literal["hours", "visit", "travel", "on-site office", "order", "return", "overlay pay"]
"""Hours are told by function; travel is paid by the unit its rate names; an office by the month."""

ACTIVITIES: tuple[Activity, ...] = get_args(Activity)


class What(NamedTuple):
    """An activity, and whose: the function is empty where the rate is the same for all."""

    activity: Activity
    function: str = ""

    def __str__(self) -> str:
        return f"{self.activity} of {self.function!r}" if self.function else self.activity


@dataclass(frozen=True)
class CostRate:
    """What one unit of an activity costs, from a day on until the next rate of it."""

    what: What
    minor: int
    """Minor units of money for one unit."""
    currency: str
    unit: str
    """For instance "hour", "km", "month"."""
    since: date
    source: str


@dataclass(frozen=True)
class Logged:
    """Something done for an account, counted."""

    account: str
    what: What
    quantity: Exact
    on: date
    trace: str
    """Where it was written down, for instance "visit 4711"."""


@dataclass(frozen=True)
class Spent:
    """Money spent on an account as such: a ticket, the rent of its office, overlay pay."""

    account: str
    what: What
    minor: int
    currency: str
    on: date
    trace: str


@dataclass(frozen=True)
class Standard:
    """What is taken to be done for an account in the span where nothing of it is written down."""

    account: str
    what: What
    quantity: Exact
    source: str


Row = Logged | Spent | Standard


@dataclass(frozen=True)
class Service:
    """All that was done for some accounts in a span of days. Checks itself."""

    accounts: Sequence[str]
    currency: str
    days: Days
    rates: Sequence[CostRate]
    logged: Sequence[Logged] = ()
    spent: Sequence[Spent] = ()
    standards: Sequence[Standard] = ()

    def __post_init__(self) -> None:
        found = [*_currency_faults(self), *_rate_faults(self), *_row_faults(self)]
        if found:
            raise ProblemError(found)


def _currency_faults(service: Service) -> Iterator[Fault]:
    if not service.currency:
        yield Fault("currency", "no currency is given; say in which one costs are counted")
    for rate in service.rates:
        if rate.currency != service.currency:
            yield _other_currency(f"rate of {rate.what}", rate.currency, service)
    for row in service.spent:
        if row.currency != service.currency:
            yield _other_currency(_place(row), row.currency, service)


def _other_currency(place: str, currency: str, service: Service) -> Fault:
    known = f"is in {currency}" if currency else "has no currency"
    return Fault(
        place, f"the amount {known}; give it in {service.currency or 'the one counted in'}"
    )


def _rate_faults(service: Service) -> Iterator[Fault]:
    seen: set[tuple[What, date]] = set()
    for rate in service.rates:
        place = f"rate of {rate.what} since {rate.since}"
        if rate.minor < 0:
            yield Fault(place, f"a cost of {rate.minor} is negative; give 0 or more")
        if (rate.what, rate.since) in seen:
            yield Fault(place, "there are two rates of this name; keep one")
        seen.add((rate.what, rate.since))


def _row_faults(service: Service) -> Iterator[Fault]:
    times = Counter(service.accounts)
    for name in sorted(name for name in times if times[name] > 1):
        yield Fault(f"account {name!r}", "the account stands here twice; keep one")
    rows: list[Row] = [*service.logged, *service.spent, *service.standards]
    for row in rows:
        if row.account not in times:
            yield Fault(_place(row), "the account is not among those counted; add it")
        amount = row.minor if isinstance(row, Spent) else exact(row.quantity)
        if amount < 0:
            yield Fault(_place(row), f"{float(amount):g} is negative; give 0 or more")
        if not isinstance(row, Standard) and row.on not in service.days:
            yield Fault(_place(row), f"{row.on} lies outside the days counted; leave it out")
    standards: set[tuple[str, What]] = set()
    for standard in service.standards:
        if (standard.account, standard.what) in standards:
            yield Fault(_place(standard), "there are two standards of this name; keep one")
        standards.add((standard.account, standard.what))


def _place(row: Row) -> str:
    told = f"standard {row.source!r}" if isinstance(row, Standard) else row.trace
    return f"account {row.account!r}, {row.what}, {told}"
