"""The mirror: one account on one day, buying center facing selling center.

A frozen picture made of plain values, in a fixed number of queries. How it is drawn is decided by
`mirror_layout` and `mirror_svg`; the table beside it prints the same values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, Subquery, Value

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Attitude, Contact
from counterpart.directory.models import Absence, Office, Person, Seniority
from counterpart.teams.cover import cover_percent
from counterpart.teams.load import load_of, percent_of
from counterpart.teams.models import Member, Pairing

PRIMARY, BACKUP = Pairing.Rank.PRIMARY, Pairing.Rank.BACKUP


@dataclass(frozen=True, slots=True)
class Theirs:
    """One of theirs, and who of ours faces them."""

    contact_id: int
    name: str
    title: str
    level: int
    influence: int
    attitude: int
    roles: tuple[str, ...]
    hours: Decimal
    primary: int | None
    backup: int | None
    faced_before: str = ""  # who was the last to face them, where nobody does
    faced_until: date | None = None

    @property
    def level_name(self) -> str:
        """The level in words."""
        return str(Seniority(self.level).label)

    @property
    def attitude_name(self) -> str:
        """How they stand towards us, in words."""
        return str(Attitude(self.attitude).label)

    @property
    def is_gap(self) -> bool:
        """Whether nobody faces them."""
        return self.primary is None


@dataclass(frozen=True, slots=True)
class Ours:
    """One of ours on the account's selling team."""

    person_id: int
    name: str
    title: str
    function: str
    place: str  # the office's city
    local_time: str  # there, now; empty on any other day than today
    hours: Decimal
    limit: Decimal
    level: int
    is_lead: bool = False
    away: str = ""  # why, where they are away on the day
    away_until: date | None = None
    is_seen: bool = True  # whether the viewer may see their page, load and absences

    @property
    def load(self) -> int | None:
        """Hours given to all accounts, in per cent of the hours there are."""
        return percent_of(self.hours, self.limit)

    @property
    def is_overloaded(self) -> bool:
        """Whether they give more hours than they have."""
        return self.hours > self.limit


@dataclass(frozen=True, slots=True)
class Row:
    """One function of theirs, with its contacts from the most influential down."""

    function_id: int
    name: str
    contacts: tuple[Theirs, ...]


@dataclass(frozen=True, slots=True)
class Mirror:
    """Who faces whom at the account on the day."""

    account_id: int
    account: str
    on: date
    rows: tuple[Row, ...]
    people: dict[int, Ours]
    lead: Ours | None
    hours: Decimal  # a month, of the whole team at this account
    earlier_change: date | None
    later_change: date | None

    @property
    def contacts(self) -> tuple[Theirs, ...]:
        """All contacts in the order of the picture."""
        return tuple(contact for row in self.rows for contact in row.contacts)

    @property
    def gaps(self) -> tuple[Theirs, ...]:
        """Contacts whom nobody faces."""
        return tuple(contact for contact in self.contacts if contact.is_gap)

    @property
    def cover(self) -> int:
        """Part of the buying center's influence that has a primary counterpart, in per cent."""
        covered = [contact for contact in self.contacts if not contact.is_gap]
        return cover_percent(
            sum(contact.influence for contact in covered),
            sum(contact.influence for contact in self.contacts),
            len(covered),
            len(self.contacts),
        )

    @property
    def is_single_threaded(self) -> bool:
        """Whether all hangs on one contact or on one of ours."""
        facing = [contact.primary for contact in self.contacts if contact.primary is not None]
        return len(facing) <= 1 or len(set(facing)) <= 1

    @property
    def without_contact(self) -> tuple[Ours, ...]:
        """Those on the team who face nobody and do not lead."""
        facing = {c.primary for c in self.contacts} | {c.backup for c in self.contacts}
        return tuple(p for p in self.people.values() if p.person_id not in facing and not p.is_lead)

    @property
    def senior_pair(self) -> tuple[Theirs, Ours] | None:
        """The most senior of theirs with a head or director of ours as counterpart."""
        seniors = [
            (contact, self.people[contact.primary])
            for contact in self.contacts
            if contact.primary is not None
            and contact.level >= Seniority.HEAD
            and self.people[contact.primary].level >= Seniority.HEAD
        ]
        return max(seniors, key=lambda pair: (pair[0].level, pair[0].influence), default=None)

    def is_away(self, person_id: int | None) -> bool:
        """Whether the person is away on the day."""
        return person_id is not None and bool(self.people[person_id].away)


@dataclass(frozen=True, slots=True)
class _Held:
    """A dated fact about a person, as the tables hold it."""

    person_id: int
    kind: str
    since: date
    until: date | None
    contact_id: int | None = None
    hours: Decimal = Decimal(0)

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def mirror_of(account: Account, *, on: date, viewer: Viewer, now: datetime | None = None) -> Mirror:
    """The mirror of the account on the day, in seven queries.

    `now` adds the time it is at our people's desks. Load and absences are those of the people
    whom the viewer may see.
    """
    pairings, places = _pairings(account), _places(account)
    contacts = _contacts(account, on)
    faced = {(h.contact_id, h.kind): h for h in pairings if h.holds_on(on)}
    team = [held for held in places if held.holds_on(on)]
    lead_id = next((held.person_id for held in team if held.kind == Member.Role.LEAD), None)
    present = {contact.pk for contact in contacts}
    ids = {held.person_id for held in team}
    ids |= {held.person_id for (contact_id, _), held in faced.items() if contact_id in present}
    last = _last_before(pairings, on, {pk for pk in present if (pk, PRIMARY) not in faced})
    persons = _persons(ids | {held.person_id for held in last.values()}, on, viewer)
    people = _people(persons, ids, lead_id, on, now)
    edges = {day for held in (*pairings, *places) for day in (held.since, held.until) if day}
    return Mirror(
        account_id=account.pk,
        account=account.name,
        on=on,
        rows=tuple(_rows(contacts, faced, last, persons)),
        people=people,
        lead=people.get(lead_id) if lead_id else None,
        hours=_team_hours(team, faced.values()),
        earlier_change=max((day for day in edges if day < on), default=None),
        later_change=min((day for day in edges if day > on), default=None),
    )


def _pairings(account: Account) -> list[_Held]:
    rows = Pairing.objects.filter(account=account).order_by("pk")
    fields = ("person_id", "rank", "since", "until", "contact_id", "hours_per_month")
    return [held for row in rows.values_list(*fields) if (held := _Held(*row)).since != held.until]


def _places(account: Account) -> list[_Held]:
    rows = Member.objects.filter(team__account=account).order_by("pk")
    fields = ("person_id", "role", "since", "until", "hours_per_month")
    return [
        _Held(person, role, since, until, None, hours)
        for person, role, since, until, hours in rows.values_list(*fields)
        if since != until
    ]


def _contacts(account: Account, on: date) -> list[Contact]:
    there = Contact.objects.filter(account=account).filter(Q(left_on=None) | Q(left_on__gt=on))
    return list(there.select_related("function").prefetch_related("buying_roles"))


def _last_before(pairings: Iterable[_Held], on: date, gaps: set[int]) -> dict[int, _Held]:
    """The last who faced each of these contacts before the day."""
    last: dict[int, _Held] = {}
    for held in sorted(pairings, key=lambda held: held.until or date.max):
        ended = held.until is not None and held.until <= on
        if held.kind == PRIMARY and held.contact_id in gaps and ended:
            last[held.contact_id] = held
    return last


class _Seen(Protocol):
    """A person as this page reads them: with what the viewer may know of the day."""

    is_seen: bool
    away_kind: str | None
    away_until: date | None


def _persons(ids: set[int], on: date, viewer: Viewer) -> dict[int, Any]:
    """The people with what the page needs: whether the viewer sees them, and if they are away."""
    away = Absence.objects.filter(person=OuterRef("pk"), since__lte=on, until__gt=on)
    seen = Person.objects.visible_to(viewer).filter(pk=OuterRef("pk"))
    rows = Person.objects.filter(pk__in=ids).annotate(
        is_seen=Value(True) if viewer.has_role_for(Action.SEE_PERSON) else Exists(seen),
        away_kind=Subquery(away.order_by("-until").values("kind")[:1]),
        away_until=Subquery(away.order_by("-until").values("until")[:1]),
    )
    return {person.pk: person for person in rows.select_related("function", "office")}


def _people(
    persons: dict[int, Any], ids: set[int], lead_id: int | None, on: date, now: datetime | None
) -> dict[int, Ours]:
    loads = load_of([pk for pk in ids if persons[pk].is_seen], today=on)
    team = sorted((persons[pk] for pk in ids), key=lambda p: (p.last_name, p.first_name, p.pk))
    return {
        person.pk: Ours(
            person_id=person.pk,
            name=str(person),
            title=person.title,
            function=str(person.function),
            place=person.office.city or person.office.name,
            local_time=_clock(person.office, now) if now else "",
            hours=loads.get(person.pk, Decimal(0)),
            limit=person.hours_per_month if person.is_seen else Decimal(0),
            level=person.seniority,
            is_lead=person.pk == lead_id,
            away=_away(person),
            away_until=person.away_until if person.is_seen else None,
            is_seen=person.is_seen,
        )
        for person in team
    }


def _away(person: _Seen) -> str:
    kind = person.away_kind if person.is_seen else None
    return str(Absence.Kind(kind).label) if kind else ""


def seen_people(ids: set[int], viewer: Viewer) -> set[int]:
    """Those of the people whose page, load and absences the viewer may see."""
    if viewer.has_role_for(Action.SEE_PERSON):
        return ids
    return set(
        Person.objects.filter(pk__in=ids).visible_to(viewer).order_by().values_list("pk", flat=True)
    )


def _clock(office: Office, now: datetime) -> str:
    return f"{now.astimezone(ZoneInfo(office.time_zone)):%H:%M}"


def _rows(
    contacts: list[Contact],
    faced: dict[tuple[int | None, str], _Held],
    last: dict[int, _Held],
    persons: dict[int, Any],
) -> Iterable[Row]:
    """Functions in the order of the directory, contacts by influence."""
    by_function: dict[int, list[Contact]] = defaultdict(list)
    for contact in contacts:
        by_function[contact.function_id].append(contact)
    functions = {contact.function_id: contact.function for contact in contacts}
    order = sorted(functions.values(), key=lambda f: (f.position, f.name, f.pk))
    for function in order:
        ranked = sorted(
            by_function[function.pk],
            key=lambda c: (-c.influence_percent, -c.level, c.last_name, c.first_name, c.pk),
        )
        cards = tuple(_theirs(contact, faced, last, persons) for contact in ranked)
        yield Row(function.pk, str(function), cards)


def _theirs(
    contact: Contact,
    faced: dict[tuple[int | None, str], _Held],
    last: dict[int, _Held],
    persons: dict[int, Any],
) -> Theirs:
    primary, backup = faced.get((contact.pk, PRIMARY)), faced.get((contact.pk, BACKUP))
    before = last.get(contact.pk)
    return Theirs(
        contact_id=contact.pk,
        name=str(contact),
        title=contact.title,
        level=contact.level,
        influence=contact.influence_percent,
        attitude=contact.attitude,
        roles=tuple(str(role) for role in contact.buying_roles.all()),
        hours=contact.hours_per_month,
        primary=primary.person_id if primary else None,
        backup=backup.person_id if backup else None,
        faced_before=str(persons[before.person_id]) if before else "",
        faced_until=before.until if before else None,
    )


def _team_hours(team: Iterable[_Held], faced: Iterable[_Held]) -> Decimal:
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
