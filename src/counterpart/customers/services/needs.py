"""Use-cases of needs and problems: what the customer wants, who keeps it current, until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Unpack

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Need
from counterpart.customers.services.facts import NeedFacts, put
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class NeedOfAnotherAccount(Refusal):
    """A need was given to a contact of another customer."""

    message = _("%(contact)s is not at %(account)s. Choose a contact of this account.")


@transaction.atomic
def create_need(
    account: Account, *, by: Viewer, why: str = "", batch: str = "", **facts: Unpack[NeedFacts]
) -> Need:
    """Write down what the customer needs, or what troubles them."""
    need = Need(account=account)
    put(need, facts)
    check_whose(need)
    return history.create(need, by=by, why=why, batch=batch)


@transaction.atomic
def change_need(
    need: Need, *, by: Viewer, why: str = "", batch: str = "", **facts: Unpack[NeedFacts]
) -> Need:
    """Change some facts of a need."""
    rows = Need.objects.select_for_update(of=("self",)).select_related("account", "contact")
    changed = rows.get(pk=need.pk)
    put(changed, facts)
    check_whose(changed)
    return history.save(changed, by=by, why=why, batch=batch)


def meet_need(need: Need, *, by: Viewer, why: str = "") -> Need:
    """Record that the need is met or the problem solved."""
    return change_need(need, state=Need.State.MET.value, by=by, why=why)


def drop_need(need: Need, *, by: Viewer, why: str = "") -> Need:
    """Record that the need has gone away or will not be served."""
    return change_need(need, state=Need.State.DROPPED.value, by=by, why=why)


def reopen_need(need: Need, *, review_on: date | None, by: Viewer, why: str = "") -> Need:
    """Record that the need is there again, to be looked at on that day."""
    return change_need(need, state=Need.State.OPEN.value, review_on=review_on, by=by, why=why)


def create_needs(
    rows: Sequence[tuple[Account, NeedFacts]], *, by: Viewer, why: str = "", batch: str = ""
) -> list[Need]:
    """Write down many needs that were checked before."""
    needs = [Need(account=account) for account, _facts in rows]
    for need, (_account, facts) in zip(needs, rows, strict=True):
        put(need, facts)
        check_whose(need)
    return history.create_many(needs, by=by, why=why, batch=batch)


def check_whose(need: Need) -> None:
    """Refuse a contact of another customer."""
    if need.contact is not None and need.contact.account_id != need.account_id:
        raise NeedOfAnotherAccount(contact=need.contact, account=need.account.name)
