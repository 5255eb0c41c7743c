"""What the selling teams refuse, and the checks that several use-cases share."""

from __future__ import annotations

from datetime import date

from counterpart.customers.models import Contact
from counterpart.directory.models import Person
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.teams.timeline import earlier
from counterpart.web.templatetags.counterpart import day


class LaterChanges(Refusal):
    """A staffing is to begin before changes that are already entered for later."""

    message = _(
        "At %(account)s changes are already entered for %(on)s (%(what)s). "
        "Choose that day or a later one, or take those changes back first."
    )


class NotEmployed(Refusal):
    """Somebody is to stand at an account on a day when they do not work for us."""

    message = _("%(person)s does not work for us on %(on)s. Choose somebody else or another day.")


class ContactLeft(Refusal):
    """A counterpart is to be given to somebody who is no longer at the customer."""

    message = _("%(contact)s leaves %(account)s on %(on)s and needs no counterpart from then on.")


class ContactElsewhere(Refusal):
    """A counterpart is wanted for a contact of an account that is not part of the staffing."""

    message = _("%(contact)s belongs to %(account)s, which is not part of this staffing.")


class CounterpartTwice(Refusal):
    """Two people are to face the same contact in the same rank."""

    message = _("%(contact)s is given two counterparts of the same rank. Leave one.")


class BothRanks(Refusal):
    """One person is to be both the primary counterpart and the backup of a contact."""

    message = _(
        "%(person)s cannot be the primary counterpart of %(contact)s and their own backup. "
        "Choose somebody else as backup."
    )


def check_employed(person: Person, on: date) -> None:
    """Refuse a person who does not work for us on the day."""
    if not person.is_employed(on):
        raise NotEmployed(person=person, on=day(on))


def check_contact_stays(contact: Contact, on: date) -> None:
    """Refuse a contact who has left by the day."""
    if contact.left_on is not None and contact.left_on <= on:
        raise ContactLeft(contact=contact, account=contact.account, on=day(contact.left_on))


def last_day_together(person: Person, contact: Contact | None = None) -> date | None:
    """The first day on which one of the two is known to be gone."""
    return earlier(person.employed_until, contact.left_on if contact else None)
