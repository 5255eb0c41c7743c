"""Use-cases of contacts: who sits in the buying center, and what part they play."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Unpack

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, BuyingRole, Contact, Site
from counterpart.customers.services.cycles import cycle_through
from counterpart.customers.services.facts import ContactFacts, put
from counterpart.customers.services.hooks import tell_contacts_changed
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class SiteOfAnotherAccount(Refusal):
    """A contact was put at a site of another customer."""

    message = _("%(contact)s is at %(account)s, but the site %(site)s belongs to another account.")


class ReportsOutsideAccount(Refusal):
    """A contact was to report to somebody of another customer."""

    message = _(
        "%(contact)s cannot report to %(manager)s, who is not at %(account)s. "
        "Choose somebody of the same account."
    )


class ReportingCycle(Refusal):
    """A contact would report, through others, to themselves."""

    message = _(
        "%(contact)s cannot report to %(manager)s: the line would run in a circle, %(chain)s. "
        "Change one of these first."
    )


@transaction.atomic
def create_contact(
    account: Account,
    *,
    by: Viewer,
    roles: Iterable[str] = (),
    why: str = "",
    batch: str = "",
    **facts: Unpack[ContactFacts],
) -> Contact:
    """Add one of the customer's people to the buying center."""
    contact = Contact(account=account)
    put(contact, facts)
    check_site(contact)
    check_manager(contact)
    history.create(contact, by=by, why=why, batch=batch)
    _set_roles(contact, roles, by=by, why=why, batch=batch)
    tell_contacts_changed([account.pk], by=by)
    return contact


@transaction.atomic
def change_contact(
    contact: Contact,
    *,
    by: Viewer,
    roles: Iterable[str] | None = None,
    why: str = "",
    batch: str = "",
    **facts: Unpack[ContactFacts],
) -> Contact:
    """Change some facts of a contact; `roles=None` leaves the buying roles as they are."""
    changed = _locked_contact(contact)
    put(changed, facts)
    check_site(changed)
    check_manager(changed)
    if changed.reports_to is not None:
        _check_line(changed, changed.reports_to)
    history.save(changed, by=by, why=why, batch=batch)
    if roles is not None:
        _set_roles(changed, roles, by=by, why=why, batch=batch)
    tell_contacts_changed([changed.account_id], by=by)
    return changed


@transaction.atomic
def set_buying_roles(
    contact: Contact, roles: Iterable[str], *, by: Viewer, why: str = "", batch: str = ""
) -> None:
    """Let the contact play exactly these parts in buying."""
    _set_roles(_locked_contact(contact), roles, by=by, why=why, batch=batch)


def move_to_site(contact: Contact, site: Site | None, *, by: Viewer, why: str = "") -> Contact:
    """Record that the contact now works at another site of the same customer."""
    return change_contact(contact, site=site, by=by, why=why)


def contact_leaves(contact: Contact, *, on: date, by: Viewer, why: str = "") -> Contact:
    """Record that the contact is no longer with the customer from that day."""
    return change_contact(contact, left_on=on, by=by, why=why)


def contact_returns(contact: Contact, *, by: Viewer, why: str = "") -> Contact:
    """Record that the contact is with the customer (again)."""
    return change_contact(contact, left_on=None, by=by, why=why)


def check_site(contact: Contact) -> None:
    """Refuse a site of another customer."""
    site = contact.site
    if site is not None and site.account_id != contact.account_id:
        raise SiteOfAnotherAccount(contact=contact, account=contact.account, site=site.name)


def check_manager(contact: Contact) -> None:
    """Refuse a manager of another customer."""
    manager = contact.reports_to
    if manager is not None and manager.account_id != contact.account_id:
        raise ReportsOutsideAccount(contact=contact, manager=manager, account=contact.account)


def _locked_contact(contact: Contact) -> Contact:
    """The contact as it is now; changes to one buying center wait for each other.

    The account is what is locked: two people who change the reporting lines of one account at
    the same moment could otherwise close a circle between them.
    """
    Account.objects.select_for_update(no_key=True).get(pk=contact.account_id)
    return Contact.objects.select_related("account", "site", "reports_to").get(pk=contact.pk)


def _check_line(contact: Contact, manager: Contact) -> None:
    colleagues = Contact.objects.filter(account_id=contact.account_id)
    lines = colleagues.exclude(pk=contact.pk).values_list("pk", "reports_to")
    above = {pk: upper for pk, upper in lines if upper} | {contact.pk: manager.pk}
    cycle = cycle_through(contact.pk, above)
    if cycle:
        names = {row.pk: str(row) for row in colleagues.filter(pk__in=cycle)}
        chain = " → ".join(names[pk] for pk in cycle)
        raise ReportingCycle(contact=contact, manager=manager, chain=chain)


def _set_roles(contact: Contact, roles: Iterable[str], *, by: Viewer, why: str, batch: str) -> None:
    wanted = {BuyingRole.Role(role) for role in roles}
    present = list(contact.buying_roles.all()) if contact.pk else []
    for role in present:
        role.contact = contact
    gone = [row for row in present if row.role not in wanted]
    added = [role for role in BuyingRole.Role if role in wanted - {row.role for row in present}]
    history.remove_many(gone, by=by, why=why, batch=batch)
    rows = [BuyingRole(contact=contact, role=role.value) for role in added]
    history.create_many(rows, by=by, why=why, batch=batch)
