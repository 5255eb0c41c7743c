"""A selling team as of a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account
from counterpart.directory.models import Person
from counterpart.teams.load import load_by_account, percent_of
from counterpart.teams.models import Member, Pairing

ROLE_ORDER = {Member.Role.LEAD: 0, Member.Role.COUNTERPART: 1, Member.Role.EXPERT: 2}


@dataclass(frozen=True, slots=True)
class RosterLine:
    """Somebody on the team, with all their places on it."""

    person: Person
    places: tuple[Member, ...]
    contacts: int
    hours: Decimal  # a month, at this account
    load: int | None  # at all accounts, in per cent; None where the viewer may not see it
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Roster:
    lines: tuple[RosterLine, ...]
    coming: tuple[Member, ...]  # places that begin after the day
    hours: Decimal


def roster_of(account: Account, *, on: date, viewer: Viewer) -> Roster:
    """Who is on the team on the day, and who is about to come."""
    rows = Member.objects.filter(team__account=account).filter(Q(until=None) | Q(until__gt=on))
    lasting = [
        member
        for member in rows.select_related("person__function", "person__office")
        if member.since != member.until
    ]
    places: dict[int, list[Member]] = defaultdict(list)
    for member in sorted(lasting, key=lambda member: ROLE_ORDER[Member.Role(member.role)]):
        if member.since <= on:
            places[member.person_id].append(member)
    seen = _seen_people(set(places), viewer)
    hours = load_by_account(set(places), today=on)
    loads: dict[int, Decimal] = defaultdict(Decimal)
    for (person_id, _), given in hours.items():
        loads[person_id] += given
    faced: dict[int, int] = defaultdict(int)
    primaries = Pairing.objects.on(on).filter(account=account, rank=Pairing.Rank.PRIMARY)
    for person_id in primaries.order_by().values_list("person", flat=True):
        faced[person_id] += 1
    lines = [
        RosterLine(
            person=held[0].person,
            places=tuple(held),
            contacts=faced[pk],
            hours=hours.get((pk, account.pk), Decimal(0)),
            load=percent_of(loads[pk], held[0].person.hours_per_month) if pk in seen else None,
            is_seen=pk in seen,
        )
        for pk, held in places.items()
    ]
    lines.sort(
        key=lambda line: (
            ROLE_ORDER[Member.Role(line.places[0].role)],
            -line.contacts,
            str(line.person),
        )
    )
    coming = sorted(
        (member for member in lasting if member.since > on), key=lambda m: (m.since, m.pk)
    )
    return Roster(tuple(lines), tuple(coming), sum((line.hours for line in lines), Decimal(0)))


def _seen_people(ids: set[int], viewer: Viewer) -> set[int]:
    """Those of the people whose page, load and absences the viewer may see."""
    if viewer.has_role_for(Action.SEE_PERSON):
        return ids
    return set(
        Person.objects.filter(pk__in=ids).visible_to(viewer).order_by().values_list("pk", flat=True)
    )
