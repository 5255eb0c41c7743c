"""Locks: what people have decided, and the engine must keep."""

from __future__ import annotations

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.staffing.models import Lock


class AlreadyLocked(Refusal):
    """Somebody else must already fill the place."""

    message = _(
        "%(person)s must already stand for %(about)s. Remove that lock first if it no longer holds."
    )


class AtAnotherAccount(Refusal):
    """The contact belongs to another account than the one named with it."""

    message = _("%(contact)s is not at %(account)s. Name the account where the contact is.")


def lock(
    kind: str,
    person: Person,
    *,
    account: Account,
    contact: Contact | None = None,
    why: str = "",
    by: Viewer,
    batch: str = "",
) -> Lock:
    """This person must (or never may) face the contact, or lead the account without a contact.

    The same person's former lock at that place is replaced.
    """
    if contact is not None and contact.account_id != account.pk:
        raise AtAnotherAccount(contact=str(contact), account=account.name)
    here = Lock.objects.filter(account=account, contact=contact)
    if kind == Lock.Kind.MUST:
        other = here.filter(kind=kind).exclude(person=person).first()
        if other is not None:
            raise AlreadyLocked(person=str(other.person), about=str(contact or account))
    former = here.filter(person=person).first()
    if former is None:
        wanted = Lock(kind=kind, person=person, account=account, contact=contact, why=why)
        return history.create(wanted, by=by, why=why, batch=batch)
    former.kind, former.why = kind, why
    return history.save(former, by=by, why=why, batch=batch)


def unlock(lock: Lock, *, by: Viewer, why: str = "") -> None:
    """Leave the place to the engine again."""
    history.remove(lock, by=by, why=why)
