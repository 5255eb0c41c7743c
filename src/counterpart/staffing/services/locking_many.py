"""Many locks at once, as files bring them in: looked through together, then set one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.kernel.errors import RowProblem
from counterpart.staffing.models import Lock
from counterpart.staffing.services.locking import AlreadyLocked, AtAnotherAccount, lock

ACCOUNTS_AT_ONCE = 900
Place = tuple[int, int | None]  # an account, and a contact at it (none: its lead)


@dataclass(frozen=True, slots=True)
class WantedLock:
    """A lock as a row of a file asks for it; without a contact it is about the account's lead."""

    kind: str
    person: Person
    account: Account
    contact: Contact | None
    why: str
    row: int

    @property
    def place(self) -> Place:
        """What is locked."""
        return self.account.pk, self.contact.pk if self.contact else None


def lock_problems(wanted: Sequence[WantedLock]) -> list[RowProblem]:
    """What `lock` would refuse if all of these were set together; writes nothing."""
    must = _who_must(wanted)
    found = []
    for each in wanted:
        contact, account = each.contact, each.account
        if contact is not None and contact.account_id != account.pk:
            params = (("contact", str(contact)), ("account", account.name))
            found.append(RowProblem(each.row, "contact", AtAnotherAccount.message, params))
        elif each.kind == Lock.Kind.MUST:
            first = must.setdefault(each.place, each.person)
            if first != each.person:
                params = (("person", str(first)), ("about", str(contact or account)))
                found.append(RowProblem(each.row, "person", AlreadyLocked.message, params))
    return found


@transaction.atomic
def lock_many(wanted: Sequence[WantedLock], *, by: Viewer, batch: str) -> None:
    """Set them all; whoever may never stand somewhere first makes room for whoever must."""
    for each in sorted(wanted, key=lambda each: each.kind == Lock.Kind.MUST):
        lock(
            each.kind,
            each.person,
            account=each.account,
            contact=each.contact,
            why=each.why,
            by=by,
            batch=batch,
        )


def _who_must(wanted: Sequence[WantedLock]) -> dict[Place, Person]:
    """Who must stand at each place already, without those whom one of the rows releases."""
    released = {(*each.place, each.person.pk) for each in wanted if each.kind == Lock.Kind.NEVER}
    accounts = sorted({each.account.pk for each in wanted})
    found: dict[Place, Person] = {}
    for start in range(0, len(accounts), ACCOUNTS_AT_ONCE):
        part = accounts[start : start + ACCOUNTS_AT_ONCE]
        rows = Lock.objects.filter(kind=Lock.Kind.MUST, account__in=part)
        for row in rows.select_related("person"):
            if (row.account_id, row.contact_id, row.person_id) not in released:
                found[row.account_id, row.contact_id] = row.person
    return found
