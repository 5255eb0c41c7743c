"""What was done for an account on a day: logged, changed, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.coverage.models import DOCUMENTS, Activity, ServiceEntry
from counterpart.customers.models import Account, Site
from counterpart.customers.services.facts import put
from counterpart.directory.models import Function, Person
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class EntryAhead(Refusal):
    """Something was done on a day that is yet to come."""

    message = _("An entry says what was done: its day lies not in the future.")


class FromTheLedger(Refusal):
    """Orders and returns are counted already."""

    message = _(
        "Orders and returns are counted from the orders themselves; log hours, visits, travel or "
        "other cost here."
    )


class EntryFacts(TypedDict, total=False):
    activity: str
    function: Function | None
    person: Person | None
    site: Site | None
    on: date
    quantity: Decimal | None
    amount_minor: int | None
    currency: str
    is_joint: bool
    note: str


@transaction.atomic
def log_entry(
    account: Account, *, by: Viewer, batch: str = "", **facts: Unpack[EntryFacts]
) -> ServiceEntry:
    """Something counted (hours, visits) or spent for the account; hours are of a function, that of
    the person where none is named."""
    return _written(ServiceEntry(account=account), facts, by=by, batch=batch)


@transaction.atomic
def change_entry(
    entry: ServiceEntry, *, by: Viewer, batch: str = "", **facts: Unpack[EntryFacts]
) -> ServiceEntry:
    """Other facts of the same entry."""
    entry = ServiceEntry.objects.select_for_update().get(pk=entry.pk)
    return _written(entry, facts, by=by, batch=batch)


@transaction.atomic
def log_many(
    new: Sequence[ServiceEntry],
    changed: Sequence[ServiceEntry],
    *,
    by: Viewer,
    why: str = "",
    batch: str = "",
) -> None:
    """Entries by the thousand, all or none; refused and completed as one by one."""
    for entry in (*new, *changed):
        _refuse_impossible(entry, by)
        _name_function(entry)
    history.create_many(new, by=by, why=why, batch=batch)
    history.update_many(changed, by=by, why=why, batch=batch)


def remove_entry(entry: ServiceEntry, *, by: Viewer, batch: str = "") -> None:
    """It was not done after all; the history keeps it."""
    history.remove(entry, by=by, batch=batch)


def _written(entry: ServiceEntry, facts: EntryFacts, *, by: Viewer, batch: str) -> ServiceEntry:
    put(entry, facts)
    _refuse_impossible(entry, by)
    _name_function(entry)
    write = history.save if entry.pk else history.create
    return write(entry, by=by, batch=batch)


def _name_function(entry: ServiceEntry) -> None:
    """Hours without a function are of the person's own."""
    if entry.activity == Activity.HOURS and entry.function_id is None and entry.person:
        entry.function = entry.person.function


def _refuse_impossible(entry: ServiceEntry, by: Viewer) -> None:
    if entry.on > by.today:
        raise EntryAhead
    if entry.activity in DOCUMENTS:
        raise FromTheLedger
