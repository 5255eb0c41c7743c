"""Changing one place by hand: who faces a contact, and who leads an account."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.teams.models import Pairing
from counterpart.teams.services.changed import Changed, lay
from counterpart.teams.services.laying import Wanted
from counterpart.teams.services.refusals import (
    check_contact_stays,
    check_employed,
    last_day_together,
)
from counterpart.teams.services.standing import Standing, read_standing
from counterpart.teams.timeline import Facing, Span, inserted, without

PRIMARY, BACKUP = Pairing.Rank.PRIMARY.value, Pairing.Rank.BACKUP.value


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
    return lay(standing, wanted, by=by, why=why, batch=batch, watch=[person])


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
    return lay(standing, wanted, by=by, why=why, batch=batch)


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
    return lay(standing, wanted, by=by, why=why, batch=batch, watch=watch)


def _people(standing: Standing, contact_id: int) -> frozenset[int]:
    """Everybody who faces the contact from the day on."""
    return frozenset(
        span.what.person_id
        for key, spans in standing.pairings_before.items()
        if key[0] == contact_id
        for span in spans
    )
