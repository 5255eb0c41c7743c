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
from counterpart.history.models import Change
from counterpart.teams.cover import refresh_cover
from counterpart.teams.models import Dated, Pairing
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
from counterpart.teams.services.standing import ContactRank, Standing, read_standing
from counterpart.teams.timeline import Facing, Span
from counterpart.web.templatetags.counterpart import day

IDS_AT_ONCE = 10_000


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
) -> Laid:
    """Staff the accounts anew: from the day on exactly these leads and counterparts.

    What stays the same stays untouched; what ends gets its last day; what is new begins. The
    places on the teams follow: each counterpart's hours are the sum of their primaries, with a
    solid line where the lead manages them. Internal consultants stay, for they face nobody.
    Every change of person leaves a hand-over. All of it is one transaction and one batch of the
    history, under which it can be taken back.
    """
    ids = set(account_ids)
    standing = read_standing(ids, since)
    _refuse_later_changes(standing)
    wishes = list(pairings)
    contacts = _contacts(ids, wishes)
    led_by = {lead.person_id for lead in leads.values() if lead.person_id is not None}
    persons = _persons({wish.person_id for wish in wishes} | led_by)
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
    return lay_wanted(standing, wanted, by=by, why=why, batch=batch)


@transaction.atomic
def undo_staffing(batch: str, *, by: Viewer, why: str = "") -> str:
    """Take a change of staffing back, exactly; refused when something of it changed since.

    Answers the batch of the undoing itself.
    """
    scopes = Change.objects.filter(batch=batch, scope__startswith="customers.account:")
    accounts = {int(scope.rpartition(":")[2]) for scope in scopes.values_list("scope", flat=True)}
    undone = history.undo_batch(batch, by=by, why=why)
    refresh_cover(accounts, today=by.today)
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


def _contacts(account_ids: set[int], wishes: list[WantedCounterpart]) -> dict[int, Contact]:
    """The wanted contacts; refused when one of them belongs to another account."""
    wanted = {wish.contact_id for wish in wishes}
    rows = Contact.objects.filter(account__in=account_ids).select_related("account")
    contacts = {row.pk: row for row in rows if row.pk in wanted}
    for pk in sorted(wanted - contacts.keys()):
        stranger = Contact.objects.select_related("account").get(pk=pk)
        raise ContactElsewhere(contact=stranger, account=stranger.account)
    return contacts


def _persons(ids: set[int]) -> dict[int, Person]:
    known = sorted(ids)
    persons: dict[int, Person] = {}
    for start in range(0, len(known), IDS_AT_ONCE):
        persons |= Person.objects.in_bulk(known[start : start + IDS_AT_ONCE])
    return persons


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
