"""Adopting a staffing: from a day on, these leads and these counterparts, and nobody else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Contact
from counterpart.directory.models import Person
from counterpart.history import services as history
from counterpart.history.dated import Dated
from counterpart.history.models import Change
from counterpart.kernel.ticking import Tick, part, silent
from counterpart.teams.cover import refresh_cover
from counterpart.teams.models import Pairing
from counterpart.teams.services.laying import Laid, Timeline, Wanted, lay_wanted
from counterpart.teams.services.refusals import (
    BothRanks,
    ContactElsewhere,
    CounterpartTwice,
    LaterChanges,
    check_contact_stays,
    check_employed,
    last_day_together,
)
from counterpart.teams.services.standing import (
    ContactRank,
    Standing,
    by_key,
    contacts_by_key,
    read_standing,
)
from counterpart.teams.timeline import Facing, Span
from counterpart.web.templatetags.counterpart import day

READ, UNDONE = 0.2, 0.9  # parts of the whole time


@dataclass(frozen=True)
class WantedLead:
    """Who shall lead an account, and the hours a month it takes; nobody is a vacancy."""

    person_id: int | None
    hours_per_month: Decimal = Decimal(0)


@dataclass(frozen=True)
class WantedCounterpart:
    """Who shall face a contact, in which rank, for how many hours a month, and why."""

    contact_id: int
    person_id: int
    rank: str = Pairing.Rank.PRIMARY.value
    hours_per_month: Decimal = Decimal(0)
    reasons: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def replace_staffing(
    account_ids: Collection[int],
    leads: Mapping[int, WantedLead],
    pairings: Iterable[WantedCounterpart],
    *,
    since: date,
    by: Viewer,
    why: str,
    batch: str,
    tick: Tick = silent,
) -> Laid:
    """Staff the accounts anew: from the day on exactly these leads and counterparts.

    What stays the same stays untouched; what ends gets its last day; what is new begins. The
    places on the teams follow: each counterpart's hours are the sum of their primaries, with a
    solid line where the lead manages them. Internal consultants stay, for they face nobody.
    Every change of person leaves a hand-over. All of it is one transaction and one batch of the
    history, under which it can be taken back. `tick` hears how far it is, and may raise to stop.
    """
    ids = set(account_ids)
    standing = read_standing(ids, since)
    _refuse_later_changes(standing)
    wishes = list(pairings)
    contacts = _contacts(standing, wishes)
    led_by = {lead.person_id for lead in leads.values() if lead.person_id is not None}
    persons = by_key(Person.objects.all(), {wish.person_id for wish in wishes} | led_by)
    tick(READ)
    facing: dict[ContactRank, Timeline] = {key: [] for key in standing.pairings}
    facing |= _wanted_facing(wishes, contacts, persons, since)
    leading: dict[int, Timeline] = {account_id: [] for account_id in sorted(ids)}
    for account_id, lead in leads.items():
        if lead.person_id is not None and account_id in ids:
            person = persons[lead.person_id]
            check_employed(person, since)
            what = Facing(person.pk, lead.hours_per_month)
            leading[account_id] = [Span(since, last_day_together(person), what)]
    wanted = Wanted(facing, leading, contacts, persons)
    return lay_wanted(standing, wanted, by=by, why=why, batch=batch, tick=part(tick, READ, 1))


@transaction.atomic
def undo_staffing(batch: str, *, by: Viewer, why: str = "", tick: Tick = silent) -> str:
    """Take a change of staffing back, exactly; refused when something of it changed since.

    Answers the batch of the undoing itself. `tick` hears how far it is, and may raise to stop.
    """
    scopes = Change.objects.filter(batch=batch, scope__startswith="customers.account:")
    accounts = {int(scope.rpartition(":")[2]) for scope in scopes.values_list("scope", flat=True)}
    undone = history.undo_batch(batch, by=by, why=why, tick=part(tick, 0, UNDONE))
    refresh_cover(accounts, today=by.today)
    tick(1)
    return undone


def _refuse_later_changes(standing: Standing) -> None:
    """Refuse when something already begins or ends later, other than by somebody leaving."""
    for pairings in standing.pairings.values():
        for pairing in pairings:
            last_day = last_day_together(pairing.person, pairing.contact)
            if pairing.since > standing.since or pairing.until not in (None, last_day):
                account = standing.accounts[pairing.account_id]
                raise LaterChanges(account=account, on=_change_day(pairing), what=pairing)
    for leads in standing.leads.values():
        for lead in leads:
            if lead.since > standing.since or lead.until not in (None, lead.person.employed_until):
                raise LaterChanges(account=lead.team.account, on=_change_day(lead), what=lead)


def _change_day(row: Dated) -> str:
    return day(row.until or row.since)


def _contacts(standing: Standing, wishes: list[WantedCounterpart]) -> dict[int, Contact]:
    """The wanted contacts; refused when one of them belongs to another account."""
    wanted = {wish.contact_id for wish in wishes}
    contacts = {pk: row for pk, row in standing.contacts.items() if pk in wanted}
    contacts |= contacts_by_key(wanted - contacts.keys())
    for _pk, contact in sorted(contacts.items()):
        if contact.account_id not in standing.accounts:
            raise ContactElsewhere(contact=contact, account=contact.account)
    return contacts


def _wanted_facing(
    wishes: list[WantedCounterpart],
    contacts: dict[int, Contact],
    persons: dict[int, Person],
    since: date,
) -> dict[ContactRank, Timeline]:
    facing: dict[ContactRank, Timeline] = {}
    for wish in wishes:
        contact, person = contacts[wish.contact_id], persons[wish.person_id]
        check_contact_stays(contact, since)
        check_employed(person, since)
        key = (contact.pk, str(wish.rank))
        if key in facing:
            raise CounterpartTwice(contact=contact)
        what = Facing(person.pk, wish.hours_per_month, wish.reasons)
        facing[key] = [Span(since, last_day_together(person, contact), what)]
    for (contact_id, rank), spans in facing.items():
        other = facing.get((contact_id, Pairing.Rank.BACKUP.value), [])
        person_id = spans[0].what.person_id
        if rank == Pairing.Rank.PRIMARY and other and other[0].what.person_id == person_id:
            raise BothRanks(person=persons[person_id], contact=contacts[contact_id])
    return facing
