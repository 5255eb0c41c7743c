"""How many hours a month our people give to key accounts, as of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from math import ceil

from django.db.models import Sum

from counterpart.directory.models import Person
from counterpart.teams.models import Member, Pairing

CENT = Decimal("0.01")


def load_of(people: Collection[int] | None, *, today: date) -> dict[int, Decimal]:
    """Hours a month by person, in two queries; `None` is everybody who has any.

    At one account somebody gives the hours of leading and of consulting, and as a counterpart
    the larger of the hours agreed in their place on the team and the sum of their pairings.
    """
    totals: dict[int, Decimal] = defaultdict(Decimal)
    for (person_id, _), hours in load_by_account(people, today=today).items():
        totals[person_id] += hours
    return dict(totals)


def load_by_account(
    people: Collection[int] | None, *, today: date
) -> dict[tuple[int, int], Decimal]:
    """The same by person and account."""
    members, pairings = Member.objects.on(today), Pairing.objects.on(today)
    if people is not None:
        members, pairings = members.filter(person__in=people), pairings.filter(person__in=people)
    fixed: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    agreed: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    rows = members.order_by().values_list("person", "team__account", "role")
    for person_id, account_id, role, hours in rows.annotate(hours=Sum("hours_per_month")):
        kind = agreed if role == Member.Role.COUNTERPART else fixed
        kind[person_id, account_id] += hours
    faced = {
        (person_id, account_id): hours
        for person_id, account_id, hours in pairings.order_by()
        .values_list("person", "account")
        .annotate(hours=Sum("hours_per_month"))
    }
    return {
        key: (fixed[key] + max(agreed[key], faced.get(key, Decimal(0)))).quantize(CENT)
        for key in fixed.keys() | agreed.keys() | faced.keys()
    }


def overloaded(people: Iterable[Person], loads: dict[int, Decimal]) -> set[int]:
    """Those who give more hours than they have."""
    return {p.pk for p in people if loads.get(p.pk, Decimal(0)) > p.hours_per_month}


def percent_of(hours: Decimal, limit: Decimal) -> int | None:
    """Load in whole per cent, rounded up so that 100 is never quite full; None without hours."""
    if limit <= 0:
        return None if hours <= 0 else 999
    return ceil(hours * 100 / limit)
