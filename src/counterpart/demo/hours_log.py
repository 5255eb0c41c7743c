"""Hours that were spent on a few key accounts, quarter by quarter, from which responses are fitted.

The sales are AdventureWorks'. It knows no hours; those here are made up so that sales answer them
with about the elasticity that studies find, and chance beside it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from counterpart.access.viewer import Viewer
from counterpart.coverage import services
from counterpart.coverage.models import Activity, ServiceEntry
from counterpart.coverage.queries.monthly import monthly_earned
from counterpart.customers.models import Account
from counterpart.directory.models import Person
from counterpart.kernel.days import Days
from counterpart.kernel.months import months_up_to
from counterpart.ledger.queries import known_rates
from counterpart.teams.models import AccountCover, Pairing

QUARTERS, MONTHS = 8, 3
ACCOUNTS = 4
"""So many of those that bought in each of the quarters, and in none far more than in another."""
STEADY = 4.0
"""Highest sales of a quarter by the lowest, at most."""
ELASTICITY = 0.4
USUAL_HOURS = 33
"""Of a quarter: what a key account manager usually takes."""
NOISE = 0.12
OF_THE_LEAD = 0.7


def log_hours(key: Sequence[Account], *, seed: int, by: Viewer) -> list[Account]:
    """Two years of hours for some of these accounts; gives back which."""
    draw = random.Random(f"hours {seed}")  # noqa: S311 - demonstration data, not a secret
    months = months_up_to(by.today.replace(day=1), QUARTERS * MONTHS + 1)
    sold = monthly_earned(key, Days(months[0], months[-1]), known_rates())
    quarters = [months[at : at + MONTHS] for at in range(0, QUARTERS * MONTHS, MONTHS)]
    logged, entries = list[Account](), list[ServiceEntry]()
    for account in key:
        sales = [sold[account.pk].sold(quarter) for quarter in quarters]
        people = _people_of(account)
        if len(logged) < ACCOUNTS and 0 < max(sales) <= STEADY * min(sales) and people:
            logged.append(account)
            entries += _entries(account, people, quarters, _hours(sales, draw), draw)
    services.log_many(entries, [], by=by)
    return logged


def _people_of(account: Account) -> list[Person]:
    """The lead first, then one more who faces somebody there."""
    cover = AccountCover.objects.select_related("lead__function").get(account=account)
    facing = Pairing.objects.filter(account=account, until=None).exclude(person=cover.lead)
    others = [row.person for row in facing.select_related("person__function").order_by("pk")[:1]]
    return [cover.lead, *others] if cover.lead else []


def _hours(sales: Sequence[int], draw: random.Random) -> list[float]:
    """What these sales would have taken in each quarter, with some chance."""
    mean = sum(sales) / len(sales)
    times = [(each / mean) ** (1 / ELASTICITY) * draw.gauss(1, NOISE) for each in sales]
    return [USUAL_HOURS * each for each in times]


def _entries(
    account: Account,
    people: Sequence[Person],
    quarters: Sequence[Sequence[date]],
    hours: Sequence[float],
    draw: random.Random,
) -> Iterator[ServiceEntry]:
    parts = [OF_THE_LEAD, 1 - OF_THE_LEAD] if len(people) > 1 else [1.0]
    for quarter, spent in zip(quarters, hours, strict=True):
        for month in quarter:
            for person, part in zip(people, parts, strict=True):
                quarters_of_an_hour = max(1, round(4 * spent * part / MONTHS))
                yield ServiceEntry(
                    account=account,
                    activity=Activity.HOURS,
                    person=person,
                    function=person.function,
                    on=month + timedelta(days=draw.randint(2, 24)),
                    quantity=Decimal(quarters_of_an_hour) / 4,
                )
