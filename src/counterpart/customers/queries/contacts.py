"""What the page of one contact shows."""

from __future__ import annotations

from dataclasses import dataclass

from counterpart.customers.models import BuyingRole, Contact, Need, Tie
from counterpart.customers.queries.buying_center import roles_of


@dataclass(frozen=True, slots=True)
class ContactPage:
    """A contact, the parts they play, who listens to them, and their needs."""

    contact: Contact
    roles: tuple[BuyingRole.Role, ...]
    listens_to: tuple[Tie, ...]
    listened_to_by: tuple[Tie, ...]
    reports: tuple[Contact, ...]
    needs: tuple[Need, ...]


def contact_page(contact: Contact) -> ContactPage:
    """Five queries, whatever the number of ties."""
    return ContactPage(
        contact=contact,
        roles=roles_of(contact),
        listens_to=tuple(contact.listens_to.select_related("speaker").order_by("-strength", "pk")),
        listened_to_by=tuple(
            contact.listened_to_by.select_related("listener").order_by("-strength", "pk")
        ),
        reports=tuple(contact.reports.filter(left_on__isnull=True)),
        needs=tuple(contact.needs.select_related("owner")),
    )
