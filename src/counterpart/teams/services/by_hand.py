"""Changing one thing by hand: a counterpart, a lead, a member of the team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.teams.cover import accounts_of, refresh_cover
from counterpart.teams.load import load_of
from counterpart.teams.models import Member, Pairing, SellingTeam
from counterpart.teams.services.laying import Laid, Wanted, lay_wanted, new_batch
from counterpart.teams.services.refusals import (
    check_contact_stays,
    check_employed,
    last_day_together,
)
from counterpart.teams.services.standing import Standing, read_standing
from counterpart.teams.timeline import Facing, Span, earlier, inserted, without
from counterpart.web.templatetags.counterpart import day

PRIMARY, BACKUP = Pairing.Rank.PRIMARY.value, Pairing.Rank.BACKUP.value


class AlreadyOnTeam(Refusal):
    """Somebody is to be taken on a team as a consultant while they are one there."""

    message = _("%(person)s is already an internal consultant at %(account)s in that time.")


class EndsBeforeItBegins(Refusal):
    """A span is to end on or before the day it begins."""

    message = _("The first day no more must come after %(since)s.")


@dataclass(frozen=True)
class Overload:
    """Somebody who now gives more hours a month than they have. A warning, not a refusal."""

    person: Person
    hours: Decimal
    limit: Decimal


@dataclass(frozen=True)
class Changed:
    """What a change by hand came to, and the batch under which it can be taken back."""

    batch: str
    laid: Laid
    overloads: tuple[Overload, ...] = ()


@transaction.atomic
def set_counterpart(
    contact: Contact,
    person: Person,
    *,
    rank: str = PRIMARY,
    since: date,
    by: Viewer,
    why: str = "",
    hours_per_month: Decimal | None = None,
    reasons: Mapping[str, Any] | None = None,
    batch: str = "",
) -> Changed:
    """Give the contact this counterpart from the day on, until the next change entered for later.

    A primary takes the hours the contact needs unless told otherwise. Whoever was the backup and
    becomes the primary stops being the backup.
    """
    check_contact_stays(contact, since)
    check_employed(person, since)
    standing = read_standing([contact.account_id], since)
    if hours_per_month is None:
        hours_per_month = contact.hours_per_month if rank == PRIMARY else Decimal(0)
    what = Facing(person.pk, hours_per_month, reasons or {})
    key, other = (contact.pk, rank), (contact.pk, BACKUP if rank == PRIMARY else PRIMARY)
    new = Span(since, last_day_together(person, contact), what)
    facing = {key: inserted(standing.facing(key), new)}
    in_force = next(span for span in facing[key] if span.since == since)
    facing[other] = without(standing.facing(other), person.pk, in_force)
    wanted = Wanted(
        facing=facing,
        contacts={contact.pk: contact},
        persons={person.pk: person},
        people=_people(standing, contact.pk) | {person.pk},
    )
    return _lay(standing, wanted, by=by, why=why, batch=batch, watch=[person])


@transaction.atomic
def end_counterpart(
    contact: Contact,
    *,
    rank: str = PRIMARY,
    since: date,
    by: Viewer,
    why: str = "",
    batch: str = "",
) -> Changed:
    """Leave the contact without a counterpart of that rank; `since` is the first day without."""
    standing = read_standing([contact.account_id], since)
    key = (contact.pk, rank)
    later = [span for span in standing.facing(key) if span.since > since]
    wanted = Wanted(
        facing={key: later}, contacts={contact.pk: contact}, people=_people(standing, contact.pk)
    )
    return _lay(standing, wanted, by=by, why=why, batch=batch)


@transaction.atomic
def set_lead(
    account: Account,
    person: Person | None,
    *,
    since: date,
    by: Viewer,
    why: str = "",
    hours_per_month: Decimal | None = None,
    batch: str = "",
) -> Changed:
    """Give the account this lead from the day on, or nobody; hours stay unless told otherwise.

    The lines of the team follow: solid for those whom the lead manages.
    """
    standing = read_standing([account.pk], since)
    before = standing.leading(account.pk)
    now = next((span for span in before if span.since == since), None)
    if person is None:
        leading = [span for span in before if span.since > since]
    else:
        check_employed(person, since)
        if hours_per_month is None:
            hours_per_month = now.what.hours_per_month if now else Decimal(0)
        what = Facing(person.pk, hours_per_month)
        leading = inserted(before, Span(since, last_day_together(person), what))
    facing_somebody = {
        span.what.person_id for spans in standing.pairings_before.values() for span in spans
    }
    wanted = Wanted(
        leading={account.pk: leading},
        persons={person.pk: person} if person else {},
        people=frozenset(facing_somebody),
    )
    watch = [person] if person else []
    return _lay(standing, wanted, by=by, why=why, batch=batch, watch=watch)


@transaction.atomic
def add_member(
    account: Account,
    person: Person,
    *,
    since: date,
    until: date | None = None,
    hours_per_month: Decimal = Decimal(0),
    line: str = Member.Line.DOTTED.value,
    by: Viewer,
    why: str = "",
    batch: str = "",
) -> Changed:
    """Take somebody on the team as an internal consultant for a time.

    Counterparts and the lead come onto the team by facing somebody and by leading.
    """
    check_employed(person, since)
    if until is not None and until <= since:
        raise EndsBeforeItBegins(since=day(since))
    until = earlier(until, person.employed_until)
    standing = read_standing([account.pk], since)
    there = Member.objects.filter(
        team__account=account, person=person, role=Member.Role.EXPERT
    ).filter(Q(until=None) | Q(until__gt=since))
    if until is not None:
        there = there.filter(since__lt=until)
    if any(row.until is None or row.until > row.since for row in there):
        raise AlreadyOnTeam(person=person, account=account)
    batch = batch or new_batch()
    member = Member(
        team=_team_from(standing, account, since, by=by, why=why, batch=batch),
        person=person,
        role=Member.Role.EXPERT,
        line=line,
        hours_per_month=hours_per_month,
        since=since,
        until=until,
    )
    history.create(member, by=by, why=why, batch=batch)
    _refresh([person.pk], account.pk, by)
    return Changed(batch, Laid(begun=1), overloads_of([person], since))


@transaction.atomic
def end_member(
    member: Member, *, since: date, by: Viewer, why: str = "", batch: str = ""
) -> Changed:
    """Take somebody off the team; `since` is the first day they are no longer on it.

    With a counterpart's place all their pairings at the account end too, and gaps appear.
    """
    account, person = member.team.account, member.person
    if member.role == Member.Role.LEAD:
        return set_lead(account, None, since=since, by=by, why=why, batch=batch)
    standing = read_standing([account.pk], since)
    if member.role == Member.Role.COUNTERPART:
        facing = {
            key: without(spans, person.pk, Span(since, None, None))
            for key, spans in standing.pairings_before.items()
        }
        wanted = Wanted(facing=facing, people=frozenset([person.pk]))
        return _lay(standing, wanted, by=by, why=why, batch=batch)
    batch = batch or new_batch()
    row = Member.objects.get(pk=member.pk)
    row.until = max(since, row.since)
    history.save(row, by=by, why=why, batch=batch)
    _refresh([person.pk], account.pk, by)
    return Changed(batch, Laid(ended=1))


def overloads_of(people: Iterable[Person], on: date) -> tuple[Overload, ...]:
    """Those of the people who give more hours a month than they have on the day."""
    people = list(people)
    loads = load_of([person.pk for person in people], today=on)
    return tuple(
        Overload(person, loads[person.pk], person.hours_per_month)
        for person in people
        if loads.get(person.pk, Decimal(0)) > person.hours_per_month
    )


def _people(standing: Standing, contact_id: int) -> frozenset[int]:
    """Everybody who faces the contact from the day on."""
    return frozenset(
        span.what.person_id
        for key, spans in standing.pairings_before.items()
        if key[0] == contact_id
        for span in spans
    )


def _lay(
    standing: Standing,
    wanted: Wanted,
    *,
    by: Viewer,
    why: str,
    batch: str,
    watch: Iterable[Person] = (),
) -> Changed:
    batch = batch or new_batch()
    laid = lay_wanted(standing, wanted, by=by, why=why, batch=batch)
    return Changed(batch, laid, overloads_of(watch, standing.since))


def _team_from(
    standing: Standing, account: Account, since: date, *, by: Viewer, why: str, batch: str
) -> SellingTeam:
    """The account's open team, which begins on the day at the latest."""
    stood = [team for team in standing.teams.get(account.pk, ()) if team.until is None]
    if not stood:
        team = SellingTeam(account=account, since=since)
        return history.create(team, by=by, why=why, batch=batch)
    stood[0].since = min(stood[0].since, since)
    return history.save(stood[0], by=by, why=why, batch=batch)


def _refresh(people: list[int], account_id: int, by: Viewer) -> None:
    refresh_cover(accounts_of(people, today=by.today) | {account_id}, today=by.today)
