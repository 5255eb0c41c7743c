"""Use-cases of ties: who listens to whom inside one buying center."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Contact, Tie
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class TieToSelf(Refusal):
    """Somebody was to listen to themselves."""

    message = _("%(listener)s cannot listen to themselves. Choose somebody else.")


class TieAcrossAccounts(Refusal):
    """Two people of different customers were tied."""

    message = _(
        "%(listener)s and %(speaker)s are at different accounts. "
        "Ties are drawn inside one buying center."
    )


@transaction.atomic
def set_tie(
    listener: Contact,
    *,
    speaker: Contact,
    strength: int = 2,
    by: Viewer,
    why: str = "",
    batch: str = "",
) -> Tie:
    """Record how much one contact listens to another: 1 a little, 2 often, 3 always."""
    check_tie(listener, speaker)
    Contact.objects.select_for_update(no_key=True).get(pk=listener.pk)
    # Held, so that nobody takes it away while it is handed back as it is.
    ties = Tie.objects.select_for_update(of=("self",), no_key=True)
    tie = ties.filter(listener=listener, speaker=speaker).first()
    if tie is None:
        tie = Tie(listener=listener, speaker=speaker, strength=strength)
        return history.create(tie, by=by, why=why, batch=batch)
    tie.strength = strength
    return history.save(tie, by=by, why=why, batch=batch)


def remove_tie(tie: Tie, *, by: Viewer, why: str = "") -> None:
    """Record that one contact no longer listens to another."""
    history.remove(tie, by=by, why=why)


def create_ties(
    rows: Sequence[tuple[Contact, Contact, int]], *, by: Viewer, why: str = "", batch: str = ""
) -> list[Tie]:
    """Record many new ties: listener, speaker, strength."""
    for listener, speaker, _strength in rows:
        check_tie(listener, speaker)
    ties = [Tie(listener=who, speaker=whom, strength=strength) for who, whom, strength in rows]
    return history.create_many(ties, by=by, why=why, batch=batch)


def check_tie(listener: Contact, speaker: Contact) -> None:
    """Refuse ties to oneself and to other customers' people."""
    if listener.pk == speaker.pk:
        raise TieToSelf(listener=listener)
    if listener.account_id != speaker.account_id:
        raise TieAcrossAccounts(listener=listener, speaker=speaker)
