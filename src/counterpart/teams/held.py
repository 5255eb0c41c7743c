"""Who held which place at an account, and from when until when: the dated facts of the mirror."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from counterpart.customers.models import Account
from counterpart.teams.models import Member, Pairing


@dataclass(frozen=True, slots=True)
class Held:
    """A dated fact about a person, as the tables hold it."""

    person_id: int
    kind: str
    since: date
    until: date | None
    contact_id: int | None = None
    hours: Decimal = Decimal(0)

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.since <= day and (self.until is None or day < self.until)


def pairings_of(account: Account) -> list[Held]:
    """Every pairing there ever was at the account, by rank."""
    rows = Pairing.objects.filter(account=account).order_by("pk")
    fields = ("person_id", "rank", "since", "until", "contact_id", "hours_per_month")
    return [held for row in rows.values_list(*fields) if (held := Held(*row)).since != held.until]


def places_of(account: Account) -> list[Held]:
    """Every place there ever was on the account's team, by role."""
    rows = Member.objects.filter(team__account=account).order_by("pk")
    fields = ("person_id", "role", "since", "until", "hours_per_month")
    return [
        Held(person, role, since, until, None, hours)
        for person, role, since, until, hours in rows.values_list(*fields)
        if since != until
    ]


def last_before(pairings: Iterable[Held], on: date, gaps: set[int]) -> dict[int, Held]:
    """The last who faced each of these contacts before the day."""
    last: dict[int, Held] = {}
    for held in sorted(pairings, key=lambda held: held.until or date.max):
        ended = held.until is not None and held.until <= on
        if held.kind == Pairing.Rank.PRIMARY and held.contact_id in gaps and ended:
            last[held.contact_id] = held
    return last


def hours_of_team(team: Iterable[Held], faced: Iterable[Held]) -> Decimal:
    """What the team gives to this account in a month; see `load_of`."""
    fixed = sum((h.hours for h in team if h.kind != Member.Role.COUNTERPART), Decimal(0))
    agreed: dict[int, Decimal] = defaultdict(Decimal)
    given: dict[int, Decimal] = defaultdict(Decimal)
    for held in team:
        if held.kind == Member.Role.COUNTERPART:
            agreed[held.person_id] += held.hours
    for held in faced:
        given[held.person_id] += held.hours
    return fixed + sum(
        (max(agreed[pk], given[pk]) for pk in agreed.keys() | given.keys()), Decimal(0)
    )
