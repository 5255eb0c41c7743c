"""Many contacts at once, for imports and the demo: checked together, written in few statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, BuyingRole, Contact
from counterpart.customers.services.contacts import (
    ReportingCycle,
    ReportsOutsideAccount,
    check_manager,
    check_site,
)
from counterpart.customers.services.cycles import cycle_through, in_waves
from counterpart.customers.services.facts import ContactFacts, put
from counterpart.customers.services.hooks import tell_contacts_changed
from counterpart.customers.services.row_checks import (
    field_problems,
    problem_of,
    refuse_if_any,
    repeated_sources,
)
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal, RowProblem
from counterpart.kernel.errors import mark as _

SLICE = 500
ROLES = frozenset(BuyingRole.Role.values)


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact to be created. `reports_to_row` is the place in the list, from 0, of a new one."""

    account: Account
    facts: ContactFacts
    roles: frozenset[str] = frozenset()
    reports_to_row: int | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class ContactChange:
    """Facts of a contact that is there; `roles=None` leaves the buying roles."""

    contact: Contact
    facts: ContactFacts
    roles: frozenset[str] | None = None
    row: int = 0


def contact_problems(rows: Sequence[NewContact | ContactChange]) -> list[RowProblem]:
    """All that is wrong with the rows; writes nothing."""
    return _problems(rows, [_made(item) for item in rows])


@transaction.atomic
def create_contacts(
    rows: Sequence[NewContact],
    *,
    by: Viewer,
    why: str = "",
    batch: str = "",
    own_fields_checked: bool = False,
) -> list[Contact]:
    """Add the contacts, managers before reports; all of them or, if a row is wrong, none.

    `own_fields_checked` says that `contact_problems` found nothing wrong with these very rows;
    what other rows may have made wrong since then is looked at all the same.
    """
    contacts = [_made(item) for item in rows]
    refuse_if_any(_problems(rows, contacts, own_fields_checked=own_fields_checked))
    above = {
        i: item.reports_to_row for i, item in enumerate(rows) if item.reports_to_row is not None
    }
    for wave in in_waves(range(len(rows)), above):
        for place in wave:
            if place in above:
                contacts[place].reports_to = contacts[above[place]]
        history.create_many([contacts[place] for place in wave], by=by, why=why, batch=batch)
    roles = [
        BuyingRole(contact=contact, role=role)
        for contact, item in zip(contacts, rows, strict=True)
        for role in sorted(item.roles)
    ]
    history.create_many(roles, by=by, why=why, batch=batch)
    tell_contacts_changed((contact.account_id for contact in contacts), by=by)
    return contacts


@transaction.atomic
def change_contacts(
    rows: Sequence[ContactChange],
    *,
    by: Viewer,
    why: str = "",
    batch: str = "",
    own_fields_checked: bool = False,
) -> int:
    """Change the contacts; all or none. Answers how many really differ from what was there.

    `own_fields_checked` as when creating them.
    """
    made = [_made(item) for item in rows]
    refuse_if_any(_problems(rows, made, own_fields_checked=own_fields_checked))
    wanted = {item.contact.pk: item for item in rows}
    contacts: dict[int, Contact] = {}
    for pks in _slices(sorted(wanted)):
        locked = Contact.objects.select_for_update(of=("self",)).select_related("account")
        contacts.update(locked.order_by("pk").in_bulk(pks))
    for pk, contact in contacts.items():
        put(contact, wanted[pk].facts)
    differing = {pk for pk, contact in contacts.items() if history.differences(contact)[1]}
    history.update_many(list(contacts.values()), by=by, why=why, batch=batch)
    differing |= _change_roles(contacts, wanted, by=by, why=why, batch=batch)
    tell_contacts_changed((contacts[pk].account_id for pk in differing), by=by)
    return len(differing)


def _change_roles(
    contacts: dict[int, Contact],
    wanted: dict[int, ContactChange],
    *,
    by: Viewer,
    why: str,
    batch: str,
) -> set[int]:
    asked = {pk: item.roles for pk, item in wanted.items() if item.roles is not None}
    gone: list[BuyingRole] = []
    present: dict[int, set[str]] = {pk: set() for pk in asked}
    for pks in _slices(sorted(asked)):
        for row in BuyingRole.objects.filter(contact__in=pks):
            row.contact = contacts[row.contact_id]
            present[row.contact_id].add(row.role)
            if row.role not in asked[row.contact_id]:
                gone.append(row)
    added = [
        BuyingRole(contact=contacts[pk], role=role)
        for pk, roles in asked.items()
        for role in sorted(roles - present[pk])
    ]
    for start in range(0, len(gone), SLICE):
        history.remove_many(gone[start : start + SLICE], by=by, why=why, batch=batch)
    history.create_many(added, by=by, why=why, batch=batch)
    return {row.contact_id for row in [*gone, *added]}


def _made(item: NewContact | ContactChange) -> Contact:
    """The contact as it would be; one that is there is copied, so that checking changes nothing."""
    if isinstance(item, NewContact):
        contact = Contact(account=item.account)
    else:
        contact = Contact()
        for field in Contact._meta.concrete_fields:
            setattr(contact, field.attname, getattr(item.contact, field.attname))
    put(contact, item.facts)
    return contact


def _problems(
    rows: Sequence[NewContact | ContactChange],
    things: Sequence[Contact],
    *,
    own_fields_checked: bool = False,
) -> list[RowProblem]:
    problems: list[RowProblem] = []
    if not own_fields_checked:
        for item, thing in zip(rows, things, strict=True):
            problems += _own_problems(item, thing)
    problems += _problems_among_others(rows, things)
    return sorted(problems, key=lambda problem: problem.row)


def _own_problems(item: NewContact | ContactChange, thing: Contact) -> Iterator[RowProblem]:
    """What is wrong with the row whatever else the database holds."""
    yield from field_problems(thing, row=item.row)
    if thing.function_id is None:
        yield RowProblem(item.row, "function", _("The function is missing."))
    for role in sorted((item.roles or frozenset()) - ROLES):
        text = _("“%(role)s” is not a buying role.")
        yield RowProblem(item.row, "roles", text, (("role", role),))


def _problems_among_others(
    rows: Sequence[NewContact | ContactChange], things: Sequence[Contact]
) -> Iterator[RowProblem]:
    """What does not go with the other rows, those of the database among them."""
    for item, thing in zip(rows, things, strict=True):
        for column, check in (("site", check_site), ("reports_to", check_manager)):
            if item.facts.get(column) is not None:
                try:
                    check(thing)
                except Refusal as refusal:
                    yield problem_of(refusal, row=item.row, column=column)
    yield from repeated_sources(zip(rows, things, strict=True))
    yield from _line_problems(rows, things)


def _line_problems(
    rows: Sequence[NewContact | ContactChange], things: Sequence[Contact]
) -> Iterator[RowProblem]:
    """Managers at other accounts, and lines that run in a circle."""
    keys = [thing.pk or -place for place, thing in enumerate(things, start=1)]
    above: dict[int, int] = {}
    moved: list[tuple[NewContact | ContactChange, Contact, int]] = []
    by_key = dict(zip(keys, things, strict=True))
    for item, thing, key in zip(rows, things, keys, strict=True):
        new_manager = item.reports_to_row if isinstance(item, NewContact) else None
        upper = keys[new_manager] if new_manager is not None else thing.reports_to_id
        if upper is None:
            continue
        above[key] = upper
        moved.append((item, thing, key))
        if new_manager is not None and things[new_manager].account_id != thing.account_id:
            manager = things[new_manager]
            refusal = ReportsOutsideAccount(contact=thing, manager=manager, account=thing.account)
            yield problem_of(refusal, row=item.row, column="reports_to")
    above = {**_lines_of(rows, set(by_key)), **above}
    for item, thing, key in moved:
        cycle = cycle_through(key, above)
        if cycle:
            others = Contact.objects.in_bulk([k for k in cycle if k > 0 and k not in by_key])
            chain = " → ".join(str(by_key.get(k) or others[k]) for k in cycle)
            manager = by_key.get(cycle[1]) or others[cycle[1]]
            refusal_of_line = ReportingCycle(contact=thing, manager=manager, chain=chain)
            yield problem_of(refusal_of_line, row=item.row, column="reports_to")


def _lines_of(rows: Sequence[NewContact | ContactChange], given: set[int]) -> dict[int, int]:
    """Who reports to whom today at the accounts whose contacts change, apart from those given."""
    accounts = sorted({r.contact.account_id for r in rows if isinstance(r, ContactChange)})
    lines: dict[int, int] = {}
    for pks in _slices(accounts):
        found = Contact.objects.filter(account__in=pks, reports_to__isnull=False)
        lines.update((pk, upper) for pk, upper in found.values_list("pk", "reports_to") if upper)
    return {key: upper for key, upper in lines.items() if key not in given}


def _slices(pks: list[int]) -> list[list[int]]:
    return [pks[start : start + SLICE] for start in range(0, len(pks), SLICE)]
