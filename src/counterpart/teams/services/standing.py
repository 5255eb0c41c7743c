"""What stands from a day on at some accounts: the rows, and the timelines they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import F, Model, Q, QuerySet

from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.history.dated import Dated
from counterpart.teams.models import Member, Pairing, SellingTeam
from counterpart.teams.timeline import Facing, Place, Span, from_day

Key = TypeVar("Key", bound=Hashable)
DatedRow = TypeVar("DatedRow", bound=Dated)
Named = TypeVar("Named", Contact, Person, SellingTeam)
ContactRank = tuple[int, str]
KEYS_AT_ONCE = 10_000


@dataclass(frozen=True)
class Standing:
    """Rows that hold on or after `since`, by what they are about.

    `pairings_before` and `leads_before` are the timelines as they were read: rows change while
    a new timeline is laid.
    """

    since: date
    accounts: dict[int, Account]
    contacts: dict[int, Contact]
    persons: dict[int, Person]
    teams: dict[int, list[SellingTeam]]
    pairings: dict[ContactRank, list[Pairing]]
    leads: dict[int, list[Member]]
    counterparts: dict[int, dict[int, list[Member]]]
    pairings_before: dict[ContactRank, list[Span[Facing]]]
    leads_before: dict[int, list[Span[Facing]]]

    def facing(self, key: ContactRank) -> list[Span[Facing]]:
        """Who faces the contact in that rank, from the day on, as it was read."""
        return self.pairings_before.get(key, [])

    def leading(self, account_id: int) -> list[Span[Facing]]:
        """Who leads the account, from the day on, as it was read."""
        return self.leads_before.get(account_id, [])


def read_standing(account_ids: Collection[int], since: date) -> Standing:
    """Lock the accounts and read what stands there on or after the day; each row once."""
    locked = Account.objects.select_for_update().filter(pk__in=account_ids).order_by("pk")
    accounts = {account.pk: account for account in locked}
    pairing_rows = lasting(Pairing.objects.filter(account__in=account_ids), since)
    pairings = list(pairing_rows)
    member_rows = lasting(Member.objects.filter(team__account__in=account_ids), since)
    members = list(member_rows.exclude(role=Member.Role.EXPERT))
    teams = list(lasting(SellingTeam.objects.filter(account__in=account_ids), since))
    contacts = contacts_by_key({row.contact_id for row in pairings})
    held = {row.person_id for row in pairings} | {row.person_id for row in members}
    persons = by_key(Person.objects.all(), held)
    of_members = {team.pk: team for team in teams}
    of_members |= by_key(
        SellingTeam.objects.all(), {row.team_id for row in members} - of_members.keys()
    )
    for team in of_members.values():
        hold(team, account=accounts[team.account_id])
    for pairing in pairings:
        hold(pairing, contact=contacts[pairing.contact_id], person=persons[pairing.person_id])
    for member in members:
        hold(member, team=of_members[member.team_id], person=persons[member.person_id])
    by_rank = _by(pairings, lambda row: (row.contact_id, row.rank))
    leads = _by(
        (row for row in members if row.role == Member.Role.LEAD), lambda row: row.team.account_id
    )
    places = [row for row in members if row.role == Member.Role.COUNTERPART]
    return Standing(
        since=since,
        accounts=accounts,
        contacts=contacts,
        persons=persons,
        teams=_by(teams, lambda team: team.account_id),
        pairings=by_rank,
        leads=leads,
        counterparts={
            account_id: _by(rows, lambda row: row.person_id)
            for account_id, rows in _by(places, lambda row: row.team.account_id).items()
        },
        pairings_before={
            key: from_day(map(pairing_span, rows), since) for key, rows in by_rank.items()
        },
        leads_before={key: from_day(map(lead_span, rows), since) for key, rows in leads.items()},
    )


def hold(row: Model, **related: Model | None) -> None:
    """Give the row the rows that its foreign keys name, unchecked.

    Assigning them one by one takes a tenth of the time of adopting a large proposal.
    """
    row._state.fields_cache.update(related)


def contacts_by_key(keys: Collection[int]) -> dict[int, Contact]:
    """These contacts, as far as staffing needs to know them."""
    return by_key(Contact.objects.only("account", "first_name", "last_name", "left_on"), keys)


def by_key(rows: QuerySet[Named], keys: Collection[int]) -> dict[int, Named]:
    """The rows of these keys; one object for each, however many refer to it."""
    found: dict[int, Named] = {}
    wanted = sorted(keys)
    for start in range(0, len(wanted), KEYS_AT_ONCE):
        found |= rows.in_bulk(wanted[start : start + KEYS_AT_ONCE])
    return found


def lasting(rows: QuerySet[DatedRow], since: date) -> QuerySet[DatedRow]:
    """Those that hold on or after the day; rows taken back before they began never do."""
    return rows.filter(Q(until__isnull=True) | (Q(until__gt=since) & Q(until__gt=F("since"))))


def pairing_span(row: Pairing) -> Span[Facing]:
    """Who faces the contact, from when until when."""
    return Span(row.since, row.until, Facing(row.person_id, row.hours_per_month, row.reasons))


def lead_span(row: Member) -> Span[Facing]:
    """Who leads, from when until when."""
    return Span(row.since, row.until, Facing(row.person_id, row.hours_per_month))


def place_span(row: Member) -> Span[Place]:
    """A counterpart's place on the team."""
    is_solid = row.line == Member.Line.SOLID
    return Span(row.since, row.until, Place(row.hours_per_month, is_solid))


def _by(rows: Iterable[DatedRow], key: Callable[[DatedRow], Key]) -> dict[Key, list[DatedRow]]:
    grouped: dict[Key, list[DatedRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.since, row.pk)):
        grouped[key(row)].append(row)
    return dict(grouped)
