"""Conflicts of interest: two of ours who must not work for the same account."""

from __future__ import annotations

from counterpart.access.viewer import Viewer
from counterpart.directory.models import Person
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.staffing.models import Conflict


class OwnConflict(Refusal):
    """Nobody is in conflict with themselves."""

    message = _("%(person)s stands there twice. Choose two different people.")


def keep_apart(
    person: Person, other: Person, *, why: str = "", by: Viewer, batch: str = ""
) -> Conflict:
    """New proposals put at most one of the two on each account; a former reason is replaced."""
    if person == other:
        raise OwnConflict(person=str(person))
    first, second = sorted((person, other), key=lambda each: each.pk)
    former = Conflict.objects.filter(person=first, other=second).first()
    if former is None:
        wanted = Conflict(person=first, other=second, why=why)
        return history.create(wanted, by=by, why=why, batch=batch)
    former.why = why
    return history.save(former, by=by, why=why, batch=batch)


def let_together(conflict: Conflict, *, by: Viewer, why: str = "") -> None:
    """The two may work for the same account again."""
    history.remove(conflict, by=by, why=why)
