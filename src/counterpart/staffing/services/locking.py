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


def lock(
    kind: str,
    person: Person,
    *,
    account: Account,
    contact: Contact | None = None,
    why: str = "",
    by: Viewer,
) -> Lock:
    """This person must (or never may) face the contact, or lead the account without a contact.

    The same person's former lock at that place is replaced.
    """
    here = Lock.objects.filter(account=account, contact=contact)
    if kind == Lock.Kind.MUST:
        other = here.filter(kind=kind).exclude(person=person).first()
        if other is not None:
            raise AlreadyLocked(person=str(other.person), about=str(contact or account))
    former = here.filter(person=person).first()
    if former is None:
        wanted = Lock(kind=kind, person=person, account=account, contact=contact, why=why)
        return history.create(wanted, by=by, why=why)
    former.kind, former.why = kind, why
    return history.save(former, by=by, why=why)


def unlock(lock: Lock, *, by: Viewer, why: str = "") -> None:
    """Leave the place to the engine again."""
    history.remove(lock, by=by, why=why)
