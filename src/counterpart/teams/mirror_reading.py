"""The mirror of an account read from the tables, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, Subquery, Value

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, BuyingRole, Contact
from counterpart.customers.queries.buying_center import roles_of
from counterpart.directory.models import Absence, Office, Person
from counterpart.directory.queries.standing_in import seen_stand_ins
from counterpart.teams.held import Held, hours_of_team, last_before, pairings_of, places_of
from counterpart.teams.load import load_of
from counterpart.teams.mirror import Mirror, Ours, Row, Theirs
from counterpart.teams.models import Member, Pairing

# Who decides is named first: a narrow card has no room for all roles.
WEIGHTIEST = (BuyingRole.Role.DECIDER, BuyingRole.Role.APPROVER, BuyingRole.Role.BUYER)
PRIMARY, BACKUP = Pairing.Rank.PRIMARY, Pairing.Rank.BACKUP


def mirror_of(account: Account, *, on: date, viewer: Viewer, now: datetime | None = None) -> Mirror:
    """The mirror of the account on the day, in seven queries, and a few more for who stands in.

    `now` adds the time it is at our people's desks. Load and absences are those of the people
    whom the viewer may see.
    """
    pairings, places = pairings_of(account), places_of(account)
    contacts = _contacts(account, on)
    faced = {(h.contact_id, h.kind): h for h in pairings if h.holds_on(on)}
    team = [held for held in places if held.holds_on(on)]
    lead_id = next((held.person_id for held in team if held.kind == Member.Role.LEAD), None)
    present = {contact.pk for contact in contacts}
    ids = {held.person_id for held in team}
    ids |= {held.person_id for (contact_id, _), held in faced.items() if contact_id in present}
    last = last_before(pairings, on, {pk for pk in present if (pk, PRIMARY) not in faced})
    persons = _persons(ids | {held.person_id for held in last.values()}, on, viewer)
    away = [persons[pk] for pk in ids if persons[pk].is_seen and persons[pk].away_kind]
    stand_ins = seen_stand_ins(away, on, viewer) if away else {}
    people = _people(persons, ids, lead_id, on, now, stand_ins)
    edges = {day for held in (*pairings, *places) for day in (held.since, held.until) if day}
    return Mirror(
        account_id=account.pk,
        account=account.name,
        on=on,
        rows=tuple(_rows(contacts, faced, last, persons)),
        people=people,
        lead=people.get(lead_id) if lead_id else None,
        hours=hours_of_team(team, faced.values()),
        earlier_change=max((day for day in edges if day < on), default=None),
        later_change=min((day for day in edges if day > on), default=None),
    )


def _contacts(account: Account, on: date) -> list[Contact]:
    there = Contact.objects.filter(account=account).filter(Q(left_on=None) | Q(left_on__gt=on))
    return list(there.select_related("function").prefetch_related("buying_roles"))


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
    persons: dict[int, Any],
    ids: set[int],
    lead_id: int | None,
    on: date,
    now: datetime | None,
    stand_ins: dict[int, Person],
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
            stand_in=str(stand_ins.get(person.pk, "")),
            is_seen=person.is_seen,
        )
        for person in team
    }


def _away(person: _Seen) -> str:
    kind = person.away_kind if person.is_seen else None
    return str(Absence.Kind(kind).label) if kind else ""


def _clock(office: Office, now: datetime) -> str:
    return f"{now.astimezone(ZoneInfo(office.time_zone)):%H:%M}"


def _rows(
    contacts: list[Contact],
    faced: dict[tuple[int | None, str], Held],
    last: dict[int, Held],
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
    faced: dict[tuple[int | None, str], Held],
    last: dict[int, Held],
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
        roles=_roles(contact),
        hours=contact.hours_per_month,
        primary=primary.person_id if primary else None,
        backup=backup.person_id if backup else None,
        faced_before=str(persons[before.person_id]) if before else "",
        faced_until=before.until if before else None,
    )


def _roles(contact: Contact) -> tuple[str, ...]:
    """The contact's buying roles in words, those who decide first."""
    played = roles_of(contact)
    first = [role for role in WEIGHTIEST if role in played]
    return tuple(str(role.label) for role in (*first, *(r for r in played if r not in first)))
